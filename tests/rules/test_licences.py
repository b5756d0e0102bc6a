"""Whose work this is, and on what terms others may use it."""

from __future__ import annotations

from pathlib import Path
from typing import Any


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


def test_the_italian_data_is_credited_where_it_lies_and_on_the_front_page(
    checkout: Path, seed_dir: Path
) -> None:
    credit, address = "Fonte: Liberiamoli tutti!", "https://datibenecomune.substack.com/"
    beside = "\n".join(path.read_text("utf-8") for path in (seed_dir / "registers").rglob("*.md"))
    for text in (beside, (checkout / "README.md").read_text("utf-8")):
        assert credit in text
        assert address in text
        assert "CC BY 4.0" in text
