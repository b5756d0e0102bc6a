"""Remarks with what they are about, their threads, and the form to write one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.api.acting import decided, record
from inspect_app.api.guarding import current_actor, guarded
from inspect_app.api.machinery import machinery
from inspect_app.domain.operations import OperationKind
from inspect_app.domain.permissions import Permission
from inspect_app.domain.projecting.form import inspection_entity
from inspect_app.extensions import db
from inspect_app.pages.inspection.places import Moment, device_moment, server_moment
from inspect_app.pages.inspection_frame import inspection_in_scope, inspection_page
from inspect_app.pages.review.group import PART, address_of, back_to_review, pages, refusals_told
from inspect_app.pages.review.naming import Naming, Wanted
from inspect_app.pages.review.obstacles import section_of
from inspect_app.services.reviewing import (
    Anchor,
    Remark,
    heads_of,
    refuse_anchor,
    refuse_looking_at_step,
    refuse_step,
    remarking,
    taking_back,
)

ANCHOR_FIELDS = ("entity", "field", "op", "criterion")


@dataclass(frozen=True, slots=True)
class ReplyShown:
    by: str
    device: str
    device_clock: Moment
    server_clock: Moment
    says: str
    is_by_reviewer: bool


@dataclass(frozen=True, slots=True)
class RemarkShown:
    """`stands`: open, answered, overtaken, taken_back or note. `may_take_back`: it is the reader's."""

    entity: str
    anchor: str
    about: str
    address: str
    says: str
    by: str
    device: str
    device_clock: Moment
    server_clock: Moment
    stands: str
    stands_says: str
    taken_back_why: str
    may_take_back: bool
    replies: tuple[ReplyShown, ...]


@dataclass(frozen=True, slots=True)
class AnchorShown:
    """What the form is about. `fields`: (name, value) of its hidden fields; `said`: what stands there
    now, and by whom."""

    about: str
    address: str
    fields: tuple[tuple[str, str], ...]
    said: tuple[tuple[str, str], ...]


def remarks_shown(
    remarks: tuple[Remark, ...], naming: Naming, may_decide: bool
) -> tuple[RemarkShown, ...]:
    """The open ones first, then as they were written."""
    ordered = sorted(remarks, key=lambda one: not one.is_open)
    return tuple(_remark(one, naming, may_decide) for one in ordered)


def _remark(one: Remark, naming: Naming, may_decide: bool) -> RemarkShown:
    stands = _stands(one)
    is_own = one.is_by_reviewer and one.author == current_actor().account
    return RemarkShown(
        entity=one.entity,
        anchor=section_of(one.entity),
        about=naming.about(one.about),
        address=naming.address(one.about),
        says=one.says,
        **_by(one, naming),
        stands=stands,
        stands_says=naming.words.say(f"review.remark.{stands}"),
        taken_back_why=one.taken_back_why,
        may_take_back=may_decide and is_own and not one.is_taken_back,
        replies=tuple(
            ReplyShown(says=reply.says, is_by_reviewer=reply.is_by_reviewer, **_by(reply, naming))
            for reply in one.replies
        ),
    )


def _by(one: Remark, naming: Naming) -> dict[str, Any]:
    return {
        "by": naming.person(one.author),
        "device": naming.device(one.device),
        "device_clock": device_moment(one.said_at, naming.words),
        "server_clock": server_moment(one.received_at, one.said_at),
    }


def _stands(one: Remark) -> str:
    if one.is_taken_back:
        return "taken_back"
    if not one.is_by_reviewer:
        return "note"
    if one.is_open:
        return "open"
    return "overtaken" if one.is_overtaken else "answered"


