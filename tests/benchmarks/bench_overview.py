"""The desk's overview over ten years of a country: 2.8 million criterion results (goal S8).

Wall-clock, not CPU: on PostgreSQL most of the work is done by another process. The floor is the least
that the page needs of the database, as bare SQL: the latest result of every facility and its last six.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from inspect_app.api.guarding import COOKIE
from inspect_app.app import create_app
from inspect_app.extensions import db
from inspect_app.services.sign_in import start_session
from inspect_app.settings import Settings
from inspect_app.store.accounts import AccountRow
from inspect_app.store.engine import make_engine
from inspect_app.store.migrations import upgrade
from tests.benchmarks.clock import Figure
from tests.benchmarks.many_results import NOW, SUPERVISOR, Many, build_results
from tests.benchmarks.sizes import SEED, TEMPLATES, Sizes
from tests.databases import postgresql_template

RENDERING_SECONDS = 0.060
LATEST = text(
    "SELECT f.id, r.* FROM facility f LEFT JOIN inspection_rollup r ON r.insp ="
    " (SELECT i.insp FROM inspection_rollup i WHERE i.facility_id = f.id"
    "  ORDER BY i.visited_on DESC, i.insp DESC LIMIT 1)"
)
TREND = text(
    "SELECT * FROM (SELECT facility_id, visited_on, index_exact, packs, row_number() OVER"
    " (PARTITION BY facility_id ORDER BY visited_on DESC, insp DESC) AS place"
    " FROM inspection_rollup) AS v WHERE place <= 6"
)


def run_on_sqlite(sizes: Sizes) -> Figure:
    with TemporaryDirectory() as folder:
        return _measured("overview_sqlite", f"sqlite:///{folder}/many.sqlite", Path(folder), sizes)


def run_on_postgresql(sizes: Sizes) -> Figure:
    with postgresql_template() as (cluster, template), TemporaryDirectory() as folder:
        return _measured("overview_postgresql", cluster.copy_of(template), Path(folder), sizes)


def _measured(name: str, url: str, folder: Path, sizes: Sizes) -> Figure:
    many = Many(facilities=sizes.facilities, visits=sizes.visits_each)
    with logged_in(url, folder, many, build_results) as (app, client):
        ours, floor = _least_seconds(
            sizes.runs, lambda: _opened(client, many), lambda: _bare(app, many)
        )
    return Figure(
        benchmark=name,
        cpu_seconds=ours,
        floor="bare SQL for the latest results and the last six of each facility",
        floor_cpu_seconds=floor,
        size={"results": many.results, "facilities": many.facilities},
        runs=sizes.runs,
        goal=f"S8: 2 x the floor and {RENDERING_SECONDS} s of rendering (here: wall-clock seconds)",
    )


@contextmanager
def logged_in(
    url: str, folder: Path, many: Many, build: Callable[[Session, Many], None]
) -> Iterator[tuple[Flask, FlaskClient]]:
    """A supervisor of every region, on a database that `build` fills."""
    engine = make_engine(url)
    upgrade(engine)
    engine.dispose()
    settings = Settings(
        data_dir=folder, database_url=url, seed_dir=SEED, templates_dir=TEMPLATES,
        cookie_secure=False,
    )  # fmt: skip
    app = create_app(settings)
    logging.disable(logging.INFO)
    with app.app_context():
        build(db.session(), many)
        account = db.session.get_one(AccountRow, SUPERVISOR)
        app.extensions["inspect"].clock = lambda: NOW
        token, _ = start_session(db.session(), account, NOW)
        db.session.commit()
    client = app.test_client()
    client.set_cookie(COOKIE, token, domain="localhost")
    yield app, client
    logging.disable(logging.NOTSET)
    with app.app_context():
        db.engine.dispose()


def _opened(client: FlaskClient, many: Many) -> None:
    """A page that shows fewer facilities than there are would be no measurement."""
    answer = client.get("/overview?lang=en")
    shown = answer.text.count("/facilities/019a9b10")
    if answer.status_code != 200 or shown < min(many.facilities, 78):
        raise RuntimeError(f"{answer.status_code}: {shown} facilities")


def _bare(app: Flask, many: Many) -> None:
    with app.app_context(), db.engine.connect() as connection:
        latest, trend = connection.execute(LATEST).all(), connection.execute(TREND).all()
    if len(latest) != many.facilities or len(trend) < many.facilities:
        raise RuntimeError(f"{len(latest)} facilities")


def _least_seconds(
    runs: int, work: Callable[[], object], floor: Callable[[], object]
) -> tuple[float, float]:
    """Wall-clock, in turn, once each to warm up."""
    work(), floor()
    ours, floors = [], []
    for _ in range(runs):
        ours.append(_seconds(work))
        floors.append(_seconds(floor))
    return min(ours), min(floors)


def _seconds(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before
