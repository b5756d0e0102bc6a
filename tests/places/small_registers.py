"""Registers for tests, written as files: a mapping, a sheet of facilities, one of rooms."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from inspect_app.domain.permissions import Actor, Role
from inspect_app.domain.registers.plans import ImportPlan
from inspect_app.services.place_import import Carried, carry_out, plan_import, read_places
from inspect_app.services.places import load_regions

SEED = Path(__file__).parents[2] / "seed"
ITALY = SEED / "registers/italy_2025_07/mapping.yaml"
KAZAKH = SEED / "registers/kz_example/mapping.yaml"
ADMINISTRATOR = Actor("u_admin", Role.ADMINISTRATOR)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
COLUMNS = ("key", "name", "code", "old", "kind", "region", "places", "as_of")

_MAPPING = """
id: small
title: {en: Small register, ru: Малый реестр, kk: Шағын тізілім}
country: KZ
visited_on: 2026-01-01
source: {name: invented, licence: none, credit: none, address: none}
key: key
sheets: {main: main.csv}
name: [main.name]
code: main.code
region: main.region
kind: main.kind
kinds: {colony: colony, prison: prison}
figures:
  places: {column: main.places, unit: places, label: {en: Places, ru: Места, kk: Орындар}}
answers: []
places:
  source: SOURCE
  codes: [main.old]
  capacities: [{notion: official, basis: design, figure: places, as_of_column: main.as_of}]
  rooms:
    file: rooms.csv
    facility: key
    block: block
    number: number
    kind: kind
    kinds: {cell: cell, dormitory: dormitory}
"""


def row(key: str, **cells: str) -> dict[str, str]:
    """A facility that can be meant, with what is said otherwise."""
    said = {"key": key, "name": f"Facility {key}", "code": f"N-{key}", "old": "", "kind": "colony",
            "region": "KZ-11", "places": "100", "as_of": "2026-01-01"}  # fmt: skip
    return said | cells


def write_register(
    folder: Path,
    rows: Sequence[Mapping[str, str]],
    rooms: Sequence[tuple[str, str, str, str]] = (),
    source: str = "small",
) -> Path:
    """The path of the mapping. `rooms`: key, block, number, kind."""
    folder.mkdir(parents=True, exist_ok=True)
    mapping = folder / "mapping.yaml"
    mapping.write_text(_MAPPING.replace("SOURCE", source), encoding="utf-8")
    with (folder / "main.csv").open("w", newline="", encoding="utf-8") as stream:
        written = csv.DictWriter(stream, COLUMNS)
        written.writeheader()
        written.writerows(rows)
    with (folder / "rooms.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([("key", "block", "number", "kind"), *rooms])
    return mapping


def plan(session: Session, mapping: Path) -> ImportPlan:
    load_regions(session, SEED)
    register, rows = read_places(mapping)
    return plan_import(session, register, rows)


def bring_in(session: Session, mapping: Path, now: datetime = NOW) -> Carried:
    done = carry_out(session, ADMINISTRATOR, plan(session, mapping), now)
    session.commit()
    return done


def counts(said: ImportPlan) -> tuple[int, int, int, int]:
    """Added, changed, unchanged, refused."""
    return len(said.additions), len(said.changes), len(said.unchanged), len(said.refused)
