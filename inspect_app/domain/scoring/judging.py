"""One criterion at one place: the worst part decides, and what is open stays open.

A judgement keeps three levels: what is known now, and the lowest and highest that answering the open
inputs could still give. A failure that is known stands whatever is missing beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from inspect_app.domain.bands import Level
from inspect_app.domain.facts import Answer
from inspect_app.domain.measures import MEASURES, Circumstances
from inspect_app.domain.scoring.assessment import Judgement, State, Why
from inspect_app.domain.scoring.grounds import (
    Given,
    GivenState,
    Grounds,
    Place,
    counts_as_not_applicable,
    given,
)
from inspect_app.domain.scoring.measuring import (
    Givens,
    PartOutcome,
    alternatives,
    is_usable,
    outcome_of,
    unit_of,
)
from inspect_app.domain.standards import AppliesTo, Criterion
from inspect_app.domain.terms import AnswerState, Grade, InputKind, PlaceKind, Tier

OUT_OF_SCOPE = Judgement(State.NOT_APPLICABLE, None, 0, 3, (Why.OUT_OF_SCOPE,))


@dataclass(slots=True)
class Judge:
    """A criterion made ready for one day and one set of grounds. Equal answers are judged once."""

    criterion: Criterion
    grounds: Grounds
    day: date
    circumstances: Circumstances
    units: tuple[str | None, ...]
    input_ids: tuple[str, ...]
    sources: tuple[tuple[str, PlaceKind], ...]  # each input with the level at which it is answered
    deciding: tuple[str, ...]  # the inputs of the parts, whose grades count
    over_rooms: frozenset[str]
    is_remembering: bool  # areas differ from room to room: remembering them would only cost
    memo: dict[object, Judgement] = field(default_factory=dict)
    scope_memo: dict[object, bool | None] = field(default_factory=dict)

    @classmethod
    def ready(
        cls, criterion: Criterion, grounds: Grounds, day: date, circumstances: Circumstances
    ) -> Judge:
        inputs, input_ids = grounds.pack.inputs, _judged_inputs(criterion)
        return cls(
            criterion,
            grounds,
            day,
            circumstances,
            tuple(unit_of(part.use, inputs) for part in criterion.parts),
            input_ids,
            tuple((i, inputs[i].place) for i in input_ids),
            _part_inputs(criterion),
            _inputs_over_rooms(criterion),
            not any(inputs[i].kind is InputKind.RECTANGLES for i in input_ids),
        )

    def at(self, place: Place, tier: Tier) -> tuple[Judgement, tuple[Answer, ...]]:
        """The judgement, and the answers that it rests on."""
        said = self.grounds.all_of(self.sources, place)
        answers = tuple([answer for found in said for answer in found])
        if self._applies(said, tier) is False:
            return OUT_OF_SCOPE, answers
        if not self.is_remembering:
            return self._judge(said, tier), answers
        key = (tier, *map(_told_apart_by, said))
        judgement = self.memo.get(key)
        if judgement is None:
            judgement = self.memo[key] = self._judge(said, tier)
        return judgement, answers

    def _applies(self, said: list[tuple[Answer, ...]], tier: Tier) -> bool | None:
        """Asked before anything is measured: many rooms are out of a criterion's scope."""
        scope = self.criterion.applies_to
        if not scope.when:
            return True
        key = (tier, *map(_told_apart_by, said[: len(scope.when)]))
        if key not in self.scope_memo:
            self.scope_memo[key] = _applies(scope, self._givens(said, tier))
        return self.scope_memo[key]

    def _givens(self, said: list[tuple[Answer, ...]], tier: Tier) -> dict[str, Given]:
        is_critical = tier is Tier.CRITICAL
        return {
            input_id: self._over_rooms(input_id, is_critical)
            if input_id in self.over_rooms
            else given(answers, input_id, is_critical)
            for input_id, answers in zip(self.input_ids, said, strict=True)
        }

    def _judge(self, said: list[tuple[Answer, ...]], tier: Tier) -> Judgement:
        givens = self._givens(said, tier)
        parts = [
            outcome_of(part, givens, self.day, self.circumstances, unit)
            for part, unit in zip(self.criterion.parts, self.units, strict=True)
        ]
        judgement = _worst(parts, givens, self.deciding)
        judgement = self._lifted(judgement, parts, givens)
        judgement = _limited_by_grade(judgement, tier)
        if self._applies(said, tier):
            return judgement
        return _if_it_applies(judgement, self.criterion.applies_to, givens)

    def _lifted(self, judgement: Judgement, parts: list[PartOutcome], givens: Givens) -> Judgement:
        """The other way to a level: open answers to it can still raise the level, never lower it."""
        lift, level = self.criterion.lift, judgement.level
        if lift is None or level is None or level >= lift.to or Why.CONTRADICTORY in judgement.why:
            return judgement
        value = parts[0].result.value if parts[0].result else None
        if value is None or not lift.within.holds(value):
            return judgement
        is_said_alone = any(givens[i].grade is Grade.D for i in lift.test.use.input_ids)
        if is_said_alone or not is_usable(lift.test.use, givens):
            return judgement._replace(high=max(judgement.high, lift.to))
        ways = alternatives(lift.test.use, givens, self.circumstances)
        if all(
            way and way.value is not None and lift.test.holds_when.holds(way.value) for way in ways
        ):
            low = max(judgement.low, lift.to) if judgement.low == level else judgement.low
            return judgement._replace(
                level=lift.to,
                low=low,
                high=max(judgement.high, lift.to),
                why=(*judgement.why, Why.LIFTED),
            )
        return judgement

    def _over_rooms(self, input_id: str, is_critical: bool) -> Given:
        """All living rooms together; one room without an answer leaves the whole without a value."""
        rooms = self.grounds.living_rooms
        each = [given(self.grounds.of(input_id, room), input_id, is_critical) for room in rooms]
        lacking = next(
            (g for g in each if g.state is not GivenState.VALUE or len(g.values) != 1), None
        )
        if not rooms or lacking is not None:
            why = lacking.why if lacking and lacking.why else Why.UNANSWERED
            return Given(GivenState.MISSING, why=why)
        grade = max(g.grade for g in each if g.grade is not None)
        return Given(GivenState.VALUE, (tuple(g.values[0] for g in each),), grade)


