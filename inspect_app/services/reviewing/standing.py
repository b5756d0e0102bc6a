"""Who may take a step of the review now; and operations that a reviewer leaves unapplied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from inspect_app.domain.operations import SERVER_DEVICE, OperationKind, Status
from inspect_app.domain.projecting import ReviewState
from inspect_app.domain.review import may_step
from inspect_app.problems import Problem
from inspect_app.services.reviewing.wordings import needed_words
from inspect_app.store.audit import write_line
from inspect_app.store.devices import DeviceRow
from inspect_app.store.inspections import InspectionRow, MemberRow
from inspect_app.store.operations import LinkRow, OperationRow, StreamRow
from inspect_app.store.review import SetAsideRow

_WAITS = (Status.HELD.value, Status.QUARANTINE.value)


def is_author(session: Session, insp: str, account: str) -> bool:
    """Whether a tablet of this account ever wrote into the inspection, or the account is on its team.

    Whose tablet signed decides, not whom an operation names as its author: else anybody could keep a
    reviewer out by writing in their name.
    """
    tablets = select(DeviceRow.id).where(
        DeviceRow.account_id == account, ~DeviceRow.id.startswith(SERVER_DEVICE, autoescape=True)
    )
    wrote = exists().where(OperationRow.insp == insp, OperationRow.dev.in_(tablets))
    signed = exists().where(
        LinkRow.dev.in_(tablets), LinkRow.op_id == OperationRow.op_id, OperationRow.insp == insp
    )
    is_member = exists().where(MemberRow.insp == insp, MemberRow.usr == account)
    return bool(session.scalar(select(or_(is_member, wrote, signed))))


def refuse_step(session: Session, insp: str, account: str, step: OperationKind) -> None:
    """Raises as `refuse_looking_at_step`.

    Holds the stream until the transaction ends, so that of two reviewers the second one sees what the
    first one did, and nothing arrives meanwhile. Everybody who writes locks the devices first and
    then the stream, as a delivery does: so nobody waits for somebody who waits for them.
    """
    lock_for_writing(session, insp, account)
    refuse_looking_at_step(session, insp, account, step)


def refuse_looking_at_step(session: Session, insp: str, account: str, step: OperationKind) -> None:
    """The same for a page that offers the step, which locks nothing: nobody writes for nothing.

    Raises Problem `review.own_inspection`, `review.wrong_state`.
    """
    if is_author(session, insp, account):
        raise Problem("review.own_inspection", inspection=insp)
    state = session.scalar(select(InspectionRow.review_state).where(InspectionRow.id == insp))
    if state is None or not may_step(step, ReviewState(state)):
        raise Problem("review.wrong_state", inspection=insp, state=state or "-", step=step.value)


def lock_for_writing(session: Session, insp: str, account: str) -> None:
    own = DeviceRow.id.startswith(SERVER_DEVICE, autoescape=True)
    session.execute(
        select(DeviceRow.id)
        .where(DeviceRow.account_id == account, own)
        .order_by(DeviceRow.id)
        .with_for_update()
    ).all()
    session.execute(select(StreamRow.n).where(StreamRow.insp == insp).with_for_update()).all()
    session.expire_all()  # what was read before the lock may be older than what stands now


def set_aside(session: Session, insp: str, op: str, by: str, why: str, now: datetime) -> None:
    """Decides that an operation stays as it is: stored, shown and not applied. The words stand beside
    it, and not in the audit: a reviewer may name somebody, whom administrators need not know.

    Raises Problem `review.own_inspection`, `review.wrong_state`, `review.nothing_to_set_aside`,
    `review.words_needed`, `review.too_many_words`.
    """
    words = needed_words(why)
    refuse_step(session, insp, by, OperationKind.SET)
    row = session.scalars(
        select(OperationRow).where(OperationRow.op_id == op, OperationRow.insp == insp)
    ).first()
    waits = row is not None and row.status in _WAITS
    if not waits or session.get(SetAsideRow, op) is not None:
        raise Problem("review.nothing_to_set_aside", operation=op)
    session.add(SetAsideRow(op_id=op, insp=insp, by=by, at=now, why=words))
    write_line(
        session, at=now, actor=by, action="review.set_aside", subject_kind="operation", subject=op,
        details={"inspection": insp},
    )  # fmt: skip


def set_aside_of(session: Session, insp: str) -> Mapping[str, SetAsideRow]:
    """Operation -> who left it unapplied, when and why."""
    rows = session.scalars(select(SetAsideRow).where(SetAsideRow.insp == insp))
    return {row.op_id: row for row in rows}
