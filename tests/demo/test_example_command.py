"""`inspect-app example`, as a newcomer runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from inspect_app.files.atomic_write import write_whole

PROGRAM = (sys.executable, "-c", "from inspect_app.cli import main; main()")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run((*PROGRAM, *arguments), capture_output=True, check=False, text=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder that the example filled, and what it said."""
    out = tmp_path_factory.mktemp("demo") / "out"
    done = run("example", "--out", out)
    assert done.returncode == 0, done.stderr
    return out, done.stdout


pytestmark = pytest.mark.xdist_group("example")  # one run serves every test of this module


@pytest.mark.slow
def test_three_reports_are_printed(made: tuple[Path, str]) -> None:
    out, _ = made
    printed = sorted(path.name for path in out.glob("*.pdf"))
    assert printed == [f"barrack_colony_{language}.pdf" for language in ("en", "kk", "ru")]
    assert all(path.read_bytes().startswith(b"%PDF-") for path in out.glob("*.pdf"))


@pytest.mark.slow
def test_the_result_is_that_of_the_demo_facility(made: tuple[Path, str]) -> None:
    out, _ = made
    result = json.loads((out / "barrack_colony.json").read_bytes())
    assert result["facts"]["facility"]["id"] == "demo-samalzhusan"
    assert result["assessment"]["rating"] != "not_rated"


@pytest.mark.slow
def test_all_190_prisons_are_scored(made: tuple[Path, str]) -> None:
    out, _ = made
    assert len(list((out / "italy_2025_07" / "results").glob("*.json"))) == 190


@pytest.mark.slow
def test_every_file_that_it_names_is_there_and_the_licence_stands_last(
    made: tuple[Path, str],
) -> None:
    out, said = made
    lines = said.strip().splitlines()
    named = [Path(line.split("  ")[-1].strip()) for line in lines if str(out) in line]
    assert len(named) == 6
    assert all(path.exists() for path in named)
    assert "Fonte: Liberiamoli tutti!" in lines[-1]
    assert "CC BY 4.0" in lines[-1]


def test_a_folder_that_cannot_be_made_is_refused_in_one_sentence(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    write_whole(in_the_way, b"")
    done = run("example", "--out", in_the_way / "out")
    assert done.returncode == 2
    assert str(in_the_way) in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
