"""Conflicts with all that was said, and the decision between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.api.acting import decided, record
from inspect_app.api.guarding import current_actor, guarded
from inspect_app.domain.operations import OperationKind
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.pages.inspection.places import history_address
from inspect_app.pages.inspection_frame import inspection_in_scope
from inspect_app.pages.review.group import back_to_review, pages, refusals_told
from inspect_app.pages.review.naming import Naming, Recorded
from inspect_app.pages.review.obstacles import section_of
from inspect_app.services.inspections import Conflict
from inspect_app.services.reviewing import refuse_step, settling


@dataclass(frozen=True, slots=True)
class HeadShown:
    op: str
    says: str
    recorded: Recorded


@dataclass(frozen=True, slots=True)
class ConflictShown:
    """`section`: its id on the page. `history`: everything that was ever recorded there."""

    section: str
    entity: str
    field: str
    about: str
    address: str
    history: str
    heads: tuple[HeadShown, ...]


def conflicts_shown(conflicts: Iterable[Conflict], naming: Naming) -> tuple[ConflictShown, ...]:
    return tuple(
        ConflictShown(
            section=section_of(one.entity, one.field),
            entity=one.entity,
            field=one.field,
            about=naming.answer(one.entity, one.field),
            address=naming.address({"e": one.entity}),
            history=history_address(naming.insp, one.entity, one.field),
            heads=tuple(
                HeadShown(head.op, naming.value(one.field, head.value), naming.recorded(head))
                for head in one.heads
            ),
        )
        for one in conflicts
    )


@pages.post("/inspections/<inspection_id>/review/settled")
@guarded(Permission.REVIEW_INSPECTION)
@refusals_told
def settle(inspection_id: str) -> AnyResponse:
    """`seen`: every head that was on the page; `keep`: the one whose value stands."""
    inspection_in_scope(inspection_id, Permission.REVIEW_INSPECTION)
    account, form = current_actor().account, request.form
    entity, field = form.get("entity", ""), form.get("field", "")
    seen, keep, why = form.getlist("seen"), form.get("keep", ""), form.get("why", "")

    def work() -> None:
        session = db.session()
        refuse_step(session, inspection_id, account, OperationKind.RESOLVE)
        act = settling(session, inspection_id, entity, field, seen, keep, why)
        record(account, [act], "review.settle")

    decided(work)
    return back_to_review(inspection_id, "conflicts")
