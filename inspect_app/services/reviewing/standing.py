"""Who may take a step of the review now; and operations that a reviewer leaves unapplied."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from inspect_app.domain.operations import SERVER_DEVICE, OperationKind, Status
from inspect_app.domain.projecting import ReviewState
from inspect_app.domain.review import may_step
from inspect_app.problems import Problem
from inspect_app.store.audit import write_line
from inspect_app.store.inspections import InspectionRow, MemberRow
from inspect_app.store.operations import OperationRow
from inspect_app.store.review import SetAsideRow


def is_author(session: Session, insp: str, account: str) -> bool:
    """Whether the account ever wrote into the inspection on a tablet, or is on its team."""
    wrote = exists().where(
        OperationRow.insp == insp,
        OperationRow.usr == account,
        OperationRow.dev.not_like(f"{SERVER_DEVICE}%"),
    )
    is_member = exists().where(MemberRow.insp == insp, MemberRow.usr == account)
    return bool(session.scalar(select(or_(wrote, is_member))))


def refuse_step(session: Session, insp: str, account: str, step: OperationKind) -> None:
    """Raises Problem `review.own_inspection`, `review.wrong_state`. Holds the inspection, so that of
    two reviewers the second one sees what the first one did."""
    state = session.scalar(
        select(InspectionRow.review_state).where(InspectionRow.id == insp).with_for_update()
    )
    if is_author(session, insp, account):
        raise Problem("review.own_inspection", inspection=insp)
    if state is None or not may_step(step, ReviewState(state)):
        raise Problem("review.wrong_state", inspection=insp, state=state or "-", step=step.value)


def set_aside(session: Session, insp: str, op: str, by: str, why: str, now: datetime) -> None:
    """Decides that an operation stays as it is: stored, shown and not applied.

    Raises Problem `review.own_inspection`, `review.nothing_to_set_aside`, `review.words_needed`.
    """
    words = why.strip()
    if not words:
        raise Problem("review.words_needed")
    if is_author(session, insp, by):
        raise Problem("review.own_inspection", inspection=insp)
    row = session.scalars(
        select(OperationRow).where(OperationRow.op_id == op, OperationRow.insp == insp)
    ).first()
    waits = row is not None and row.status in (Status.HELD.value, Status.QUARANTINE.value)
    if not waits or session.get(SetAsideRow, op) is not None:
        raise Problem("review.nothing_to_set_aside", operation=op)
    session.add(SetAsideRow(op_id=op, insp=insp, by=by, at=now, why=words))
    write_line(
        session, at=now, actor=by, action="review.set_aside", subject_kind="operation", subject=op,
        details={"inspection": insp},
    )  # fmt: skip
