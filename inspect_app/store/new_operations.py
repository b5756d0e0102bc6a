"""Operations and links on their way into their tables: plain values, hundreds at a time.

Rows of the mapped classes would cost more to make than everything else about an operation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from inspect_app.store.base import Base
from inspect_app.store.operations import LinkRow, OperationRow


@dataclass(slots=True)
class NewOperation:
    """All columns of `OperationRow`. `n`, `chain`, `status` and `reason` are settled last."""

    op_id: str
    insp: str
    body: bytes
    bh: str
    dev: str
    seq: int
    prev: str
    link: str
    sig: str
    usr: str
    kind: str
    entity: str
    received_at: datetime
    via_dev: str
    status: str
    reason: str | None = None
    n: int = 0
    chain: str = ""
    tlog_index: int | None = None


def insert_operations(session: Session, rows: Iterable[NewOperation]) -> None:
    names = [column.name for column in _OPERATION.columns]
    values_of = attrgetter(*names)
    values = [dict(zip(names, values_of(row), strict=True)) for row in rows]
    if values:
        session.connection().execute(insert(_OPERATION), values)


def insert_links(session: Session, rows: Iterable[dict[str, Any]]) -> None:
    """Rows with all columns of `LinkRow`."""
    values = list(rows)
    if values:
        session.connection().execute(insert(_LINK), values)


def _table(model: type[Base]) -> Table:
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} is not kept in a table of its own")
    return table


_OPERATION, _LINK = map(_table, (OperationRow, LinkRow))
