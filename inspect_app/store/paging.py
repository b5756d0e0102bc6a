"""Lists a page at a time, by the key of the last row and never by counting rows from the front.

A page stays true while rows come and go before it: nothing is shown twice and nothing is left out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from inspect_app.domain.operations import b64, un64
from inspect_app.problems import Problem

_LONGEST_CURSOR = 1000
_MOST_WHOLE = 2**63 - 1


class SortKey(NamedTuple):
    """A column that is never null. The last key of a list must be unique."""

    column: ColumnElement[Any]
    is_descending: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """`total` counts all rows of the list; `after` asks for the next page, None on the last one."""

    rows: tuple[Row[*tuple[Any, ...]], ...]
    total: int
    after: str | None


def read_page(
    session: Session,
    query: Select[*tuple[Any, ...]],
    keys: Sequence[SortKey],
    size: int,
    after: str | None,
) -> Page:
    """Two statements: the count and the page. Raises Problem `page.unknown_place`."""
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    ordered = query.order_by(*(k.column.desc() if k.is_descending else k.column for k in keys))
    if after is not None:
        ordered = ordered.where(_beyond(keys, values_of_cursor(after, _types(keys))))
    ordered = ordered.add_columns(*(key.column for key in keys)).limit(size + 1)
    rows = session.execute(ordered).all()
    more = len(rows) > size
    next_after = cursor_of(rows[size - 1][-len(keys) :]) if more else None
    return Page(tuple(rows[:size]), total, next_after)


def cursor_of(values: Sequence[Any]) -> str:
    """The place of a row in its list, as text for an address."""
    plain = [v.isoformat() if isinstance(v, date | datetime) else v for v in values]
    return b64(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))


def values_of_cursor(text: str, types: Sequence[type]) -> list[Any]:
    """What `cursor_of` was given. Raises Problem `page.unknown_place` for any other text."""
    try:
        if len(text) > _LONGEST_CURSOR:
            raise ValueError("too long")
        values = json.loads(un64(text))
        return [_typed(v, of) for v, of in zip(values, types, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError) as fault:
        raise Problem("page.unknown_place", after=text[:60]) from fault


def _typed(value: Any, of: type) -> Any:
    if of in (date, datetime) and isinstance(value, str):
        read: date = of.fromisoformat(value)
        if isinstance(read, datetime):
            if read.tzinfo is None:
                raise ValueError("a moment without its zone")
            return read.astimezone(UTC)  # beyond the first and the last year there is no moment
        return read
    if type(value) is not of:
        raise TypeError(f"{value!r} is no {of.__name__}")
    if isinstance(value, int) and abs(value) > _MOST_WHOLE:
        raise ValueError("no database counts so far")
    if isinstance(value, str):
        value.encode("utf-8")  # halves of characters are no text
        if "\0" in value:
            raise ValueError("PostgreSQL stores no NUL")
    return value


def _types(keys: Sequence[SortKey]) -> list[type]:
    return [key.column.type.python_type for key in keys]


def _beyond(keys: Sequence[SortKey], values: Sequence[Any]) -> ColumnElement[bool]:
    """Rows behind the place: first keys equal, the next one beyond."""
    ways = []
    for position, (key, value) in enumerate(zip(keys, values, strict=True)):
        same = [k.column == v for k, v in zip(keys[:position], values, strict=False)]
        ways.append(and_(*same, key.column < value if key.is_descending else key.column > value))
    return or_(*ways)
