"""From judgements at places to the level of a criterion: the worst place that holds a person decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from inspect_app.domain.bands import Level
from inspect_app.domain.scoring.assessment import Finding, Judgement, Reach, State, Why
from inspect_app.domain.scoring.grounds import Grounds, Place
from inspect_app.domain.scoring.judging import Judge, value_of
from inspect_app.domain.scoring.sampling import places_required
from inspect_app.domain.standards import Criterion, TierRule
from inspect_app.domain.terms import PlaceKind, Tier


@dataclass(frozen=True, slots=True)
class Standing:
    """A criterion over all its places, before columns: what the index is made of.

    The three levels of a judgement, once for all places and once for those where the criterion is
    critical; None where there is no such place or nothing is known.
    """

    criterion: Criterion
    tier: Tier
    state: State
    why: tuple[Why, ...]
    findings: tuple[Finding, ...]
    level: Level | None
    low: Level
    high: Level
    critical_level: Level | None
    critical_low: Level | None
    critical_high: Level | None
    reach: Reach | None
    critical_share: Fraction | None  # share of persons at critical level 0, None where not known
    sure_share: Fraction  # of them, those whom no open answer can take away
    is_reach_certain: bool
    applicable: int
    assessed: int
    required: int
    coverage: Fraction


FindingsByCriterion = Mapping[str, tuple[Finding, ...]]


def tier_at(rule: TierRule, place: Place, month: int) -> Tier:
    is_critical = month in rule.critical_months
    if place.room is not None:
        is_critical = is_critical or place.room.kind in rule.critical_room_kinds
    return Tier.CRITICAL if is_critical else rule.tier


def findings_of(judge: Judge, places: tuple[Place, ...], month: int) -> tuple[Finding, ...]:
    """One finding per place in scope, also where the criterion turns out not to apply."""
    rule, found = judge.criterion.tier, []
    for place in places:
        tier = tier_at(rule, place, month)
        judgement, answers = judge.at(place, tier)
        found.append(Finding(place.id, place.kind, judgement, place.persons, tier, answers))
    return tuple(found)


def aggravated(
    findings: tuple[Finding, ...],
    criterion: Criterion,
    others: FindingsByCriterion,
    grounds: Grounds,
) -> tuple[Finding, ...]:
    """One level is lost inside the range where a named criterion fails at the same place.

    Mursic v. Croatia [GC], para 139: 3 to 4 m2 is a weighty factor that other bad conditions turn
    into a failing.
    """
    aggravation = criterion.aggravation
    if aggravation is None:
        return findings
    rooms = {place.id: place for place in grounds.rooms}
    by_place = {c: {f.place: f.judgement for f in others.get(c, ())} for c in aggravation.by}
    result = []
    for finding in findings:
        value = value_of(finding.judgement)
        if value is None or not aggravation.within.holds(value):
            result.append(finding)
            continue
        here = judgements_around(finding.place, by_place, rooms, grounds)
        result.append(_with_aggravation(finding, here))
    return tuple(result)


def judgements_around(
    place_id: str,
    by_place: Mapping[str, Mapping[str, Judgement]],
    rooms: Mapping[str, Place],
    grounds: Grounds,
) -> dict[str, Judgement | None]:
    """For each named criterion, its judgement at the room, or at the room's block or facility."""
    place = rooms.get(place_id)
    block = place.room.block if place and place.room else None
    around = [at for at in (place_id, block, grounds.facility.id) if at is not None]
    return {
        criterion: next((judged[at] for at in around if at in judged), None)
        for criterion, judged in by_place.items()
    }


def _with_aggravation(finding: Finding, here: Mapping[str, Judgement | None]) -> Finding:
    judgement = finding.judgement
    failing = tuple(
        c for c, j in here.items() if j is not None and j.level is not None and j.level <= 1
    )
    certain = any(j is not None and _is_certainly_failing(j) for j in here.values())
    possible = any(j is None or _may_fail(j) for j in here.values())
    low = max(0, judgement.low - 1) if possible else judgement.low
    is_lost = certain and judgement.level is not None
    high = max(0, judgement.high - 1) if is_lost else judgement.high
    if not failing or judgement.level is None:
        return finding._replace(judgement=judgement._replace(low=low, high=high))
    why = (*judgement.why, Why.AGGRAVATED)
    worse = judgement._replace(level=max(0, judgement.level - 1), low=low, high=high, why=why)
    return finding._replace(judgement=worse, aggravated_by=failing)


def _is_certainly_failing(judgement: Judgement) -> bool:
    return judgement.state is State.ASSESSED and judgement.high <= 1


def _may_fail(judgement: Judgement) -> bool:
    return judgement.state is not State.NOT_APPLICABLE and judgement.low <= 1


def standing_of(
    criterion: Criterion, findings: tuple[Finding, ...], grounds: Grounds, tier: Tier
) -> Standing:
    """The worst place decides; what has not been looked at may still be anything."""
    applicable = [f for f in findings if f.judgement.state is not State.NOT_APPLICABLE]
    state, why = _state(criterion, findings, applicable, grounds)
    critical = [f for f in applicable if f.tier is Tier.CRITICAL]
    level, low, high = _levels(applicable, state)
    critical_level, critical_low, critical_high = _critical_levels(
        critical, state, tier, has_scope=bool(findings)
    )
    assessed = sum(1 for f in applicable if f.judgement.level is not None)
    required = places_required(len(applicable)) if applicable else 1
    return Standing(
        criterion=criterion,
        tier=tier,
        state=state,
        why=why,
        findings=findings,
        level=level,
        low=low,
        high=high,
        critical_level=critical_level,
        critical_low=critical_low,
        critical_high=critical_high,
        reach=_reach(applicable, level, grounds) if level is not None else None,
        critical_share=_critical_share(critical, critical_level, grounds),
        sure_share=_sure_share(critical, grounds),
        is_reach_certain=_is_reach_certain(criterion, applicable, grounds),
        applicable=len(applicable),
        assessed=assessed,
        required=required,
        coverage=min(Fraction(1), Fraction(assessed, required)),
    )


