"""The timeline of a facility: one line a visit, withdrawn ones too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspect_app.api.machinery import machinery
from inspect_app.pages.cells import ResultCells, result_cells
from inspect_app.pages.moments import rough_span
from inspect_app.pages.wording import PageWording
from inspect_app.services.facility_history import Visit


@dataclass(frozen=True, slots=True)
class VisitLine:
    """`inspection` and `day` as the form for printing wants them."""

    inspection: str
    day: str | None
    state: str
    state_says: str
    is_withdrawn: bool
    announced: str
    checklist: str
    since: str | None
    team: tuple[str, ...]
    result: ResultCells | None


def visit_lines(visits: Sequence[Visit], words: PageWording) -> tuple[VisitLine, ...]:
    return tuple(_line(visit, words) for visit in visits)


def checklist_name(visit: Visit, words: PageWording) -> str:
    """The kind of a visit by its checklist; one that this server does not know keeps its id."""
    used = visit.row.checklist_id
    if used is None:
        return words.say("facility.checklist.none")
    known = machinery().checklists.get(used)
    return words.own(known.title) if known else used


def day_name(visit: Visit, words: PageWording) -> str:
    return words.day(visit.row.visited_on) if visit.row.visited_on else words.say("visit.no_day")


def _line(visit: Visit, words: PageWording) -> VisitLine:
    row, days = visit.row, visit.days_since
    return VisitLine(
        inspection=row.id,
        day=words.day(row.visited_on) if row.visited_on else None,
        state=row.review_state,
        state_says=words.say(f"state.{row.review_state}"),
        is_withdrawn=visit.is_withdrawn,
        announced=words.say(_ANNOUNCED[row.is_announced]),
        checklist=checklist_name(visit, words),
        since=None if days is None else _since(days, words),
        team=visit.team,
        result=result_cells(visit.rollup, visit.is_current, words) if visit.rollup else None,
    )


def _since(days: int, words: PageWording) -> str:
    unit, number = rough_span(days)
    return words.count(f"facility.since.{unit}", number)


_ANNOUNCED = {
    True: "facility.announced",
    False: "facility.unannounced",
    None: "facility.announced.unknown",
}