@pages.get("/inspections/<inspection_id>/review/remark")
@guarded(Permission.REVIEW_INSPECTION)
@refusals_told
def remark_form(inspection_id: str) -> AnyResponse:
    """`entity`, `field`, `op`, `criterion` in the address say what it is about; nothing: the whole."""
    listed = inspection_in_scope(inspection_id, Permission.REVIEW_INSPECTION)
    session, account = db.session(), current_actor().account
    refuse_looking_at_step(session, inspection_id, account, OperationKind.COMMENT)
    anchor = _with_head(inspection_id, _anchor(inspection_id, request.args))
    refuse_anchor(session, inspection_id, anchor, machinery().standards.main.criteria)
    heads = heads_of(session, inspection_id, anchor.entity, anchor.field or "")
    naming = Naming(
        listed,
        machinery().standards,
        Wanted([anchor.entity], [row.usr for row in heads], [row.dev for row in heads]),
    )
    return inspection_page(
        "review/remark",
        listed,
        PART,
        anchor=_anchor_shown(anchor, naming),
        back=address_of(inspection_id),
    )


@pages.post("/inspections/<inspection_id>/review/remarks")
@guarded(Permission.REVIEW_INSPECTION)
@refusals_told
def add_remark(inspection_id: str) -> AnyResponse:
    inspection_in_scope(inspection_id, Permission.REVIEW_INSPECTION)
    anchor = _anchor(inspection_id, request.form)
    return _write(inspection_id, anchor, "review.remark")


@pages.post("/inspections/<inspection_id>/review/replies")
@guarded(Permission.REVIEW_INSPECTION)
@refusals_told
def reply(inspection_id: str) -> AnyResponse:
    inspection_in_scope(inspection_id, Permission.REVIEW_INSPECTION)
    anchor = Anchor(request.form.get("comment", ""))
    return _write(inspection_id, anchor, "review.reply")


@pages.post("/inspections/<inspection_id>/review/taken-back")
@guarded(Permission.REVIEW_INSPECTION)
@refusals_told
def take_back(inspection_id: str) -> AnyResponse:
    inspection_in_scope(inspection_id, Permission.REVIEW_INSPECTION)
    account, comment = current_actor().account, request.form.get("comment", "")
    why = request.form.get("why", "")

    def work() -> None:
        session = db.session()
        refuse_step(session, inspection_id, account, OperationKind.RETRACT)
        act = taking_back(session, inspection_id, comment, account, why)
        record(account, [act], "review.take_back")

    decided(work)
    return back_to_review(inspection_id, "remarks")


def _write(insp: str, anchor: Anchor, action: str) -> AnyResponse:
    account, says = current_actor().account, request.form.get("says", "")
    act = remarking(insp, anchor, says)

    def work() -> None:
        session = db.session()
        refuse_step(session, insp, account, OperationKind.COMMENT)
        refuse_anchor(session, insp, anchor, machinery().standards.main.criteria)
        record(account, [act], action)

    decided(work)
    is_reply = action == "review.reply"
    return back_to_review(insp, section_of(anchor.entity if is_reply else act.entity))


def _anchor(insp: str, given: Mapping[str, str]) -> Anchor:
    field, op, criterion = (given.get(name) or None for name in ANCHOR_FIELDS[1:])
    return Anchor(given.get("entity") or inspection_entity(insp), field, op, criterion)


def _with_head(insp: str, anchor: Anchor) -> Anchor:
    """A link that names no operation means what stands there now."""
    if anchor.field is None or anchor.op is not None:
        return anchor
    heads = heads_of(db.session(), insp, anchor.entity, anchor.field)
    op = heads[-1].op_id if heads else None
    return Anchor(anchor.entity, anchor.field, op, anchor.criterion)


def _anchor_shown(anchor: Anchor, naming: Naming) -> AnchorShown:
    given = (anchor.entity, anchor.field, anchor.op, anchor.criterion)
    return AnchorShown(
        about=naming.about(anchor.about),
        address=naming.address(anchor.about),
        fields=tuple(
            (name, value) for name, value in zip(ANCHOR_FIELDS, given, strict=True) if value
        ),
        said=tuple(_said(anchor, naming)),
    )


def _said(anchor: Anchor, naming: Naming) -> list[tuple[str, str]]:
    if anchor.field is None:
        return []
    heads = heads_of(db.session(), naming.insp, anchor.entity, anchor.field)
    return [
        (naming.value(anchor.field, json.loads(row.value)), naming.person(row.usr)) for row in heads
    ]
