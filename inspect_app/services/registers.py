"""A published register scored whole: every facility with its reasons, and the totals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inspect_app.domain.facts import Facts
from inspect_app.domain.facts_checking import check_facts
from inspect_app.domain.registers.mapping import Register
from inspect_app.domain.registers.reading import FacilityRead, read_row
from inspect_app.domain.registers.totals import Totals, totals_of
from inspect_app.domain.scoring import Assessment, assess
from inspect_app.domain.standards import Pack
from inspect_app.files.registers import read_mapping, read_rows
from inspect_app.problems import Problem


@dataclass(frozen=True, slots=True)
class RegisterRead:
    """Every facility of a register, read; nothing scored yet."""

    register: Register
    facilities: tuple[FacilityRead, ...]

    @property
    def totals(self) -> Totals:
        return totals_of(self.register, self.facilities)


def read_register(mapping: Path) -> RegisterRead:
    """The mapping file and the sheets beside it. Raises Problem or Problems; nothing is half-read."""
    register = read_mapping(mapping)
    rows = read_rows(register, mapping.parent)
    return RegisterRead(register, tuple(read_row(register, row) for row in rows))


def scored(
    read: RegisterRead, pack: Pack, norm_packs: tuple[Pack, ...] = ()
) -> Iterator[tuple[FacilityRead, Assessment]]:
    """One facility after the other, so that a caller can show how far it is."""
    for facility in read.facilities:
        _check(facility.facts, pack, read.register.id)
        yield facility, assess(facility.facts, pack, norm_packs)


def _check(facts: Facts, pack: Pack, register: str) -> None:
    for fault in check_facts(facts, (pack,)):
        raise Problem(
            "register.mapping", file=register, line="-", item=facts.facility.id, why=fault.code
        )
