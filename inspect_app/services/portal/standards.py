"""The standards by which a publication was judged, which need not be those in force today."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from inspect_app.domain.standards import Pack
from inspect_app.files.packs.keeping import kept_packs
from inspect_app.problems import Problem, Problems
from inspect_app.services.portal.documents import Document


class NotKept(LookupError):
    """The packs of a publication are not here any more."""


def packs_of(document: Document, in_force: Sequence[Pack], data_dir: Path) -> tuple[Pack, ...]:
    """The packs named in the document, byte for byte, in its order. Raises NotKept."""
    known = {pack.id: pack for pack in in_force}
    named = document.pack_names
    if all(i in known and known[i].sha256 == sha256 for i, sha256 in named):
        return tuple(known[i] for i, _ in named)
    return _kept(data_dir, named)


@lru_cache(maxsize=4)
def _kept(data_dir: Path, named: tuple[tuple[str, str], ...]) -> tuple[Pack, ...]:
    """Reading a pack takes a while; a handful of versions serves all that was ever published."""
    try:
        packs = kept_packs(data_dir, named)
    except (OSError, Problem, Problems) as fault:
        raise NotKept(named) from fault
    if packs is None:
        raise NotKept(named)
    return packs
