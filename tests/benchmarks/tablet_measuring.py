"""What is measured in the browser, of the app and of the floor with the same script."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright

from tests.benchmarks.tablet_browser import Tab, browser

QUESTIONS = 150
PAGES = {"bench": "app/bench.html", "floor": "floor/index.html"}
RECORDED = 120
PULLED = 8_000
STORED_OPERATIONS = 50_000
PHOTOGRAPHS = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """`runs` cold starts, of which the least counts; `keys` digits that are typed."""

    playwright: Playwright
    address: str
    profiles: Path
    runs: int
    keys: int

    def profile(self, name: str) -> Path:
        return self.profiles / name


def measure_form(wanted: Wanted, kind: str, rooms: int, factors: list[int]) -> dict[str, Any]:
    """Cold starts of a filled profile, then digits and new rooms in the last of them."""
    profile = wanted.profile(f"{kind}-{rooms}")
    address = f"{wanted.address}/{PAGES[kind]}"
    query = f"?rooms={rooms}&questions={QUESTIONS}"
    for _ in range(2):  # fills it; then once more, so that the browser has compiled it before
        with browser(wanted.playwright, profile) as tab:
            tab.open(address, query)
    return {
        "kind": kind,
        "rooms": rooms,
        "at": [
            _form_at(wanted, profile, (address, query), factor, is_last=factor == factors[-1])
            for factor in factors
        ],
    }


def _form_at(
    wanted: Wanted, profile: Path, page: tuple[str, str], factor: int, *, is_last: bool
) -> dict[str, Any]:
    starts: list[dict[str, float]] = []
    rest: dict[str, Any] = {}
    for run in range(wanted.runs):
        with browser(wanted.playwright, profile) as tab:
            tab.slow_down(factor)
            cpu = tab.open(*page)
            told = tab.run("({ usable: bench.usable, settled: bench.settled })")
            starts.append({"cpu_s": cpu, **{name: ms / 1000 for name, ms in told.items()}})
            if run == wanted.runs - 1:
                rest = _at_rest(tab) | _typed(tab, wanted.keys)
                if is_last or factor == 1:
                    rest |= _added(tab)
    return {
        "slow": factor,
        "cpu_s": min(one["cpu_s"] for one in starts),
        "usable_s": min(one["usable"] for one in starts),
        "settled_s": min(one["settled"] for one in starts),
        **rest,
    }


def _at_rest(tab: Tab) -> dict[str, Any]:
    return {
        "elements": tab.elements(),
        "heap_mib": tab.heap_mib(),
        "process_mib": tab.process_mib(),
        "score_ms": tab.run("bench.score ? bench.score() : null"),
    }


def _typed(tab: Tab, keys: int) -> dict[str, float]:
    """The same field again and again, as far apart as fast fingers are."""
    tab.run("bench.type(0, 3)")
    before = tab.cpu()
    took: list[float] = tab.run(
        """async (keys) => {
          const took = [];
          for (let i = 0; i < keys; i += 1) {
            took.push(await bench.type(0, 1 + (i % 9)));
            await new Promise((resolve) => setTimeout(resolve, 60));
          }
          return took;
        }""",
        keys,
    )
    cpu = tab.cpu() - before
    return {
        "key_p50_ms": statistics.median(took),
        "key_p95_ms": statistics.quantiles(took, n=20)[-1],
        "key_cpu_ms": cpu * 1000 / keys,
    }


def _added(tab: Tab) -> dict[str, float]:
    took: list[dict[str, float]] = []
    cpus: list[float] = []
    for _ in range(6):
        tab.page.wait_for_timeout(700)  # what the room before set going has ended
        before = tab.cpu()
        took.append(tab.run("bench.addRoom()"))
        cpus.append((tab.cpu() - before) * 1000)
    return {
        "add_ms": statistics.median(one["added"] for one in took),
        "add_opened_ms": statistics.median(one["opened"] for one in took),
        "add_cpu_ms": statistics.median(cpus),
    }


def measure_storage(wanted: Wanted, factor: int) -> dict[str, Any]:
    """One operation on the disk beside one bare strict row; a first download beside bare rows."""
    with browser(wanted.playwright, wanted.profile("bench-storage")) as tab:
        tab.open(f"{wanted.address}/{PAGES['bench']}", f"?rooms=10&questions={QUESTIONS}")
        tab.slow_down(factor)
        recorded: list[float] = []
        bare: list[float] = []
        for _ in range(3):
            bare += tab.run("(n) => bench.storage.put(n)", RECORDED)
            recorded += tab.run("(n) => bench.storage.record(n)", RECORDED)
        kept = [tab.run("(n) => bench.storage.pull(n)", PULLED) for _ in range(3)]
        bulk = [tab.run("(n) => bench.storage.bulk(n)", PULLED) for _ in range(3)]
    return {
        "slow": factor,
        "record_p50_ms": statistics.median(recorded),
        "record_p95_ms": statistics.quantiles(recorded, n=20)[-1],
        "bare_p50_ms": statistics.median(bare),
        "bare_p95_ms": statistics.quantiles(bare, n=20)[-1],
        "pulled_ms": min(one["kept"] for one in kept),
        "pulled_hashed_ms": min(one["hashed"] for one in kept),
        "bulk_ms": min(bulk),
    }


def measure_start(wanted: Wanted) -> dict[str, Any]:
    """From the first byte of the page to the list of visits and what waits to be sent."""
    page = f"{wanted.address}/{PAGES['bench']}"
    full, empty = wanted.profile("bench-2000"), wanted.profile("bench-empty")
    with browser(wanted.playwright, full) as tab:
        tab.open(page, f"?rooms=2000&questions={QUESTIONS}")
        tab.run("(n) => bench.storage.pull(n)", STORED_OPERATIONS - 42_000)
        tab.run("(n) => bench.storage.keepPhotographs(n)", PHOTOGRAPHS)
    return {
        name: _started(wanted, profile, page)
        for name, profile in (("empty", empty), ("full", full))
    }


def _started(wanted: Wanted, profile: Path, page: str) -> dict[str, float]:
    found = []
    for _ in range(wanted.runs + 1):  # the first one makes what is not there yet
        with browser(wanted.playwright, profile) as tab:
            cpu = tab.open(page, "?start")
            said = tab.run("bench.start")
            found.append({"cpu_s": cpu, **{name: ms / 1000 for name, ms in said.items()}})
    return {name: min(one[name] for one in found[1:]) for name in found[0]}
