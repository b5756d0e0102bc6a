"""A server with a database file that can be set back, people, and the codes that let tablets in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from inspect_app.app import create_app
from inspect_app.extensions import db
from inspect_app.services.enrolment import make_code
from inspect_app.settings import Settings
from inspect_app.store.accounts import AccountRow
from inspect_app.store.devices import DeviceRow
from inspect_app.store.revocation import revoke

CHECKOUT = Path(__file__).resolve().parent.parent.parent
START = datetime(2026, 2, 17, 4, 0, tzinfo=UTC)
PEOPLE = ("u_ana", "u_bek", "u_cem", "u_dana")


class Server:
    """The real application on SQLite. `now` is its clock, which only the test moves."""

    def __init__(self, folder: Path, template: Path) -> None:
        self.folder = folder
        self.database = folder / "inspect.sqlite"
        self.now = START
        self.set_back(template.read_bytes(), at_start=True)
        settings = Settings(
            seed_dir=CHECKOUT / "seed",
            templates_dir=CHECKOUT / "templates",
            data_dir=folder / "data",
            database_url=f"sqlite:///{self.database}",
            cookie_secure=False,
        )
        self.app = create_app(settings)
        self.app.config["PROPAGATE_EXCEPTIONS"] = True  # a fault of the server must not hide as 500
        self.app.extensions["inspect"].clock = lambda: self.now
        with self.app.app_context():
            event.listen(db.engine, "connect", _without_waiting_for_the_disk)
            db.engine.dispose()
        with self.session() as session:
            session.add_all(_account(code) for code in PEOPLE)
        self.empty = self.backup()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Committed at its end."""
        with self.app.app_context(), Session(db.engine) as session, session.begin():
            yield session

    def code_for(self, account: str) -> str:
        with self.session() as session:
            return make_code(session, by="system", account_id=account, now=self.now)

    def revoke(self, dev: str) -> bool:
        with self.session() as session:
            row = session.scalars(select(DeviceRow).where(DeviceRow.id == dev)).one_or_none()
            return row is not None and revoke(session, row, wipe="none", by="system", now=self.now)

    def backup(self) -> bytes:
        connection = sqlite3.connect(self.database)
        try:
            return connection.serialize()
        finally:
            connection.close()

    def set_back(self, content: bytes, *, at_start: bool = False) -> None:
        """The database is what it was when the backup was made; files of photographs stay."""
        if not at_start:
            self.close()
        for leftover in ("-wal", "-shm"):
            Path(f"{self.database}{leftover}").unlink(missing_ok=True)
        self.database.write_bytes(content)

    def clear(self) -> None:
        self.set_back(self.empty)
        self.now = START

    def wait(self, span: timedelta) -> None:
        self.now += span

    def close(self) -> None:
        with self.app.app_context():
            db.engine.dispose()


def _account(code: str) -> AccountRow:
    return AccountRow(
        id=code,
        login=code,
        shown_name=code,
        role="inspector",
        language="ru",
        password_hash="!",  # noqa: S106  # nobody logs in here
        made_at=START,
    )


def _without_waiting_for_the_disk(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")  # no power is cut in a simulation
