"""The page that is measured still works, at sizes so small that nobody waits, and is in no app."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.tablet_table import lines
from tests.e2e.built_app import built_app
from tests.serving.served import CHECKOUT

pytestmark = pytest.mark.xdist_group("browser")
TINY = ["--rooms", "10", "--slow", "1", "--runs", "1", "--keys", "4", "--only", "forms"]


def test_the_tablet_and_its_floor_are_measured_with_the_same_script(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.tablet", *TINY, "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "bench-tablet.json").read_text("utf-8"))
    floor, app = (form["at"][0] for form in found["forms"])
    assert app["elements"] > floor["elements"] > 20
    assert {"cpu_s", "key_p95_ms", "add_ms", "heap_mib"} <= floor.keys() & app.keys()
    assert any("floor" in line for line in lines(found))


def test_nothing_of_the_measured_page_is_in_the_app() -> None:
    app = built_app()
    assert not (app / "bench.html").exists()
    assert "bench" not in (app / "sw.js").read_text("utf-8")
    scripts = [path.read_text("utf-8") for path in app.rglob("*.js")]
    assert not any("d_bench" in script for script in scripts)
