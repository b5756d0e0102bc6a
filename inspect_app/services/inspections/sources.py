"""Where the readings of a finding come from: which operation, on which device, received when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.domain.operations import ANSWER
from inspect_app.store.operations import HeadRow, OperationRow


@dataclass(frozen=True, slots=True)
class Source:
    """`author` is an account's code. Several sources of one reading: it was recorded twice."""

    op: str
    author: str
    device: str
    received_at: datetime


def sources_of(
    session: Session, insp: str, answers: Collection[tuple[str, str]]
) -> dict[tuple[str, str], tuple[Source, ...]]:
    """(entity, input) -> the heads of that answer, in the order of the stream; one statement."""
    entities = {entity for entity, _ in answers}
    fields = {ANSWER + input_id for _, input_id in answers}
    rows = session.execute(
        select(
            HeadRow.entity,
            HeadRow.field,
            OperationRow.op_id,
            OperationRow.usr,
            OperationRow.dev,
            OperationRow.received_at,
        )
        .join(OperationRow, OperationRow.op_id == HeadRow.op_id)
        .where(HeadRow.insp == insp, HeadRow.entity.in_(entities), HeadRow.field.in_(fields))
        .order_by(OperationRow.n)
    )
    found: dict[tuple[str, str], list[Source]] = {}
    for entity, name, op, author, device, received_at in rows:
        source = Source(op, author, device, received_at)
        found.setdefault((entity, name.removeprefix(ANSWER)), []).append(source)
    return {key: tuple(sources) for key, sources in found.items()}
