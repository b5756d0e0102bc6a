"""The process that prints one report and ends. Started by `printing.Printer`, never by hand.

It sets its own limits before anything large is imported, reads one job from standard input, and
answers on standard output: a line of JSON that says how it went, then the file.
"""

from __future__ import annotations

import hashlib
import io
import json
import logging
import os
import resource
import sys
import warnings
from datetime import UTC, datetime, time
from pathlib import Path

from inspect_app.reports.fonts import FONT_FILES
from inspect_app.reports.job import PrintJob, unpacked

LIBRARIES = {
    "libpango-1.0": "libpango-1.0-0",
    "libpangoft2-1.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset": "libharfbuzz-subset0",
}
"""Name of a library, and the Debian package that brings it (and the ones below it)."""


class Refused(Exception):
    """Ends the job with a word that the parent knows, and what to say about it."""

    def __init__(self, outcome: str, about: str = "") -> None:
        super().__init__(outcome, about)
        self.outcome, self.about = outcome, about


def main() -> None:
    memory_mib, cpu_seconds, fonts_folder = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not print into the answer
    _limit(memory_mib, cpu_seconds)
    printed = b""
    try:
        _import_printer()
        printed = _printed(unpacked(sys.stdin.buffer.read()), fonts_folder)
        header = {"outcome": "printed", "about": ""}
    except Refused as refused:
        header = {"outcome": refused.outcome, "about": refused.about}
    except MemoryError:
        header = {"outcome": "too_large", "about": ""}
    except Exception as error:  # whatever it is, the parent must be able to say it
        header = {"outcome": "not_printed", "about": f"{type(error).__name__}: {error}"[:300]}
    answer.write(json.dumps(header).encode() + b"\n" + printed)
    answer.close()


def _limit(memory_mib: int, cpu_seconds: int) -> None:
    os.nice(5)
    memory = memory_mib * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _import_printer() -> None:
    """Imports the printer while the parent still builds the page; says which library is missing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # said below, as a refusal
        try:
            from weasyprint.text import ffi
        except OSError as error:
            missing = next((name for name in LIBRARIES if name in str(error)), "libpango-1.0")
            raise Refused("library_missing", missing) from error
    if ffi.harfbuzz_subset is None:
        raise Refused("library_missing", "libharfbuzz-subset")
    from inspect_app.reports import tagging

    tagging.apply_cures()


def _printed(job: PrintJob, fonts_folder: Path) -> bytes:
    from weasyprint import HTML, Attachment
    from weasyprint.urls import FatalURLFetchingError

    from inspect_app.reports.fetching import BASE, AssetFetcher
    from inspect_app.reports.finishing import finish

    fonts = {f"fonts/{name}": (fonts_folder / name).read_bytes() for name in FONT_FILES}
    fetcher = AssetFetcher({**job.assets, **fonts})
    complaints = _Complaints()
    when = datetime.combine(job.dated, time(), UTC)
    attachment = Attachment(
        file_obj=io.BytesIO(job.data),
        name=job.data_name,
        description=job.data_says,
        relationship="Data",
        created=when,
        modified=when,
    )
    try:
        document = HTML(string=job.html, base_url=BASE, url_fetcher=fetcher).render()
        written = document.write_pdf(
            pdf_variant="pdf/a-3a",
            attachments=[attachment],
            pdf_identifier=hashlib.sha256(job.identifier.encode()).digest()[:16],
        )
    except FatalURLFetchingError as error:
        raise Refused("address_blocked", fetcher.refused or "") from error
    if fetcher.refused is not None:
        raise Refused("address_blocked", fetcher.refused)
    if complaints.heard:
        raise Refused("not_printed", complaints.heard[0][:300])
    return finish(written)


class _Complaints(logging.Handler):
    """The printer logs what it could not do and prints the rest; we would rather print nothing."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []
        logging.getLogger("weasyprint").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


if __name__ == "__main__":
    main()
