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

from sqlalchemy import (
    JSON,
    ColumnElement,
    Index,
    String,
    Text,
    and_,
    case,
    delete,
    exists,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from inspect_app.store.base import Base, Moment

MOST_TRIES = 5
WORKER_DIED = "job.worker_died"
"""The problem of a job whose workers ended in the middle of it as often as it may be tried."""

_FRESH = {"synchronize_session": False, "populate_existing": True}


class JobRow(Base):
    """`state`: ready, running, done, failed. `key` is unique among jobs that are not finished.

    `again`: asked for once more while it was running. What it read may be older than what the asker
    wrote, so it is done once more when it ends.
    """

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_state_run_at", "state", "run_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    key: Mapped[str | None] = mapped_column(String(200), unique=True)
    state: Mapped[str] = mapped_column(String(10), default="ready")
    again: Mapped[bool] = mapped_column(default=False)
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
    finished_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    note: Mapped[str | None] = mapped_column(Text)


def ask(
    session: Session,
    kind: str,
    payload: Mapping[str, Any],
    *,
    by: str,
    now: datetime,
    key: str | None = None,
    run_at: datetime | None = None,
) -> JobRow:
    """Joins the caller's transaction. With a `key`, an unfinished job of that key is given back.

    The row of that job stays locked until the caller commits, so no worker can begin it before it
    can read what the caller wrote; a job that is running already will be done again.
    """
    wanted = {
        "id": str(uuid4()), "kind": kind, "payload": dict(payload), "key": key, "state": "ready",
        "again": False, "run_at": run_at or now, "tries": 0, "steps_done": 0, "asked_by": by,
        "asked_at": now,
    }  # fmt: skip
    insert = postgresql.insert if _is_postgresql(session) else sqlite.insert
    stored = insert(JobRow).on_conflict_do_update(
        index_elements=[JobRow.key],
        set_={"again": or_(JobRow.again, JobRow.state == "running")},
    )
    return session.scalars(stored.returning(JobRow), [wanted], execution_options=_FRESH).one()


def is_due(session: Session, now: datetime) -> bool:
    """Whether `claim` would find a job. Only reads, so idle workers stand in nobody's way."""
    return bool(session.scalar(select(exists().where(_due(now)))))


def claim(session: Session, now: datetime, lease_seconds: int) -> JobRow | None:
    """The next job that is due, or whose worker has died; commits. The row is a detached copy."""
    _give_up_the_fatal(session, now)
    due = _due(now)
    pick = select(JobRow.id).where(due).order_by(JobRow.run_at, JobRow.id).limit(1)
    if _is_postgresql(session):
        pick = pick.with_for_update(skip_locked=True)
    claimed = session.scalars(
        update(JobRow)
        .where(JobRow.id == pick.scalar_subquery(), due)
        .values(
            state="running",
            again=False,
            lease=str(uuid4()),
            lease_until=now + timedelta(seconds=lease_seconds),
            tries=JobRow.tries + 1,
            steps_done=0,
            stage=None,
        )
        .returning(JobRow),
        execution_options=_FRESH,
    ).first()
    if claimed is not None:
        session.expunge(claimed)
    session.commit()
    return claimed


def renew(session: Session, job_id: str, lease: str, until: datetime) -> bool:
    """False: the lease is lost, and another worker may be at the same work already."""
    return _changed(session, job_id, lease, lease_until=until)


def note_progress(
    session: Session, job_id: str, lease: str, done: int, total: int, stage: str
) -> bool:
    """False: the lease is lost."""
    return _changed(session, job_id, lease, steps_done=done, steps_total=total, stage=stage)


def finish(
    session: Session, job_id: str, lease: str, result: Mapping[str, Any] | None, now: datetime
) -> bool:
    """Done, and its key free; or ready once more when it was asked for meanwhile."""
    return _changed(session, job_id, lease, **_ended("done", now, result=result, problem=None))


def fail(
    session: Session,
    job_id: str,
    lease: str,
    problem: Mapping[str, Any],
    now: datetime,
    try_at: datetime | None,
) -> bool:
    """To be tried again at `try_at`, or given up (None). The problem is kept for people either way."""
    if try_at is None:
        return _changed(session, job_id, lease, **_ended("failed", now, problem=dict(problem)))
    return _changed(
        session, job_id, lease, state="ready", lease=None, lease_until=None, run_at=try_at,
        problem=dict(problem),
    )  # fmt: skip


def give_back(session: Session, job_id: str, lease: str, now: datetime) -> bool:
    """A worker that must stop hands over; this try does not count."""
    return _changed(
        session, job_id, lease, state="ready", lease=None, lease_until=None, run_at=now,
        tries=JobRow.tries - 1,
    )  # fmt: skip


def delete_finished(session: Session, before: datetime) -> int:
    """How many finished jobs were taken out."""
    gone = session.execute(
        delete(JobRow).where(JobRow.finished_at < before, JobRow.state.in_(("done", "failed")))
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]  # a delete always has one


def _due(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(JobRow.state == "ready", JobRow.run_at <= now),
        and_(JobRow.state == "running", JobRow.lease_until < now),
    )


def _give_up_the_fatal(session: Session, now: datetime) -> None:
    """Work that kills its worker each time would otherwise go round for ever."""
    session.execute(
        update(JobRow)
        .where(
            JobRow.state == "running", JobRow.lease_until < now, JobRow.tries >= MOST_TRIES
        )
        .values(**_ended("failed", now, problem={"code": WORKER_DIED, "details": {}})),
        execution_options={"synchronize_session": False},
    )  # fmt: skip


def _ended(state: str, now: datetime, **kept: Any) -> dict[str, Any]:
    """Values of the end of a job; those of a new beginning where it was asked for meanwhile."""
    return {
        "state": case((JobRow.again, "ready"), else_=state),
        "key": case((JobRow.again, JobRow.key), else_=None),
        "finished_at": case((JobRow.again, None), else_=literal(now, Moment)),
        "tries": case((JobRow.again, 0), else_=JobRow.tries),
        "run_at": now,
        "again": False,
        "lease": None,
        "lease_until": None,
        **kept,
    }


def _changed(session: Session, job_id: str, lease_held: str, /, **values: Any) -> bool:
    done = session.execute(
        update(JobRow)
        .where(JobRow.id == job_id, JobRow.lease == lease_held, JobRow.state == "running")
        .values(**values),
        execution_options={"synchronize_session": False},
    )
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]  # an update always has one


def _is_postgresql(session: Session) -> bool:
    return bool(session.get_bind().dialect.name == "postgresql")
