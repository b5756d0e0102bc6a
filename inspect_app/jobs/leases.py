"""A lease is renewed while the work goes on, by a thread beside it."""

from __future__ import annotations

import threading
from datetime import timedelta
from types import TracebackType

from sqlalchemy.exc import SQLAlchemyError

from inspect_app.jobs.workshop import Workshop
from inspect_app.store.jobs import JobRow, renew

LEASE_SECONDS = 60
"""How long a dead worker keeps its work from the others."""


class Lease:
    """Renews until the block ends. `is_lost` once another worker may have the job.

    >>> with Lease(workshop, job) as lease: ...
    """

    def __init__(self, workshop: Workshop, job: JobRow, seconds: int = LEASE_SECONDS) -> None:
        self._workshop, self._seconds = workshop, seconds
        self._job, self._lease = job.id, job.lease or ""
        self._ended = threading.Event()
        self._lost = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="lease", daemon=True)

    def is_lost(self) -> bool:
        return self._lost.is_set()

    def __enter__(self) -> Lease:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _keep(self) -> None:
        while not self._ended.wait(self._seconds / 3):
            if not self._renewed():
                self._lost.set()
                return

    def _renewed(self) -> bool:
        """A database that does not answer now may answer at the next turn, before the lease ends."""
        until = self._workshop.clock() + timedelta(seconds=self._seconds)
        try:
            with self._workshop.session() as session:
                is_ours = renew(session, self._job, self._lease, until)
                session.commit()
        except SQLAlchemyError:
            return True
        return is_ours
