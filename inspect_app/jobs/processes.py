"""Workers as processes of their own: started, watched, told to stop.

What a worker needs is imported in its own process: the one that watches stays small and quick.
"""

from __future__ import annotations

import multiprocessing
import threading
from multiprocessing.process import BaseProcess

from inspect_app.settings import Settings

_RESTS_SECONDS = 2.0
_SPAWN = multiprocessing.get_context("spawn")  # nothing open is shared with the parent


def _child(settings: Settings) -> None:
    from inspect_app.jobs.worker_process import run_child

    run_child(settings)


class Workers:
    """Keeps `count` worker processes alive until `stop`; one that dies is replaced.

    `after_seconds` lets others start first, who are waited for.

    >>> with Workers(settings, 2): ...
    """

    def __init__(self, settings: Settings, count: int, after_seconds: float = 0) -> None:
        self._settings, self._after_seconds = settings, after_seconds
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
        self._stopping.wait(self._after_seconds)
        while not self._stopping.is_set():
            process = _SPAWN.Process(target=_child, args=(self._settings,), daemon=False)
            process.start()
            self._processes[place] = process
            if self._stopping.is_set():  # told while it was starting
                process.terminate()
            process.join()
            self._stopping.wait(_RESTS_SECONDS)
