"""The list of facilities, each with its latest result."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, request

from inspect_app.api.guarding import guarded
from inspect_app.api.machinery import now
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.pages.cells import VisitCells, visit_cells
from inspect_app.pages.frame import here, page, page_group, wording
from inspect_app.pages.scopes import Reader, reader
from inspect_app.pages.wording import PageWording
from inspect_app.services import page_reading, rollups
from inspect_app.services.rollups import OverviewAsked, Standing
from inspect_app.store.places import FacilityRow

pages = page_group("overview")
ROWS = 100
SORTS = (
    "name",
    "-critical_failures",
    "index",
    "-index",
    "-visited_on",
    "visited_on",
    "coverage",
)


@dataclass(frozen=True, slots=True)
class FacilityLine:
    id: str
    name: str
    name_language: str | None
    kind: str
    region: str
    visit: VisitCells


@pages.get("/overview")
@guarded(Permission.READ_REGISTER)
def overview() -> Response:
    own, words = reader(), wording()
    asked = _asked(own)
    after = request.args.get("after") or None
    found, listed = rollups.overview(
        db.session(), asked, (own.facilities, own.inspections), now().date(), (ROWS, after)
    )
    regions = page_reading.regions_of(db.session(), own.facilities)
    return page(
        "overview",
        is_demo=any(standing.facility.is_demo for standing in found),
        lines=[_line(standing, words) for standing in found],
        total=listed.total,
        reader=own,
        regions=[(region.id, words.own(region.names)) for region in regions],
        region=asked.region,
        sorts=SORTS if own.results else ("name",),
        sort=asked.sort,
        next_page=here(after=listed.after) if listed.after else None,
        first_page=here(after=None) if after else None,
    )


def _asked(own: Reader) -> OverviewAsked:
    """An order that there is not is the usual one: an old address still shows the list."""
    sort = request.args.get("sort", "name")
    known = sort if own.results and sort in SORTS else "name"
    return OverviewAsked(sort=known, region=request.args.get("region") or None)


def _line(standing: Standing, words: PageWording) -> FacilityLine:
    facility, rollup = standing.facility, standing.rollup
    return FacilityLine(
        id=facility.id,
        name=words.own(facility.names),
        name_language=words.language_of(facility.names),
        kind=words.say(f"facility.{facility.kind}"),
        region=region_of(facility, words),
        visit=visit_cells(
            None if rollup is None else rollup.insp,
            None if rollup is None else rollup.visited_on,
            standing.review_state,
            rollup,
            standing.is_current,
            words,
        ),
    )


def region_of(facility: FacilityRow, words: PageWording) -> str:
    if facility.region is not None:
        return words.own(facility.region.names)
    return facility.region_text or words.say("value.none")
