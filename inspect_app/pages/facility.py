"""One facility: its visits, and by name what failed at the latest one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response, request

from inspect_app.api.guarding import guarded
from inspect_app.api.machinery import machinery
from inspect_app.api.scoping import not_here
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.pages.cells import VisitCells, visit_cells
from inspect_app.pages.frame import here, page, page_group, wording
from inspect_app.pages.overview import region_of
from inspect_app.pages.scopes import reader
from inspect_app.pages.wording import PageWording
from inspect_app.services import inspections, page_reading
from inspect_app.services.inspections import InspectionAsked, InspectionListed
from inspect_app.store.rollups import CriterionRollupRow

pages = page_group("facility")
ROWS = 50


@dataclass(frozen=True, slots=True)
class FailureLine:
    """`remarks`: how many persons and places, and what to look at again."""

    criterion: str
    title: str
    says: str
    level: int
    level_says: str
    remarks: tuple[str, ...]


@pages.get("/facilities/<facility_id>")
@guarded(Permission.READ_REGISTER)
def facility(facility_id: str) -> Response:
    own, words, session = reader(), wording(), db.session()
    found = page_reading.facility_in(session, facility_id, own.facilities)
    if found is None:
        raise not_here()
    after = request.args.get("after") or None
    asked = InspectionAsked(facility=facility_id)
    listed, beyond = inspections.list_inspections(session, asked, own.inspections, ROWS, after)
    latest = next((item.rollup for item in listed if item.rollup is not None), None)
    failed = page_reading.critical_failures_of(session, latest.insp) if latest else ()
    return page(
        "facility",
        is_demo=found.is_demo,
        facility=found,
        name=words.own(found.names),
        name_language=words.language_of(found.names),
        kind=words.say(f"facility.{found.kind}"),
        region=region_of(found, words),
        visits=[_visit(item, words) for item in listed],
        latest_day=words.day(latest.visited_on) if latest else None,
        failures=list(_failures(failed, words)),
        reader=own,
        next_page=here(after=beyond.after) if beyond.after else None,
        first_page=here(after=None) if after else None,
    )


def _visit(item: InspectionListed, words: PageWording) -> VisitCells:
    row = item.row
    return visit_cells(
        row.id, row.visited_on, row.review_state, item.rollup, item.is_current, words
    )


def _failures(failed: tuple[CriterionRollupRow, ...], words: PageWording) -> Iterator[FailureLine]:
    """A criterion that a newer pack no longer has keeps its code as a name."""
    if not failed:
        return
    criteria = machinery().standards.main.criteria
    for row in failed:
        known = criteria.get(row.criterion)
        yield FailureLine(
            criterion=row.criterion,
            title=words.own(known.title) if known else row.criterion,
            says=words.own(known.says) if known else "",
            level=row.critical_level or 0,
            level_says=words.say(f"level.{row.critical_level}"),
            remarks=tuple(_remarks(row, words)),
        )


def _remarks(row: CriterionRollupRow, words: PageWording) -> Iterator[str]:
    reach = [
        words.count(f"failures.{what}", number)
        for what, number in (("persons", row.persons_affected), ("places", row.places_affected))
        if number
    ]
    if reach:
        yield ", ".join(reach)
    if row.is_borderline:
        yield words.say("failures.borderline")
    if row.is_contradictory:
        yield words.say("failures.contradictory")
