"""Workers as processes of their own: started, watched, told to stop."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.process import BaseProcess

from inspect_app.jobs.log_lines import log_as_json
from inspect_app.jobs.working import Worker
from inspect_app.jobs.workshop import Workshop
from inspect_app.settings import Settings

PATIENCE_SECONDS = 20
"""After that long a worker that was told to stop hands its work back instead of finishing it."""

_RESTS_SECONDS = 2.0
_SPAWN = multiprocessing.get_context("spawn")  # nothing open is shared with the parent


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


class Workers:
    """Keeps `count` worker processes alive until `stop`; one that dies is replaced.

    >>> with Workers(settings, 2): ...
    """

    def __init__(
        self, settings: Settings, count: int, run: Callable[[Settings], None] = run_child
    ) -> None:
        self._settings, self._run = settings, run
        self._stopping = threading.Event()
        self._processes: list[BaseProcess | None] = [None] * count
        self._keepers = [
            threading.Thread(target=self._keep, args=(place,), daemon=True)
            for place in range(count)
        ]

    def __enter__(self) -> Workers:
        for keeper in self._keepers:
            keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Returns when all have ended."""
        self._stopping.set()
        for process in self._processes:
            if process is not None and process.is_alive():
                process.terminate()
        for keeper in self._keepers:
            keeper.join()

    def wait(self) -> None:
        for keeper in self._keepers:
            keeper.join()

    def ask_to_stop(self) -> None:
        """For a signal handler: returns at once."""
        threading.Thread(target=self.stop, daemon=True).start()

    def _keep(self, place: int) -> None:
        while not self._stopping.is_set():
            process = _SPAWN.Process(target=self._run, args=(self._settings,), daemon=False)
            process.start()
            self._processes[place] = process
            if self._stopping.is_set():  # told while it was starting
                process.terminate()
            process.join()
            self._stopping.wait(_RESTS_SECONDS)
