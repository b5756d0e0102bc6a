"""`python -m tests.benchmarks.tablet [--rooms 10,100,...] [--slow 1,4]`: the tablet beside its floor.

A build of the app of its own (docs/benchmarks-tablet.md) and a page without any engine, in Debian's
Chromium, one after the other. Prints a table with the goals beside it, writes the figures to out/.
Nothing is asserted: seconds say as much about the machine as about the product.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import click
from playwright.sync_api import sync_playwright

from tests.benchmarks.sizes import CHECKOUT
from tests.benchmarks.tablet_build import benchmark_build, served, shipped_sizes
from tests.benchmarks.tablet_measuring import Wanted, measure_form, measure_start, measure_storage
from tests.benchmarks.tablet_table import lines

OUT = CHECKOUT / "out"
ROOMS = "10,100,400,1000,2000"


@click.command()
@click.option("--rooms", default=ROOMS, show_default=True, help="How many rooms, several times.")
@click.option("--slow", default="1,4", show_default=True, help="How many times slower the CPU is.")
@click.option("--runs", default=3, show_default=True, help="Cold starts; the least of them counts.")
@click.option("--keys", default=60, show_default=True, help="Digits that are typed.")
@click.option("--out", type=click.Path(path_type=Path), default=OUT, help="Folder of the figures.")
@click.option("--only", default="", help="Of sizes, forms, storage, start: which, with commas.")
def main(rooms: str, slow: str, runs: int, keys: int, only: str, out: Path) -> None:
    """Measure the tablet's app in a browser, beside a page without any engine."""
    parts = set(filter(None, only.split(","))) or {"sizes", "forms", "storage", "start"}
    folder = Path(mkdtemp(prefix="bench-tablet-"))
    found: dict[str, Any] = {"at": datetime.now(UTC).isoformat(), "load_before": os.getloadavg()}
    try:
        if "sizes" in parts:
            found["sizes"] = shipped_sizes(folder / "shipped")
        pages = benchmark_build(folder / "pages")
        with served(pages) as address, sync_playwright() as playwright:
            wanted = Wanted(playwright, address, folder / "profiles", runs, keys)
            if "forms" in parts:
                found["forms"] = [
                    measure_form(wanted, kind, int(count), [int(one) for one in slow.split(",")])
                    for count in rooms.split(",")
                    for kind in ("floor", "bench")
                ]
            if "storage" in parts:
                found["storage"] = [measure_storage(wanted, int(one)) for one in slow.split(",")]
            if "start" in parts:
                found["start"] = measure_start(wanted)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    found["load_after"] = os.getloadavg()
    out.mkdir(exist_ok=True)
    (out / "bench-tablet.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    for line in lines(found):
        click.echo(line)


if __name__ == "__main__":
    sys.exit(main())
