"""Whose work this is, and on what terms others may use it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def test_the_licence_is_apache_2(checkout: Path, project: dict[str, Any]) -> None:
    text = (checkout / "LICENSE").read_text("utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "9. Accepting Warranty or Additional Liability" in text
    assert project["project"]["license"] == "Apache-2.0"
    assert project["project"]["license-files"] == ["LICENSE"]


def test_every_font_lies_beside_its_licence(templates_dir: Path) -> None:
    fonts = {path.name.split("_")[0] for path in templates_dir.rglob("*.ttf")}
    licences = {path.stem.removeprefix("OFL-") for path in templates_dir.rglob("OFL-*.txt")}
    assert fonts
    assert fonts == licences


def test_every_published_register_is_credited_where_it_lies_and_on_the_front_page(
    checkout: Path, seed_dir: Path
) -> None:
    front = (checkout / "README.md").read_text("utf-8")
    mappings = sorted((seed_dir / "registers").rglob("mapping.yaml"))
    assert mappings
    for mapping in mappings:
        source = yaml.safe_load(mapping.read_text("utf-8"))["source"]
        assert {"name", "licence", "credit", "address"} <= set(source)
        assert [key for key in ("licence", "credit", "address") if source[key] not in front] == []
