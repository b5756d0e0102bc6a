"""Reading the audit: who changed what, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.store.audit import AuditRow
from inspect_app.store.paging import Page, SortKey, read_page


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """`since` and `until` are moments with their zone: from the one, and before the other."""

    actor: str | None = None
    action: str | None = None
    subject_kind: str | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def audit_page(session: Session, wanted: AuditFilter, size: int, after: str | None) -> Page:
    """Rows of one `AuditRow` each."""
    query = select(AuditRow)
    for column, value in (
        (AuditRow.actor, wanted.actor),
        (AuditRow.action, wanted.action),
        (AuditRow.subject_kind, wanted.subject_kind),
        (AuditRow.subject, wanted.subject),
    ):
        if value is not None:
            query = query.where(column == value)
    if wanted.since is not None:
        query = query.where(AuditRow.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(AuditRow.at < wanted.until)
    newest_first = [SortKey(AuditRow.id.expression, is_descending=True)]
    return read_page(session, query, newest_first, size, after)
