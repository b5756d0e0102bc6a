"""Reading the audit: who changed what, the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.store.audit import AuditRow
from inspect_app.store.paging import Page, SortKey, read_page

_ROWS_AT_ONCE = 500


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


def lines_about(session: Session, subject_kind: str, subject: str, most: int) -> Sequence[AuditRow]:
    """What was done to one thing, the newest first."""
    return session.scalars(
        select(AuditRow)
        .where(AuditRow.subject_kind == subject_kind, AuditRow.subject == subject)
        .order_by(AuditRow.id.desc())
        .limit(most)
    ).all()


def lines_in(session: Session, wanted: AuditFilter, most: int) -> Iterator[AuditRow]:
    """The newest `most` lines, read a page at a time."""
    after, left = None, most
    while left > 0:
        page = audit_page(session, wanted, min(_ROWS_AT_ONCE, left), after)
        yield from (row[0] for row in page.rows)
        after, left = page.after, left - len(page.rows)
        if after is None:
            return
