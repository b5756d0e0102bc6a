"""The checkout itself, as the thing under test."""

from __future__ import annotations

import importlib.util
import subprocess
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


@pytest.fixture(scope="session")
def checkout() -> Path:
    return Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def kept_files(checkout: Path) -> list[Path]:
    """Every file that git keeps or would keep; `safe.directory` for checkouts of another user."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=checkout,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    found = [checkout / name for name in listed.split("\0") if name]
    return [path for path in found if path.is_file()]


@pytest.fixture(scope="session")
def modules(kept_files: list[Path]) -> list[Path]:
    return [path for path in kept_files if path.suffix == ".py"]


@pytest.fixture(scope="session")
def project(checkout: Path) -> dict[str, Any]:
    return tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="session")
def generator(checkout: Path) -> ModuleType:
    """docs/generate.py, which is a script beside the package and not part of it."""
    spec = importlib.util.spec_from_file_location("generate", checkout / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
