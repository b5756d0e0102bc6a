"""Imports only point down, and the machine that says so would notice."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def _lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(
        [command, "--no-cache"], cwd=folder, capture_output=True, check=False, text=True
    )


@pytest.fixture
def copy_of_the_code(checkout: Path, tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__", "shipped")
    shutil.copytree(checkout / "inspect_app", tmp_path / "inspect_app", ignore=ignored)
    shutil.copy(checkout / "pyproject.toml", tmp_path)
    return tmp_path


def _append(module: Path, line: str) -> None:
    module.write_text(module.read_text("utf-8") + line + "\n", "utf-8")


def test_imports_only_point_down(checkout: Path) -> None:
    result = _lint_imports(checkout)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("domain/terms.py", "import inspect_app.problems"),
        ("domain/terms.py", "import pathlib"),
        ("problems/kinds.py", "import inspect_app.settings"),
        ("files/__init__.py", "import inspect_app.services"),
    ],
)
def test_an_import_that_points_up_or_sideways_is_caught(
    copy_of_the_code: Path, module: str, line: str
) -> None:
    _append(copy_of_the_code / "inspect_app" / module, line)
    result = _lint_imports(copy_of_the_code)
    assert result.returncode != 0
    assert "BROKEN" in result.stdout


def test_a_new_top_level_module_has_no_place_until_it_is_given_a_floor(
    copy_of_the_code: Path,
) -> None:
    (copy_of_the_code / "inspect_app" / "newcomer.py").write_text("", "utf-8")
    assert _lint_imports(copy_of_the_code).returncode != 0
