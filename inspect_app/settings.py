"""Every setting of the product, typed, each with its line of documentation.

A setting comes from the environment variable named in `variable`. An unknown value stops the start
with one sentence; nothing is read from anywhere else.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path


def _shipped(name: str) -> Path:
    """templates/ and seed/ stand beside the package in a checkout and inside it in a wheel."""
    package = Path(__file__).resolve().parent
    inside = package / "shipped" / name
    return inside if inside.is_dir() else package.parent / name


@dataclass(frozen=True, slots=True)
class Settings:
    seed_dir: Path = field(
        default_factory=lambda: _shipped("seed"),
        metadata={
            "variable": "INSPECT_SEED_DIR",
            "says": "Folder of standards, checklists, registers and the demo facility.",
        },
    )
    templates_dir: Path = field(
        default_factory=lambda: _shipped("templates"),
        metadata={
            "variable": "INSPECT_TEMPLATES_DIR",
            "says": "Folder of the report templates and their fonts.",
        },
    )
    language: str = field(
        default="en",
        metadata={
            "variable": "INSPECT_LANGUAGE",
            "says": "Language of the command line: en, ru or kk.",
        },
    )
    render_seconds: int = field(
        default=300,
        metadata={
            "variable": "INSPECT_RENDER_SECONDS",
            "says": "Seconds after which printing one report is given up.",
        },
    )
    render_memory_mib: int = field(
        default=1536,
        metadata={
            "variable": "INSPECT_RENDER_MEMORY_MIB",
            "says": "MiB of memory that printing one report may use.",
        },
    )


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment; refuses a number that is not one, and an unknown language."""
    given = os.environ if environment is None else environment
    values: dict[str, object] = {}
    for item in fields(Settings):
        text = given.get(item.metadata["variable"])
        if text is not None:
            values[item.name] = _typed(str(item.type), text, item.metadata["variable"])
    settings = Settings(**values)  # type: ignore[arg-type]  # each value was typed by its own field
    if settings.language not in ("en", "ru", "kk"):
        raise SystemExit(f"INSPECT_LANGUAGE is {settings.language!r}: set it to en, ru or kk.")
    return settings


def _typed(kind: str, text: str, variable: str) -> object:
    if kind == "Path":
        return Path(text)
    if kind == "int":
        if not text.isascii() or not text.isdigit() or int(text) == 0:
            raise SystemExit(f"{variable} is {text!r}: set it to a whole number above 0.")
        return int(text)
    return text
