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
    """`author` is an account's code, `observed_at` the tablet's clock, `value` the statement as
    canonical JSON. Several sources of one reading: it was recorded twice, with equal values."""

    op: str
    author: str
    device: str
    received_at: datetime
    observed_at: datetime | None = None
    value: str = ""


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
            HeadRow.observed_at,
            HeadRow.value,
        )
        .join(OperationRow, OperationRow.op_id == HeadRow.op_id)
        .where(HeadRow.insp == insp, HeadRow.entity.in_(entities), HeadRow.field.in_(fields))
        .order_by(OperationRow.n)
    )
    found: dict[tuple[str, str], list[Source]] = {}
    for entity, name, op, author, device, received_at, wall, value in rows:
        observed_at = datetime.fromisoformat(wall) if wall else None
        source = Source(op, author, device, received_at, observed_at, value)
        found.setdefault((entity, name.removeprefix(ANSWER)), []).append(source)
    return {key: tuple(sources) for key, sources in found.items()}
