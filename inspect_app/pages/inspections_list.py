"""All inspections of the reader, the newest visit first, limited by the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Response, request

from inspect_app.api.guarding import guarded
from inspect_app.api.scoping import inspections_in_scope
from inspect_app.domain.permissions import Permission
from inspect_app.domain.projecting import ReviewState
from inspect_app.extensions import db
from inspect_app.pages.cells import ResultCells, result_cells
from inspect_app.pages.frame import here, page, page_group, wording
from inspect_app.pages.overview_asked import (
    Field,
    one_of,
    region_choices,
    state_choices,
    text_of,
)
from inspect_app.pages.scopes import reader
from inspect_app.pages.wording import PageWording
from inspect_app.services import inspections, overviews
from inspect_app.services.inspections import InspectionAsked, InspectionListed
from inspect_app.services.overviews import RegionOutline

pages = page_group("inspections_list")
ROWS = 50
_LIMITS = ("state", "region", "facility", "since", "until", "needs_attention")


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """`attention`: what in it is open, each in words."""

    id: str
    facility: str | None
    name: str
    name_language: str | None
    region: str
    day: str
    state: str
    state_says: str
    result: ResultCells | None
    attention: tuple[str, ...]


@pages.get("/inspections")
@guarded(Permission.READ_INSPECTION)
def list_inspections() -> Response:
    words, questions, after = wording(), _asked(), request.args.get("after") or None
    session = db.session()
    found, listed = inspections.list_inspections(
        session, questions, inspections_in_scope(), ROWS, after
    )
    outlines = overviews.region_outlines(session)
    regions = {outline.id: words.own(outline.names) for outline in outlines}
    return page(
        "desk/inspections",
        is_demo=any(one.facility is not None and one.facility.is_demo for one in found),
        lines=[_line(one, regions, words) for one in found],
        total=listed.total,
        fields=_fields(questions, outlines, words),
        since=questions.since.isoformat() if questions.since else "",
        until=questions.until.isoformat() if questions.until else "",
        needs_attention=bool(questions.needs_attention),
        is_limited=any(request.args.get(name) for name in _LIMITS),
        next_page=here(after=listed.after) if listed.after else None,
        first_page=here(after=None) if after else None,
    )


def _asked() -> InspectionAsked:
    """What the address asks for and there is not, limits nothing."""
    return InspectionAsked(
        facility=text_of("facility"),
        region=text_of("region"),
        review_state=one_of("state", ReviewState),
        since=_day("since"),
        until=_day("until"),
        needs_attention=True if one_of("needs_attention", ("yes",)) else None,
    )


def _fields(
    questions: InspectionAsked, outlines: tuple[RegionOutline, ...], words: PageWording
) -> list[Field]:
    own = reader()
    facilities = overviews.facility_choices(db.session(), own.facilities)
    here_regions = {facility.region for facility in facilities}
    regions = [outline for outline in outlines if outline.id in here_regions]
    named = tuple((facility.id, words.own(facility.names)) for facility in facilities)
    fields = [
        Field("state", words.say("overview.state"), questions.review_state or "",
              state_choices(words)),
        Field("region", words.say("region"), questions.region or "",
              region_choices(regions, words)),
        Field("facility", words.say("facility"), questions.facility or "",
              (("", words.say("facility.all")), *named)),
    ]  # fmt: skip
    return [field for field in fields if field.name != "region" or len(regions) > 1]


def _line(one: InspectionListed, regions: dict[str, str], words: PageWording) -> InspectionLine:
    row, facility = one.row, one.facility
    unplaced = facility.region_text if facility else None
    return InspectionLine(
        id=row.id,
        facility=None if facility is None else facility.id,
        name=words.own(facility.names)
        if facility
        else row.facility_id or words.say("overview.facility_unknown"),
        name_language=words.language_of(facility.names) if facility else None,
        region=regions.get((facility.region_id if facility else None) or "")
        or unplaced
        or words.say("overview.no_region"),
        day=words.day(row.visited_on) if row.visited_on else words.say("visit.no_day"),
        state=row.review_state,
        state_says=words.say(f"state.{row.review_state}"),
        result=None if one.rollup is None else result_cells(one.rollup, one.is_current, words),
        attention=tuple(_attention(one, words)),
    )


def _attention(one: InspectionListed, words: PageWording) -> list[str]:
    numbers = (("not_applied", one.not_applied), ("conflicts", one.row.conflicts))
    return [words.count(f"overview.open.{what}", number) for what, number in numbers if number]


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
