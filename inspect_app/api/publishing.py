"""Publishing and withdrawing, in one transaction each: the act in the log, the row, the jobs.

A page decides what is cleared and shows what it gives; here it is made from the frozen result.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inspect_app.api.acting import decided, record
from inspect_app.api.guarding import current_actor
from inspect_app.api.machinery import machinery, now
from inspect_app.api.scored import found_in_scope, scored_for
from inspect_app.domain.canonical import canonical_bytes, sha256_text
from inspect_app.domain.operations import OperationKind
from inspect_app.domain.publishing import Item, PublicEdition
from inspect_app.domain.review import WithdrawalReason
from inspect_app.extensions import db
from inspect_app.jobs.printed import TRIAL_CODE
from inspect_app.jobs.publishing import (
    Cleared,
    Named,
    clearable_items,
    cleared_before,
    cleared_by,
    edition_of,
)
from inspect_app.jobs.scoring import Scored
from inspect_app.problems import Problem
from inspect_app.services import publishing, reviewing
from inspect_app.services.reviewing import Act
from inspect_app.store.engine import start_reading
from inspect_app.store.review import ApprovalRow, PublicationRow


@dataclass(frozen=True)
class Looked:
    """An approved inspection as its publisher sees it. `in_force` is what is public now."""

    made: Scored
    approval: ApprovalRow
    items: Sequence[Item]
    addendum: int
    revisions: Sequence[PublicationRow]

    @property
    def in_force(self) -> PublicationRow | None:
        return next((row for row in self.revisions if row.withdrawn_at is None), None)


def look(insp: str) -> Looked:
    """Within the actor's scope. Raises Problem `http.404`, `review.not_frozen`."""
    session, found = db.session(), found_in_scope(insp)
    made = scored_for(found)
    approval = session.get(ApprovalRow, insp) if found.approval else None
    if approval is None:
        raise Problem("review.not_frozen", inspection=insp)
    return Looked(
        made=made,
        approval=approval,
        items=clearable_items(session, made.loaded.facts),
        addendum=reviewing.late_of(session, insp).total,
        revisions=publishing.publications_of(session, insp),
    )


def chosen(looked: Looked, keys: Iterable[str]) -> Cleared:
    """Raises Problem `publication.picture_missing`, `report.photograph_*`."""
    return cleared_by(looked.items, keys, machinery().settings.data_dir)


def trial(looked: Looked, cleared: Cleared) -> PublicEdition:
    """What it would be, without a code."""
    country = looked.made.loaded.facts.facility.country
    return _edition(looked, cleared, TRIAL_CODE.format(country=country))


def as_published(looked: Looked, row: PublicationRow) -> PublicEdition:
    """A revision again, from the frozen result and what was cleared for it."""
    named = Named(row.code, row.revision, row.region_id, looked.addendum)
    return edition_of(looked.made, named, cleared_before(row.clearances))


def publish(insp: str, keys: Iterable[str]) -> None:
    """The next revision, in force; committed, and on its way to be printed.

    Raises Problem `http.404`, `review.own_inspection`, `review.wrong_state`, `review.not_frozen`,
    `review.arrived_meanwhile`, `publication.picture_missing`, `http.503`.
    """
    session = db.session()
    session.commit()  # the guard's transaction, which on SQLite keeps every tablet waiting
    start_reading(session)
    looked = look(insp)
    cleared = chosen(looked, keys)
    country = looked.made.loaded.facts.facility.country
    edition = _edition(looked, cleared, publishing.new_code(session, country))
    approval = looked.approval.op_id
    session.rollback()
    decided(lambda: _publish(looked, approval, edition, cleared))


def _publish(looked: Looked, approval: str, edition: PublicEdition, cleared: Cleared) -> None:
    session, account = db.session(), current_actor().account
    found = looked.made.loaded.found
    insp, document = found.version.insp, edition.document
    reviewing.refuse_step(session, insp, account, OperationKind.PUBLISH)
    row = session.get_one(ApprovalRow, insp)
    revision = publishing.next_revision(session, insp)
    if row.op_id != approval or revision != document["revision"]:
        raise Problem("review.arrived_meanwhile")
    act = reviewing.publishing(row, revision, sha256_text(canonical_bytes(document)))
    details = {"code": document["code"], "revision": revision}
    record(account, [act], "publication.publish", details)
    made = publishing.Publication(insp, act.op, found.region, edition, cleared.document())
    published = publishing.publish(session, made, account, now())
    publishing.ask_for_prints(session, published, account, now())


def withdraw(insp: str, reason: WithdrawalReason, why: str) -> None:
    """Committed. Raises Problem `http.404`, `review.own_inspection`, `review.wrong_state`,
    `review.words_needed`, `review.too_many_words`, `publication.not_in_force`, `http.503`."""
    session = db.session()
    session.commit()
    start_reading(session)
    found_in_scope(insp)
    act = reviewing.withdrawing(insp, reason, why)
    session.rollback()
    decided(lambda: _withdraw(act, reason, why))


def _withdraw(act: Act, reason: WithdrawalReason, why: str) -> None:
    session, account = db.session(), current_actor().account
    reviewing.refuse_step(session, act.insp, account, OperationKind.WITHDRAW)
    row = publishing.withdraw(session, act.insp, account, reason, why, now())
    details = {"code": row.code, "reason": reason.value}
    record(account, [act], "publication.withdraw", details)


def print_again(insp: str) -> None:
    """What of the revision in force is not printed yet; committed. Raises Problem `http.404`,
    `publication.not_in_force`."""
    session = db.session()
    found_in_scope(insp)
    row = publishing.in_force(session, insp)
    if row is None:
        raise Problem("publication.not_in_force", inspection=insp)
    publishing.ask_for_prints(session, row, current_actor().account, now())
    session.commit()


def _edition(looked: Looked, cleared: Cleared, code: str) -> PublicEdition:
    found = looked.made.loaded.found
    revision = max((row.revision for row in looked.revisions), default=0) + 1
    named = Named(code, revision, found.region, looked.addendum)
    return edition_of(looked.made, named, cleared)
