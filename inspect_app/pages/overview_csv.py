"""The overview as a table for a spreadsheet: the same questions, every row, exact numbers.

Headers are stable and English. An exact number stands as a decimal, rounded as on the page but to four
places, and as the fraction that it is: `index_numerator`, `index_denominator`. Text that a spreadsheet
would take for a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from inspect_app.api.streaming import streamed_csv
from inspect_app.domain.exact import shown
from inspect_app.domain.terms import Rating
from inspect_app.files.spreadsheet_cells import harmless
from inspect_app.pages.scopes import Reader
from inspect_app.pages.wording import INDEX_EDGES
from inspect_app.services import overviews
from inspect_app.services.overviews import OverviewAsked, Scopes, Standing, Trend

_ROWS_AT_A_TIME = 500
_LANGUAGES = ("kk", "ru", "en")
_SHARE_EDGES = (Fraction(0), Fraction(1))

Cell = str | int | None
Column = tuple[str, Callable[[Standing, Trend | None], Cell]]


def csv_answer(asked: OverviewAsked, own: Reader, scopes: Scopes, moment: datetime) -> Response:
    columns = _REGISTER + (_RESULT if own.results else ())
    name = f"overview-{moment.date().isoformat()}.csv"
    return streamed_csv(lambda session: _rows(session, asked, scopes, moment.date(), columns), name)


def csv_text(rows: Iterable[Iterable[Cell]]) -> str:
    """Rows as RFC 4180 writes them, safe to open in a spreadsheet."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue()


def safe(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula. Numbers of ours stay numbers."""
    return harmless(cell) if isinstance(cell, str) else cell


def _rows(
    session: Session,
    asked: OverviewAsked,
    scopes: Scopes,
    today: date,
    columns: tuple[Column, ...],
) -> Iterator[str]:
    head: list[list[Cell]] = [[name for name, _ in columns]]
    after: str | None = None
    while True:
        paging = (_ROWS_AT_A_TIME, after)
        found, page = overviews.overview(session, asked, scopes, today, paging)
        trends = overviews.trends_of(session, [s.facility.id for s in found], scopes.inspections)
        lines = [[of(s, trends.get(s.facility.id)) for _, of in columns] for s in found]
        yield csv_text(head + lines)
        head, after = [], page.after
        if after is None:
            return


def _name(language: str) -> Column:
    return f"name_{language}", lambda s, _: s.facility.names.get(language)


def _of_rollup(name: str, read: Callable[[Any], Cell]) -> Column:
    """Of the latest result; empty where there is none."""
    return name, lambda s, _: None if s.rollup is None else read(s.rollup)


def _exact(name: str, read: Callable[[Any], Fraction | None], share: bool = False) -> list[Column]:
    """Three columns: the decimal, and the fraction."""
    edges = _SHARE_EDGES if share else INDEX_EDGES

    def part(of: Callable[[Fraction], Cell]) -> Callable[[Any], Cell]:
        return lambda rollup: None if (value := read(rollup)) is None else of(value)

    return [
        _of_rollup(name, part(lambda value: shown(value, 4, edges))),
        _of_rollup(f"{name}_numerator", part(lambda value: value.numerator)),
        _of_rollup(f"{name}_denominator", part(lambda value: value.denominator)),
    ]


def _need(name: str, read: Callable[[Any], Cell]) -> Column:
    return name, lambda s, _: None if s.need is None else read(s.need)


def _before(name: str, read: Callable[[Any], Cell]) -> Column:
    """Of the visit before the latest one."""
    return name, lambda _, t: None if t is None or t.before is None else read(t.before)


def _part_of_index(part: str) -> Callable[[Any], Cell]:
    return lambda visit: None if visit.index is None else getattr(visit.index, part)


_REGISTER: tuple[Column, ...] = (
    ("facility_id", lambda s, _: s.facility.id),
    *map(_name, _LANGUAGES),
    ("kind", lambda s, _: s.facility.kind),
    ("region_id", lambda s, _: s.facility.region_id),
    ("is_demo", lambda s, _: "yes" if s.facility.is_demo else "no"),
)
_RESULT: tuple[Column, ...] = (
    _of_rollup("inspection_id", lambda r: r.insp),
    _of_rollup("visited_on", lambda r: r.visited_on.isoformat()),
    ("days_since_visit", lambda s, _: s.age_days),
    ("review_state", lambda s, _: s.review_state),
    (
        "result_is_current",
        lambda s, _: None if s.rollup is None else "yes" if s.is_current else "no",
    ),
    _of_rollup("rating", lambda r: Rating(r.rating).value),
    _of_rollup("rating_at_best", lambda r: r.at_best),
    *_exact("index", lambda r: r.index),
    *_exact("index_low", lambda r: r.low),
    *_exact("index_high", lambda r: r.high),
    *_exact("coverage", lambda r: r.coverage, share=True),
    *_exact("critical_coverage", lambda r: r.critical_coverage, share=True),
    _of_rollup("critical_failures", lambda r: r.critical_failure_count),
    _of_rollup("severe_failures", lambda r: r.severe_failure_count),
    _of_rollup("criteria_failed", lambda r: " ".join(r.critical_failures)),
    _need("need", lambda need: need.product),
    _need("need_persons", lambda need: need.persons),
    _need("need_persons_are", lambda need: need.counted.value),
    _of_rollup("persons_present", lambda r: r.persons_present),
    _of_rollup("standards", lambda r: " ".join(f"{pack[0]}:{pack[1]}" for pack in r.packs)),
    ("trend", lambda _, t: None if t is None else t.direction.value),
    ("trend_is_certain", lambda _, t: None if t is None else "yes" if t.is_certain else "no"),
    _before("visited_on_before", lambda visit: visit.visited_on.isoformat()),
    _before("index_before", lambda v: None if v.index is None else shown(v.index, 4, INDEX_EDGES)),
    _before("index_before_numerator", _part_of_index("numerator")),
    _before("index_before_denominator", _part_of_index("denominator")),
)
