"""One worker as a process: it listens to signals, and ends when it is told to or left alone."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable

from inspect_app.jobs.log_lines import log_as_json
from inspect_app.jobs.working import Worker
from inspect_app.jobs.workshop import Workshop
from inspect_app.settings import Settings

PATIENCE_SECONDS = 20
"""After that long a worker that was told to stop hands its work back instead of finishing it."""


def run_worker(settings: Settings, is_orphaned: Callable[[], bool] = lambda: False) -> None:
    """In this process, until SIGTERM or SIGINT. A second signal makes it hand its work back."""
    log_as_json()
    workshop = Workshop.of(settings)
    worker = Worker(workshop)
    listen_for_signals(worker)
    try:
        worker.run(is_orphaned)
    finally:
        workshop.engine.dispose()


def run_child(settings: Settings) -> None:
    """The same, and until the process that keeps it is gone."""
    parent = os.getppid()
    run_worker(settings, is_orphaned=lambda: os.getppid() != parent)


def listen_for_signals(worker: Worker) -> None:
    asked = threading.Event()

    def stop(*_: object) -> None:
        if asked.is_set():
            worker.stop_now()
            return
        asked.set()
        worker.stop()
        timer = threading.Timer(PATIENCE_SECONDS, worker.stop_now)
        timer.daemon = True
        timer.start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
