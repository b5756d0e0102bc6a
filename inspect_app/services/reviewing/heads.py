"""The heads of one field, for those who decide about it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.store.operations import HeadRow


def heads_of(session: Session, insp: str, entity: str, field: str) -> Sequence[HeadRow]:
    """What stands there now, in the order of the stream."""
    return session.scalars(
        select(HeadRow)
        .where(HeadRow.insp == insp, HeadRow.entity == entity, HeadRow.field == field)
        .order_by(HeadRow.n)
    ).all()
