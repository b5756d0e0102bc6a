"""Ten thousand signed operations pushed in batches of 200, on both databases.

The floor of `push_...` is the bare insert of the same bytes, one transaction a batch, durable. The
floor of `push_bare_flask` is a Flask application of forty lines without any engine, for goal S1.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask, request
from sqlalchemy import text

from inspect_app.app import create_app
from inspect_app.extensions import db
from inspect_app.settings import Settings
from inspect_app.store.engine import make_engine
from tests.benchmarks.clock import Figure, least_of
from tests.benchmarks.many_operations import BATCH, Chain, batches, enrolled, operations
from tests.benchmarks.sizes import SEED, TEMPLATES, Sizes
from tests.databases import postgresql_template

TABLE = "CREATE TABLE raw (id {key} PRIMARY KEY, body {bytes} NOT NULL)"


def run_on_sqlite(sizes: Sizes) -> Figure:
    with TemporaryDirectory() as folder:
        urls = _files(Path(folder))
        return _measured("push_sqlite", sizes, lambda: next(urls), lambda: next(urls))


def run_on_postgresql(sizes: Sizes) -> Figure:
    with postgresql_template() as (cluster, template):
        return _measured(
            "push_postgresql",
            sizes,
            lambda: cluster.copy_of(template),
            lambda: cluster.copy_of("template0"),
        )


def run_on_bare_flask(sizes: Sizes) -> Figure:
    with TemporaryDirectory() as folder:
        urls = _files(Path(folder))
        app, bodies, _ = prepared(next(urls), Path(folder), sizes)
        bare = bare_flask(Path(folder) / "bare.sqlite")
        ours, floor = least_of(1, lambda: push(app, bodies), lambda: push(bare, bodies))
        return _figure("push_bare_flask", ours, floor, "a Flask app of forty lines", sizes)


def push(app: Flask, bodies: list[bytes]) -> None:
    """Every batch once; a refusal would make the figure worthless, so it stops the run."""
    client = app.test_client()
    for body in bodies:
        said = client.post(
            "/sync/v1/push",
            data=body,
            headers={"Content-Encoding": "gzip", "Content-Type": "application/json"},
        )
        if said.status_code != 200 or '"quarantine"' in said.text:
            raise RuntimeError(said.text[:300])


def bare_flask(path: Path) -> Flask:
    """What the platform allows: unzip, parse, insert, commit, answer."""
    app = Flask("bare")
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(TABLE.format(key="TEXT", bytes="BLOB"))

    @app.post("/sync/v1/push")
    def _take() -> dict[str, Any]:
        batch = json.loads(gzip.decompress(request.get_data()))
        rows = [(f"{op['dev']} {op['seq']}", op["body"].encode()) for op in batch["ops"]]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO raw VALUES (?, ?)", rows)
        connection.execute("COMMIT")
        return {"head": batch["ops"][-1]["seq"]}

    return app


def _measured(
    name: str, sizes: Sizes, migrated: Callable[[], str], empty: Callable[[], str]
) -> Figure:
    with TemporaryDirectory() as folder:
        app, bodies, _ = prepared(migrated(), Path(folder), sizes)
        raw = [_bodies_of(body) for body in bodies]
        with _raw_table(empty()) as insert:
            ours, floor = least_of(1, lambda: push(app, bodies), lambda: insert(raw))
        with app.app_context():
            db.engine.dispose()
    return _figure(name, ours, floor, "inserting the same bytes, one transaction a batch", sizes)


def prepared(url: str, folder: Path, sizes: Sizes) -> tuple[Flask, list[bytes], Chain]:
    """The application, the bodies to push, and the tablet that signed them."""
    app = create_app(
        Settings(seed_dir=SEED, templates_dir=TEMPLATES, data_dir=folder, database_url=url)
    )
    chain = enrolled(app)
    return app, batches(list(operations(chain, sizes.operations)), chain), chain


def _bodies_of(batch: bytes) -> list[bytes]:
    return [op["body"].encode("utf-8") for op in json.loads(gzip.decompress(batch))["ops"]]


@contextmanager
def _raw_table(url: str) -> Iterator[Callable[[list[list[bytes]]], None]]:
    engine = make_engine(url)
    is_sqlite = engine.dialect.name == "sqlite"
    with engine.begin() as connection:
        connection.execute(
            text(TABLE.format(key="INTEGER", bytes="BLOB" if is_sqlite else "BYTEA"))
        )

    def insert(raw: list[list[bytes]]) -> None:
        statement = text("INSERT INTO raw VALUES (:id, :body)")
        for number, bodies in enumerate(raw):
            rows = [{"id": number * BATCH + i, "body": body} for i, body in enumerate(bodies)]
            with engine.begin() as connection:
                connection.execute(statement, rows)

    yield insert
    engine.dispose()


def _files(folder: Path) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"sqlite:///{folder / f'{number}.sqlite'}"


def _figure(name: str, ours: float, floor: float, says: str, sizes: Sizes) -> Figure:
    return Figure(
        benchmark=name,
        cpu_seconds=ours,
        floor=says,
        floor_cpu_seconds=floor,
        size={"operations": sizes.operations, "batch": BATCH},
        runs=1,
        goal="S1: at most 4 x the CPU of a bare Flask application",
    )
