"""Dependencies: each has a reason, each is locked, and the lock knows no address."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

SHIPPED_AND_TESTED = ("requirements.txt", "requirements-dev.txt")
LOCKS = (*SHIPPED_AND_TESTED, "requirements-node.txt")


def _pins(lock: Path) -> dict[str, str]:
    pinned = re.findall(r"^([\w.-]+)==([^\s;]+)", lock.read_text("utf-8"), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in pinned}


def _unmet(wanted: list[str], pins: dict[str, str]) -> list[str]:
    needs = [Requirement(text) for text in wanted]
    return [
        str(need)
        for need in needs
        if not need.specifier.contains(pins.get(canonicalize_name(need.name), "0"))
    ]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_carries_no_address(checkout: Path, name: str) -> None:
    text = (checkout / name).read_text("utf-8")
    assert "://" not in text
    assert re.search(r"^\s*-", text.replace("--hash=", ""), re.MULTILINE) is None


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_its_hashes(checkout: Path, name: str) -> None:
    text = (checkout / name).read_text("utf-8")
    entries = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_what_the_product_needs_is_locked(checkout: Path, project: dict[str, Any]) -> None:
    pins = _pins(checkout / "requirements.txt")
    assert _unmet(project["project"]["dependencies"], pins) == []


def test_what_developers_need_is_locked(checkout: Path, project: dict[str, Any]) -> None:
    pins = _pins(checkout / "requirements-dev.txt")
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    assert _unmet(wanted, pins) == []


def test_the_node_that_builds_the_app_is_locked(checkout: Path, project: dict[str, Any]) -> None:
    pins = _pins(checkout / "requirements-node.txt")
    assert _unmet(project["dependency-groups"]["node"], pins) == []


def test_the_tests_run_with_the_versions_that_users_get(checkout: Path) -> None:
    shipped, tested = (_pins(checkout / name) for name in SHIPPED_AND_TESTED)
    assert {name: v for name, v in shipped.items() if tested.get(name) != v} == {}


def test_every_dependency_has_a_reason(checkout: Path, project: dict[str, Any]) -> None:
    text = (checkout / "pyproject.toml").read_text("utf-8")
    lines = {need: _line_of(need, text) for need in project["project"]["dependencies"]}
    assert [need for need, line in lines.items() if not re.search(r"# \w+\W+\w+", line)] == []


def _line_of(need: str, text: str) -> str:
    return next(line for line in text.splitlines() if f'"{need}"' in line)
