"""The tablet app is built when its sources changed, and a build that fails leaves the old one."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PACKAGES = '{"packages": {"": {}, "node_modules/vite": {"version": "1.0.0"}}}'
BUILDS = """
const out = process.argv[process.argv.indexOf('--outDir') + 1];
const fs = require('node:fs');
fs.writeFileSync(out + '/index.html', fs.readFileSync('src/main.ts'));
"""
FAILS = BUILDS + "process.exit(3);"


@pytest.fixture(scope="module")
def builder(checkout: Path) -> ModuleType:
    """hatch_build.py, loaded as hatchling loads it."""
    spec = importlib.util.spec_from_file_location("hatch_build", checkout / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose Vite copies one file."""
    for name in ("INSPECT_SKIP_FRONTEND", "INSPECT_FORCE_FRONTEND"):
        monkeypatch.delenv(name, raising=False)
    frontend = tmp_path / "frontend"
    (frontend / "src").mkdir(parents=True)
    (frontend / "src" / "main.ts").write_text("one")
    (frontend / "package-lock.json").write_text(PACKAGES)
    (frontend / "node_modules" / "vite" / "bin").mkdir(parents=True)
    (frontend / "node_modules" / ".package-lock.json").write_text(PACKAGES)
    write_vite(tmp_path, BUILDS)
    return tmp_path


def write_vite(root: Path, program: str) -> None:
    (root / "frontend" / "node_modules" / "vite" / "bin" / "vite.js").write_text(program)


def built(root: Path) -> str:
    return (root / "inspect_app" / "shipped" / "app" / "index.html").read_text()


def test_a_build_is_current_until_a_source_changes(builder: Any, root: Path) -> None:
    assert not builder.is_current(root)
    builder.build(root)
    assert builder.is_current(root)
    (root / "frontend" / "src" / "main.ts").write_text("two")
    assert not builder.is_current(root)
    builder.build(root)
    assert built(root) == "two"


def test_a_source_that_was_taken_away_counts_as_changed(builder: Any, root: Path) -> None:
    extra = root / "frontend" / "src" / "extra.ts"
    extra.write_text("")
    builder.build(root)
    extra.unlink()
    assert not builder.is_current(root)


def test_tests_and_installed_packages_are_no_sources(builder: Any, root: Path) -> None:
    builder.build(root)
    (root / "frontend" / "src" / "main.test.ts").write_text("test")
    (root / "frontend" / "node_modules" / "other.js").write_text("other")
    assert builder.is_current(root)


def test_a_build_that_fails_leaves_the_old_app(
    builder: Any, root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    builder.build(root)
    (root / "frontend" / "src" / "main.ts").write_text("two")
    write_vite(root, FAILS)
    with pytest.raises(builder.NotBuilt, match=r"vite\.js build"):
        builder.build(root)
    assert built(root) == "one"
    assert not builder.is_current(root)
    left = {path.name for path in (root / "inspect_app" / "shipped").iterdir()}
    assert left == {"app", ".building"}


def test_without_node_the_sentence_says_what_to_install(
    builder: Any, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "node_on_path", lambda: None)
    monkeypatch.setattr(builder, "node_of_wheel", lambda: None)
    with pytest.raises(builder.NotBuilt, match=r"requirements-node\.txt"):
        builder.build(root)


@pytest.mark.parametrize(
    ("said", "is_good"),
    [("v20.18.1", False), ("v20.19.0", True), ("v21.7.3", False), ("v22.11.0", False),
     ("v22.12.0", True), ("v24.19.0", True), ("", False)],
)  # fmt: skip
def test_only_versions_that_the_build_tools_run_on_are_taken(
    builder: Any, said: str, is_good: bool
) -> None:
    assert builder._is_good(f"{said}\n") is is_good


def test_what_is_skipped_by_hand_is_not_built(
    builder: Any, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECT_SKIP_FRONTEND", "yes")
    assert not builder._is_wanted(root)
    monkeypatch.delenv("INSPECT_SKIP_FRONTEND")
    assert builder._is_wanted(root)


def test_the_lock_of_the_app_names_no_address_to_fetch_from(checkout: Path) -> None:
    lock = (checkout / "frontend" / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in lock
