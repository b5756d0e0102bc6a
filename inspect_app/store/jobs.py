"""Work that outlives a request: a table with leases, in the application's own database.

A job is asked for in the transaction of the change that needs it, so neither exists without the
other. A worker that dies loses its lease, and another takes the job over: every kind of work must
bear being done twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, Index, String, Text, and_, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from inspect_app.store.base import Base, Moment

MOST_TRIES = 5


class JobRow(Base):
    """`state`: ready, running, done, failed. `key` is unique among jobs that are not finished."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_state_run_at", "state", "run_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    key: Mapped[str | None] = mapped_column(String(200), unique=True)
    state: Mapped[str] = mapped_column(String(10), default="ready")
    run_at: Mapped[datetime] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(default=0)
    lease: Mapped[str | None] = mapped_column(String(36))
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    steps_done: Mapped[int] = mapped_column(default=0)
    steps_total: Mapped[int | None]
    stage: Mapped[str | None] = mapped_column(String(60))
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # code and details
    asked_by: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    note: Mapped[str | None] = mapped_column(Text)


def ask(
    session: Session,
    kind: str,
    payload: Mapping[str, Any],
    *,
    by: str,
    now: datetime,
    key: str | None = None,
) -> JobRow:
    """Joins the caller's transaction. With a `key`, an unfinished job of that key is given back."""
    if key is not None:
        known = session.scalars(select(JobRow).where(JobRow.key == key)).first()
        if known is not None:
            return known
    job = JobRow(
        id=str(uuid4()), kind=kind, payload=dict(payload), key=key, run_at=now, asked_by=by,
        asked_at=now,
    )  # fmt: skip
    session.add(job)
    return job


def claim(session: Session, now: datetime, lease_seconds: int) -> JobRow | None:
    """The next job that is due, or whose worker has died; commits."""
    due = or_(
        and_(JobRow.state == "ready", JobRow.run_at <= now),
        and_(JobRow.state == "running", JobRow.lease_until < now),
    )
    pick = select(JobRow.id).where(due).order_by(JobRow.run_at, JobRow.id).limit(1)
    if session.get_bind().dialect.name == "postgresql":
        pick = pick.with_for_update(skip_locked=True)
    claimed = session.scalars(
        update(JobRow)
        .where(JobRow.id == pick.scalar_subquery(), due)
        .values(
            state="running",
            lease=str(uuid4()),
            lease_until=now + timedelta(seconds=lease_seconds),
            tries=JobRow.tries + 1,
        )
        .returning(JobRow),
        execution_options={"synchronize_session": False, "populate_existing": True},
    ).first()
    session.commit()
    return claimed
