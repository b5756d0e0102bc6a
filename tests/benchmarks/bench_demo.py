"""The demo's country made from nothing, against inserting the operations that it consists of."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from inspect_app.demo.country.building import Wanted, build, demo_settings
from inspect_app.settings import Settings
from tests.benchmarks.clock import Figure, least_of
from tests.benchmarks.sizes import SEED, TEMPLATES, Sizes


def run(sizes: Sizes) -> Figure:
    with TemporaryDirectory() as folder:
        settings = demo_settings(
            Settings(seed_dir=SEED, templates_dir=TEMPLATES, data_dir=Path(folder))
        )
        wanted = Wanted(facilities=sizes.facilities, reports=0)
        ours, floor = least_of(
            1,
            lambda: build(settings, wanted, lambda *_: None, is_fresh=True),
            lambda: inserted(settings.data_dir / "inspect.sqlite", Path(folder) / "raw.sqlite"),
        )
        operations = len(_bodies(settings.data_dir / "inspect.sqlite"))
    return Figure(
        benchmark="demo",
        cpu_seconds=ours,
        floor="inserting the bodies of its operations in one transaction",
        floor_cpu_seconds=floor,
        size={"facilities": sizes.facilities, "operations": operations},
        runs=1,
        goal="the whole demo ready in under two minutes on two cores",
    )


def inserted(made: Path, raw: Path) -> None:
    connection = sqlite3.connect(raw)
    with connection:
        connection.execute("CREATE TABLE raw (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")
        connection.executemany("INSERT INTO raw (body) VALUES (?)", _bodies(made))
    connection.close()


def _bodies(made: Path) -> list[tuple[bytes]]:
    connection = sqlite3.connect(made)
    rows: list[tuple[bytes]] = connection.execute("SELECT body FROM operation").fetchall()
    connection.close()
    return rows
