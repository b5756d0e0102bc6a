"""Step 4 of the road: facts and the standards in force become an assessment."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspect_app.domain.facts import Facts
from inspect_app.domain.scoring import Assessment, assess
from inspect_app.domain.standards import Pack
from inspect_app.files.packs import load_seed_pack, seed_pack_ids

MAIN_PACK = "international"


@dataclass(frozen=True, slots=True)
class Standards:
    """`main` feeds the index; the others bring the norms of a country. `is_chosen`: named by hand."""

    main: Pack
    national: tuple[Pack, ...]
    is_chosen: bool = False

    @property
    def packs(self) -> tuple[Pack, ...]:
        return (self.main, *self.national)

    def norm_packs_for(self, country: str) -> tuple[Pack, ...]:
        """The packs named by hand, or else those of the facility's own country."""
        if self.is_chosen:
            return self.national
        return tuple(pack for pack in self.national if pack.country == country)


def load_standards(seed_dir: Path, pack_ids: Sequence[str] = ()) -> Standards:
    """The packs named (the first feeds the index), or the international one with every country's.

    Raises Problem or Problems when a pack cannot be read.
    """
    if pack_ids:
        first, *others = (load_seed_pack(seed_dir, pack_id) for pack_id in dict.fromkeys(pack_ids))
        return Standards(first, tuple(others), is_chosen=True)
    others = [load_seed_pack(seed_dir, i) for i in seed_pack_ids(seed_dir) if i != MAIN_PACK]
    return Standards(load_seed_pack(seed_dir, MAIN_PACK), tuple(others))


def assess_facts(facts: Facts, standards: Standards, on: date | None = None) -> Assessment:
    """The assessment by the standards in force `on` a day (the visit's own unless given)."""
    with no_search_for_cycles():
        return assess(facts, standards.main, standards.norm_packs_for(facts.facility.country), on)


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Loading and scoring make a hundred thousand small values and no cycle: looking for one costs a
    third."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
