"""A published register of 190 prisons: sheets read, facts made, every prison scored."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from inspect_app.services.assessments import Standards, load_standards
from inspect_app.services.registers import read_register, scored
from tests.benchmarks.clock import Figure, least_of
from tests.benchmarks.sizes import SEED, Sizes

MAPPING = SEED / "registers" / "italy_2025_07" / "mapping.yaml"
GOAL = "none set; S7 gives a country of 78 facilities 5 s on one core"


def run(sizes: Sizes) -> Figure:
    standards = load_standards(SEED)
    read = read_register(MAPPING)
    sheets = sorted(MAPPING.parent.glob("data/*.csv"))
    ours, floor = least_of(
        sizes.runs,
        lambda: read_and_scored(standards, sizes.prisons),
        lambda: rows_read(sheets),
    )
    return Figure(
        benchmark="register",
        cpu_seconds=ours,
        floor="reading the same sheets with the csv module",
        floor_cpu_seconds=floor,
        size={
            "prisons": len(read.facilities[: sizes.prisons]),
            "sheets": len(sheets),
            "bytes": sum(sheet.stat().st_size for sheet in sheets),
        },
        runs=sizes.runs,
        goal=GOAL,
    )


def read_and_scored(standards: Standards, prisons: int | None) -> int:
    read = read_register(MAPPING)
    some = replace(read, facilities=read.facilities[:prisons])
    norm_packs = standards.norm_packs_for(read.register.country)
    return sum(1 for _ in scored(some, standards.main, norm_packs))


def rows_read(sheets: list[Path]) -> int:
    rows = 0
    for sheet in sheets:
        with sheet.open(encoding="utf-8-sig", newline="") as lines:
            rows += sum(1 for _ in csv.reader(lines))
    return rows
