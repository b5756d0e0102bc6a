"""The tablet's own checks and tests, which its own tools run: types, style and floors, vitest."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.twin.fixtures import write_fixtures
from tests.twin.node import FRONTEND, node

pytestmark = pytest.mark.xdist_group("frontend")


def run(tool: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A tool of the tablet's packages, with the Node.js that was found."""
    path = f"{Path(node()).parent}{os.pathsep}{os.environ['PATH']}"
    program = FRONTEND / "node_modules" / ".bin" / tool
    return subprocess.run(
        [str(program), *words], cwd=FRONTEND, env={**os.environ, "PATH": path, "CI": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_every_file_is_well_formed_and_keeps_to_its_floor() -> None:
    done = run("biome", "check", "--diagnostic-level=warn", ".")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_types_hold() -> None:
    done = run("svelte-check", "--tsconfig", "./tsconfig.json", "--fail-on-warnings", "--output", "machine")  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_tests_of_the_tablet_pass() -> None:
    write_fixtures()
    done = run("vitest", "run", "--maxWorkers=2")
    assert done.returncode == 0, (done.stdout + done.stderr)[-6000:]
