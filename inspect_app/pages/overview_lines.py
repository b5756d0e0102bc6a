"""One facility of the overview in the reader's words: its need, its result, its trend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from inspect_app.domain.exact import shown
from inspect_app.domain.standards import Criterion
from inspect_app.pages.cells import ResultCells, result_cells
from inspect_app.pages.moments import days_ago
from inspect_app.pages.wording import PageWording
from inspect_app.services.overviews import Counted, Direction, Need, Standing, Trend

_SIGNS = {Direction.UP: "↑", Direction.DOWN: "↓", Direction.SAME: "="}
_SHOWN_CRITERIA = 5
_LEFT, _RIGHT, _TOP, _BOTTOM = 4, 116, 4, 36
"""Of the drawing of a trend, 120 by 40: an index of 100 stands at the top, 0 at the bottom."""


@dataclass(frozen=True, slots=True)
class NeedCell:
    """`number` None: it cannot be computed. `made_of`: the product in short; `explained`: where its
    numbers come from, in a sentence; `criteria`: (code, title) of the worst of what fails, and
    `more` says how many others."""

    number: str | None
    made_of: str
    explained: str
    criteria: tuple[tuple[str, str], ...]
    more: str


@dataclass(frozen=True, slots=True)
class Spark:
    """A small drawing, 120 by 40. `lines`: points of lines between visits with an index; `dots`: (x,
    y) of each; `missing`: x of visits without one; `breaks`: x from which on other standards held."""

    title: str
    lines: tuple[str, ...]
    dots: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    breaks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrendCell:
    """`sign` repeats the word for eyes in a hurry. `notes`: what to know before believing it;
    `is_certain` False: the open answers could turn it round."""

    direction: str
    is_certain: bool
    sign: str
    says: str
    since: str | None
    notes: tuple[str, ...]
    spark: Spark | None


@dataclass(frozen=True, slots=True)
class FacilityLine:
    """`result` None: no visit, and then nothing about one. `age`: in words, since the visit."""

    id: str
    name: str
    name_language: str | None
    kind: str
    region: str
    inspection: str | None
    result: ResultCells | None
    need: NeedCell | None
    trend: TrendCell | None
    day: str | None
    age: str | None
    state: str | None
    state_says: str | None


def facility_line(
    standing: Standing,
    trend: Trend | None,
    region: str,
    criteria: Mapping[str, Criterion],
    words: PageWording,
) -> FacilityLine:
    """`criteria`: of the standards in use; one that they no longer have keeps its code as a title."""
    facility, rollup, need = standing.facility, standing.rollup, standing.need
    state = standing.review_state
    return FacilityLine(
        id=facility.id,
        name=words.own(facility.names),
        name_language=words.language_of(facility.names),
        kind=words.say(f"facility.{facility.kind}"),
        region=region,
        inspection=None if rollup is None else rollup.insp,
        result=None if rollup is None else result_cells(rollup, standing.is_current, words),
        need=None
        if rollup is None or need is None
        else _need(need, tuple(_titles(rollup.critical_failures, criteria, words)), words),
        trend=None if rollup is None or trend is None else trend_cell(trend, words),
        day=None if rollup is None else words.day(rollup.visited_on),
        age=None if standing.age_days is None else days_ago(max(0, standing.age_days), words),
        state=state,
        state_says=None if state is None else words.say(f"state.{state}"),
    )


def trend_cell(trend: Trend, words: PageWording) -> TrendCell:
    direction, change, before = trend.direction, trend.change, trend.before
    by = None if change is None else _points(abs(change), words)
    notes = {
        "uncertain": not trend.is_certain,
        "other_rules": len(trend.visits) - 1 in trend.changes_of_packs,
    }
    return TrendCell(
        direction=direction.value,
        is_certain=trend.is_certain,
        sign=_SIGNS.get(direction, ""),
        says=words.say(f"overview.trend.{direction}", by=by),
        since=None
        if before is None
        else words.say("overview.trend.since", day=words.day(before.visited_on)),
        notes=tuple(words.say(f"overview.trend.{note}") for note, holds in notes.items() if holds),
        spark=_spark(trend, words) if before is not None else None,
    )


def _need(need: Need, criteria: tuple[tuple[str, str], ...], words: PageWording) -> NeedCell:
    product = need.product
    return NeedCell(
        number=None if product is None else words.whole(product),
        made_of=_made_of(need, words),
        explained=words.say(f"overview.need.{need.counted}"),
        criteria=criteria[:_SHOWN_CRITERIA],
        more=words.count("overview.need.more", more)
        if (more := len(criteria) - _SHOWN_CRITERIA) > 0
        else words.say("overview.need.result"),
    )


def _made_of(need: Need, words: PageWording) -> str:
    if not need.failures:
        return words.say("overview.need.nothing_failed")
    failures = words.whole(need.failures)
    if need.persons is None:
        return words.say("overview.need.not_counted", failures=failures)
    return words.say("overview.need.made_of", failures=failures, persons=words.whole(need.persons))


def persons_of(need: Need | None, words: PageWording) -> str:
    """The persons in a need, for a line of text."""
    if need is None or need.counted is Counted.NOBODY or need.persons is None:
        return words.say("overview.persons_not_counted")
    return words.count("failures.persons", need.persons)


def _titles(
    codes: list[str], criteria: Mapping[str, Criterion], words: PageWording
) -> Iterator[tuple[str, str]]:
    for code in codes:
        known = criteria.get(code)
        yield code, words.own(known.title) if known else ""


def _points(value: Fraction, words: PageWording) -> str:
    """A little is never shown as nothing."""
    places = len(shown(value, 1, (Fraction(0),)).partition(".")[2])
    return words.number(value, places)


def _spark(trend: Trend, words: PageWording) -> Spark:
    visits, changed = trend.visits, trend.changes_of_packs
    step = Fraction(_RIGHT - _LEFT, len(visits) - 1)
    xs = [_LEFT + step * place for place in range(len(visits))]
    dots: list[tuple[str, str]] = []
    runs: list[list[str]] = [[]]
    for x, visit in zip(xs, visits, strict=True):
        if visit.index is None:
            runs.append([])
            continue
        dots.append((shown(x, 1), shown(_BOTTOM - visit.index * (_BOTTOM - _TOP) / 100, 1)))
        runs[-1].append(",".join(dots[-1]))
    return Spark(
        title=_spark_title(trend, words),
        lines=tuple(" ".join(run) for run in runs if len(run) > 1),
        dots=tuple(dots),
        missing=tuple(shown(x, 1) for x, v in zip(xs, visits, strict=True) if v.index is None),
        breaks=tuple(shown(xs[place] - step / 2, 1) for place in changed),
    )


def _spark_title(trend: Trend, words: PageWording) -> str:
    none = words.say("value.none")
    told = ", ".join(
        words.say(
            "overview.trend.visit",
            day=words.day(visit.visited_on),
            index=none if visit.index is None else words.index(visit.index),
        )
        for visit in trend.visits
    )
    changes = [
        words.say("overview.trend.changed", day=words.day(trend.visits[place].visited_on))
        for place in trend.changes_of_packs
    ]
    return " ".join([words.say("overview.trend.title", visits=told), *changes])
