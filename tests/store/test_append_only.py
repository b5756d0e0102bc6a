"""The roads around the triggers: what was recorded cannot be emptied, replaced or renumbered."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from inspect_app.store.engine import make_engine

_LINK = "INTO link VALUES ('d', 1, 'l', 'o', 'p', 's', '2026-01-01 00:00:00')"
_LINE = (
    "INSERT INTO audit_line (id, at, actor, action, subject_kind, subject, details)"
    " VALUES (1, '2026-01-01 00:00:00', 'a', 'b', 'c', 'd', '{}')"
)


def _refused(engine: Engine, change: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(f"INSERT {_LINK}"))
        connection.execute(text(_LINE))
    with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
        connection.execute(text(change))


def test_lines_of_the_audit_keep_their_order(engine: Engine) -> None:
    _refused(engine, "UPDATE audit_line SET id = 7")


@pytest.mark.parametrize("table", ["operation", "link", "audit_line"])
def test_a_table_is_not_emptied_at_once(postgresql_url: str, table: str) -> None:
    engine = make_engine(postgresql_url)
    _refused(engine, f"TRUNCATE {table}")
    engine.dispose()


def test_a_row_is_not_replaced(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url)
    _refused(engine, f"INSERT OR REPLACE {_LINK}")
    engine.dispose()
