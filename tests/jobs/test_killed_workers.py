"""Real processes, killed in the middle of their work: nothing is lost, on either database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inspect_app.store.engine import make_engine
from inspect_app.store.jobs import JobRow, ask
from tests.jobs.counted_work import NOW

JOBS = 100
CHECKOUT = Path(__file__).resolve().parent.parent.parent


def _start(url: str, folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.counted_work", url, str(folder)],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    return process


def _end(process: subprocess.Popen[str], number: signal.Signals) -> int:
    process.send_signal(number)
    code = process.wait(timeout=30)
    assert process.stdout is not None
    process.stdout.close()
    return code


def _wait(holds: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.05)


def _count(url: str, state: str) -> int:
    engine = make_engine(url)
    with Session(engine) as session:
        found = session.scalar(
            select(func.count())
            .select_from(JobRow)
            .where(JobRow.state == state, JobRow.kind == "mark")
        )
    engine.dispose()
    return found or 0


@pytest.fixture
def marks(tmp_path: Path) -> Path:
    """Where each piece of work leaves a file."""
    folder = tmp_path / "marks"
    folder.mkdir()
    return folder


@pytest.fixture
def asked_url(database_url: str) -> str:
    engine = make_engine(database_url)
    with Session(engine) as session:
        for number in range(JOBS):
            ask(session, "mark", {"number": number}, by="u_1", now=NOW, key=f"mark:{number}")
        session.commit()
    engine.dispose()
    return database_url


def test_of_a_hundred_jobs_none_is_lost_when_workers_are_killed(
    asked_url: str, marks: Path
) -> None:
    for enough in (10, 30, 50):
        victim = _start(asked_url, marks)
        _wait(lambda: len(list(marks.iterdir())) >= enough)  # noqa: B023  # used at once
        assert _end(victim, signal.SIGKILL) == -signal.SIGKILL
    last = _start(asked_url, marks)
    _wait(lambda: _count(asked_url, "done") == JOBS)
    assert _end(last, signal.SIGTERM) == 0
    done = {int(path.name.split(".")[0]) for path in marks.iterdir()}
    assert done == set(range(JOBS))


def test_a_worker_told_to_stop_leaves_nothing_in_its_hands(asked_url: str, marks: Path) -> None:
    worker = _start(asked_url, marks)
    _wait(lambda: len(list(marks.iterdir())) >= 5)
    assert _end(worker, signal.SIGTERM) == 0
    assert _count(asked_url, "running") == 0
    assert _count(asked_url, "done") == len(list(marks.iterdir()))
