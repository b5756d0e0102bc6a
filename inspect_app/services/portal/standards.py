"""The standards by which a publication was judged, which need not be those in force today."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from time import monotonic

from inspect_app.domain.standards import Pack
from inspect_app.files.packs.keeping import kept_packs
from inspect_app.problems import Problem, Problems
from inspect_app.services.portal.documents import Document

Names = tuple[tuple[str, str], ...]
MISSED_SECONDS = 300
"""So long a pack that could not be read is not looked for again: a folder that is put back is found,
and a lost one costs a reader nothing."""
LOG = logging.getLogger("inspect_app.portal")
_missed: dict[tuple[Path, Names], float] = {}


class NotKept(LookupError):
    """The packs of a publication are not here any more."""


def packs_of(document: Document, in_force: Sequence[Pack], data_dir: Path) -> tuple[Pack, ...]:
    """The packs named in the document, byte for byte, in its order. Raises NotKept."""
    known = {pack.id: pack for pack in in_force}
    named = document.pack_names
    if all(i in known and known[i].sha256 == sha256 for i, sha256 in named):
        return tuple(known[i] for i, _ in named)
    missed_at = _missed.get((data_dir, named))
    if missed_at is not None and monotonic() - missed_at < MISSED_SECONDS:
        raise NotKept(named)
    try:
        return _kept(data_dir, named)
    except NotKept as fault:
        _missed[data_dir, named] = monotonic()
        versions = ", ".join(f"{pack} {sha256[:16]}" for pack, sha256 in named)
        LOG.error(
            "standards of %s are not kept in %s (%s): its pages are explained by those of today",
            document.code, data_dir, fault.__cause__ or versions,
        )  # fmt: skip
        raise


@lru_cache(maxsize=4)
def _kept(data_dir: Path, named: Names) -> tuple[Pack, ...]:
    """Reading a pack takes a while; a handful of versions serves all that was ever published."""
    try:
        packs = kept_packs(data_dir, named)
    except (OSError, Problem, Problems) as fault:
        raise NotKept(named) from fault
    if packs is None:
        raise NotKept(named)
    return packs
