"""The door for facts: a file chosen by its suffix, read all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from inspect_app.domain.facts import Facts
from inspect_app.domain.standards import Pack
from inspect_app.files.workbook import facts_from_workbook, read_bytes
from inspect_app.problems import Problem
from inspect_app.schemas.facts import read_facts_json


def read_facts(path: Path, packs: Sequence[Pack]) -> Facts:
    """Facts from .json or .xlsx. Raises Problem `file.*`, or Problems with every fault at once."""
    readers = {".json": read_facts_json, ".xlsx": facts_from_workbook}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise Problem("file.unknown_suffix", file=path)
    return reader(read_bytes(path), packs, path.name)
