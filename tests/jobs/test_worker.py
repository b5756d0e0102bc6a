"""A worker: what it does with success, refusals, faults and its own end."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from inspect_app.jobs.leases import Lease
from inspect_app.jobs.working import Worker, back_off
from inspect_app.jobs.workshop import Task, Workshop
from inspect_app.problems import Problem
from inspect_app.store.jobs import MOST_TRIES, JobRow, claim
from tests.jobs.counted_work import Clock, asked, worker_with, workshop_on


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workshop(database_url: str, tmp_path: Path, clock: Clock) -> Iterator[Workshop]:
    made = workshop_on(database_url, tmp_path, clock)
    yield made
    made.engine.dispose()


def _the_job(workshop: Workshop) -> JobRow:
    with workshop.session() as session:
        job = session.scalars(select(JobRow).where(JobRow.kind == "mark")).one()
        session.expunge(job)
        return job


def _ask(workshop: Workshop, **options: Any) -> None:
    with workshop.session() as session:
        asked(session, **options)


def test_the_result_of_the_work_is_kept(workshop: Workshop) -> None:
    _ask(workshop, payload={"of": 6})

    def double(task: Task) -> Mapping[str, Any]:
        return {"is": 2 * int(task.payload["of"])}

    worker_with(workshop, double).work_off()
    job = _the_job(workshop)
    assert (job.state, job.result, job.problem) == ("done", {"is": 12}, None)


def test_a_refusal_is_final_and_kept_for_people(workshop: Workshop) -> None:
    _ask(workshop)

    def refuse(_: Task) -> None:
        raise Problem("printed.not_published", inspection="i1")

    worker_with(workshop, refuse).work_off()
    job = _the_job(workshop)
    assert (job.state, job.tries) == ("failed", 1)
    assert job.problem == {"code": "printed.not_published", "details": {"inspection": "i1"}}


def test_a_fault_is_tried_again_ever_later_and_then_given_up(
    workshop: Workshop, clock: Clock
) -> None:
    _ask(workshop)

    def fall(_: Task) -> None:
        raise ValueError("the words of a person")

    worker = worker_with(workshop, fall)
    for attempt in range(1, MOST_TRIES + 1):
        worker.work_off()
        assert _the_job(workshop).tries == attempt
        clock.now = _the_job(workshop).run_at
    job = _the_job(workshop)
    assert job.state == "failed"
    assert job.problem == {"code": "job.failed", "details": {"kind": "mark", "why": "ValueError"}}


def test_the_wait_doubles_and_is_never_the_same_for_all() -> None:
    waits = {back_off(3) for _ in range(20)}
    assert len(waits) > 1
    assert all(timedelta(seconds=8) <= wait <= timedelta(seconds=12) for wait in waits)


def test_work_of_a_newer_program_is_left_for_a_newer_worker(workshop: Workshop) -> None:
    _ask(workshop)
    Worker(workshop).work_off()
    job = _the_job(workshop)
    assert job.state == "ready"
    assert job.problem == {"code": "job.unknown_kind", "details": {"kind": "mark"}}


def test_progress_is_seen_while_the_work_goes_on(workshop: Workshop) -> None:
    _ask(workshop)
    seen: list[tuple[int, int | None, str | None]] = []

    def two_steps(task: Task) -> None:
        task.progress(1, 2, "layout")
        job = _the_job(workshop)
        seen.append((job.steps_done, job.steps_total, job.stage))

    worker_with(workshop, two_steps).work_off()
    assert seen == [(1, 2, "layout")]


def test_a_worker_that_lost_its_lease_leaves_the_work_alone(
    workshop: Workshop, clock: Clock
) -> None:
    def overtaken(task: Task) -> Mapping[str, Any]:
        clock.now += timedelta(minutes=5)
        with workshop.session() as session:
            assert claim(session, clock.now, 60) is not None
        task.progress(1, 2, "layout")
        return {"by": "the slow one"}

    worker = worker_with(workshop, overtaken)
    worker.work_off()  # the sweep of the day, so that there is one job alone
    _ask(workshop)
    worker.work_once()
    job = _the_job(workshop)
    assert (job.state, job.result, job.tries) == ("running", None, 2)


def test_a_lease_is_renewed_while_the_work_goes_on(workshop: Workshop, clock: Clock) -> None:
    _ask(workshop)
    with workshop.session() as session:
        job = claim(session, clock.now, 1)
    assert job is not None
    clock.now += timedelta(minutes=1)
    with Lease(workshop, job, seconds=1) as lease:
        deadline = time.monotonic() + 10
        while _the_job(workshop).lease_until == job.lease_until and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not lease.is_lost()
    assert _the_job(workshop).lease_until == clock.now + timedelta(seconds=1)


def test_a_worker_that_is_told_to_stop_finishes_what_it_has(workshop: Workshop) -> None:
    for number in range(3):
        _ask(workshop, kind=f"mark{number}")
    done: list[str] = []
    worker: Worker

    def stop_in_the_middle(task: Task) -> None:
        worker.stop()
        task.progress(1, 1, "all but done")
        done.append(task.kind)

    worker = worker_with(workshop, stop_in_the_middle)
    worker.run()
    assert len(done) == 1


def test_a_worker_that_must_end_hands_its_work_back(workshop: Workshop) -> None:
    _ask(workshop)
    worker: Worker

    def long_work(task: Task) -> None:
        worker.stop_now()
        task.progress(1, 2, "half")

    worker = worker_with(workshop, long_work)
    worker.run()
    job = _the_job(workshop)
    assert (job.state, job.tries, job.lease) == ("ready", 0, None)


def test_a_worker_asks_for_one_sweep_a_day(workshop: Workshop, clock: Clock) -> None:
    worker = worker_with(workshop, lambda _: None)
    assert worker.work_off() == 1
    assert worker.work_off() == 0
    clock.now += timedelta(days=1)
    assert worker.work_off() == 1
    with workshop.session() as session:
        states = session.scalars(select(JobRow.state).where(JobRow.kind == "sweep")).all()
    assert states == ["done", "done"]