def highest_tier(criterion: Criterion, places: tuple[Place, ...], month: int) -> Tier:
    """By the fixed scope, so that an answer can never change how much a criterion weighs."""
    rule = criterion.tier
    if month in rule.critical_months:
        return Tier.CRITICAL
    kinds = {place.room.kind for place in places if place.room is not None}
    return Tier.CRITICAL if kinds & rule.critical_room_kinds else rule.tier


def _state(
    criterion: Criterion, findings: tuple[Finding, ...], applicable: list[Finding], grounds: Grounds
) -> tuple[State, tuple[Why, ...]]:
    if not findings:
        return _state_without_places(criterion, grounds)
    states = {f.judgement.state for f in applicable}
    for state in (State.ASSESSED, State.ACCESS_DENIED, State.NOT_ASSESSED):
        if state in states:
            return state, _reasons(f for f in applicable if f.judgement.state is state)
    return State.NOT_APPLICABLE, _reasons(findings)


def _reasons(findings: Iterable[Finding]) -> tuple[Why, ...]:
    return tuple(dict.fromkeys(why for finding in findings for why in finding.judgement.why))


def _state_without_places(criterion: Criterion, grounds: Grounds) -> tuple[State, tuple[Why, ...]]:
    """No place in scope: not applicable only where rooms in which people sleep were listed."""
    kinds = criterion.applies_to.facility_kinds
    if kinds and grounds.facts.facility.kind not in kinds:
        return State.NOT_APPLICABLE, (Why.OUT_OF_SCOPE,)
    if criterion.place is PlaceKind.ROOM and grounds.has_sleepers:
        return State.NOT_APPLICABLE, (Why.OUT_OF_SCOPE,)
    return State.NOT_ASSESSED, (Why.UNANSWERED,)


def _levels(applicable: list[Finding], state: State) -> tuple[Level | None, Level, Level]:
    """A place that can no longer be better than some level holds the whole down, assessed or not."""
    known = [f.judgement.level for f in applicable if f.judgement.level is not None]
    low = min((f.judgement.low for f in applicable), default=0)
    high = min((f.judgement.high for f in applicable if _is_certain(f)), default=3)
    level = min(*known, high) if known and state is State.ASSESSED else None
    return level, low, high


def _critical_levels(
    critical: list[Finding], state: State, tier: Tier, has_scope: bool
) -> tuple[Level | None, Level | None, Level | None]:
    if critical:
        return _levels(critical, state)
    if tier is Tier.CRITICAL and not has_scope and state is not State.NOT_APPLICABLE:
        return None, 0, 3
    return None, None, None


def _is_certain(finding: Finding) -> bool:
    """The level counts for the upper bound: it applies, and somebody is known to be there."""
    if finding.place_kind is PlaceKind.FACILITY:
        return True
    return bool(finding.persons)


def _reach(findings: list[Finding], level: Level, grounds: Grounds) -> Reach:
    at_level = [f for f in findings if _is_at(f, level)]
    persons = [_persons(f, grounds) for f in at_level]
    return Reach(
        persons_affected=sum(p for p in persons if p is not None),
        persons_present=grounds.persons_present,
        places_affected=len(at_level),
        places_uncounted=sum(1 for p in persons if p is None),
    )


def _is_at(finding: Finding, level: Level) -> bool:
    judgement = finding.judgement
    if judgement.level is None:
        return judgement.high == level < 3
    return judgement.level == level


def _persons(finding: Finding, grounds: Grounds) -> int | None:
    """Everyone present, where the place is the facility."""
    if finding.place_kind is PlaceKind.FACILITY:
        return grounds.persons_present
    return finding.persons


def _is_reach_certain(criterion: Criterion, applicable: list[Finding], grounds: Grounds) -> bool:
    """No open answer can change whom the decisive level reaches."""
    settled = all(f.judgement.level == f.judgement.low == f.judgement.high for f in applicable)
    if criterion.place is PlaceKind.FACILITY:
        return settled
    counted = all(
        f.persons is not None and grounds.is_settled(f.place, f.place_kind) for f in applicable
    )
    return settled and counted and grounds.is_present_answered


def _sure_share(critical: list[Finding], grounds: Grounds) -> Fraction:
    """The least share at critical level 0 once everything is answered."""
    sure = [f for f in critical if f.judgement.level == f.judgement.high == 0 and _is_certain(f)]
    if any(f.place_kind is PlaceKind.FACILITY for f in sure):
        return Fraction(1)
    if not grounds.is_present_answered:
        return Fraction(0)
    sure = [f for f in sure if grounds.is_settled(f.place, f.place_kind)]
    return _reach(sure, 0, grounds).share or Fraction(0)


def _critical_share(
    critical: list[Finding], critical_level: Level | None, grounds: Grounds
) -> Fraction | None:
    """What concerns the whole facility reaches everyone, counted or not."""
    if critical_level != 0:
        return Fraction(0)
    if any(f.place_kind is PlaceKind.FACILITY for f in critical):
        return Fraction(1)
    return _reach(critical, 0, grounds).share
