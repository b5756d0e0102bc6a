"""A browser on a profile of its own, and what it says of its main thread and its memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--enable-precise-memory-info", "--js-flags=--expose-gc",
]  # fmt: skip
CHROMIUM = os.environ.get("INSPECT_TEST_CHROMIUM", "/usr/bin/chromium")
MIB = 1024 * 1024


class Tab:
    """One page that is measured, its CPU slowed by a whole factor."""

    def __init__(self, context: BrowserContext, profile: Path) -> None:
        self.page: Page = context.pages[0]
        self.profile = profile
        self.page.set_default_timeout(600_000)
        self._cdp: CDPSession = context.new_cdp_session(self.page)
        self._cdp.send("Performance.enable", {"timeDomain": "threadTicks"})

    def slow_down(self, factor: int) -> None:
        self._cdp.send("Emulation.setCPUThrottlingRate", {"rate": factor})

    def open(self, address: str, query: str = "") -> float:
        """Seconds that the main thread was at work until `bench.ready`. The process is there before."""
        origin = "/".join(address.split("/")[:3])
        self.page.goto(f"{origin}/empty.html")
        before = self.cpu()
        self.page.goto(f"{address}{query}")
        self.page.evaluate(
            "new Promise(r => { const w = () => window.bench ? r() : setTimeout(w, 5); w() })"
        )
        self.page.evaluate("bench.ready")
        return self.cpu() - before

    def cpu(self) -> float:
        """Seconds of the main thread since the process began."""
        return self._metrics()["TaskDuration"]

    def heap_mib(self) -> float:
        """Of JavaScript, after everything that is not needed went."""
        for _ in range(2):
            self._cdp.send("HeapProfiler.collectGarbage")
        return self._metrics()["JSHeapUsedSize"] / MIB

    def run(self, script: str, given: object = None) -> Any:
        return self.page.evaluate(script, given)

    def elements(self) -> int:
        count: int = self.page.evaluate("document.querySelectorAll('*').length")
        return count

    def process_mib(self) -> float:
        """Of the process that draws the page, its share of what several use included."""
        sizes = [_proportional_kib(pid) for pid in _renderers(self.profile)]
        return max(sizes, default=0) / 1024

    def _metrics(self) -> dict[str, float]:
        said = self._cdp.send("Performance.getMetrics")
        return {one["name"]: one["value"] for one in said["metrics"]}


@contextmanager
def browser(playwright: Playwright, profile: Path) -> Iterator[Tab]:
    """A browser process that nothing ran in before; its profile stays for the next one."""
    context = playwright.chromium.launch_persistent_context(
        str(profile), executable_path=CHROMIUM, headless=True, args=ARGUMENTS,
        viewport={"width": 820, "height": 1180}, locale="en-GB", timezone_id="Asia/Almaty",
    )  # fmt: skip
    try:
        yield Tab(context, profile)
    finally:
        context.close()


def _renderers(profile: Path) -> list[int]:
    """The processes of this profile's browser that draw pages."""
    words, parents = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words[int(folder.name)] = (folder / "cmdline").read_bytes().decode("utf-8", "replace")
            parents[int(folder.name)] = int(
                (folder / "stat").read_text("utf-8").rsplit(")", 1)[1].split()[1]
            )
        except (OSError, IndexError):
            continue  # it ended meanwhile
    found = []
    for pid, said in words.items():
        if "--type=renderer" not in said:
            continue
        above = pid
        while above in parents and str(profile) not in words[above]:
            above = parents[above]
        if above in parents:
            found.append(pid)
    return found


def _proportional_kib(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    return next(
        (int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0
    )
