"""The desk at a glance: what waits for the reader, and facilities by need, each with its result."""

from __future__ import annotations

from flask import Response, request

from inspect_app.api.guarding import current_actor, guarded
from inspect_app.api.machinery import machinery, now
from inspect_app.domain.permissions import Condition, Permission, condition
from inspect_app.extensions import db
from inspect_app.pages.frame import here, page, page_group, wording
from inspect_app.pages.overview_asked import asked, fields
from inspect_app.pages.overview_csv import csv_answer
from inspect_app.pages.overview_lines import facility_line
from inspect_app.pages.overview_regions import region_names, regions_part
from inspect_app.pages.overview_waiting import waiting_blocks, with_first_facilities
from inspect_app.pages.scopes import Reader, reader
from inspect_app.pages.wording import PageWording
from inspect_app.services import overviews
from inspect_app.services.overviews import ROWS, Scopes
from inspect_app.store.places import FacilityRow
from inspect_app.store.scopes import account_scope

pages = page_group("overview")


@pages.get("/overview")
@guarded(Permission.READ_REGISTER)
def overview() -> Response:
    own, words = reader(), wording()
    questions, after = asked(own), request.args.get("after") or None
    found = overviews.read_overview(
        db.session(), questions, scopes_of(own), now().date(), (ROWS, after)
    )
    names, criteria = region_names(found, words), machinery().standards.main.criteria
    own_regions = {region.region for region in found.regions}
    regions = [region for region in found.outlines if region.id in own_regions]
    lines = [
        facility_line(
            standing,
            found.trends.get(standing.facility.id),
            standing.facility.region_text or names[None]
            if standing.facility.region_id is None
            else names[standing.facility.region_id],
            criteria,
            words,
        )
        for standing in found.standings
    ]
    blocks = waiting_blocks(found, words)
    if not any(request.args.get(name) for name in (*_LIMITS, "sort", "after")):
        blocks = with_first_facilities(blocks, lines, found.page.total, words)
    return page(
        "desk/overview",
        is_demo=found.is_demo,
        reader=own,
        blocks=blocks,
        lines=lines,
        total=found.page.total,
        fields=fields(questions, own, regions, words),
        is_limited=any(request.args.get(name) for name in _LIMITS),
        regions=regions_part(found, questions.region, words) if own.results else None,
        csv=here(after=None).replace("/overview", "/overview.csv", 1),
        next_page=here(after=found.page.after) if found.page.after else None,
        first_page=here(after=None) if after else None,
    )


@pages.get("/overview.csv")
@guarded(Permission.READ_REGISTER)
def overview_csv() -> Response:
    """The same facilities in the same order, all of them, exactly."""
    own = reader()
    return csv_answer(asked(own), own, scopes_of(own), now())


_LIMITS = ("region", "kind", "rating", "critical_failures", "state", "min_age")


def scopes_of(own: Reader) -> Scopes:
    """Tablets' operations that nobody can read are seen by those who answer for their tablets, and
    an inspector sees those of their own."""
    actor = current_actor()
    held = condition(actor, Permission.READ_HELD_OPERATIONS)
    own_accounts = Condition.SELF if held is Condition.OWN_INSPECTIONS else held
    return Scopes(own.facilities, own.inspections, account_scope(own_accounts, actor))


def region_of(facility: FacilityRow, words: PageWording) -> str:
    if facility.region is not None:
        return words.own(facility.region.names)
    return facility.region_text or words.say("value.none")
