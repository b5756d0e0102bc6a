"""Domains over time: one row of drawings a domain, and the table that says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from inspect_app.domain.standards import DomainOfLife
from inspect_app.pages.charts import Point, RowDrawing, Tick, TimeScale, row_over_time, year_ticks
from inspect_app.pages.facility_visits import checklist_name, day_name
from inspect_app.pages.wording import PageWording
from inspect_app.services.facility_history import (
    FULL_CHECKLIST,
    DomainHistory,
    PackChange,
    Visit,
)
from inspect_app.store.rollups import DomainRollupRow

Packs = Sequence[tuple[str, int, str]]
Results = Sequence[tuple[Visit, DomainRollupRow | None]]


@dataclass(frozen=True, slots=True)
class DomainCell:
    """`index` None: nothing in the domain was assessed."""

    index: str | None
    interval: str | None


@dataclass(frozen=True, slots=True)
class DomainLine:
    """`latest`: of the newest visit that can be compared; `of_day`: its day where newer visits asked
    a part of the questions. `change`: since the one before it under the same standards. `cells`
    stand in the order of the columns, the newest first."""

    name: str
    name_language: str | None
    drawing: RowDrawing
    latest: DomainCell
    of_day: str | None
    change: str | None
    cells: tuple[DomainCell, ...]


@dataclass(frozen=True, slots=True)
class VisitColumn:
    inspection: str
    day: str
    checklist: str
    packs_changed: bool


@dataclass(frozen=True, slots=True)
class DomainsPart:
    """`first` and `last` name the ends of the time axis where no year begins between them."""

    lines: tuple[DomainLine, ...]
    columns: tuple[VisitColumn, ...]
    years: tuple[Tick, ...]
    first: str
    last: str
    pack_changes: tuple[str, ...]
    has_part_visits: bool


def domains_part(
    histories: Sequence[DomainHistory],
    changes: Sequence[PackChange],
    titles: Mapping[str, DomainOfLife],
    words: PageWording,
) -> DomainsPart | None:
    """None: no visit has a result."""
    if not histories:
        return None
    visits = [visit for visit, _ in histories[0].results]
    days = [visit.rollup.visited_on for visit in visits if visit.rollup]
    scale = TimeScale(min(days), max(days))
    drawn = _Drawn(words, scale, tuple(changes), _kind_compared(visits))
    return DomainsPart(
        lines=tuple(_line(history, titles, drawn) for history in histories),
        columns=tuple(_column(visit, changes, words) for visit in reversed(visits)),
        years=year_ticks(scale),
        first=words.day(scale.first),
        last=words.day(scale.last),
        pack_changes=tuple(_change_said(change, words) for change in changes),
        has_part_visits=any(not drawn.compares(visit) for visit in visits),
    )


def _kind_compared(visits: Sequence[Visit]) -> str | None:
    """Visits that asked the same questions are compared with one another: the full ones, or where
    there are none, those of the newest visit's kind. A follow-up asks what failed, so that its index
    says nothing beside that of a full visit."""
    kinds = [visit.row.checklist_id for visit in visits]
    return FULL_CHECKLIST if FULL_CHECKLIST in kinds else kinds[-1]


@dataclass(frozen=True, slots=True)
class _Drawn:
    words: PageWording
    scale: TimeScale
    changes: tuple[PackChange, ...]
    kind: str | None

    def compares(self, visit: Visit) -> bool:
        return visit.row.checklist_id == self.kind

    @property
    def begun(self) -> frozenset[str]:
        """The visits with which other rules began."""
        return frozenset(change.after.row.id for change in self.changes)

    @property
    def breaks(self) -> list[str]:
        return [
            self.scale.between(before.visited_on, after.visited_on)
            for change in self.changes
            if (before := change.before.rollup) and (after := change.after.rollup)
        ]


def _line(history: DomainHistory, titles: Mapping[str, DomainOfLife], drawn: _Drawn) -> DomainLine:
    words = drawn.words
    known = titles.get(history.domain)
    name = words.own(known.title) if known else history.domain
    points = [_point(visit, row, drawn) for visit, row in history.results if row is not None]
    compared = [(visit, row) for visit, row in history.results if drawn.compares(visit)]
    newest, latest = compared[-1]
    is_newest = newest is history.results[-1][0]
    title = _finding(name, compared, words)
    return DomainLine(
        name=name,
        name_language=words.language_of(known.title) if known else None,
        drawing=row_over_time(title, points, drawn.scale, drawn.breaks),
        latest=_cell(latest, words),
        of_day=None if is_newest else day_name(newest, words),
        change=_change(compared, history, drawn),
        cells=tuple(_cell(row, words) for _, row in reversed(history.results)),
    )


def _point(visit: Visit, row: DomainRollupRow, drawn: _Drawn) -> Point:
    rollup = visit.rollup
    if rollup is None:
        raise ValueError(f"{visit.row.id} has a domain and no result")
    cell = _cell(row, drawn.words)
    return Point(
        day=rollup.visited_on,
        index=row.index,
        low=row.low,
        high=row.high,
        is_comparable=drawn.compares(visit),
        begins=visit.row.id in drawn.begun,
        says=f"{day_name(visit, drawn.words)}: {cell.index or '–'} ({cell.interval})",
    )


def _finding(name: str, compared: Results, words: PageWording) -> str:
    """What the drawing shows, in one sentence: from where to where."""
    assessed = [(v, row.index) for v, row in compared if row and row.index is not None]
    if not assessed:
        return words.say("facility.domain.alt_none", domain=name)
    (first, began), (last, ended) = assessed[0], assessed[-1]
    if len(assessed) == 1:
        return words.say(
            "facility.domain.alt_one",
            domain=name,
            day=day_name(last, words),
            index=words.index(ended),
        )
    return words.say(
        "facility.domain.alt",
        domain=name,
        first=day_name(first, words),
        began=words.index(began),
        last=day_name(last, words),
        ended=words.index(ended),
        times=words.count("facility.domain.times", len(assessed)),
    )


def _change(compared: Results, history: DomainHistory, drawn: _Drawn) -> str | None:
    """Exact difference between the last two that compare; None where other rules began between."""
    if len(compared) < 2:
        return None
    (before, was), (last, now) = compared[-2:]
    if was is None or now is None or was.index is None or now.index is None:
        return None
    order = [visit.row.id for visit, _ in history.results]
    between = order[order.index(before.row.id) + 1 : order.index(last.row.id) + 1]
    if drawn.begun.intersection(between):
        return None
    day = day_name(before, drawn.words)
    if now.index == was.index:
        return drawn.words.say("facility.domain.unchanged", day=day)
    difference = _signed(now.index - was.index, drawn.words)
    return drawn.words.say("facility.domain.since", difference=difference, day=day)


def _signed(difference: Fraction, words: PageWording) -> str:
    """A little is never shown as nothing."""
    text = words.number(difference, 1, (Fraction(0),))
    return f"+{text}" if difference > 0 else text


def _cell(row: DomainRollupRow | None, words: PageWording) -> DomainCell:
    if row is None:
        return DomainCell(None, None)
    interval = words.say("index.interval", low=words.index(row.low), high=words.index(row.high))
    return DomainCell(None if row.index is None else words.index(row.index), interval)


def _column(visit: Visit, changes: Sequence[PackChange], words: PageWording) -> VisitColumn:
    return VisitColumn(
        inspection=visit.row.id,
        day=day_name(visit, words),
        checklist=checklist_name(visit, words),
        packs_changed=any(change.after.row.id == visit.row.id for change in changes),
    )


def _change_said(change: PackChange, words: PageWording) -> str:
    before, after = change.packs_before, change.packs_after
    return words.say(
        "facility.packs.changed",
        before=day_name(change.before, words),
        after=day_name(change.after, words),
        packs_before=packs_said(before, after),
        packs_after=packs_said(after, before),
    )


def packs_said(packs: Packs, others: Packs) -> str:
    """`international 2, kz 1`; with the first letters of the hash where the version alone would not
    tell two packs apart."""
    apart = {pack[:2]: pack[2] for pack in others}
    return ", ".join(
        f"{name} {version} ({sha256[:8]})"
        if apart.get((name, version), sha256) != sha256
        else f"{name} {version}"
        for name, version, sha256 in packs
    )
