"""The review of an inspection: where it stands, what is in the way, and everything to decide."""

from __future__ import annotations

import re

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.api.acting import decided, record
from inspect_app.api.guarding import current_actor, guarded
from inspect_app.domain.operations import OperationKind
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.pages.frame import here
from inspect_app.pages.inspection_frame import inspection_in_scope, inspection_page
from inspect_app.pages.review.approved import addendum_shown, approved_shown
from inspect_app.pages.review.group import PART, back_to_review, pages, refusals_told
from inspect_app.pages.review.naming import Naming
from inspect_app.pages.review.obstacles import obstacles_shown
from inspect_app.pages.review.raw import Raw, naming_for, read
from inspect_app.pages.review.remarks import remarks_shown
from inspect_app.pages.review.settling import conflicts_shown
from inspect_app.pages.review.steps import steps_shown
from inspect_app.pages.review.tablets import tablets_shown
from inspect_app.pages.review.waiting import aside_shown, waiting_shown
from inspect_app.problems import Problem
from inspect_app.services.reviewing import blocks_of, refuse_step, remarks_of, returning

_NUMBERED = re.compile(r"(\D*)(\d*)", re.ASCII)


@pages.get("/inspections/<inspection_id>/review")
@guarded(Permission.REVIEW_INSPECTION)
def review(inspection_id: str) -> AnyResponse:
    listed = inspection_in_scope(inspection_id, Permission.REVIEW_INSPECTION)
    raw = read(listed, request.args.get("after") or None)
    naming = naming_for(raw)
    return inspection_page(
        "review/overview",
        listed,
        PART,
        raw=raw,
        steps=steps_shown(raw.steps, naming),
        tablets=tablets_shown(raw.tablets, naming, current_actor().account),
        obstacles=_obstacles(raw, naming),
        remarks=remarks_shown(raw.remarks, naming, raw.may_decide),
        conflicts=conflicts_shown(raw.conflicts, naming),
        next_conflicts=here(after=raw.more_conflicts) if raw.more_conflicts else None,
        waiting=waiting_shown(raw.waiting, naming),
        waiting_cut=len(raw.waiting.shown) < raw.waiting.total,
        aside=aside_shown(raw.waiting, naming),
        blocks=sorted(((entity, naming.entity(entity)) for entity in raw.blocks), key=_counted),
        approved=approved_shown(raw, naming) if raw.is_closed else None,
        addendum=addendum_shown(raw, naming),
    )


@pages.post("/inspections/<inspection_id>/review/return")
@guarded(Permission.REVIEW_INSPECTION)
@refusals_told
def send_back(inspection_id: str) -> AnyResponse:
    """`remark`: the open remarks that go along; `block`: what is open again, nothing chosen: all."""
    inspection_in_scope(inspection_id, Permission.REVIEW_INSPECTION)
    account = current_actor().account
    chosen, blocks = request.form.getlist("remark"), request.form.getlist("block")

    def work() -> None:
        session = db.session()
        refuse_step(session, inspection_id, account, OperationKind.RETURN)
        still_open = {one.entity for one in remarks_of(session, inspection_id) if one.is_open}
        known = set(blocks_of(session, inspection_id))
        if not set(chosen) <= still_open or not set(blocks) <= known:
            raise Problem("review.arrived_meanwhile")
        act = returning(inspection_id, chosen, blocks)
        record(account, [act], "review.return", {"remarks": len(set(chosen))})

    decided(work)
    return back_to_review(inspection_id, "steps")


def _obstacles(raw: Raw, naming: Naming) -> tuple[object, ...]:
    return obstacles_shown(raw.obstacles, naming, raw.remarks, raw.looked.problem)


def _counted(block: tuple[str, str]) -> list[tuple[str, int]]:
    """Block 2 before block 10."""
    return [(words, int(part or 0)) for words, part in _NUMBERED.findall(block[1])]
