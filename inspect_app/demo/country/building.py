"""Builds the demo's data: register, log-ins, three years of visits through the real door, scores.

A folder that was finished is used again; one that was left half-made is thrown away and made anew.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from inspect_app.app import create_app
from inspect_app.demo.country.acts import Script
from inspect_app.demo.country.facilities import BEGINS
from inspect_app.demo.country.incidents import Incidents, cast
from inspect_app.demo.country.people import add_people, people, supervisor_of
from inspect_app.demo.country.printing import Printing
from inspect_app.demo.country.register import add_register
from inspect_app.demo.country.reviewing import Reviewing, ask_for_latest_prints, drop_prints
from inspect_app.demo.country.scoring import (
    BEHIND,
    few_collections,
    hurry,
    quiet,
    scoring_behind,
    work_off,
)
from inspect_app.demo.country.seed import load_country_seed
from inspect_app.demo.country.tablets import Enrolments, ServerClock
from inspect_app.demo.country.telling import Country, Telling, pictures_in
from inspect_app.demo.country.writing import Writer
from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from inspect_app.files.atomic_write import write_whole
from inspect_app.problems import Problem
from inspect_app.settings import Settings
from inspect_app.store.operations import OperationRow

VERSION = 2
"""Raised when the same seed makes another country; folders of an older version are made anew."""
SEED = "1"
STAMP, MARK = "demo.json", "demo-is-being-made"
PRINTED = 3
"""How many publications have their reports waiting to be printed at the first start."""
LOG_INS = "demo_log_ins.json"
"""`{login: password}`, which the log-in page of a demo shows."""

Progress = Callable[[str, int, int], None]
"""(stage, done, total): `stage` is one of STAGES."""
STAGES = ("people", "stories", "drawings", "visits", "scores", "reviews")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which country. `reports`: how many facilities' latest visits are printed beforehand."""

    seed: str = SEED
    facilities: int | None = None
    reports: int = 3


@dataclass(frozen=True, slots=True)
class Built:
    """`is_new`: it was made now."""

    data_dir: Path
    is_new: bool
    facilities: int
    inspections: int
    operations: int


def build(settings: Settings, wanted: Wanted, progress: Progress, is_fresh: bool = False) -> Built:
    """The data folder of `settings`, filled. Raises Problem `demo.not_a_demo_folder`.

    `is_fresh`: made anew even where a finished one stands.
    """
    if not settings.is_demo:
        raise ValueError("the demo's log-ins are known to everybody: settings.is_demo must say so")
    stamp = _stamp(wanted)
    kept = _finished(settings.data_dir)
    if kept is not None and not is_fresh and kept["made_of"] == stamp:
        return Built(settings.data_dir, is_new=False, **kept["counts"])
    _clear(settings.data_dir)
    with quiet():
        counts = _make(settings, wanted, progress)
    text = json.dumps({"made_of": stamp, "counts": counts})
    write_whole(settings.data_dir / STAMP, text.encode("utf-8"))
    (settings.data_dir / MARK).unlink()
    return Built(settings.data_dir, is_new=True, **counts)


def _stamp(wanted: Wanted) -> dict[str, object]:
    return {"version": VERSION, "seed": wanted.seed, "facilities": wanted.facilities}


def _finished(folder: Path) -> dict[str, dict[str, int]] | None:
    try:
        read: dict[str, dict[str, int]] = json.loads((folder / STAMP).read_bytes())
    except (OSError, ValueError):
        return None
    return None if (folder / MARK).exists() else read


def _clear(folder: Path) -> None:
    """Only what a demo made is ever thrown away."""
    is_ours = (folder / STAMP).exists() or (folder / MARK).exists()
    if folder.exists() and any(folder.iterdir()) and not is_ours:
        raise Problem("demo.not_a_demo_folder", folder=str(folder))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARK).touch()


