"""The shapes of regions, facilities, blocks and rooms as the doors answer them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from inspect_app.domain.registers.places import Basis, Notion, Security, Sex
from inspect_app.domain.terms import FacilityKind, People, Regime, RoomKind
from inspect_app.schemas.told import Told, TotalAndAfter, Word, Words, moment
from inspect_app.store.places import BlockRow, CapacityRow, FacilityRow, RegionRow, RoomRow

PRINTABLE = validate.Regexp(r"^[^\x00]{1,120}$(?!\n)")
"""No database stores a NUL, so nothing can be asked by one."""


class RegionArguments(Schema):
    geometry = fields.String(
        load_default="no",
        validate=validate.OneOf(["yes", "no"]),
        metadata={"description": "Whether to give the borders, as GeoJSON."},
    )


class FacilityArguments(Schema):
    """Limits of the list of facilities; what is left out limits nothing."""

    region = fields.String(
        load_default=None, validate=PRINTABLE, metadata={"description": "ISO 3166-2 code."}
    )
    kind = fields.Enum(FacilityKind, by_value=True, load_default=None)
    text = fields.String(
        load_default=None,
        validate=PRINTABLE,
        metadata={"description": "A part of a name, a town or a code, in small or large letters."},
    )
    is_open = fields.Boolean(load_default=None, truthy={"true"}, falsy={"false"})


class RoomArguments(Schema):
    block = fields.String(load_default=None, validate=PRINTABLE)
    kind = fields.Enum(RoomKind, by_value=True, load_default=None)


class RegionTold(Told):
    id = fields.String(metadata={"description": "ISO 3166-2 code."})
    country = fields.String()
    names = Words()
    kind = fields.String()
    geometry = fields.Dict(
        allow_none=True, metadata={"description": "GeoJSON (WGS 84); null unless asked for."}
    )


class RegionsTold(Told):
    regions = fields.List(fields.Nested(RegionTold))


class FacilityRowTold(Told):
    """`region_text` is what a register published where no region of ours fits."""

    id = fields.String()
    names = Words()
    kind = Word(FacilityKind)
    country = fields.String()
    region = fields.String(allow_none=True)
    region_text = fields.String(allow_none=True)
    town = Words(allow_none=True)
    security = Word(Security, allow_none=True)
    sex = Word(Sex, allow_none=True)
    codes = fields.List(fields.String())
    is_open = fields.Boolean()
    is_demo = fields.Boolean()


class FacilitiesTold(TotalAndAfter):
    facilities = fields.List(fields.Nested(FacilityRowTold))


class CapacityTold(Told):
    """A number of places says nothing without its basis and its day."""

    notion = Word(Notion)
    basis = Word(Basis)
    as_of = fields.Date()
    places = fields.Integer()
    stated_by = fields.String(allow_none=True)


class FacilityTold(FacilityRowTold):
    """`source` and `source_key`: the register that brought it, and its key there."""

    capacities = fields.List(fields.Nested(CapacityTold))
    source = fields.String(allow_none=True)
    source_key = fields.String(allow_none=True)
    changed_at = fields.String()


class BlockTold(Told):
    id = fields.String()
    name = fields.String()
    parent = fields.String(allow_none=True)


class BlocksTold(Told):
    blocks = fields.List(fields.Nested(BlockTold))


class RoomTold(Told):
    id = fields.String()
    block = fields.String(allow_none=True)
    number = fields.String()
    kind = Word(RoomKind)
    regime = Word(Regime, allow_none=True)
    people = Word(People, allow_none=True)
    is_in_use = fields.Boolean()


class RoomsTold(TotalAndAfter):
    rooms = fields.List(fields.Nested(RoomTold))


def region_document(row: RegionRow, with_geometry: bool) -> Mapping[str, Any]:
    return {
        "id": row.id,
        "country": row.country,
        "names": row.names,
        "kind": row.kind,
        "geometry": row.geometry if with_geometry else None,
    }


def facility_row(row: FacilityRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "names": row.names,
        "kind": row.kind,
        "country": row.country,
        "region": row.region_id,
        "region_text": row.region_text,
        "town": row.place_names,
        "security": row.security,
        "sex": row.sex,
        "codes": [code.code for code in row.codes],
        "is_open": row.is_open,
        "is_demo": row.is_demo,
    }


def facility_document(row: FacilityRow) -> Mapping[str, Any]:
    return facility_row(row) | {
        "capacities": [_capacity(capacity) for capacity in row.capacities],
        "source": row.source,
        "source_key": row.source_key,
        "changed_at": moment(row.changed_at),
    }


def block_document(row: BlockRow) -> Mapping[str, Any]:
    return {"id": row.id, "name": row.name, "parent": row.parent_id}


def room_document(row: RoomRow) -> Mapping[str, Any]:
    return {
        "id": row.id,
        "block": row.block_id,
        "number": row.number,
        "kind": row.kind,
        "regime": row.regime,
        "people": row.people,
        "is_in_use": row.is_in_use,
    }


def _capacity(row: CapacityRow) -> Mapping[str, Any]:
    return {
        "notion": row.notion,
        "basis": row.basis,
        "as_of": row.as_of.isoformat(),
        "places": row.places,
        "stated_by": row.stated_by,
    }
