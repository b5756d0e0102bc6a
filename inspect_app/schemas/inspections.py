"""The shapes of inspections as the doors answer them, and what their lists can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from inspect_app.domain.operations import Status
from inspect_app.domain.projecting.log import ReviewState
from inspect_app.domain.terms import FacilityKind, Rating
from inspect_app.schemas.told import Exact, Sha256, Told, TotalAndAfter, Word, Words, moment
from inspect_app.services.inspections import InspectionListed
from inspect_app.store.places import FacilityRow
from inspect_app.store.rollups import DomainRollupRow, InspectionRollupRow

PRINTABLE = validate.Regexp(r"^[^\x00]{1,120}$")
"""No database stores a NUL, so nothing can be asked by one."""


class InspectionArguments(Schema):
    """Limits of the list of inspections; what is left out limits nothing."""

    facility = fields.String(validate=PRINTABLE, metadata={"description": "Id of the facility."})
    region = fields.String(validate=PRINTABLE, metadata={"description": "ISO 3166-2 code."})
    review_state = Word(ReviewState)
    since = fields.Date(data_key="from", metadata={"description": "First day of the visit."})
    until = fields.Date(data_key="to", metadata={"description": "Last day of the visit."})
    needs_attention = fields.Boolean(
        truthy={"true"},
        falsy={"false"},
        metadata={"description": "Whether a conflict, or an operation not applied, is open."},
    )


class FacilityNamedTold(Told):
    id = fields.String()
    names = Words()
    kind = Word(FacilityKind)
    region = fields.String(allow_none=True)
    is_demo = fields.Boolean()


class IntervalTold(Told):
    """From what is certain to what the open answers could still give."""

    low = Exact()
    high = Exact()


class PackUsedTold(Told):
    id = fields.String()
    version = fields.Integer()
    sha256 = Sha256()


class RollupTold(Told):
    """`is_current`: nothing has arrived since the `of_n` operations that were scored."""

    of_n = fields.Integer()
    is_current = fields.Boolean()
    visited_on = fields.Date()
    judged_on = fields.Date()
    packs = fields.List(fields.Nested(PackUsedTold))
    document_sha256 = Sha256()
    rating = Word(Rating)
    at_best = Word(Rating)
    index = Exact(allow_none=True)
    interval = fields.Nested(IntervalTold)
    coverage = Exact()
    critical_coverage = Exact()
    critical_failures = fields.List(fields.String())
    severe_failure_count = fields.Integer()
    persons_present = fields.Integer(allow_none=True)
    persons_in_critical_failures = fields.Integer(allow_none=True)
    not_used = fields.Integer()
    conflicts = fields.Integer()


class DomainResultTold(Told):
    domain = fields.String()
    index = Exact(allow_none=True)
    interval = fields.Nested(IntervalTold)
    cap = fields.Integer(allow_none=True)
    coverage = Exact()
    assessed = fields.Integer()
    applicable = fields.Integer()


class ChecklistUsedTold(Told):
    id = fields.String()
    version = fields.Integer()
    sha256 = Sha256()


class InspectionTold(Told):
    """`lead` and `team` are codes, and null for readers of what is published alone."""

    id = fields.String()
    facility_id = fields.String(allow_none=True)
    facility = fields.Nested(FacilityNamedTold, allow_none=True)
    visited_on = fields.Date(allow_none=True)
    is_announced = fields.Boolean(allow_none=True)
    review_state = Word(ReviewState)
    checklist = fields.Nested(ChecklistUsedTold, allow_none=True)
    lead = fields.String(allow_none=True)
    n = fields.Integer(metadata={"description": "Operations that have arrived."})
    conflicts = fields.Integer()
    quarantined = fields.Integer()
    held = fields.Integer()
    needs_attention = fields.Boolean()
    created_at = fields.DateTime()
    changed_at = fields.DateTime()
    rollup = fields.Nested(RollupTold, allow_none=True)


class InspectionsTold(TotalAndAfter):
    inspections = fields.List(fields.Nested(InspectionTold))


class NotUsedTold(Told):
    """Something recorded that is not in the facts, or not as it was recorded, and why."""

    entity = fields.String()
    field = fields.String(allow_none=True)
    ops = fields.List(fields.String())
    reason = fields.String()


class InspectionWholeTold(InspectionTold):
    team = fields.List(fields.String(), allow_none=True)


class SaidTold(Told):
    op = fields.String()
    n = fields.Integer()
    kind = fields.String()
    value = fields.Raw(allow_none=True)
    author = fields.String()
    device = fields.String()
    observed_at = fields.DateTime(allow_none=True)
    received_at = fields.DateTime()
    status = Word(Status)
    reason = fields.String(allow_none=True)
    is_head = fields.Boolean()
    replaces = fields.List(fields.String())


class ConflictTold(Told):
    entity = fields.String()
    field = fields.String()
    heads = fields.List(fields.Nested(SaidTold), validate=validate.Length(min=2))


class ConflictsTold(TotalAndAfter):
    conflicts = fields.List(fields.Nested(ConflictTold))


class StoredOperationTold(Told):
    op = fields.String()
    n = fields.Integer()
    kind = fields.String()
    entity = fields.String()
    author = fields.String()
    device = fields.String()
    carried_by = fields.String()
    observed_at = fields.DateTime(allow_none=True)
    received_at = fields.DateTime()
    status = Word(Status)
    reason = fields.String(allow_none=True)
    body = fields.Dict()


class StoredOperationsTold(TotalAndAfter):
    operations = fields.List(fields.Nested(StoredOperationTold))


class HistoryArguments(Schema):
    entity = fields.String(
        required=True, validate=PRINTABLE, metadata={"description": "`type:id`."}
    )
    field = fields.String(
        required=True, validate=PRINTABLE, metadata={"description": "As `answer.<input>`."}
    )


class HistoryTold(Told):
    entity = fields.String()
    field = fields.String()
    said = fields.List(fields.Nested(SaidTold))


def inspection_document(listed: InspectionListed) -> dict[str, Any]:
    """For `InspectionTold`, and with a team for `InspectionWholeTold`."""
    row = listed.row
    document = {
        "id": row.id,
        "facility_id": row.facility_id,
        "facility": None if listed.facility is None else facility_named(listed.facility),
        "visited_on": moment(row.visited_on),
        "is_announced": row.is_announced,
        "review_state": row.review_state,
        "checklist": _checklist(row),
        "lead": row.lead,
        "n": listed.n,
        "conflicts": row.conflicts,
        "quarantined": row.quarantined,
        "held": row.held,
        "needs_attention": listed.needs_attention,
        "created_at": moment(row.created_at),
        "changed_at": moment(row.changed_at),
        "rollup": None
        if listed.rollup is None
        else rollup_document(listed.rollup, listed.is_current),
    }
    if listed.team is None:
        return document
    return document | {"team": list(listed.team)}


def facility_named(row: FacilityRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "names": dict(row.names),
        "kind": row.kind,
        "region": row.region_id,
        "is_demo": row.is_demo,
    }


_ROLLUP = RollupTold()
_DOMAIN = DomainResultTold()


def rollup_document(row: InspectionRollupRow, is_current: bool) -> dict[str, Any]:
    packs = [{"id": i, "version": v, "sha256": h} for i, v, h in row.packs]
    return _dumped(
        _ROLLUP,
        row,
        is_current=is_current,
        packs=packs,
        interval={"low": row.low, "high": row.high},
    )


def domain_document(row: DomainRollupRow) -> dict[str, Any]:
    return _dumped(_DOMAIN, row, interval={"low": row.low, "high": row.high})


def _dumped(schema: Schema, row: object, **more: Any) -> dict[str, Any]:
    """The row's attributes, and what stands in none of them."""
    told: Mapping[str, Any] = {
        name: more[name] if name in more else getattr(row, name) for name in schema.fields
    }
    dumped: dict[str, Any] = schema.dump(told)
    return dumped


def _checklist(row: Any) -> dict[str, Any] | None:
    if row.checklist_id is None:
        return None
    return {
        "id": row.checklist_id,
        "version": row.checklist_version,
        "sha256": row.checklist_sha256,
    }
