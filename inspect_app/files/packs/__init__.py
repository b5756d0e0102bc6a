"""Standards packs: folders of YAML, read strictly."""

from __future__ import annotations

from pathlib import Path

from inspect_app.domain.standards import Pack
from inspect_app.files.packs.cases import Checked, check_pack
from inspect_app.files.packs.loading import load

__all__ = ["Checked", "check_pack", "load_pack", "load_seed_pack", "seed_pack_ids"]


def load_pack(folder: Path) -> Pack:
    """The pack in a folder, seeing the packs that it builds on (they lie beside it).

    Raises Problem `pack.not_found`, or Problems that name file, line and item of every fault.
    """
    return load(folder).pack


def load_seed_pack(seed_dir: Path, pack_id: str) -> Pack:
    """The pack `pack_id` of seed/standards."""
    return load_pack(seed_dir / "standards" / pack_id)


def seed_pack_ids(seed_dir: Path) -> tuple[str, ...]:
    """The packs of seed/standards, in order of name."""
    return tuple(sorted(path.parent.name for path in seed_dir.glob("standards/*/pack.yaml")))
