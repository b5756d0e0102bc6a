"""The rooms of 400 inspections: the first hundred on a page, and all of them as CSV (goal S6).

The peer is ODK Central, measured for the goals: 1.4 s of CPU for a page of one repeat once 405
submissions are stored, 2.6 s for a CSV of 17,820 rooms. It cannot be run here, so beside it stands a
floor that can: the same rows by bare SQL, written as CSV without reading them.
"""

from __future__ import annotations

import csv
import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, text

from inspect_app.extensions import db
from inspect_app.store.operations import HeadRow
from tests.benchmarks.bench_overview import logged_in
from tests.benchmarks.clock import Figure, least_of
from tests.benchmarks.many_results import Many, build_places, inspection_ids
from tests.benchmarks.sizes import Sizes

ROOMS_EACH = 44
BARE = text(
    "SELECT insp, entity, field, value FROM head WHERE entity > 'room:' AND entity < 'room;'"
    " ORDER BY insp, entity, n"
)


def run_page(sizes: Sizes) -> Figure:
    return _measured("rooms_page", "/rooms?lang=en", sizes, "S6: 0.07 s, 1/20 of the peer's 1.4 s")


def run_csv(sizes: Sizes) -> Figure:
    return _measured("rooms_csv", "/rooms.csv", sizes, "S6: 0.87 s, a third of the peer's 2.6 s")


def _measured(name: str, path: str, sizes: Sizes, goal: str) -> Figure:
    many = Many(facilities=sizes.facilities, visits=max(1, sizes.inspections // sizes.facilities))
    with TemporaryDirectory() as folder, _served(Path(folder), many) as (app, client):
        runs = min(3, sizes.runs)
        ours, floor = least_of(runs, lambda: _opened(client, path), lambda: _bare(app))
    return Figure(
        benchmark=name,
        cpu_seconds=ours,
        floor="the same rows by bare SQL, written as CSV unread",
        floor_cpu_seconds=floor,
        size={"inspections": many.facilities * many.visits, "rooms_each": ROOMS_EACH},
        runs=runs,
        goal=goal,
    )


@contextmanager
def _served(folder: Path, many: Many) -> Iterator[tuple[Flask, FlaskClient]]:
    with logged_in(f"sqlite:///{folder}/rooms.sqlite", folder, many, build_places) as (app, client):
        with app.app_context():
            for insp in inspection_ids(many):
                db.session.execute(insert(HeadRow), list(_heads(insp)))
            db.session.commit()
        logging.disable(logging.INFO)
        yield app, client
        logging.disable(logging.NOTSET)


def _heads(insp: str) -> Iterator[dict[str, Any]]:
    """No two rooms of an inspection have the same sides, which are counted in centimetres."""
    facility, visit = int(insp[-4:]), int(insp[9:13])
    for room in range(ROOMS_EACH):
        length = 300 + (room * 37 + facility * 11) % 500
        width = 200 + (room * 17 + visit * 29) % 300
        said = {
            "number": f'"{room}"', "kind": '"cell"', "people": '"men"', "is_in_use": "true",
            "answer.persons_slept_last_night": f'{{"state":"answered","value":{1 + room % 9}}}',
            "answer.room_rectangles": f'{{"state":"answered","value":[["{length / 100:.2f}",'
            f'"{width / 100:.2f}"]]}}',
            "answer.sanitary_annexe_rectangles": '{"state":"answered","value":[]}',
            **{f"answer.input_{n:02d}": '{"state":"answered","value":true}' for n in range(20)},
        }  # fmt: skip
        for n, (field, value) in enumerate(said.items()):
            yield {
                "insp": insp, "entity": f"room:{visit:04d}-{room:03d}", "field": field,
                "op_id": f"{insp}-{room}-{n}", "value": value, "n": n, "usr": "u", "dev": "d",
                "observed_at": None,
            }  # fmt: skip


def _opened(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        if answer.status_code != 200:
            raise RuntimeError(str(answer.status_code))
        if len(answer.data) < 1000:
            raise RuntimeError("there are no rooms in it")


def _bare(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        writer = csv.writer(io.StringIO())
        for row in connection.execute(BARE):
            writer.writerow(row)
