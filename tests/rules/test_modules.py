"""Modules stay small enough to read, and are named for what they hold."""

from __future__ import annotations

from pathlib import Path

LINES_AT_MOST = 400
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "misc", "common", "tools"}


def test_no_module_is_longer_than_four_hundred_lines(modules: list[Path]) -> None:
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in modules}
    assert {name: n for name, n in lengths.items() if n > LINES_AT_MOST} == {}


def test_no_module_or_package_is_named_for_nothing(checkout: Path, modules: list[Path]) -> None:
    named = {part for path in modules for part in path.relative_to(checkout).with_suffix("").parts}
    assert named & SAYS_NOTHING == set()


def test_every_module_of_the_product_says_what_it_is_for(
    checkout: Path, modules: list[Path]
) -> None:
    of_product = [path for path in modules if path.is_relative_to(checkout / "inspect_app")]
    texts = {path: path.read_text("utf-8").lstrip() for path in of_product}
    silent = [str(path) for path, text in texts.items() if text and not text.startswith('"""')]
    assert silent == []


def test_nothing_is_put_off_to_later(modules: list[Path]) -> None:
    pairs = [("TO", "DO"), ("FIX", "ME"), ("raise NotImplemented", "Error"), ("mark.", "skip")]
    texts = {path: path.read_text("utf-8") for path in modules}
    found = [f"{p}: {a}{b}" for p, text in texts.items() for a, b in pairs if a + b in text]
    assert found == []
