"""Packs as they were when a result was frozen: whole folders in the data folder, by their hashes.

A pack that builds on another needs that one too, so the set in use is kept together.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from inspect_app.domain.standards import Pack
from inspect_app.files.packs.loading import STANDARDS, load
from inspect_app.files.packs.reading import hash_of
from inspect_app.problems import Problem, Problems

_FOLDER = "packs"


def keep_packs(data_dir: Path, seed_dir: Path, packs: Sequence[Pack]) -> None:
    """Done twice, it is the same. Call it before the row that names them is committed.

    A server reads its packs once and works for weeks: where the files are others by now, they are not
    what judged the result. Raises Problem `review.standards_differ`.
    """
    place = _place(data_dir, [pack.sha256 for pack in packs])
    if place.is_dir():
        _refuse_others(place, packs)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=place.parent, prefix=".part-") as part:
        for pack in packs:
            _copy(seed_dir / "standards" / pack.id, Path(part) / "kept" / pack.id)
        _refuse_others(Path(part) / "kept", packs)
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


def _copy(pack: Path, to: Path) -> None:
    try:
        shutil.copytree(pack, to)
    except (OSError, shutil.Error) as fault:
        raise Problem("review.standards_differ", pack=pack.name) from fault


def _refuse_others(kept: Path, packs: Sequence[Pack]) -> None:
    for pack in packs:
        try:
            is_same = hash_of(kept / pack.id, STANDARDS) == pack.sha256
        except (OSError, Problem, Problems) as fault:
            raise Problem("review.standards_differ", pack=pack.id) from fault
        if not is_same:
            raise Problem("review.standards_differ", pack=pack.id)


def _place(data_dir: Path, hashes: Sequence[str]) -> Path:
    return data_dir / _FOLDER / "-".join(sha256[:16] for sha256 in hashes)
