"""Findings without what the public edition withholds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import combinations

from inspect_app.domain.exact import shown
from inspect_app.domain.facts import Answer, Value
from inspect_app.domain.publishing.counts import FEWEST, Masked, affected_of, hidden, is_small
from inspect_app.domain.publishing.redacting import WITHHELD, Redaction, public_answer
from inspect_app.domain.publishing.telling import MEDICAL, MEDICAL_DOMAIN, Telling
from inspect_app.domain.publishing.withholding import Withheld
from inspect_app.domain.scoring.assessment import CriterionResult, Finding, PartResult, Reach
from inspect_app.domain.scoring.known_inputs import PERSONS_PRESENT
from inspect_app.domain.scoring.sides import parts_of
from inspect_app.domain.standards import Criterion, MeasureUse, Part
from inspect_app.domain.terms import PlaceKind

UNTOLD_PLACE = "-"
"""Stands for places that are neither listed nor counted."""

FEW = f"<{FEWEST}"
_SOME = Masked.at_least(1)
_PLACES_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Judging:
    """`is_total_hidden`: not even the number of persons present may be told. `without_rooms`: criteria
    whose rooms would give, with the number affected, who is in one of them; `without_number`: those
    whose number would give one or two persons."""

    made: Redaction
    telling: Telling
    day: date
    is_total_hidden: bool
    without_rooms: frozenset[str] = frozenset()
    without_number: frozenset[str] = frozenset()

    def result(self, result: CriterionResult, criterion: Criterion) -> CriterionResult:
        findings = [self.finding(found, criterion) for found in result.findings]
        is_hidden = self.is_total_hidden or criterion.id in self.without_number
        reach, is_few = self._reach(result.reach, is_hidden), is_small_reach(result)
        is_thin = is_thin_reach(result) or criterion.id in self.without_rooms
        if is_few or is_thin or self._is_medical(result, criterion):
            self.made.tally.add(Withheld.SMALL_COUNTS)
            findings = [self._untold_place(found) for found in findings]
            if reach is not None and result.reach is not None:
                places = _few_places(result.reach.places_affected) if is_few else _SOME
                reach = replace(reach, places_affected=places)
        findings.sort(key=lambda found: place_order(found.place))
        made = replace(result, findings=tuple(findings), reach=reach)
        if not is_few:
            return made
        return replace(
            made,
            places_applicable=_few_places(result.places_applicable),
            places_assessed=_few_places(result.places_assessed),
            places_required=_few_places(result.places_required),
        )

    def _untold_place(self, found: Finding) -> Finding:
        """What was measured stays; where does not."""
        return found._replace(place=UNTOLD_PLACE, place_kind=PlaceKind.FACILITY, answers=())

    def finding(self, found: Finding, criterion: Criterion) -> Finding:
        place = self.made.places.ids.get(found.place, UNTOLD_PLACE)
        if found.place_kind is PlaceKind.FACILITY:
            return self._of_facility(found, criterion)
        parts = [part for part in criterion.parts if self.telling.is_counting(part.use)]
        untold = {i for part in parts for i in part.use.input_ids}
        judged = found.judgement
        values = tuple(
            self._of_place(result, part, place, criterion)
            for result, part in parts_of(judged, criterion, self.day)
        )
        return found._replace(
            place=place,
            persons=None,
            judgement=judged._replace(parts=values),
            answers=self._answers(found.answers, untold),
        )

    def number(self, value: Value | None, use: MeasureUse, place: str) -> Fraction | str | None:
        """What was measured at a place below the facility, of a rule of national law."""
        public = self.made.places.ids.get(place, UNTOLD_PLACE)
        if not isinstance(value, Fraction):
            return None
        if not self.telling.is_counting(use):
            return value
        if public == self.made.facts.facility.id:
            is_told = not self.is_total_hidden and not is_small(int(value))
            return value if is_told else None
        if public in self.made.places.few or self.telling.is_count_itself(use, None):
            return None
        return rounded(value)

    def _of_facility(self, found: Finding, criterion: Criterion) -> Finding:
        counted = self._counted(found.answers)
        is_told = not _gives_small(counted.values()) and not (
            self.is_total_hidden and PERSONS_PRESENT in counted
        )
        judged = found.judgement
        paired = parts_of(judged, criterion, self.day)
        tell = self._untold_medical if is_told else self._untold_count
        parts = tuple(tell(result, part, criterion) for result, part in paired)
        untold = set(MEDICAL) if is_told else {*counted, *MEDICAL}
        return found._replace(
            persons=None,
            judgement=judged._replace(parts=parts),
            answers=self._answers(found.answers, untold),
        )

    def _of_place(
        self, result: PartResult, part: Part | None, place: str, criterion: Criterion
    ) -> PartResult:
        if criterion.domain == MEDICAL_DOMAIN:
            self.made.tally.add(Withheld.MEDICAL)
            return _withheld(result)
        if not isinstance(result.value, Fraction):
            return result
        is_counting = part is None or self.telling.is_counting(part.use)
        if not is_counting:
            return result
        is_count = part is None or self.telling.is_count_itself(part.use, result.unit)
        is_by_persons = part is None or any(map(self.telling.counts, part.use.input_ids))
        if is_count or (is_by_persons and place in self.made.places.few):
            self.made.tally.add(Withheld.ROOM_COUNTS)
            return _withheld(result)
        return result._replace(value=rounded(result.value, result.edges), error=Fraction(0))

    def _untold_count(
        self, result: PartResult, part: Part | None, criterion: Criterion
    ) -> PartResult:
        """A small count is said to be one; nothing stays nothing; what would give it is withheld."""
        is_counting = part is None or self.telling.is_counting(part.use)
        if not isinstance(result.value, Fraction) or not is_counting:
            return self._untold_medical(result, part, criterion)
        if part is not None and len(part.use.input_ids) == 1:
            if result.value == 0:
                return result
            if is_small(int(result.value)):
                self.made.tally.add(Withheld.SMALL_COUNTS)
                return result._replace(value=FEW)
        self.made.tally.add(Withheld.SMALL_COUNTS)
        return _withheld(result)

    def _untold_medical(
        self, result: PartResult, part: Part | None, criterion: Criterion
    ) -> PartResult:
        inputs = criterion.input_ids if part is None else part.use.input_ids
        if not MEDICAL.intersection(inputs):
            return result
        self.made.tally.add(Withheld.MEDICAL)
        return _withheld(result)

    def _counted(self, answers: Iterable[Answer]) -> dict[str, int]:
        """Input -> the least number of persons that was given for it."""
        found: dict[str, int] = {}
        for answer in answers:
            if isinstance(answer.value, Fraction) and self.telling.counts(answer.input):
                number = int(answer.value)
                found[answer.input] = min(number, found.get(answer.input, number))
        return found

    def _answers(self, answers: Iterable[Answer], untold: set[str]) -> tuple[Answer, ...]:
        """Readings that may be told: never the floor of a room, nor who slept in it."""
        kept = []
        for answer in answers:
            is_below = answer.place != self.made.facts.facility.id
            counts = self.telling.counts(answer.input) and is_below
            if answer.input in untold or self.telling.is_area(answer.input) or counts:
                continue
            told = public_answer(answer, self.made)
            if told is not None:
                kept.append(replace(told, words=None))
        return tuple(kept)

    def _is_medical(self, result: CriterionResult, criterion: Criterion) -> bool:
        is_below = any(f.place_kind is not PlaceKind.FACILITY for f in result.findings)
        return criterion.domain == MEDICAL_DOMAIN and is_below

    def _reach(self, reach: Reach | None, is_hidden: bool) -> Reach | None:
        if reach is None:
            return None
        if is_hidden:
            affected = hidden(reach.persons_affected)
        else:
            affected = affected_of(reach.persons_affected, reach.persons_present)
        if not isinstance(affected, Masked) and not is_hidden:
            return reach
        self.made.tally.add(Withheld.SMALL_COUNTS)
        return Reach(affected, None, reach.places_affected, reach.places_uncounted)


def is_small_reach(result: CriterionResult) -> bool:
    """Whether one or two persons are affected, or are all that the criterion is about."""
    rooms = [f.persons for f in result.findings if f.place_kind is not PlaceKind.FACILITY]
    if not rooms:
        return False
    is_few_affected = result.reach is not None and is_small(result.reach.persons_affected)
    return is_few_affected or is_small(sum(persons or 0 for persons in rooms))


def is_thin_reach(result: CriterionResult) -> bool:
    """Whether fewer than three are affected in a room on average: with the rooms listed, four persons
    in four rooms would be one in each."""
    reach = result.reach
    if reach is None or all(f.place_kind is PlaceKind.FACILITY for f in result.findings):
        return False
    counted = reach.places_affected - reach.places_uncounted
    return 0 < reach.persons_affected < FEWEST * counted


def decisive(result: CriterionResult) -> list[Finding]:
    judged = [f for f in result.findings if f.judgement.level is not None]
    return [f for f in judged if f.judgement.level == result.level] or judged


def place_order(place: str) -> tuple[str, int]:
    """The order of the public ids: facility, blocks, rooms."""
    kind, number = place[:1], place[1:]
    return (kind, int(number)) if kind in "br" and number.isdigit() else ("", 0)


def rounded(value: Fraction, edges: Sequence[Fraction] = ()) -> Fraction:
    """Two places, or more beside an edge: the whole fraction would give the number it was divided by."""
    return Fraction(shown(value, _PLACES_SHOWN, edges))


def _withheld(result: PartResult) -> PartResult:
    return result._replace(value=WITHHELD, error=Fraction(0))


def _few_places(number: int) -> int:
    return Masked.few() if is_small(number) else number


def _gives_small(numbers: Iterable[int]) -> bool:
    """Whether one of them is one or two, or two of them differ by that."""
    found = list(numbers)
    return any(map(is_small, found)) or any(
        is_small(abs(one - other)) for one, other in combinations(found, 2)
    )
