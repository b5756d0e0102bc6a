"""Since when something has been seriously wrong, as far as published visits tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.services.portal.documents import Document
from inspect_app.services.portal.published import Published
from inspect_app.store.review import PublicationRow, current_publications


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier published visits say of a rule that is not kept now.

    `since`: the day of the first visit from which on every one that assessed it found it not kept;
    None: the visits before did not. `kept_on`: the day of the last visit that found it kept; None: no
    earlier one did. `is_first`: there is no earlier visit to ask.
    """

    since: date | None
    kept_on: date | None
    is_first: bool


def earlier_documents(session: Session, shown: Published, most: int) -> tuple[bytes, ...]:
    """Of the same facility's visits before this one, the newest first; only what is in force."""
    rows = session.scalars(
        select(PublicationRow.document)
        .where(
            current_publications(PublicationRow.facility_id == shown.facility_id),
            PublicationRow.visited_on < shown.visited_on,
        )
        .order_by(PublicationRow.visited_on.desc(), PublicationRow.published_at.desc())
        .limit(most)
    )
    return tuple(rows)


def before(criterion: str, earlier: Iterable[Document]) -> Before:
    """`earlier`: the newest first, by the same standards. A visit that did not assess the rule says
    nothing about it."""
    since, is_first = None, True
    for document in earlier:
        is_first = False
        result = document.criteria.get(criterion)
        if result is None:
            continue
        if result.is_critical_failure:
            since = document.visited_on
        elif result.level is not None:
            return Before(since, document.visited_on, is_first)
    return Before(since, None, is_first)
