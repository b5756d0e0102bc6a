"""Run by alembic; the connection comes from `inspect_app.store.migrations`."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from inspect_app.store import Base  # with every model


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        user_module_prefix="base.",
    )
    context.run_migrations()


run(context.config.attributes["connection"])
