"""Work that leaves a mark each time it is done, for workers in processes of their own."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from inspect_app.jobs.kinds import handler_of
from inspect_app.jobs.working import Worker
from inspect_app.jobs.workshop import Handler, Task, Workshop
from inspect_app.settings import Settings
from inspect_app.store.engine import make_engine
from inspect_app.store.jobs import JobRow, ask

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that a test turns by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def workshop_on(url: str, folder: Path, clock: Clock | None = None) -> Workshop:
    settings = Settings(data_dir=folder, database_url=url)
    return Workshop(settings, make_engine(url), clock or Clock())


def worker_with(workshop: Workshop, handler: Handler, **options: Any) -> Worker:
    """One that does every kind of work with `handler`, but the sweeping for real."""

    def chosen(kind: str) -> Handler:
        return handler_of(kind) if kind == "sweep" else handler

    return Worker(workshop, chosen, **options)


def asked(session: Session, kind: str = "mark", **options: Any) -> JobRow:
    """A job that was asked for and committed."""
    payload = options.pop("payload", {})
    job = ask(session, kind, payload, by="u_1", now=options.pop("now", NOW), **options)
    session.commit()
    return job


def slow_mark(folder: Path) -> Callable[[Task], Mapping[str, Any]]:
    """Leaves one file per job and try; takes a little while in its middle."""

    def handle(task: Task) -> Mapping[str, Any]:
        task.progress(0, 1, "begun")
        time.sleep(0.01)
        (folder / f"{task.payload['number']}.{task.tries}").touch()
        return {"number": task.payload["number"]}

    return handle


def main() -> None:
    """`python -m tests.jobs.counted_work URL FOLDER`: works until it is ended."""
    url, folder = sys.argv[1], Path(sys.argv[2])
    workshop = Workshop(Settings(data_dir=folder, database_url=url), make_engine(url))
    worker = worker_with(workshop, slow_mark(folder), lease_seconds=2)
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    print(os.getpid(), flush=True)  # noqa: T201  # the test waits for it
    worker.run()


if __name__ == "__main__":
    main()
