"""The workbook of facts: written for an office to fill by hand, read back exactly or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inspect_app.domain.checklists import Checklist
from inspect_app.domain.facts import Facts
from inspect_app.domain.standards import Pack
from inspect_app.files.atomic_write import write_whole
from inspect_app.files.workbook.reading import facts_from_workbook
from inspect_app.files.workbook.writing import template_bytes
from inspect_app.problems import Language, Problem

__all__ = ["facts_from_workbook", "read_bytes", "read_facts", "template_bytes", "write_template"]


def write_template(
    path: Path,
    checklist: Checklist,
    packs: Sequence[Pack],
    language: Language,
    rooms: int = 60,
    blocks: int = 3,
) -> None:
    """Writes the workbook whole or not at all. Raises Problem `file.not_written`."""
    write_whole(path, template_bytes(checklist, packs, language, rooms, blocks))


def read_facts(path: Path, packs: Sequence[Pack]) -> Facts:
    """Facts from a filled workbook. Raises Problem or Problems, never half of the facts."""
    return facts_from_workbook(read_bytes(path), packs, path.name)


def read_bytes(path: Path) -> bytes:
    """The content of a file. Raises Problem `file.not_found` or `file.unreadable`."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Problem("file.not_found", file=path) from error
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise Problem("file.unreadable", file=path, why=why) from error
