"""What has had its time: expired uploads and log-ins, old failures to log in, finished jobs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from inspect_app.store.accounts import LoginFailureRow, WebSessionRow
from inspect_app.store.blobs import UploadRow
from inspect_app.store.jobs import delete_finished

JOBS_ARE_KEPT = timedelta(days=30)
FAILURES_ARE_KEPT = timedelta(days=2)
"""Longer than any throttle looks back."""

PARTS_REST = timedelta(days=7)
"""A part of an upload without a row may belong to a database that was restored from a backup."""


@dataclass(frozen=True, slots=True)
class Swept:
    """Ids of uploads, and counts. The caller commits, then drops the bytes of the expired uploads."""

    expired_uploads: tuple[str, ...]
    uploads_under_way: frozenset[str]
    sessions: int
    login_failures: int
    jobs: int


def sweep(session: Session, now: datetime) -> Swept:
    """Safe to be done twice, and at any time. Nothing that was recorded is touched."""
    expired = tuple(
        session.scalars(
            delete(UploadRow).where(UploadRow.expires_at < now).returning(UploadRow.id)
        ).all()
    )
    sessions = session.execute(delete(WebSessionRow).where(WebSessionRow.expires_at < now))
    failures = session.execute(
        delete(LoginFailureRow).where(LoginFailureRow.at < now - FAILURES_ARE_KEPT)
    )
    return Swept(
        expired_uploads=expired,
        uploads_under_way=frozenset(session.scalars(select(UploadRow.id))),
        sessions=int(sessions.rowcount),  # type: ignore[attr-defined]  # a delete always has one
        login_failures=int(failures.rowcount),  # type: ignore[attr-defined]  # as above
        jobs=delete_finished(session, now - JOBS_ARE_KEPT),
    )
