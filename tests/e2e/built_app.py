"""The tablet app as it is built for the wheel, and a later version of it."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from pathlib import Path
from types import ModuleType

from tests.serving.served import CHECKOUT

VARIABLE = "INSPECT_APP_DIR"
"""Names a build to try instead of the checkout's own."""


def built_app() -> Path:
    """Built anew where it is not made of the sources that stand here."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    hook = _hook()
    if not hook.is_current(CHECKOUT):
        hook.build(CHECKOUT)
    return CHECKOUT / "inspect_app" / "shipped" / "app"


def later_version(folder: Path, version: str) -> Path:
    """The same sources under another version, built by the same means."""
    there = folder / "frontend"
    left_out = shutil.ignore_patterns("node_modules", "dist", "coverage")
    shutil.copytree(CHECKOUT / "frontend", there, ignore=left_out)
    (there / "node_modules").symlink_to(CHECKOUT / "frontend" / "node_modules")
    package = json.loads((there / "package.json").read_text("utf-8"))
    (there / "package.json").write_text(json.dumps({**package, "version": version}), "utf-8")
    _hook().build(folder)
    return folder / "inspect_app" / "shipped" / "app"


def _hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", CHECKOUT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
