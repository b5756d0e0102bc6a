"""What a remark may be about, and by which words people know it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.domain.operations import EntityType
from inspect_app.domain.projecting.form import inspection_entity
from inspect_app.problems import Problem
from inspect_app.services.reviewing.acts import Anchor
from inspect_app.services.reviewing.heads import heads_of
from inspect_app.services.reviewing.remarks import remarks_of
from inspect_app.store.inspections import EntityRow, InspectionRow
from inspect_app.store.operations import HeadRow

_NAMING = ("number", "name", "kind", "block", "caption", "says", "criterion")
PLACES = frozenset({EntityType.FACILITY, EntityType.BLOCK, EntityType.ROOM})

Described = Mapping[str, Mapping[str, Any]]
"""Entity -> those of its fields by which people know it; of several heads the newest."""


def refuse_anchor(session: Session, insp: str, anchor: Anchor, criteria: Collection[str]) -> None:
    """Raises Problem `review.unknown_anchor`; and `review.changed_meanwhile` where the answer that
    was on the screen is no head of its field any more."""
    kind = anchor.entity.partition(":")[0]
    if not _is_there(session, insp, anchor.entity):
        raise Problem("review.unknown_anchor")
    is_finding = anchor.criterion is not None
    if is_finding and (anchor.criterion not in criteria or kind not in (*PLACES, "inspection")):
        raise Problem("review.unknown_anchor")
    if kind == EntityType.COMMENT:
        _refuse_reply(session, insp, anchor)
    if anchor.field is not None or anchor.op is not None:
        _refuse_answer(session, insp, anchor)


def described(session: Session, insp: str, entities: Collection[str]) -> Described:
    """With the blocks of the rooms among them. At most two statements."""
    found = _described(session, insp, set(entities))
    blocks = {f"{EntityType.BLOCK}:{of['block']}" for of in found.values() if of.get("block")}
    return found | _described(session, insp, blocks - found.keys())


def blocks_of(session: Session, insp: str) -> tuple[str, ...]:
    """The blocks of an inspection, in the order of their ids; those taken back too."""
    return tuple(
        session.scalars(
            select(EntityRow.entity)
            .where(EntityRow.insp == insp, EntityRow.type == EntityType.BLOCK.value)
            .order_by(EntityRow.entity)
        )
    )


def _is_there(session: Session, insp: str, entity: str) -> bool:
    if entity == inspection_entity(insp):
        return True
    if entity.startswith(f"{EntityType.FACILITY}:"):
        facility = session.scalar(select(InspectionRow.facility_id).where(InspectionRow.id == insp))
        return entity == f"{EntityType.FACILITY}:{facility}"
    made = select(EntityRow.entity).where(EntityRow.insp == insp, EntityRow.entity == entity)
    return session.scalar(made) is not None


def _refuse_reply(session: Session, insp: str, anchor: Anchor) -> None:
    """A reply is about the remark that began the thread, as long as it stands."""
    begun = {one.entity for one in remarks_of(session, insp) if not one.is_taken_back}
    if anchor.entity not in begun or anchor.field is not None:
        raise Problem("review.unknown_anchor")


def _refuse_answer(session: Session, insp: str, anchor: Anchor) -> None:
    heads = {row.op_id for row in heads_of(session, insp, anchor.entity, anchor.field or "")}
    if not heads:
        raise Problem("review.unknown_anchor")
    if anchor.op not in heads:
        raise Problem("review.changed_meanwhile", entity=anchor.entity, field=anchor.field or "-")


def _described(session: Session, insp: str, entities: Collection[str]) -> dict[str, dict[str, Any]]:
    if not entities:
        return {}
    rows = session.execute(
        select(HeadRow.entity, HeadRow.field, HeadRow.value)
        .where(HeadRow.insp == insp, HeadRow.entity.in_(entities), HeadRow.field.in_(_NAMING))
        .order_by(HeadRow.n)
    )
    found: dict[str, dict[str, Any]] = {}
    for entity, name, value in rows:
        found.setdefault(entity, {})[name] = json.loads(value)
    return found
