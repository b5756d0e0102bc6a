"""Packs as they were when a result was frozen: whole folders in the data folder, by their hashes.

A pack that builds on another needs that one too, so the set in use is kept together.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from inspect_app.domain.standards import Pack
from inspect_app.files.packs.loading import load

_FOLDER = "packs"


def keep_packs(data_dir: Path, seed_dir: Path, packs: Sequence[Pack]) -> None:
    """Done twice, it is the same. Call it before the row that names them is committed."""
    place = _place(data_dir, [pack.sha256 for pack in packs])
    if place.is_dir():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=place.parent, prefix=".part-") as part:
        for pack in packs:
            shutil.copytree(seed_dir / "standards" / pack.id, Path(part) / "kept" / pack.id)
        try:
            (Path(part) / "kept").rename(place)
        except OSError:
            if not place.is_dir():  # another process was faster
                raise


def kept_packs(data_dir: Path, named: Sequence[tuple[str, str]]) -> tuple[Pack, ...] | None:
    """The packs of these (id, sha256), in that order; None: they are gone, or are others now.

    Raises Problem or Problems where a file cannot be read.
    """
    place = _place(data_dir, [sha256 for _, sha256 in named])
    if not place.is_dir():
        return None
    packs = tuple(load(place / pack_id).pack for pack_id, _ in named)
    return packs if [pack.sha256 for pack in packs] == [sha for _, sha in named] else None


def _place(data_dir: Path, hashes: Sequence[str]) -> Path:
    return data_dir / _FOLDER / "-".join(sha256[:16] for sha256 in hashes)
