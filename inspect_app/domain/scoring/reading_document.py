"""The inverse of `assessment_document`: an assessment out of its document, without scoring anything.

So an approved result is read by every later release as it was approved, whatever the method does by
then. What the document leaves out stands beside it (`resting.rests_of`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from inspect_app.domain.facts import Facts
from inspect_app.domain.scoring.assessment import (
    Assessment,
    Column,
    Finding,
    Interval,
    Judgement,
    PartResult,
    PersonalSpace,
    PersonalSpaceFinding,
    Reach,
    Remark,
    Sensitivity,
    SpaceCounts,
    State,
    Verdict,
    Why,
)
from inspect_app.domain.scoring.assessment import ColumnVerdict as Told
from inspect_app.domain.scoring.assessment import CriterionResult as Result
from inspect_app.domain.scoring.assessment import DomainResult as Domain
from inspect_app.domain.scoring.assessment import NormFinding as Measured
from inspect_app.domain.scoring.assessment import NormResult as Norm
from inspect_app.domain.scoring.resting import OPTION
from inspect_app.domain.terms import Family, Grade, PlaceKind, Rating, Tier

Json = Mapping[str, Any]
Word = TypeVar("Word", bound=StrEnum)


def _by_word(words: type[Word]) -> Mapping[str, Word]:
    """Calling an enumeration costs ten times as much as looking into a table."""
    return {word.value: word for word in words}


_STATES, _WHYS, _VERDICTS = _by_word(State), _by_word(Why), _by_word(Verdict)
_TIERS, _GRADES, _FAMILIES = _by_word(Tier), _by_word(Grade), _by_word(Family)


def assessment_from_document(document: Json, rests: Json, facts: Facts) -> Assessment:
    """Equal to the assessment from which `assessment_document` and `rests_of` made the first two.

    `facts` are those that were scored. Raises KeyError, IndexError, TypeError or ValueError where
    the three do not belong together.
    """
    reader = _Reader(rests, facts)
    space = document["space_counts"]
    return Assessment(
        method=document["method"],
        packs=tuple((p["id"], p["version"], p["sha256"]) for p in document["packs"]),
        facility=document["facility"],
        visited_on=date.fromisoformat(document["visited_on"]),
        judged_on=date.fromisoformat(document["judged_on"]),
        rating=Rating(document["rating"]),
        at_best=Rating(document["at_best"]),
        index=_exact(document["index"]),
        interval=_interval(document["interval"]),
        coverage=Fraction(document["coverage"]),
        critical_coverage=Fraction(document["critical_coverage"]),
        caps=tuple(document["caps"]),
        critical_failures=tuple(document["critical_failures"]),
        severe_failures=tuple(document["severe_failures"]),
        access_denied=tuple((said["input"], said["place"]) for said in document["access_denied"]),
        domains={d: _domain(d, document["domains"][d]) for d in rests["domains"]},
        criteria={c: reader.criterion(c, document["criteria"][c]) for c in rests["criteria"]},
        norms={n: reader.norm(n, document["norms"][n]) for n in rests["norms"]},
        columns=tuple(_column(c, document["columns"][c]) for c in rests["columns"]),
        personal_space=tuple(
            _personal_space(said, factors)
            for said, factors in zip(document["personal_space"], rests["factors"], strict=True)
        ),
        space_counts=SpaceCounts(
            **space | {"histogram": tuple((Fraction(e), n) for e, n in space["histogram"])}
        ),
        sensitivity=Sensitivity(**{n: _exact(v) for n, v in document["sensitivity"].items()}),
        warnings=tuple(Remark(**said) for said in document["remarks"]),
        persons_present=document["persons_present"],
    )


class _Reader:
    """What findings are read with: the facts, and what they rest on."""

    def __init__(self, rests: Json, facts: Facts) -> None:
        self.answers = facts.answers
        self.findings: Mapping[str, Sequence[Any]] = rests["findings"]
        self.edges = [tuple(map(Fraction, texts)) for texts in rests["edges"]]
        self.options = frozenset(rests["options"])
        self.kinds = {block.id: PlaceKind.BLOCK for block in facts.blocks}
        self.kinds |= {room.id: PlaceKind.ROOM for room in facts.rooms}
        self.kinds[facts.facility.id] = PlaceKind.FACILITY
        self._numbers: dict[str, Fraction] = {}
        self._days: dict[str, date] = {}

    def criterion(self, criterion: str, said: Json) -> Result:
        places = said["places"]
        rests = self.findings[criterion]
        return Result(
            criterion=criterion,
            domain=said["domain"],
            tier=_TIERS[said["tier"]],
            state=_STATES[said["state"]],
            level=said["level"],
            critical_level=said["critical_level"],
            low=said["low"],
            high=said["high"],
            why=_whys(said["why"]),
            findings=tuple(
                [self._finding(*both) for both in zip(said["findings"], rests, strict=True)]
            ),
            reach=_reach(said["reach"]),
            places_applicable=places["applicable"],
            places_assessed=places["assessed"],
            places_required=places["required"],
            coverage=Fraction(said["coverage"]),
            columns=tuple(map(_told, said["columns"])),
            provisions=tuple((p["instrument"], p["number"]) for p in said["provisions"]),
            is_borderline=said["is_borderline"],
            is_contradictory=said["is_contradictory"],
        )

    def norm(self, norm: str, said: Json) -> Norm:
        is_option = norm in self.options
        findings = tuple(
            Measured(
                found["place"],
                _VERDICTS[found["verdict"]],
                found["value"] if is_option else self._number(found["value"]),
                found["persons"],
            )
            for found in said["findings"]
        )
        verdict = _VERDICTS[said["verdict"]]
        return Norm(norm, said["criterion"], verdict, said["required"], findings)

    def _finding(self, said: Json, rests: Sequence[Sequence[int]]) -> Finding:
        answers, edges = rests
        place, grade = said["place"], said["grade"]
        judgement = Judgement(
            _STATES[said["state"]],
            said["level"],
            said["low"],
            said["high"],
            _whys(said["why"]),
            tuple([self._part(*both) for both in zip(said["parts"], edges, strict=True)]),
            None if grade is None else _GRADES[grade],
            said["is_borderline"],
            tuple(said["missing"]),
        )
        return Finding(
            place,
            self.kinds[place],
            judgement,
            said["persons"],
            _TIERS[said["tier"]],
            tuple([self.answers[number] for number in answers]),
            tuple(said["aggravated_by"]),
        )

    def _part(self, said: Json, edges: int) -> PartResult:
        value, since = said["value"], said["band_since"]
        return PartResult(
            said["measure"],
            said["unit"],
            value if edges == OPTION else self._number(value),
            self._number(said["error"]) or Fraction(0),
            said["level"],
            said["band"],
            None if since is None else self._day(since),
            () if edges == OPTION else self.edges[edges],
        )

    def _number(self, text: str | None) -> Fraction | None:
        """A few values come up in thousands of rooms."""
        if text is None:
            return None
        found = self._numbers.get(text)
        if found is None:
            found = self._numbers[text] = Fraction(text)
        return found

    def _day(self, text: str) -> date:
        found = self._days.get(text)
        if found is None:
            found = self._days[text] = date.fromisoformat(text)
        return found


def _exact(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _interval(said: Json) -> Interval:
    return Interval(Fraction(said["low"]), Fraction(said["high"]))


def _whys(said: Sequence[str]) -> tuple[Why, ...]:
    return tuple([_WHYS[word] for word in said]) if said else ()


def _domain(domain: str, said: Json) -> Domain:
    levels = sorted(((int(level), n) for level, n in said["levels"].items()), reverse=True)
    return Domain(
        domain=domain,
        mean=_exact(said["mean"]),
        index=_exact(said["index"]),
        cap=said["cap"],
        interval=_interval(said["interval"]),
        coverage=Fraction(said["coverage"]),
        critical_coverage=Fraction(said["critical_coverage"]),
        assessed=said["assessed"],
        applicable=said["applicable"],
        levels=dict(levels),
    )


def _reach(said: Json | None) -> Reach | None:
    """Its share is computed from the rest."""
    if said is None:
        return None
    return Reach(
        said["persons_affected"],
        said["persons_present"],
        said["places_affected"],
        said["places_uncounted"],
    )


def _told(said: Json) -> Told:
    provisions = tuple((p["of"], p["number"], _VERDICTS[p["verdict"]]) for p in said["provisions"])
    return Told(_FAMILIES[said["family"]], _VERDICTS[said["verdict"]], provisions)


def _column(family: str, said: Json) -> Column:
    return Column(_FAMILIES[family], **said)


def _personal_space(said: Json, factors: Sequence[str]) -> PersonalSpaceFinding:
    return PersonalSpaceFinding(
        room=said["room"],
        value=PersonalSpace(said["value"]),
        space_m2_per_person=_exact(said["space_m2_per_person"]),
        persons=said["persons"],
        factors=tuple((name, said["factors"][name]) for name in factors),
        is_borderline=said["is_borderline"],
    )
