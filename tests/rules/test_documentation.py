"""The documentation says what is true now: no page stale, no link dead, nothing left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import click
import pytest

from inspect_app.cli import main
from inspect_app.problems import CATALOGUE
from inspect_app.settings import Settings

SVG = "{http://www.w3.org/2000/svg}"
LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")


@pytest.fixture(scope="session")
def docs(checkout: Path) -> Path:
    return checkout / "docs"


def _command_paths(command: click.Command | None, path: str) -> Iterator[str]:
    assert command is not None
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from _command_paths(command.get_command(context, name), f"{path} {name}")


def test_no_generated_page_is_stale(generator: ModuleType) -> None:
    assert list(generator.stale_pages()) == [], "run `make docs`"


def test_a_page_that_was_changed_by_hand_is_noticed(
    generator: ModuleType, docs: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "docs"
    copy.mkdir()
    for name in generator.PAGES:
        (copy / name).resolve().parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text((docs / name).read_text("utf-8"), "utf-8")
    assert list(generator.stale_pages(copy)) == []
    (copy / "settings.md").write_text("# Settings\n", "utf-8")
    assert list(generator.stale_pages(copy)) == ["settings.md"]


def test_every_setting_is_documented(docs: Path) -> None:
    text = (docs / "settings.md").read_text("utf-8")
    variables = [item.metadata["variable"] for item in fields(Settings)]
    assert [variable for variable in variables if f"`{variable}`" not in text] == []


def test_every_command_is_documented(docs: Path) -> None:
    text = (docs / "commands.md").read_text("utf-8")
    paths = list(_command_paths(main, "inspect-app"))
    assert [path for path in paths if f"## `{path}`\n" not in text] == []


def test_every_problem_is_documented(docs: Path) -> None:
    text = (docs / "problems.md").read_text("utf-8")
    assert CATALOGUE
    assert [code for code in CATALOGUE if f"### `{code}`\n" not in text] == []


def test_every_relative_link_leads_to_a_file(kept_files: list[Path]) -> None:
    pages = [path for path in kept_files if path.suffix == ".md"]
    dead = [
        f"{page.name}: {target}"
        for page in pages
        for target in LINK.findall(page.read_text("utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert dead == []


def test_every_drawn_picture_can_be_read_without_seeing_it(docs: Path) -> None:
    pictures = sorted((docs / "pictures").glob("*.svg"))
    assert pictures
    for picture in pictures:
        root = ElementTree.parse(picture).getroot()  # noqa: S314  # our own file
        assert root.get("role") == "img"
        for part in ("title", "desc"):
            found = root.find(f"{SVG}{part}")
            assert found is not None
            assert found.text
            assert found.text.strip()
            assert found.get("id") in (root.get("aria-labelledby") or "").split()


def test_every_make_target_that_a_page_names_exists(checkout: Path, kept_files: list[Path]) -> None:
    makefile = (checkout / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    pages = [path.read_text("utf-8") for path in kept_files if path.suffix == ".md"]
    named = {name for page in pages for name in re.findall(r"`make ([a-z-]+)`", page)}
    assert named - targets == set()


def test_every_decision_has_its_four_parts(docs: Path) -> None:
    decisions = sorted((docs / "adr").glob("0*.md"))
    assert decisions
    for decision in decisions:
        text = decision.read_text("utf-8")
        assert re.search(r"^Status: (accepted|superseded by \d+)$", text, re.MULTILINE)
        for part in ("Context", "Decision", "Consequences"):
            assert f"\n## {part}\n" in text, f"{decision.name} has no {part}"
