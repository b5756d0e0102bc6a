"""Databases for tests: an empty SQLite file or PostgreSQL database, already at the newest version.

Both are copied from a template that is migrated once a session. PostgreSQL is a cluster of its own,
started by the test session and thrown away with it; it runs as another user when we are root.
"""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import create_engine, text

from inspect_app.store.engine import make_engine
from inspect_app.store.migrations import upgrade

_SETTINGS = """
fsync=off
synchronous_commit=on
full_page_writes=off
shared_buffers='64MB'
max_connections=80
listen_addresses='127.0.0.1'
"""


def postgresql_programs() -> Path:
    """The folder of pg_ctl. Raises LookupError where there is none."""
    found = [shutil.which("pg_ctl"), *sorted(glob.glob("/usr/lib/postgresql/*/bin/pg_ctl"))]
    for program in found:
        if program:
            return Path(program).resolve().parent
    raise LookupError("no PostgreSQL on this machine: `make test` installs it")


class Cluster:
    """A private PostgreSQL server on a port of its own."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="inspect-pg-"))
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self._as = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        data = self.folder / "data"
        self._run("initdb", "-D", data, "-U", "app", "-A", "trust", "-E", "UTF8",
                  "--locale=C.UTF-8", "--no-sync", "--no-instructions")  # fmt: skip
        with (data / "postgresql.auto.conf").open("a") as file:
            file.write(_SETTINGS)
        options = f"-p {self.port} -k {self.folder}"
        self._run("pg_ctl", "-D", data, "-w", "-l", self.folder / "log", "-o", options, "start")

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://app@127.0.0.1:{self.port}/{database}"

    def copy_of(self, template: str) -> str:
        """The URL of a new database that is like `template`."""
        name = f"t{uuid4().hex[:12]}"
        self.run_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def run_sql(self, statement: str) -> None:
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *words: object) -> None:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        subprocess.run(
            [str(postgresql_programs() / program), *map(str, words)],
            check=True,
            env=clean | {"LC_ALL": "C.UTF-8"},
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            **self._as,
        )


@contextmanager
def postgresql_template() -> Iterator[tuple[Cluster, str]]:
    """A cluster with a migrated database to copy."""
    cluster = Cluster()
    try:
        cluster.run_sql('CREATE DATABASE "migrated" TEMPLATE template0')
        _migrate(cluster.url("migrated"))
        yield cluster, "migrated"
    finally:
        cluster.stop()


def sqlite_template(folder: Path) -> Path:
    """A migrated SQLite file to copy."""
    path = folder / "migrated.sqlite"
    _migrate(f"sqlite:///{path}")
    return path


def _migrate(url: str) -> None:
    engine = make_engine(url)
    upgrade(engine)
    engine.dispose()  # SQLite: closes the last connection, which empties the write-ahead log
