"""Engines of both databases, made to keep what was acknowledged.

SQLite: write-ahead log, `synchronous=FULL` (with NORMAL a power cut may take back commits that were
already acknowledged) and `BEGIN IMMEDIATE`, so that a transaction which will write waits for its
turn at its first statement instead of failing at its last.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_MILLISECONDS = 15_000
_READING = "inspect_reading"


def make_engine(url: str, **options: Any) -> Engine:
    engine = create_engine(url, **options)
    prepare(engine)
    return engine


def prepare(engine: Engine) -> None:
    """Call once for every engine that was made elsewhere."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def start_reading(session: Session) -> None:
    """A transaction that only reads: one snapshot on PostgreSQL, no waiting for writers on SQLite.

    To be called before the session's first statement.
    """
    options: dict[str, Any] = {_READING: True}
    if session.get_bind().dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    session.connection(execution_options=options)


def _prepare_sqlite(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver's own late BEGIN is replaced by ours
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_MILLISECONDS}",
        "foreign_keys=ON",
        "recursive_triggers=ON",  # else INSERT OR REPLACE takes rows away past the triggers
        "journal_mode=WAL",
        "synchronous=FULL",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get(_READING, False)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
