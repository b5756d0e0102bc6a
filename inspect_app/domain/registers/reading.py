"""One row of a register becomes figures and facts; what cannot be meant is left out and listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from inspect_app.domain.exact import exact_text, parse_exact
from inspect_app.domain.facts import Answer, Facility, Facts, Inspection
from inspect_app.domain.registers.mapping import Column, Figure, Register, Row
from inspect_app.domain.terms import FacilityKind


class Repair(NamedTuple):
    """A value that was refused or read in another way: which, and what was done."""

    key: str
    column: str
    value: str
    code: str  # not_a_number, nothing, negative, corrected, cannot_be_computed, left_out
    means: str = ""


Figures = Mapping[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class FacilityRead:
    key: str
    facts: Facts
    figures: Figures
    region: str | None
    repairs: tuple[Repair, ...]


def read_row(register: Register, row: Row) -> FacilityRead:
    """Facts and figures of one facility. Nothing is guessed: a value that is no number is no answer."""
    repairs = _corrections(register, row)
    figures: dict[str, Fraction | None] = {}
    for figure in register.figures.values():
        figures[figure.id], found = _figure(figure, figures, row, register.nothing)
        repairs += found
    answers, left_out = _answers(register, row, figures)
    repairs += left_out
    facility = _facility(register, row)
    facts = Facts(
        facility=facility,
        inspection=Inspection(f"{register.id}_{row.key}", register.visited_on),
        answers=answers,
        source=register.source,
        repairs=tuple(f"{r.column}: {r.code} {r.value!r} {r.means}".strip() for r in repairs),
    )
    return FacilityRead(row.key, facts, figures, facility.region, tuple(repairs))


def _corrections(register: Register, row: Row) -> list[Repair]:
    return [
        Repair(row.key, str(c.column), c.reads, "corrected", c.means)
        for c in register.corrections
        if row.text(c.column) == c.reads
    ]


def _figure(
    figure: Figure, known: Figures, row: Row, nothing: frozenset[str]
) -> tuple[Fraction | None, list[Repair]]:
    if figure.column is not None:
        return _number(row, figure.column, nothing)
    if figure.difference is not None:
        first, second = (known[name] for name in figure.difference)
        return (None if first is None or second is None else first - second), []
    part, whole = (known[name] for name in figure.share_percent or ())
    if part is None or whole is None:
        return None, []
    if whole == 0:
        return None, [Repair(row.key, figure.id, f"{exact_text(part)}/0", "cannot_be_computed")]
    return 100 * part / whole, []


def _number(
    row: Row, column: Column, nothing: frozenset[str]
) -> tuple[Fraction | None, list[Repair]]:
    text = (row.text(column) or "").strip()
    if text in nothing:
        return None, [Repair(row.key, str(column), text, "nothing")]
    try:
        value = parse_exact(text)
    except ValueError:
        return None, [Repair(row.key, str(column), text, "not_a_number")]
    if value < 0:
        return None, [Repair(row.key, str(column), text, "negative")]
    return value, []


def _answers(
    register: Register, row: Row, figures: Figures
) -> tuple[tuple[Answer, ...], list[Repair]]:
    answers: list[Answer] = []
    left_out: list[Repair] = []
    for said in register.answers:
        value = figures[said.figure]
        if value is None:
            continue
        if value == said.unless:
            left_out.append(Repair(row.key, said.input, exact_text(value), "left_out"))
            continue
        answers.append(Answer(said.input, row.key, value=value, grade=said.grade))
    return tuple(answers), left_out


def _facility(register: Register, row: Row) -> Facility:
    names = [(row.text(column) or "").strip() for column in register.name]
    known = [name for name in names if name not in register.nothing]
    kind = (row.text(register.kind) or "").strip() if register.kind else ""
    region = (row.text(register.region) or "").strip() if register.region else ""
    code = (row.text(register.code) or "").strip() if register.code else ""
    return Facility(
        id=row.key,
        names={"en": " ".join(known) or row.key},
        kind=register.kinds.get(kind, FacilityKind.OTHER),
        country=register.country,
        region=register.regions.get(region, region) or None,
        codes=(code,) if code else (),
    )
