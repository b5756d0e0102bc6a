"""Doors to the register: regions, facilities with their codes and capacities, blocks, rooms."""

from __future__ import annotations

import re
from typing import Any

from flask import Response
from flask_smorest import Blueprint

from inspect_app.api.etags import answered
from inspect_app.api.guarding import guarded
from inspect_app.api.paging import PageArguments, answered_page
from inspect_app.api.scoping import facilities_in_scope, not_here
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.schemas.places import (
    BlocksTold,
    FacilitiesTold,
    FacilityArguments,
    FacilityTold,
    RegionArguments,
    RegionsTold,
    RoomArguments,
    RoomsTold,
    block_document,
    facility_document,
    facility_row,
    region_document,
    room_document,
)
from inspect_app.services import places
from inspect_app.store.places import FacilityRow

blueprint = Blueprint("places", __name__, url_prefix="/api/v1")
_ID = re.compile(r"[0-9A-Za-z_.:-]{1,36}")


class _FacilitiesAsked(FacilityArguments, PageArguments):
    pass


class _RoomsAsked(RoomArguments, PageArguments):
    pass


@blueprint.route("/regions")
@guarded(Permission.READ_REGISTER)
@blueprint.arguments(RegionArguments, location="query")
@blueprint.response(200, RegionsTold)
def list_regions(asked: dict[str, Any]) -> Response:
    """All regions; with `?geometry=yes` also their borders."""
    with_geometry = asked["geometry"] == "yes"
    rows = places.all_regions(db.session())
    return answered({"regions": [region_document(row, with_geometry) for row in rows]})


@blueprint.route("/facilities")
@guarded(Permission.READ_REGISTER)
@blueprint.arguments(_FacilitiesAsked, location="query")
@blueprint.response(200, FacilitiesTold)
def list_facilities(asked: dict[str, Any]) -> Response:
    """Facilities by name, a page at a time."""
    limits = places.FacilityLimits(asked["region"], asked["kind"], asked["text"], asked["is_open"])
    page = places.facilities_page(
        db.session(), facilities_in_scope(), limits, asked["page_size"], asked["after"]
    )
    rows = [facility_row(row[0]) for row in page.rows]
    return answered_page({"facilities": rows, "total": page.total, "after": page.after})


@blueprint.route("/facilities/<facility_id>")
@guarded(Permission.READ_REGISTER)
@blueprint.response(200, FacilityTold)
def read_facility(facility_id: str) -> Response:
    """One facility: all its codes, and each capacity with its basis and its day."""
    return answered(facility_document(_facility(facility_id)))


@blueprint.route("/facilities/<facility_id>/blocks")
@guarded(Permission.READ_REGISTER)
@blueprint.response(200, BlocksTold)
def list_blocks(facility_id: str) -> Response:
    """The blocks of a facility; a wing names the block that it is a part of."""
    facility = _facility(facility_id)
    rows = places.blocks_of(db.session(), facility.id)
    return answered({"blocks": [block_document(row) for row in rows]})


@blueprint.route("/facilities/<facility_id>/rooms")
@guarded(Permission.READ_REGISTER)
@blueprint.arguments(_RoomsAsked, location="query")
@blueprint.response(200, RoomsTold)
def list_rooms(asked: dict[str, Any], facility_id: str) -> Response:
    """The rooms of a facility, or of one of its blocks, by number, a page at a time."""
    facility = _facility(facility_id)
    page = places.rooms_page(
        db.session(), facility.id, asked["block"], asked["kind"], asked["page_size"],
        asked["after"],
    )  # fmt: skip
    rows = [room_document(row[0]) for row in page.rows]
    return answered_page({"rooms": rows, "total": page.total, "after": page.after})


def _facility(facility_id: str) -> FacilityRow:
    found = None
    if _ID.fullmatch(facility_id):
        found = places.find_facility(db.session(), facilities_in_scope(), facility_id)
    if found is None:
        raise not_here()
    return found
