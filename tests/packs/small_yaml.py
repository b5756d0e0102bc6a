"""A pack of three criteria as its files, small enough to break one line at a time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

PACK = """\
id: small
version: 1
title: {en: Small, ru: Малый, kk: Шағын}
domains:
  space: {en: Space, ru: Площадь, kk: Аумақ}
units:
  persons: {en: persons, ru: чел., kk: адам}
"""

INSTRUMENTS = """\
rules:
  family: un
  standing: soft_law
  name: {en: The Rules, ru: Правила, kk: Ережелер}
  short: {en: Rules, ru: Правила, kk: Ережелер}
  year: 2015
"""

INPUTS = """\
persons_present:
  place: facility
  kind: count
  unit: persons
  plausible: 0..5000
  label: {en: Persons, ru: Людей, kk: Адамдар}
beds:
  place: facility
  kind: count
  unit: persons
  plausible: 0..5000
  label: {en: Beds, ru: Кровати, kk: Төсектер}
window:
  place: room
  kind: choice
  label: {en: Window, ru: Окно, kk: Терезе}
  options:
    large: {en: Large, ru: Большое, kk: Үлкен}
    none: {en: None, ru: Нет, kk: Жоқ}
has_door:
  place: room
  kind: yes_no
  label: {en: Door, ru: Дверь, kk: Есік}
"""

CRITERIA = """\
BB01:
  domain: space
  title: {en: Own bed, ru: Своя кровать, kk: Өз төсегі}
  says: {en: Each has a bed., ru: У каждого есть кровать., kk: Әркімнің төсегі бар.}
  provisions:
    - {instrument: rules, number: "21", met_at: 3}
  place: facility
  measure: share_percent
  inputs: {part: beds, whole: persons_present}
  bands:
    2015-12-17: {3: ">=100", 1: ">=90", 0: "<90"}
  when_nothing: not_applicable
  tier: critical
  confidence: high
  last_checked_on: 2026-11-01
BB02:
  domain: space
  title: {en: Window, ru: Окно, kk: Терезе}
  says: {en: There is a window., ru: Есть окно., kk: Терезе бар.}
  provisions:
    - {instrument: rules, number: "14"}
  place: room
  applies_to:
    when: {has_door: [yes]}
  measure: answer
  inputs: {of: window}
  bands:
    2015-12-17: {3: [large], 0: [none]}
  tier: minor
  confidence: low
  last_checked_on: 2026-10-01
"""

CASES = """\
- criterion: BB01
  says: A bed for each.
  on: 2026-01-15
  given: {beds: 10, persons_present: 10}
  level: 3
- criterion: BB01
  says: Nine beds for ten.
  on: 2026-01-15
  given: {beds: 9, persons_present: 10}
  level: 1
- criterion: BB01
  says: Eight beds for ten.
  on: 2026-01-15
  given: {beds: 8, persons_present: 10}
  level: 0
- criterion: BB02
  says: A large window.
  on: 2026-01-15
  given: {window: large, has_door: yes}
  level: 3
- criterion: BB02
  says: No window.
  on: 2026-01-15
  given: {window: none, has_door: yes}
  level: 0
- criterion: BB02
  says: Without a door it is no room.
  on: 2026-01-15
  given: {window: none, has_door: no}
  level: not_applicable
"""

SMALL: Mapping[str, str] = {
    "pack.yaml": PACK,
    "instruments.yaml": INSTRUMENTS,
    "inputs/small.yaml": INPUTS,
    "criteria/small.yaml": CRITERIA,
    "cases/small.yaml": CASES,
}


def write_pack(folder: Path, files: Mapping[str, str] = SMALL) -> Path:
    """Writes the files of a pack into `folder`, which it makes."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """The small pack with one passage changed (it must stand there exactly once)."""
    assert SMALL[file].count(old) == 1, f"{old!r} stands {SMALL[file].count(old)} times in {file}"
    return {**SMALL, file: SMALL[file].replace(old, new)}


def line_of(text: str, passage: str) -> int:
    """The line, from 1, on which a passage begins."""
    return text[: text.index(passage)].count("\n") + 1
