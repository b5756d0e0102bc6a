"""Comments as a thread: what was remarked, on what, and whether anybody answered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.domain.operations import SERVER_DEVICE, VOID, EntityType
from inspect_app.store.inspections import EntityRow
from inspect_app.store.operations import HeadRow, OperationRow


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment. `about` is `{"e", "f", "op", "c"}` as recorded, `author` an account's code,
    `said_at` the clock of its device (None: unreadable), `replies` the comments about it in order.

    `is_by_reviewer`: a device of the server signed it. `is_overtaken`: what it was said of has been
    answered anew since. `is_taken_back`: its author took it back; `taken_back_why` in whose words.
    """

    entity: str
    op: str
    author: str
    device: str
    said_at: datetime | None
    received_at: datetime
    says: str
    about: Mapping[str, Any]
    is_by_reviewer: bool
    is_overtaken: bool = False
    is_taken_back: bool = False
    taken_back_why: str = ""
    replies: tuple[Remark, ...] = ()

    @property
    def is_reply(self) -> bool:
        return str(self.about.get("e", "")).startswith(f"{EntityType.COMMENT}:")

    @property
    def is_answered(self) -> bool:
        """A reviewer's remark is open until one of the team replied, or the answer is another."""
        return self.is_overtaken or any(not reply.is_by_reviewer for reply in self.replies)

    @property
    def is_open(self) -> bool:
        is_own = self.is_by_reviewer and not self.is_reply
        return is_own and not self.is_taken_back and not self.is_answered


def remarks_of(session: Session, insp: str) -> tuple[Remark, ...]:
    """All but the replies, which stand with what they reply to; in the order of the log. Four
    statements."""
    heads = _heads(session, insp)
    rows = session.execute(
        select(EntityRow.entity, OperationRow)
        .join(OperationRow, OperationRow.op_id == EntityRow.created_by)
        .where(EntityRow.insp == insp, EntityRow.type == EntityType.COMMENT.value)
        .order_by(OperationRow.n)
    ).all()
    anchors = [_about(heads.get(entity, {})) for entity, _ in rows]
    standing = _standing_heads(session, insp, anchors)
    found = [
        _remark(entity, row, heads.get(entity, {}), about, standing)
        for (entity, row), about in zip(rows, anchors, strict=True)
    ]
    return _threads(found)


def _heads(session: Session, insp: str) -> dict[str, dict[str, Any]]:
    """Comment -> field -> its value; of several heads the last."""
    rows = session.execute(
        select(HeadRow.entity, HeadRow.field, HeadRow.value)
        .where(HeadRow.insp == insp, HeadRow.entity.startswith(f"{EntityType.COMMENT}:"))
        .order_by(HeadRow.n)
    )
    found: dict[str, dict[str, Any]] = {}
    for entity, name, value in rows:
        found.setdefault(entity, {})[name] = json.loads(value)
    return found


def _about(said: Mapping[str, Any]) -> Mapping[str, Any]:
    about = said.get("about")
    return about if isinstance(about, dict) else {}


def _standing_heads(
    session: Session, insp: str, anchors: Iterable[Mapping[str, Any]]
) -> dict[tuple[str, str], set[str]]:
    """(entity, field) -> ids of its heads, of the fields that somebody remarked on."""
    entities = {about["e"] for about in anchors if "f" in about and "op" in about}
    rows = session.execute(
        select(HeadRow.entity, HeadRow.field, HeadRow.op_id).where(
            HeadRow.insp == insp, HeadRow.entity.in_(entities)
        )
    )
    found: dict[tuple[str, str], set[str]] = {}
    for entity, name, op in rows:
        found.setdefault((entity, name), set()).add(op)
    return found


def _remark(
    entity: str,
    row: OperationRow,
    said: Mapping[str, Any],
    about: Mapping[str, Any],
    standing: Mapping[tuple[str, str], set[str]],
) -> Remark:
    observed = json.loads(row.body).get("t", {})
    place = (about.get("e", ""), about.get("f", ""))
    return Remark(
        entity=entity,
        op=row.op_id,
        author=row.usr,
        device=row.dev,
        said_at=_moment(observed.get("w") if isinstance(observed, dict) else None),
        received_at=row.received_at,
        says=str(said.get("says", "")),
        about=about,
        is_by_reviewer=row.dev.startswith(SERVER_DEVICE),
        is_overtaken="op" in about and "f" in about and about["op"] not in standing.get(place, ()),
        is_taken_back=bool(said.get(VOID)),
        taken_back_why=_why(said.get(VOID)),
    )


def _why(void: Any) -> str:
    return str(void.get("why", "")) if isinstance(void, dict) else ""


def _moment(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def _threads(found: Sequence[Remark]) -> tuple[Remark, ...]:
    """A reply to a reply stands with the remark that began it."""
    begun = {one.entity: one for one in found if not one.is_reply}
    first = {one.entity: one.entity for one in begun.values()}
    replies: dict[str, list[Remark]] = {}
    for one in found:
        target = first.get(str(one.about.get("e"))) if one.is_reply else None
        if target is not None:
            first[one.entity] = target
            if not one.is_taken_back:
                replies.setdefault(target, []).append(one)
    return tuple(replace(one, replies=tuple(replies.get(one.entity, ()))) for one in begun.values())
