"""The wheel carries all that it needs: installed where there is no checkout, it prints a report and
has the tablet app."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]

PIP = ("-m", "pip", "--disable-pip-version-check", "-qq", "install", "--progress-bar", "off")


def _run(command: Sequence[str | Path], folder: Path) -> str:
    """Runs without this test's own environment variables of Python and of the product."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "INSPECT_"))}
    done = subprocess.run(
        command, cwd=folder, env=kept, capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is not the checkout and not below it."""
    return tmp_path_factory.mktemp("elsewhere")


@pytest.fixture(scope="module")
def wheel(checkout: Path, elsewhere: Path) -> Path:
    built = elsewhere / "built"
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", built], checkout)
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(checkout: Path, elsewhere: Path, wheel: Path) -> Path:
    """The folder of programs of an empty environment that has the wheel and the locked packages."""
    programs = elsewhere / "environment" / "bin"
    _run([sys.executable, "-m", "venv", programs.parent], elsewhere)
    lock = checkout / "requirements.txt"
    _run([programs / "python", *PIP, "--require-hashes", "-r", lock], elsewhere)
    _run([programs / "python", *PIP, "--no-deps", wheel], elsewhere)
    return programs


@pytest.fixture(scope="module")
def carried(installed: Path, elsewhere: Path) -> tuple[Path, Path]:
    """Where the installed wheel looks for seed/ and templates/."""
    asks = "from inspect_app.settings import load; s = load(); print(s.seed_dir, s.templates_dir)"
    seed, templates = _run([installed / "python", "-c", asks], elsewhere).split()
    return Path(seed), Path(templates)


def test_the_installed_wheel_reads_nothing_from_the_checkout(
    carried: tuple[Path, Path], elsewhere: Path
) -> None:
    for folder in carried:
        assert folder.is_relative_to(elsewhere)
        assert any(folder.rglob("*.*"))


def test_the_wheel_carries_the_tablet_app_of_these_sources(checkout: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        app = {
            name.removeprefix("inspect_app/shipped/app/"): opened.read(name)
            for name in opened.namelist()
            if name.startswith("inspect_app/shipped/app/")
        }
    assert {"index.html", "sw.js", "rescue.html", "manifest.webmanifest"} <= app.keys()
    assert any(name.startswith("assets/") and name.endswith(".js") for name in app)
    asks = (
        "import hatch_build, pathlib; print(hatch_build.sources_sha256(pathlib.Path('frontend')))"
    )
    assert (
        app[".built-from"].decode().strip() == _run([sys.executable, "-c", asks], checkout).strip()
    )


def test_the_installed_wheel_finds_its_tablet_app(installed: Path, elsewhere: Path) -> None:
    asks = "from inspect_app.settings import load; print(load().app_dir / 'index.html')"
    index = Path(_run([installed / "python", "-c", asks], elsewhere).strip())
    assert index.is_relative_to(elsewhere)
    assert index.is_file()


def test_the_installed_wheel_checks_its_standards(installed: Path, elsewhere: Path) -> None:
    assert _run([installed / "inspect-app", "pack", "check"], elsewhere)


def test_the_installed_wheel_prints_a_report_in_kazakh(
    installed: Path, carried: tuple[Path, Path], elsewhere: Path
) -> None:
    facts, printed = carried[0] / "demo" / "barrack_colony" / "facts.json", elsewhere / "out.pdf"
    report = [installed / "inspect-app", "report", facts, "--lang", "kk", "-o", printed]
    _run(report, elsewhere)
    assert printed.read_bytes().startswith(b"%PDF-")
    assert printed.stat().st_size > 100_000
