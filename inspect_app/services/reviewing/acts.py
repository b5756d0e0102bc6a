"""What a reviewer does, as operations of the inspection's own log; docs/operations.md has the kinds.

Nothing is stored here: whoever calls takes the acts in as any other delivery, in one transaction with
the line of the audit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from inspect_app.domain.operations import (
    ANSWER,
    SERVER_DEVICE,
    VOID,
    EntityType,
    OperationKind,
    Status,
    Write,
)
from inspect_app.domain.projecting import Reason
from inspect_app.domain.projecting.form import inspection_entity
from inspect_app.domain.review import WithdrawalReason
from inspect_app.problems import Problem
from inspect_app.services.reviewing.heads import heads_of
from inspect_app.services.reviewing.pen import Act, new_id
from inspect_app.services.reviewing.wordings import needed_words
from inspect_app.store.inspections import EntityRow
from inspect_app.store.operations import OperationRow
from inspect_app.store.review import ApprovalRow


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a remark is about: the inspection, a place, an answer (`field`, and the head that was
    seen), the finding of a criterion, or another comment."""

    entity: str
    field: str | None = None
    op: str | None = None
    criterion: str | None = None

    @property
    def about(self) -> dict[str, str]:
        said = {"e": self.entity, "f": self.field, "op": self.op, "c": self.criterion}
        return {key: value for key, value in said.items() if value}


def remarking(insp: str, anchor: Anchor, says: str) -> Act:
    """A remark, or the reply to one. Raises Problem `review.words_needed`, `review.too_many_words`."""
    words = needed_words(says)
    entity = f"{EntityType.COMMENT}:{new_id()}"
    writes = (Write("says", words, ()), Write("about", anchor.about, ()))
    return Act(insp, entity, OperationKind.COMMENT, writes, {"type": EntityType.COMMENT.value})


def taking_back(session: Session, insp: str, comment: str, by: str, why: str) -> Act:
    """A remark of one's own that no longer stands; it stays in the log.

    Raises Problem `review.words_needed`, `review.too_many_words`, `review.not_own_remark`.
    """
    words = needed_words(why)
    said = session.scalars(
        select(OperationRow)
        .join(EntityRow, EntityRow.created_by == OperationRow.op_id)
        .where(EntityRow.insp == insp, EntityRow.entity == comment)
    ).first()
    is_own = said is not None and said.usr == by and said.dev.startswith(SERVER_DEVICE)
    voids = heads_of(session, insp, comment, VOID)
    if not is_own or any(json.loads(row.value) for row in voids):
        raise Problem("review.not_own_remark")
    base = tuple(row.op_id for row in voids)
    return Act(insp, comment, OperationKind.RETRACT, (Write(VOID, {"why": words}, base),))


def returning(insp: str, comments: Iterable[str], reopens: Sequence[str] = ()) -> Act:
    """Back to the team, with the remarks that say why. `reopens` empty: all of it is open again.

    Raises Problem `review.nothing_remarked`.
    """
    named = sorted(set(comments))
    if not named:
        raise Problem("review.nothing_remarked", inspection=insp)
    extra: dict[str, Any] = {"comments": named}
    if reopens:
        extra["reopens"] = sorted(set(reopens))
    return Act(insp, inspection_entity(insp), OperationKind.RETURN, extra=extra)


def approving(insp: str, of_n: int, frozen: Mapping[str, Any]) -> Act:
    """`frozen`: the hashes of what is approved (`jobs.freezing`), so that the log itself proves it."""
    extra = {"of_n": of_n, **frozen}
    return Act(insp, inspection_entity(insp), OperationKind.APPROVE, extra=extra)


def publishing(approval: ApprovalRow, revision: int, document_sha256: str) -> Act:
    insp = approval.insp
    extra = {
        "approval": approval.op_id,
        "revision": revision,
        "document_sha256": document_sha256,
    }
    return Act(insp, inspection_entity(insp), OperationKind.PUBLISH, extra=extra)


def withdrawing(insp: str, reason: WithdrawalReason, why: str) -> Act:
    """Raises Problem `review.words_needed`, `review.too_many_words`."""
    extra = {"reason": reason.value, "why": needed_words(why)}
    return Act(insp, inspection_entity(insp), OperationKind.WITHDRAW, extra=extra)


def settling(
    session: Session, insp: str, entity: str, field: str, seen: Sequence[str], keep: str, why: str
) -> Act:
    """Decides between the differing heads of a field: the value of `keep` stands from now on.

    An answer that is kept is not replaced: it goes on standing beside the decision, equal to it, with
    who recorded it and the second person who confirmed it, for a confirmation names an operation.
    `seen`: the heads that were on screen; if others stand there by now, nothing is decided.
    Raises Problem `review.words_needed`, `review.too_many_words`, `review.no_conflict`,
    `review.changed_meanwhile`.
    """
    words = needed_words(why)
    rows = heads_of(session, insp, entity, field)
    heads = {row.op_id: row for row in rows}
    if len({row.value for row in rows}) < 2:
        raise Problem("review.no_conflict", entity=entity, field=field)
    if set(seen) != set(heads) or keep not in heads:
        raise Problem("review.changed_meanwhile", entity=entity, field=field)
    kept = heads[keep].value
    stays = {op for op, row in heads.items() if field.startswith(ANSWER) and row.value == kept}
    write = Write(field, json.loads(kept), tuple(op for op in heads if op not in stays))
    return Act(insp, entity, OperationKind.RESOLVE, (write,), {"why": words})


def naming_on_the_team(session: Session, insp: str, account: str) -> Act:
    """For operations of somebody whom the lead had not named: with this they can be applied.

    Raises Problem `review.nobody_waits` where nothing of this account waits for it.
    """
    waits = exists().where(
        OperationRow.insp == insp,
        OperationRow.usr == account,
        OperationRow.status == Status.QUARANTINE.value,
        OperationRow.reason == Reason.NOT_ON_THE_TEAM.value,
    )
    if not session.scalar(select(waits)):
        raise Problem("review.nobody_waits")
    own = inspection_entity(insp)
    rows = heads_of(session, insp, own, "team")
    named = {code for row in rows for code in json.loads(row.value)} | {account}
    write = Write("team", sorted(named), tuple(row.op_id for row in rows))
    return Act(insp, own, OperationKind.SET, (write,))
