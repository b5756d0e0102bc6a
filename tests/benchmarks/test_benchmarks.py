"""The benchmarks still run, at sizes so small that nobody waits for them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def figure(name: str) -> dict[str, Any]:
    """The one line that a benchmark prints."""
    command = [sys.executable, "-m", "tests.benchmarks", "--tiny", name]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    line: dict[str, Any] = json.loads(done.stdout)
    return line


NAMES = [
    "scoring", "packs", "report", "register", "push_sqlite", "push_postgresql", "push_bare_flask",
    "pull", "upload", "demo", "overview_sqlite", "overview_postgresql", "rooms_page", "rooms_csv",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_prints_its_figure_its_floor_and_its_goal(name: str) -> None:
    line = figure(name)
    assert line["cpu_seconds"] > 0
    assert line["floor"]
    assert line["goal"]
    assert line["ratio"] > 0


def test_the_facility_grows_to_the_rooms_and_questions_asked_for() -> None:
    assert figure("scoring")["size"]["rooms"] == 12
