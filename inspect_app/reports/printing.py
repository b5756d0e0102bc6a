"""Printing in a process of its own, with limits on memory, processor time and patience."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType

from inspect_app.problems import Problem
from inspect_app.reports.fonts import fontconfig
from inspect_app.reports.job import PrintJob, packed
from inspect_app.reports.worker import LIBRARIES

_OUT_OF_TIME = (signal.SIGXCPU,)
_OUT_OF_MEMORY = (signal.SIGKILL, signal.SIGABRT, signal.SIGTRAP, signal.SIGSEGV, signal.SIGBUS)
"""How a C library ends when it gets no memory, and how the system ends a process that took it all."""


class Printer:
    """Starts the worker at once, so that it warms up while the page is still being built.

    >>> with Printer(fonts_folder, seconds=300, memory_mib=1536) as printer:
    ...     printed = printer.print(job)

    One printer prints one job. Leaving the block ends the worker and removes its folder, whatever
    happened.
    """

    def __init__(self, fonts_folder: Path, *, seconds: int, memory_mib: int) -> None:
        self._fonts_folder = fonts_folder.resolve()
        self._seconds, self._memory_mib = seconds, memory_mib

    def __enter__(self) -> Printer:
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="inspect-print-")
            folder = Path(self._folder.name)
            settings = folder / "fonts.conf"
            settings.write_text(fontconfig(self._fonts_folder, folder / "cache"), encoding="utf-8")
        except OSError as error:
            raise Problem("report.not_printed", why=_said(error)) from error
        self._worker = subprocess.Popen(  # noqa: S603  # our own module, no shell, no user text
            [
                sys.executable,
                "-P",  # a file named json.py in the current folder is nobody's module
                "-m",
                "inspect_app.reports.worker",
                str(self._memory_mib),
                str(self._seconds),
                str(self._fonts_folder),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=_environment(folder, settings),
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._worker.poll() is None:
            self._worker.kill()
        self._worker.communicate()
        self._folder.cleanup()

    def print(self, job: PrintJob) -> bytes:
        """The finished PDF. Raises Problem `report.*` when there is none."""
        try:
            answer, _ = self._worker.communicate(packed(job), timeout=self._seconds)
        except subprocess.TimeoutExpired as error:
            raise Problem("report.too_slow", seconds=self._seconds) from error
        header, _, printed = answer.partition(b"\n")
        if not header:
            raise self._problem_of_death(self._worker.returncode)
        said = json.loads(header)
        if said["outcome"] != "printed":
            raise self._problem_of(said["outcome"], said["about"])
        return printed

    def _problem_of_death(self, returncode: int) -> Problem:
        if -returncode in _OUT_OF_TIME:
            return Problem("report.too_slow", seconds=self._seconds)
        if -returncode in _OUT_OF_MEMORY:
            return Problem("report.too_large", memory=self._memory_mib)
        return Problem("report.not_printed", why=f"the worker ended with code {returncode}")

    def _problem_of(self, outcome: str, about: str) -> Problem:
        if outcome == "library_missing":
            return Problem(
                "report.library_missing", library=about, packages=" ".join(LIBRARIES.values())
            )
        if outcome == "too_large":
            return Problem("report.too_large", memory=self._memory_mib)
        if outcome == "address_blocked":
            return Problem("report.address_blocked", address=about)
        return Problem("report.not_printed", why=about)


def _environment(folder: Path, font_settings: Path) -> dict[str, str]:
    """Nothing of the machine's language, fonts or home reaches the page."""
    kept = {
        name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH")
        if name in os.environ
    }  # fmt: skip
    return kept | {
        "FONTCONFIG_FILE": str(font_settings),
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "TMPDIR": str(folder),
    }


def _said(error: OSError) -> str:
    return error.strerror or type(error).__name__
