"""Points, means and caps: from levels to the index of a domain and of the facility.

A mean can hide a failure, even a geometric one; the caps make that impossible. The same steps are run
three times: on what is known, and on the lowest and the highest that the open answers could give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from inspect_app.domain.bands import Level
from inspect_app.domain.exact import geometric_mean
from inspect_app.domain.scoring.assessment import Interval, State
from inspect_app.domain.scoring.reaching import Standing
from inspect_app.domain.terms import Rating, Tier

POINTS: Mapping[Level, int] = {3: 100, 2: 75, 1: 25, 0: 0}
WEIGHTS: Mapping[Tier, int] = {Tier.CRITICAL: 5, Tier.MAJOR: 3, Tier.MINOR: 1}

CAP_POOR, CAP_NOT_SUFFICIENT, CAP_REASONABLE = 39, 59, 79
REACH_OF_POOR = Fraction(1, 10)
DOMAINS_OF_POOR = 3
MAJORS_AT_0 = 2
FLOOR = Fraction(1)
COVERAGE_FLOOR, CRITICAL_COVERAGE_FLOOR = Fraction(7, 10), Fraction(9, 10)


@dataclass(frozen=True, slots=True)
class Item:
    """One criterion in one of the three runs."""

    domain: str
    tier: Tier
    level: Level
    critical_level: Level | None
    share: Fraction | None  # of persons at critical level 0; None: not known


@dataclass(frozen=True, slots=True)
class Index:
    """`means` before and `indexes` after the caps of the domains; None where nothing is assessed."""

    value: Fraction | None
    means: Mapping[str, Fraction]
    indexes: Mapping[str, Fraction]
    domain_caps: Mapping[str, int]
    caps: tuple[str, ...]


Weigh = Callable[[Item], int]
Mean = Callable[[list[Fraction]], Fraction]


def by_tier(item: Item) -> int:
    return WEIGHTS[item.tier]


def all_equal(_: Item) -> int:
    return 1


def arithmetic_mean(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def known_items(standings: Iterable[Standing]) -> list[Item]:
    return [
        Item(s.criterion.domain, s.tier, s.level, s.critical_level, s.critical_share)
        for s in standings
        if s.level is not None and s.tier is not Tier.NONE
    ]


def lowest_items(standings: Iterable[Standing]) -> list[Item]:
    """Every open answer at its worst; an uncertain reach is everyone."""
    return [
        Item(
            s.criterion.domain,
            s.tier,
            s.low,
            s.critical_low,
            s.critical_share if s.is_reach_certain else Fraction(1),
        )
        for s in standings
        if s.state is not State.NOT_APPLICABLE and s.tier is not Tier.NONE
    ]


def highest_items(standings: Iterable[Standing]) -> list[Item]:
    """Every open answer at its best; only what is sure is reached."""
    return [
        Item(s.criterion.domain, s.tier, s.high, s.critical_high, s.sure_share)
        for s in standings
        if s.state is not State.NOT_APPLICABLE and s.tier is not Tier.NONE
    ]


def index_of(
    items: Sequence[Item],
    weigh: Weigh = by_tier,
    mean: Mean = geometric_mean,
    is_capped: bool = True,
) -> Index:
    by_domain: dict[str, list[Item]] = {}
    for item in items:
        by_domain.setdefault(item.domain, []).append(item)
    means = {domain: _mean(found, weigh) for domain, found in by_domain.items()}
    domain_caps = {
        d: cap
        for d, found in by_domain.items()
        if (cap := domain_cap(found)) is not None and is_capped
    }
    indexes = {d: min(value, Fraction(domain_caps.get(d, 100))) for d, value in means.items()}
    if not indexes:
        return Index(None, {}, {}, {}, ())
    value = mean([max(FLOOR, index) for index in indexes.values()])
    caps = rating_caps(items) if is_capped else ()
    for _, cap in caps:
        value = min(value, Fraction(cap))
    return Index(value, means, indexes, domain_caps, tuple(name for name, _ in caps))


def domain_cap(items: Iterable[Item]) -> int | None:
    """39 with a critical at 0; 59 with a critical at 1 or two majors at 0."""
    found = list(items)
    worst = min((i.critical_level for i in found if i.critical_level is not None), default=3)
    majors_at_0 = sum(1 for i in found if i.tier is Tier.MAJOR and i.level == 0)
    if worst == 0:
        return CAP_POOR
    return CAP_NOT_SUFFICIENT if worst == 1 or majors_at_0 >= MAJORS_AT_0 else None


def rating_caps(items: Sequence[Item]) -> tuple[tuple[str, int], ...]:
    """What no mean may outweigh, each named, with the highest index that it leaves."""
    severe = [item for item in items if item.critical_level == 0]
    caps: list[tuple[str, int]] = []
    if any(item.share is not None and item.share >= REACH_OF_POOR for item in severe):
        caps.append(("critical_at_0_reaches_a_tenth", CAP_POOR))
    if len({item.domain for item in severe}) >= DOMAINS_OF_POOR:
        caps.append(("critical_at_0_in_three_domains", CAP_POOR))
    if severe:
        caps.append(("critical_at_0", CAP_NOT_SUFFICIENT))
    if any(item.critical_level == 1 for item in items):
        caps.append(("critical_at_1", CAP_REASONABLE))
    return tuple(caps)


def interval_of(low: Fraction | None, high: Fraction | None) -> Interval:
    """With nothing applicable at all, anything is possible."""
    return Interval(Fraction(0) if low is None else low, Fraction(100) if high is None else high)


def rating_of(index: Fraction | None) -> Rating:
    if index is None:
        return Rating.NOT_RATED
    for edge, rating in (
        (80, Rating.GOOD),
        (60, Rating.REASONABLY_GOOD),
        (40, Rating.NOT_SUFFICIENTLY_GOOD),
    ):
        if index >= edge:
            return rating
    return Rating.POOR


def coverage_of(standings: Iterable[Standing], critical_only: bool = False) -> Fraction:
    """Assessed weight over applicable weight; a sample that is too small counts in proportion."""
    applicable = [
        s
        for s in standings
        if s.state is not State.NOT_APPLICABLE
        and s.tier is not Tier.NONE
        and (s.tier is Tier.CRITICAL or not critical_only)
    ]
    weight = sum(WEIGHTS[s.tier] for s in applicable)
    assessed = sum((WEIGHTS[s.tier] * s.coverage for s in applicable), Fraction(0))
    if weight == 0:
        return Fraction(1 if critical_only else 0)
    return assessed / weight


def is_covered(coverage: Fraction, critical_coverage: Fraction) -> bool:
    return coverage >= COVERAGE_FLOOR and critical_coverage >= CRITICAL_COVERAGE_FLOOR


def _mean(items: list[Item], weigh: Weigh) -> Fraction:
    weight = sum(weigh(item) for item in items)
    return Fraction(sum(weigh(item) * POINTS[item.level] for item in items), weight)
