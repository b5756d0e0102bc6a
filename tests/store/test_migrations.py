"""The database's version and the models say the same, on both engines."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from inspect_app.store import Base
from inspect_app.store.migrations import downgrade, is_current, upgrade


def test_head_equals_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_up_and_down_work_with_rows_in_the_tables(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO region (id, country, names, kind) VALUES"
                                " ('KZ-11', 'KZ', '{}', 'region')"))  # fmt: skip
        connection.execute(
            text("INSERT INTO link VALUES ('d', 1, 'l', 'o', 'p', 's', '2026-01-01 00:00:00')")
        )
    downgrade(engine, "base")
    assert not is_current(engine)
    upgrade(engine)
    assert is_current(engine)


@pytest.mark.parametrize(
    "change", ["UPDATE link SET sig = 'x'", "DELETE FROM link", "DELETE FROM operation"]
)
def test_what_was_recorded_cannot_be_changed(engine: Engine, change: str) -> None:
    row = "INSERT INTO link VALUES ('d', 1, 'l', 'o', 'p', 's', '2026-01-01 00:00:00')"
    operation = (
        "INSERT INTO operation (op_id, insp, n, chain, body, bh, dev, seq, prev, link, sig, usr,"
        " kind, entity, received_at, via_dev, status) VALUES ('o', 'i', 1, 'c', '', 'b', 'd', 1,"
        " 'p', 'l', 's', 'u', 'set', 'e', '2026-01-01 00:00:00', 'd', 'ok')"
    )
    with engine.begin() as connection:
        connection.execute(text(row))
        connection.execute(text(operation))
    with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
        connection.execute(text(change))


def test_the_application_starts_on_both_databases(app_on_both: Flask) -> None:
    answer = app_on_both.test_client().get("/nowhere")
    assert answer.status_code == 404
    assert answer.json["problems"][0]["code"] == "http.404"  # type: ignore[index]
