"""Scores what is written while more is being written: a worker some days behind the server's clock."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from inspect_app.jobs.working import Worker
from inspect_app.jobs.workshop import Workshop
from inspect_app.settings import Settings

_SPAWN = multiprocessing.get_context("spawn")
BEHIND = timedelta(days=6)
"""An inspection is scored once its tablets have had the time to send everything."""
_RESTS_SECONDS = 0.1


def collect_seldom() -> None:
    """What is there now is never looked through again, and what comes seldom."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 1000)


@contextmanager
def few_collections() -> Iterator[None]:
    """A whole country lies in memory and stays there: looking through it for cycles again and again
    would take a quarter of the time."""
    before = gc.get_threshold()
    gc.collect()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def hurry(engine: Engine) -> None:
    """Commits do not wait for the disk: a demo that was not finished is thrown away anyway."""
    event.listen(engine, "connect", _do_not_wait)
    engine.dispose()


def _do_not_wait(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA synchronous=OFF").close()


@contextmanager
def quiet() -> Iterator[None]:
    """Ten thousand requests and jobs go by: only what went wrong is told."""
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


@contextmanager
def scoring_behind(settings: Settings) -> Iterator[Callable[[datetime], None]]:
    """Gives the function that tells the worker what the server's clock shows. At the end the worker
    finishes the job in hand."""
    shown = _SPAWN.Value("d", 0.0)
    is_over = _SPAWN.Event()
    process = _SPAWN.Process(target=_score, args=(settings, shown, is_over), daemon=True)
    process.start()

    def tell(moment: datetime) -> None:
        shown.value = moment.timestamp()

    try:
        yield tell
    finally:
        is_over.set()
        process.join()


def work_off(settings: Settings, now: datetime) -> int:
    """Everything that is due, in this process; how many jobs it was."""
    workshop = _workshop(settings, lambda: now)
    try:
        return Worker(workshop).work_off()
    finally:
        workshop.engine.dispose()


def _score(settings: Settings, shown: Any, is_over: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent tells when it is over
    collect_seldom()
    workshop = _workshop(settings, lambda: datetime.fromtimestamp(shown.value, UTC) - BEHIND)
    worker = Worker(workshop)
    with quiet():
        _work(worker, shown, is_over)
    workshop.engine.dispose()


def _work(worker: Worker, shown: Any, is_over: Any) -> None:
    while not is_over.is_set():
        if not shown.value or not worker.work_once():
            time.sleep(_RESTS_SECONDS)


def _workshop(settings: Settings, clock: Callable[[], datetime]) -> Workshop:
    workshop = Workshop.of(settings)
    workshop.clock = clock
    hurry(workshop.engine)
    return workshop
