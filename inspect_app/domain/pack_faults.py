"""What can be wrong with a pack, as values: where it is, which sentence says it, with which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Section(StrEnum):
    """Which part of a pack an item belongs to."""

    PACK = "pack"
    INSTRUMENTS = "instruments"
    INPUTS = "inputs"
    CRITERIA = "criteria"
    NORMS = "norms"
    DOUBTS = "doubts"
    CASES = "cases"


Where = tuple[str | int, ...]
"""The item's id (for a case: its number), then keys and list positions inside the item."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`code` is the rest of a problem code `pack.<code>`; `details` fill its sentence."""

    code: str
    section: Section
    where: Where
    details: Mapping[str, object] = field(default_factory=dict)


class Faults:
    """Collects faults, so that all of a pack are told at once."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def add(self, code: str, section: Section, where: Where, **details: object) -> None:
        self._found.append(Fault(code, section, where, details))

    @property
    def found(self) -> tuple[Fault, ...]:
        return tuple(self._found)
