"""Two visits of one facility held together: what both assessed, what changed, what only one has.

    compare(now, then) -> Comparison

Levels are compared and never differences of indexes: where the standards differ, a difference says as
much about the standards as about the place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from inspect_app.domain.bands import Bands
from inspect_app.domain.scoring import Assessment
from inspect_app.domain.scoring.assessment import CriterionResult, State
from inspect_app.domain.standards import Criterion, Pack
from inspect_app.domain.terms import Tier


@dataclass(frozen=True, slots=True)
class Side:
    """A result and the standards by which it was reached. `checklist`: what was asked, as (id,
    version); None: no checklist was named."""

    assessment: Assessment
    pack: Pack
    checklist: tuple[str, int] | None


class Alone(StrEnum):
    """Why a criterion has a level at one of the visits alone; said of the other one."""

    NOT_IN_PACK = "not_in_pack"
    NOT_ASSESSED = "not_assessed"
    ACCESS_DENIED = "access_denied"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Change:
    """One criterion with a level at both visits. `is_other_rule`: the bands differ, so the same
    facts could have another level."""

    criterion: str
    then: CriterionResult
    now: CriterionResult
    is_other_rule: bool

    @property
    def is_worse(self) -> bool:
        return (self.now.level or 0) < (self.then.level or 0)


@dataclass(frozen=True, slots=True)
class OnlyOne:
    """A criterion with a level at one visit; `result` is of that one, `why` of the other."""

    criterion: str
    result: CriterionResult
    why: Alone


@dataclass(frozen=True, slots=True)
class Comparison:
    """`worse` and `better` by how much, the critical first; `same`: criteria with equal levels."""

    worse: tuple[Change, ...]
    better: tuple[Change, ...]
    same: tuple[Change, ...]
    only_now: tuple[OnlyOne, ...]
    only_then: tuple[OnlyOne, ...]
    has_other_packs: bool
    has_other_checklist: bool

    @property
    def common(self) -> int:
        return len(self.worse) + len(self.better) + len(self.same)


_TIERS = (Tier.CRITICAL, Tier.MAJOR, Tier.MINOR, Tier.NONE)
_ALONE = {
    State.NOT_ASSESSED: Alone.NOT_ASSESSED,
    State.ACCESS_DENIED: Alone.ACCESS_DENIED,
    State.NOT_APPLICABLE: Alone.NOT_APPLICABLE,
}


def compare(now: Side, then: Side) -> Comparison:
    """`then` is the earlier visit."""
    new, old = now.assessment.criteria, then.assessment.criteria
    changes = [
        Change(c, old[c], new[c], _is_other_rule(c, now, then))
        for c in new
        if c in old and new[c].level is not None and old[c].level is not None
    ]
    ordered = sorted(changes, key=_weight)
    return Comparison(
        worse=tuple(c for c in ordered if c.is_worse),
        better=tuple(c for c in ordered if (c.now.level or 0) > (c.then.level or 0)),
        same=tuple(c for c in ordered if c.now.level == c.then.level),
        only_now=tuple(_alone(new, old)),
        only_then=tuple(_alone(old, new)),
        has_other_packs=_packs(now) != _packs(then),
        has_other_checklist=now.checklist != then.checklist,
    )


def _weight(change: Change) -> tuple[int, int, int, str]:
    """The largest fall first; of equal ones the critical, then the lowest."""
    step = (change.now.level or 0) - (change.then.level or 0)
    tier = _TIERS.index(change.now.tier)
    return (-abs(step), tier, change.now.level or 0, change.criterion)


def _alone(
    here: Mapping[str, CriterionResult], there: Mapping[str, CriterionResult]
) -> Iterable[OnlyOne]:
    """Criteria with a level here and none there, the worst first."""
    found = []
    for code, result in here.items():
        other = there.get(code)
        if result.level is None or (other is not None and other.level is not None):
            continue
        why = Alone.NOT_IN_PACK if other is None else _ALONE.get(other.state, Alone.NOT_ASSESSED)
        found.append(OnlyOne(code, result, why))
    return sorted(found, key=lambda one: (one.result.level or 0, one.criterion))


def _packs(side: Side) -> frozenset[tuple[str, str]]:
    return frozenset((pack_id, sha256) for pack_id, _, sha256 in side.assessment.packs)


def _is_other_rule(criterion: str, now: Side, then: Side) -> bool:
    new, old = now.pack.criteria.get(criterion), then.pack.criteria.get(criterion)
    if new is None or old is None:
        return True
    return _rule(new, now.assessment.judged_on) != _rule(old, then.assessment.judged_on)


def _rule(criterion: Criterion, day: date) -> tuple[object, ...]:
    """What decides a level on a day: measures, inputs, bands, and where it applies."""
    parts = tuple(
        (part.use.measure, part.use.input_ids, _texts(part.bands_on(day)))
        for part in criterion.parts
    )
    return (parts, criterion.applies_to, criterion.lift, criterion.aggravation)


def _texts(bands: Bands | None) -> tuple[tuple[int, str], ...]:
    return () if bands is None else tuple((level, c.text) for level, c in bands.by_level)