def value_of(judgement: Judgement) -> Fraction | str | None:
    """The first part's value, which lifts and aggravations look at."""
    return judgement.parts[0].value if judgement.parts else None


def raw_level(judgement: Judgement) -> Level | None:
    """What the measures alone gave: without grade limits, lifts and aggravations."""
    levels = [part.level for part in judgement.parts if part.level is not None]
    return min(levels) if levels else None


def _judged_inputs(criterion: Criterion) -> tuple[str, ...]:
    lift = criterion.lift.test.use.input_ids if criterion.lift else ()
    return tuple(dict.fromkeys([*criterion.applies_to.when, *_part_inputs(criterion), *lift]))


def _inputs_over_rooms(criterion: Criterion) -> frozenset[str]:
    return frozenset(
        input_id
        for part in criterion.parts
        for role, ids in part.use.inputs.items()
        for input_id in ids
        if MEASURES[part.use.measure].roles[role].over_rooms
    )


def _told_apart_by(answers: tuple[Answer, ...]) -> object:
    """Answers that are alike in this are judged alike."""
    if len(answers) == 1:
        (only,) = answers
        if only.state is AnswerState.ANSWERED:
            return only.value, only.grade
    return tuple(
        (a.state, a.value, a.grade, a.reason, counts_as_not_applicable(a, is_critical=True))
        for a in answers
    )


def _part_inputs(criterion: Criterion) -> tuple[str, ...]:
    return tuple(dict.fromkeys(i for part in criterion.parts for i in part.use.input_ids))


def _applies(applies_to: AppliesTo, givens: Givens) -> bool | None:
    """None when an answer is missing that would decide it."""
    answer: bool | None = True
    for input_id, condition in applies_to.when.items():
        said = givens[input_id]
        if said.state is GivenState.NOT_APPLICABLE:
            return False
        if said.state is not GivenState.VALUE:
            answer = None
            continue
        holds = {condition.holds(as_compared(value)) for value in said.values}
        if holds == {False}:
            return False
        answer = answer if holds == {True} else None
    return answer


def as_compared(value: object) -> Fraction | str:
    """A value as conditions see it: yes and no are options."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, Fraction | str) else str(value)


def _if_it_applies(judgement: Judgement, applies_to: AppliesTo, givens: Givens) -> Judgement:
    """Whether it applies is not known: a failure stands, a pass is not yet one."""
    missing = tuple(i for i in applies_to.when if givens[i].state is not GivenState.VALUE)
    why = tuple(dict.fromkeys(w for w in (givens[i].why for i in missing) if w)) or (
        Why.CONTRADICTORY,
    )
    missing = tuple(dict.fromkeys((*judgement.missing, *missing)))
    if judgement.level is not None and judgement.level <= 1:
        return judgement._replace(high=3, missing=missing)
    state = judgement.state if judgement.state is not State.ASSESSED else State.NOT_ASSESSED
    return judgement._replace(state=state, level=None, low=0, high=3, why=why, missing=missing)


def _worst(parts: list[PartOutcome], givens: Givens, input_ids: tuple[str, ...]) -> Judgement:
    kept = [part for part in parts if not part.is_left_out]
    why = tuple(dict.fromkeys(w for part in parts for w in part.why))
    if not kept:
        return Judgement(State.NOT_APPLICABLE, None, 0, 3, why)
    known = [part.level for part in kept if part.level is not None]
    level = min(known) if known else None
    is_open = any(part.is_open for part in kept)
    if is_open and (level is None or level > 1):
        level = None
    state = State.ASSESSED if level is not None else _open_state(why)
    grades = [g for g in (givens[i].grade for i in input_ids) if g is not None]
    return Judgement(
        state=state,
        level=level,
        low=min(part.low for part in kept),
        high=min(part.high for part in kept),
        why=why,
        parts=tuple(part.result for part in kept if part.result is not None),
        grade=max(grades) if grades else None,
        is_borderline=any(part.is_borderline for part in kept),
        missing=tuple(dict.fromkeys(i for part in kept for i in part.missing)),
    )


def _open_state(why: tuple[Why, ...]) -> State:
    return State.ACCESS_DENIED if Why.DENIED in why else State.NOT_ASSESSED


def _limited_by_grade(judgement: Judgement, tier: Tier) -> Judgement:
    """The administration's word alone never earns level 3, and no pass where it is critical."""
    level = judgement.level
    if judgement.grade is not Grade.D or level is None or level <= 1:
        return judgement
    why = (*judgement.why, Why.STATEMENT_ALONE)
    if tier is Tier.CRITICAL:
        return judgement._replace(state=State.NOT_ASSESSED, level=None, low=0, why=why)
    if level == 3:
        return judgement._replace(level=2, low=min(judgement.low, 2), why=why)
    return judgement
