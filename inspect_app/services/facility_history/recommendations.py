"""The recommendations of the latest full visit, read without scoring it.

After an approval nothing more becomes a head, so these are the frozen ones where there is one.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from inspect_app.domain.facts import Recommendation
from inspect_app.domain.inspection_evidence import recommendations_of
from inspect_app.domain.inspection_state import FoundState, Worklist
from inspect_app.domain.operations import EntityType
from inspect_app.domain.projecting import ReviewState
from inspect_app.domain.projecting.log import Entity, Head
from inspect_app.store.inspections import EntityRow, InspectionRow
from inspect_app.store.operations import HeadRow

FULL_CHECKLIST = "full"
"""The checklist that asks everything: short and follow-up visits repeat a part of it."""

_NOT_YET = (ReviewState.IN_PROGRESS.value, ReviewState.WITHDRAWN.value)


@dataclass(frozen=True, slots=True)
class GivenRecommendations:
    """`items`: those without a day last, else the earliest day first. `is_disputed`: tablets differ
    on some of them, and the latest words are shown."""

    inspection: str
    visited_on: date | None
    items: tuple[Recommendation, ...]
    is_disputed: bool


def latest_recommendations(
    session: Session, facility_id: str, scope: ColumnElement[bool], criteria: Collection[str]
) -> GivenRecommendations | None:
    """None: no full visit that was submitted and stands. `criteria`: those of the packs in use.
    Three statements."""
    visit = session.execute(
        select(InspectionRow.id, InspectionRow.visited_on)
        .where(
            InspectionRow.facility_id == facility_id,
            InspectionRow.checklist_id == FULL_CHECKLIST,
            InspectionRow.review_state.not_in(_NOT_YET),
            InspectionRow.visited_on.is_not(None),
            scope,
        )
        .order_by(InspectionRow.visited_on.desc(), InspectionRow.id.desc())
        .limit(1)
    ).first()
    if visit is None:
        return None
    work = Worklist(_state(session, visit[0]), facility_id)
    given = sorted(
        recommendations_of(work, criteria),
        key=lambda item: (item.due_on is None, item.due_on or date.max, item.id),
    )
    return GivenRecommendations(visit[0], visit[1], tuple(given), bool(work.not_used))


def _state(session: Session, insp: str) -> FoundState:
    """The inspection's state with nothing in it but its recommendations."""
    kind = EntityType.RECOMMENDATION.value
    entities = session.execute(
        select(EntityRow.entity, EntityRow.type, EntityRow.parent, EntityRow.created_by).where(
            EntityRow.insp == insp, EntityRow.type == kind
        )
    )
    heads: dict[tuple[str, str], list[Head]] = {}
    rows = session.scalars(
        select(HeadRow)
        .where(HeadRow.insp == insp, HeadRow.entity.startswith(f"{kind}:", autoescape=True))
        .order_by(HeadRow.n)
    )
    for row in rows:
        head = Head(row.op_id, json.loads(row.value), row.usr, None, row.dev, row.n)
        heads.setdefault((row.entity, row.field), []).append(head)
    return FoundState(
        insp,
        (),
        None,
        {entity: Entity(of, parent, by) for entity, of, parent, by in entities},
        {place: tuple(found) for place, found in heads.items()},
    )
