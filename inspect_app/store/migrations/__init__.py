"""Versioned changes of the database. `upgrade` brings any older one to what the models say.

The machinery of changes is imported only where there is something to change: every start asks
whether there is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER = Path(__file__).parent
_VERSION_TABLE = "alembic_version"

_LOCK = 4_201_991  # any number of ours: several processes may start at once


def upgrade(engine: Engine, revision: str = "head") -> None:
    """All steps in one transaction: a failed one leaves the database as it was."""
    if revision == "head" and is_current(engine):
        return
    from alembic import command

    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    from alembic import command

    with engine.begin() as connection:
        command.downgrade(_config(connection), revision)


def is_current(engine: Engine) -> bool:
    """Whether the database is at the newest version that this program knows."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(_VERSION_TABLE):
            return False
        here = connection.scalars(text(f"SELECT version_num FROM {_VERSION_TABLE}")).all()  # noqa: S608
    return here == [newest_revision()]


def newest_revision() -> str:
    """By the names of the files, which begin with their numbers: 0001_places_and_people.py ..."""
    numbers = (path.name.partition("_")[0] for path in (_FOLDER / "versions").glob("[0-9]*.py"))
    return max(numbers)


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    return config