def _make(settings: Settings, wanted: Wanted, progress: Progress) -> dict[str, int]:
    country = Country(settings.seed_dir, wanted.seed, wanted.facilities)
    clock = ServerClock(datetime.combine(BEGINS, datetime.min.time(), UTC) - timedelta(days=1))
    with Telling(country) as telling:
        app = _app(settings, clock)
        _found(app, country, clock, progress)
        scripts, pictures = _told(telling, progress)
    _write(app, settings, wanted, _Told(country, scripts, pictures), clock, progress)
    with app.app_context():
        operations = db.session.scalar(select(func.count()).select_from(OperationRow)) or 0
        db.engine.dispose()
    return {
        "facilities": len(country.places),
        "inspections": len(scripts),
        "operations": operations,
    }


@dataclass(frozen=True, slots=True)
class _Told:
    """`scripts` in the order of their days; `pictures` by their keys."""

    country: Country
    scripts: list[Script]
    pictures: dict[str, bytes]


def _app(settings: Settings, clock: ServerClock) -> Flask:
    app = create_app(settings)
    app.extensions["inspect"].clock = clock
    with app.app_context():
        hurry(db.engine)
    return app


def _found(app: Flask, country: Country, clock: ServerClock, progress: Progress) -> None:
    """Register and log-ins; the log-in page of a demo shows these."""
    progress("people", 0, 1)
    seed = load_country_seed(country.seed_dir)
    with app.app_context():
        add_register(db.session(), country.seed_dir, country.places, clock())
        add_people(db.session(), seed, clock())
        db.session.commit()
    shown = {person.login: person.password for person in people(seed)}
    folder = app.extensions["inspect"].settings.data_dir
    write_whole(folder / LOG_INS, json.dumps(shown, indent=2).encode("utf-8"))
    progress("people", 1, 1)


def _told(telling: Telling, progress: Progress) -> tuple[list[Script], dict[str, bytes]]:
    scripts: list[Script] = []
    for done, told in enumerate(telling.scripts(), 1):
        scripts += told
        progress("stories", done, telling.facilities)
    scripts.sort(key=lambda script: script.number)
    keys = pictures_in(scripts)
    pictures: dict[str, bytes] = {}
    for key, content in telling.drawings(keys):
        pictures[key] = content
        progress("drawings", len(pictures), len(keys))
    return scripts, pictures


def _write(
    app: Flask, settings: Settings, wanted: Wanted, told: _Told, clock: ServerClock,
    progress: Progress,
) -> None:  # fmt: skip
    seed = load_country_seed(settings.seed_dir)
    enrolments = Enrolments(app, clock, wanted.seed)
    supervisors = {region: supervisor_of(seed, region) for region in seed.regions}
    inspectors = [person for person in people(seed) if person.role is Role.INSPECTOR]
    printing = Printing(app, wanted.reports)
    with few_collections(), scoring_behind(settings) as tell_clock:
        writer = Writer(enrolments.all_of(inspectors, supervisors), clock, told.pictures)
        incidents = Incidents(app, writer, enrolments, cast(told.scripts))
        for done, script in enumerate(told.scripts, 1):
            incidents.write(script)
            printing.consider(script)
            tell_clock(clock.moment)
            progress("visits", done, len(told.scripts))
        progress("scores", 0, 1)
        clock.follow(clock.moment + timedelta(hours=1))
        tell_clock(clock.moment + 2 * BEHIND)
        work_off(settings, clock.moment)
    progress("scores", 1, 1)
    _review(app, settings, told, clock, progress)


def _review(
    app: Flask, settings: Settings, told: _Told, clock: ServerClock, progress: Progress
) -> None:
    """As the supervisors do it, through their pages; of the reports a few are left to be printed."""
    reviewing = Reviewing(app, clock, load_country_seed(settings.seed_dir).phrases)
    for done in reviewing.review(told.scripts):
        progress("reviews", done, len(told.country.places))
    with app.app_context():
        drop_prints()
    work_off(settings, clock.moment)
    with app.app_context():
        ask_for_latest_prints(PRINTED, clock.moment)


def demo_settings(settings: Settings, folder: Path | None = None) -> Settings:
    """The settings of a demo: its own folder, SQLite inside it, cookies without HTTPS."""
    return replace(
        settings,
        data_dir=folder or settings.data_dir / "demo",
        database_url="",
        cookie_secure=False,
        is_demo=True,
    )
