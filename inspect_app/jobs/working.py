"""A worker: takes a job, does it, says how it went; until it is told to stop."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from inspect_app.jobs.kinds import handler_of
from inspect_app.jobs.leases import LEASE_SECONDS, Lease
from inspect_app.jobs.workshop import Handler, LeaseLost, Task, Workshop
from inspect_app.problems import Problem, Problems
from inspect_app.store.engine import start_reading
from inspect_app.store.jobs import MOST_TRIES, JobRow, ask, claim, fail, finish, give_back, is_due

IDLE_SECONDS = 0.5
RESTS_AFTER_FAULT_SECONDS = 5.0
"""The database is away or locked: ask it less often than when it only has no work."""

LOG = logging.getLogger("inspect_app.jobs")


class Stopping(Exception):
    """Raised in the middle of a task: the worker must end, and hands the job back."""


class Worker:
    """One at a time. `stop` may be called from a signal handler.

    The task in hand is finished first; `stop_now` makes it be handed back at its next step.
    """

    def __init__(
        self,
        workshop: Workshop,
        handlers: Callable[[str], Handler] = handler_of,
        lease_seconds: int = LEASE_SECONDS,
    ) -> None:
        self._workshop, self._handlers, self._lease_seconds = workshop, handlers, lease_seconds
        self._stop, self._stop_now = threading.Event(), threading.Event()
        self._swept_on: date | None = None

    def stop(self) -> None:
        self._stop.set()

    def stop_now(self) -> None:
        self._stop.set()
        self._stop_now.set()

    def run(self, is_orphaned: Callable[[], bool] = lambda: False) -> None:
        """Until told to stop, or until nobody is left who could tell it."""
        while not self._stop.is_set() and not is_orphaned():
            try:
                rest = 0.0 if self.work_once() else IDLE_SECONDS
            except SQLAlchemyError as fault:
                LOG.warning("the database did not answer: %s", type(fault).__name__)
                rest = RESTS_AFTER_FAULT_SECONDS
            self._stop.wait(rest)

    def work_off(self) -> int:
        """Everything that is due now, and what that brings up; how many jobs it was."""
        count = 0
        while not self._stop.is_set() and self.work_once():
            count += 1
        return count

    def work_once(self) -> bool:
        """Whether there was a job."""
        self._ask_for_sweep()
        with self._workshop.session() as session:
            start_reading(session)
            if not is_due(session, self._workshop.clock()):
                return False
        with self._workshop.session() as session:
            job = claim(session, self._workshop.clock(), self._lease_seconds)
        if job is None:
            return False
        self._do(job)
        return True

    def _do(self, job: JobRow) -> None:
        started = self._workshop.clock()
        with Lease(self._workshop, job, self._lease_seconds) as lease:
            outcome = self._outcome(job, lease)
        took = self._workshop.clock() - started
        LOG.info("job %s %s: %s in %d ms", job.kind, job.id, outcome, took // _MILLISECOND)

    def _outcome(self, job: JobRow, lease: Lease) -> str:
        task = Task(
            workshop=self._workshop, id=job.id, kind=job.kind, payload=job.payload,
            lease=job.lease or "", tries=job.tries, asked_by=job.asked_by,
            is_lost=lambda: self._must_leave(lease),
        )  # fmt: skip
        try:
            result = self._handlers(job.kind)(task)
        except (LeaseLost, Stopping):
            return self._hand_back(job)
        except (Problem, Problems) as refused:
            return self._failed(job, _first_of(refused))
        except Exception as fault:
            LOG.exception("job %s %s failed", job.kind, job.id)
            return self._failed(job, Problem("job.failed", kind=job.kind, why=type(fault).__name__))
        return self._end(lambda session, now: finish(session, job.id, task.lease, result, now))

    def _must_leave(self, lease: Lease) -> bool:
        if self._stop_now.is_set():
            raise Stopping
        return lease.is_lost()

    def _failed(self, job: JobRow, problem: Problem) -> str:
        """What is wrong with the work stays wrong; what is wrong with the machine may pass."""
        is_final = problem.kind.status < _OF_THE_MACHINE or job.tries >= MOST_TRIES
        try_at = None if is_final else self._workshop.clock() + back_off(job.tries)
        told = {"code": problem.code, "details": problem.details}
        self._end(lambda session, now: fail(session, job.id, job.lease or "", told, now, try_at))
        return f"failed with {problem.code}"

    def _hand_back(self, job: JobRow) -> str:
        self._end(lambda session, now: give_back(session, job.id, job.lease or "", now))
        return "handed back"

    def _end(self, how: Callable[[Session, datetime], bool]) -> str:
        with self._workshop.session() as session:
            is_ours = how(session, self._workshop.clock())
            session.commit()
        return "done" if is_ours else "another worker has it"

    def _ask_for_sweep(self) -> None:
        """Once a day whoever is first asks; the key keeps the others from asking again."""
        now = self._workshop.clock()
        if self._swept_on == now.date():
            return
        with self._workshop.session() as session:
            ask(session, "sweep", {}, by="system", now=now, key="sweep")
            session.commit()
        self._swept_on = now.date()


_MILLISECOND = timedelta(milliseconds=1)
_OF_THE_MACHINE = 500


def back_off(tries: int) -> timedelta:
    """2, 4, 8 ... seconds, and up to half of it more, so that not all come back at once."""
    seconds = 2**tries
    return timedelta(seconds=seconds + random.uniform(0, seconds / 2))  # noqa: S311  # no secret


def _first_of(refused: Problem | Problems) -> Problem:
    """The first of several is enough for the row: the others name the same trouble elsewhere."""
    return refused.problems[0] if isinstance(refused, Problems) else refused
