"""A small invented country behind a real server process, which can be stopped and started again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app import signing
from inspect_app.app import create_app
from inspect_app.demo.country.building import Wanted, build, demo_settings
from inspect_app.demo.country.reviewing import drop_prints
from inspect_app.services.enrolment import enrolment_link, make_code
from inspect_app.settings import Settings
from inspect_app.store.accounts import AccountRegionRow, AccountRow
from inspect_app.store.engine import make_engine
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.operations import LinkRow, OperationRow
from inspect_app.store.places import FacilityRow
from tests.serving.served import CHECKOUT, Served, free_port, program


def make_country(folder: Path) -> Settings:
    """Three facilities with their visits, written through the real door.

    No report waits to be printed: it would keep the server of every test busy for minutes.
    """
    settings = demo_settings(Settings(), folder)
    build(settings, Wanted(facilities=3, reports=0), lambda *_: None)
    with create_app(settings).app_context():
        drop_prints()
    return settings


@dataclass
class Office:
    """`port` stays the same when it is started again."""

    settings: Settings
    app_dir: Path
    """The build of the tablet app that is served."""
    port: int = field(default_factory=free_port)
    running: Served | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [program("inspect-app"), "serve", "--port", str(self.port), "--workers", "1"]
        process = subprocess.Popen(
            command, cwd=CHECKOUT, env={**os.environ, **self._environment()}, text=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        self.running = Served(process, self.port)
        self.running.wait()

    def stop(self) -> None:
        """At once, as when the power fails."""
        if self.running is not None:
            os.killpg(self.running.process.pid, signal.SIGKILL)
            self.running.process.wait()
            self.running = None

    def run(self, *words: str) -> str:
        """A command of the office's own machine; what it says. Raises where it refuses."""
        done = subprocess.run(
            [program("inspect-app"), *words], cwd=CHECKOUT, check=False, capture_output=True,
            env={**os.environ, **self._environment()}, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def invitation(self, inspector: str | None = None, port: int | None = None) -> str:
        """The link that lets one tablet in; for the first inspector of the country unless named.

        `port`: by way of a road that leads here.
        """
        with self.session() as session:
            account = inspector or self.inspectors()[0]
            code = make_code(session, "system", account, datetime.now(UTC))
            session.commit()
        keys = signing.server_keys(self.settings.data_dir / "keys")
        return enrolment_link(f"http://127.0.0.1:{port or self.port}/", keys.public, code)

    def session(self) -> Session:
        return Session(make_engine(self.settings.engine_url))

    def inspectors(self) -> list[str]:
        """Those who may work at the country's first facility."""
        with self.session() as session:
            region = session.scalars(select(FacilityRow.region_id).order_by(FacilityRow.id)).first()
            rows = (
                select(AccountRow.id)
                .join(AccountRegionRow, AccountRegionRow.account_id == AccountRow.id)
                .where(AccountRow.role == "inspector", AccountRegionRow.region_id == region)
            )
            return sorted(session.scalars(rows))

    def operations(self, insp: str) -> list[OperationRow]:
        """The log of an inspection, in order."""
        with self.session() as session:
            rows = select(OperationRow).where(OperationRow.insp == insp).order_by(OperationRow.n)
            return list(session.scalars(rows))

    def chain_of(self, dev: str) -> list[int]:
        """The numbers that one tablet's chain has here; twice where it forked."""
        with self.session() as session:
            rows = select(LinkRow.seq).where(LinkRow.dev == dev).order_by(LinkRow.seq)
            return list(session.scalars(rows))

    def inspections_of(self, account: str) -> list[str]:
        with self.session() as session:
            rows = select(InspectionRow.id).where(InspectionRow.lead == account)
            return list(session.scalars(rows))

    def _environment(self) -> Mapping[str, Any]:
        return {
            "INSPECT_DATABASE_URL": self.settings.engine_url,
            "INSPECT_DATA_DIR": str(self.settings.data_dir),
            "INSPECT_APP_DIR": str(self.app_dir),
            "INSPECT_COOKIE_SECURE": "no",
            "INSPECT_DEMO": "yes",
        }


def copied(country: Settings, folder: Path) -> Settings:
    """The same country in a folder of its own."""
    shutil.copytree(country.data_dir, folder)
    return demo_settings(Settings(), folder)
