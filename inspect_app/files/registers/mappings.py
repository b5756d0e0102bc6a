"""A mapping file: YAML read strictly into a `Register`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from inspect_app.domain.facts import Source
from inspect_app.domain.registers.mapping import Correction, Figure, FigureAnswer, Register
from inspect_app.domain.terms import FacilityKind, Grade
from inspect_app.files.packs.fields import (
    Day,
    Exact,
    Id,
    Items,
    Line,
    Shape,
    StrictField,
    StrictSchema,
    Table,
    Word,
    Wording,
    refuse,
    table_of,
)
from inspect_app.files.packs.reading import flaws_in
from inspect_app.files.registers.place_shapes import (
    ColumnField,
    PlacesShape,
    place_faults,
    places_mapping,
)
from inspect_app.files.strict_yaml import Document, Where, read_yaml
from inspect_app.problems import Problem, Problems


class _AnyText(StrictField):
    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        if not isinstance(value, str):
            refuse("not_text")
        return value.strip()


class _SourceShape(StrictSchema):
    name = Line(required=True)
    licence = Line(required=True)
    credit = Line(required=True)
    address = Line(required=True)


class _FigureShape(StrictSchema):
    column = ColumnField(load_default=None)
    difference = Items(Id(), load_default=None)
    share_percent = Items(Id(), load_default=None)
    unit = Id(required=True)
    label = Wording(required=True)


class _AnswerShape(StrictSchema):
    input = Id(required=True)
    figure = Id(required=True)
    grade = Word(Grade, required=True)
    unless = Exact(load_default=None)
    because = Wording(load_default=None)


class _CorrectionShape(StrictSchema):
    column = ColumnField(required=True)
    reads = Line(required=True)
    means = Line(required=True)
    because = Wording(required=True)


class _RegisterShape(StrictSchema):
    id = Id(required=True)
    title = Wording(required=True)
    country = Line(required=True)
    visited_on = Day(required=True)
    source = Shape(_SourceShape(), required=True)
    key = Line(required=True)
    sheets = Table(Id(), Line(), required=True)
    nothing = Items(_AnyText(), load_default=("",))
    name = Items(ColumnField(), required=True)
    code = ColumnField(load_default=None)
    region = ColumnField(load_default=None)
    kind = ColumnField(load_default=None)
    kinds = Table(Line(), Word(FacilityKind), load_default=dict)
    regions = Table(Line(), Line(), load_default=dict)
    corrections = Items(Shape(_CorrectionShape()), load_default=())
    figures = Table(Id(), Shape(_FigureShape()), required=True)
    banded = Id(load_default=None)
    band_edges = Items(Exact(), load_default=())
    answers = Items(Shape(_AnswerShape()), required=True)
    places = Shape(PlacesShape(), load_default=None)


_REGISTER = _RegisterShape()


def read_mapping(path: Path) -> Register:
    """Raises Problem `file.not_found`, or Problems that name line and item of every fault."""
    document = read_yaml(path, path.name)
    try:
        shaped = _REGISTER.load(table_of(document.tree))
    except ValidationError as refused:
        raise Problems(
            Problem(f"pack.{flaw.code}", **_place(document, where), **flaw.details)
            for where, flaw in flaws_in(refused.messages, ())
        ) from refused
    register = _register(shaped)
    if faults := [*_faults(register), *place_faults(register)]:
        raise Problems(
            Problem("register.mapping", why=why, **_place(document, where)) for where, why in faults
        )
    return register


def _register(shaped: Mapping[str, Any]) -> Register:
    return Register(
        **{
            **shaped,
            "source": Source(**shaped["source"]),
            "nothing": frozenset(shaped["nothing"]),
            "figures": {i: Figure(id=i, **figure) for i, figure in shaped["figures"].items()},
            "answers": tuple(FigureAnswer(**answer) for answer in shaped["answers"]),
            "corrections": tuple(Correction(**said) for said in shaped["corrections"]),
            "places": places_mapping(shaped["places"]),
        }
    )


def _faults(register: Register) -> list[tuple[Where, str]]:
    found: list[tuple[Where, str]] = []
    known: set[str] = set()
    for figure in register.figures.values():
        ways = [
            w for w in (figure.column, figure.difference, figure.share_percent) if w is not None
        ]
        if len(ways) != 1:
            found.append((("figures", figure.id), "give one of column, difference, share_percent"))
        pair = figure.difference or figure.share_percent or ()
        if pair and len(pair) != 2:
            found.append((("figures", figure.id), "name two figures"))
        found += [
            (("figures", figure.id), f"{n} is no figure above it") for n in pair if n not in known
        ]
        if figure.column and figure.column.sheet not in register.sheets:
            found.append((("figures", figure.id), f"{figure.column.sheet} is no sheet"))
        known.add(figure.id)
    for position, answer in enumerate(register.answers):
        if answer.figure not in known:
            found.append((("answers", position), f"{answer.figure} is no figure"))
        if (answer.unless is None) != (answer.because is None):
            found.append((("answers", position), "unless and because go together"))
    if register.banded is not None and register.banded not in known:
        found.append((("banded",), f"{register.banded} is no figure"))
    return found


def _place(document: Document, where: Where) -> dict[str, object]:
    item = " / ".join(str(step + 1) if isinstance(step, int) else step for step in where)
    return {"file": document.name, "line": document.line(where), "item": item or "mapping"}
