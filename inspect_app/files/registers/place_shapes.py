"""The part of a mapping file that speaks of places: read strictly, like the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from inspect_app.domain.registers.mapping import (
    CapacityColumn,
    Column,
    Figure,
    PlacesMapping,
    Register,
    RoomSheet,
)
from inspect_app.domain.registers.places import Basis, Notion, Security, Sex
from inspect_app.domain.terms import People, Regime, RoomKind
from inspect_app.files.packs.fields import (
    Day,
    Id,
    Items,
    Line,
    Shape,
    StrictField,
    StrictSchema,
    Table,
    Truth,
    Word,
    refuse,
    text_of,
)
from inspect_app.files.registers.sheets import columns_of_places
from inspect_app.files.strict_yaml import Where
from inspect_app.problems import LANGUAGES

LONGEST_SOURCE = 60
_COUNTRY = re.compile(r"[A-Z]{2}")


class ColumnField(StrictField):
    """`sheet.column`; the column's own name may hold dots and spaces."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        sheet, _dot, name = text_of(value).partition(".")
        if not name:
            refuse("not_text")
        return Column(sheet, name)


class _CapacityShape(StrictSchema):
    notion = Word(Notion, required=True)
    basis = Word(Basis, required=True)
    figure = Id(required=True)
    as_of = Day(load_default=None)
    as_of_column = ColumnField(load_default=None)
    stated_by = Line(load_default=None)


class _RoomShape(StrictSchema):
    file = Line(required=True)
    facility = Line(required=True)
    number = Line(required=True)
    kind = Line(required=True)
    kinds = Table(Line(), Word(RoomKind), required=True)
    block = Line(load_default=None)
    regime = Line(load_default=None)
    regimes = Table(Line(), Word(Regime), load_default=None)
    people = Line(load_default=None)
    peoples = Table(Line(), Word(People), load_default=None)


class PlacesShape(StrictSchema):
    source = Id(load_default=None)
    is_demo = Truth(load_default=False)
    names = Table(Id(), Items(ColumnField()), load_default=None)
    codes = Items(ColumnField(), load_default=())
    town = Table(Id(), ColumnField(), load_default=None)
    security = ColumnField(load_default=None)
    securities = Table(Line(), Word(Security), load_default=None)
    sex = ColumnField(load_default=None)
    sexes = Table(Line(), Word(Sex), load_default=None)
    capacities = Items(Shape(_CapacityShape()), load_default=())
    rooms = Shape(_RoomShape(), load_default=None)


def places_mapping(shaped: Mapping[str, Any] | None) -> PlacesMapping | None:
    if shaped is None:
        return None
    rooms = shaped["rooms"]
    return PlacesMapping(
        **{
            **shaped,
            "capacities": tuple(CapacityColumn(**said) for said in shaped["capacities"]),
            "rooms": None if rooms is None else RoomSheet(**rooms),
        }
    )


def place_faults(register: Register) -> Iterator[tuple[Where, str]]:
    """What a shape alone cannot see."""
    places = register.places
    if places is None:
        return
    if not _COUNTRY.fullmatch(register.country):
        yield ("country",), "give the two capital letters of ISO 3166-1"
    if len(places.source or register.id) > LONGEST_SOURCE:
        where = ("places", "source") if places.source else ("id",)
        yield where, f"longer than {LONGEST_SOURCE} characters"
    yield from _word_faults(places)
    for column in columns_of_places(places):
        if column.sheet not in register.sheets:
            yield ("places",), f"{column.sheet} is no sheet"
    for position, said in enumerate(places.capacities):
        for why in _capacity_faults(said, register.figures):
            yield ("places", "capacities", position), why
    notions = [said.notion for said in places.capacities]
    if len(set(notions)) != len(notions):
        yield ("places", "capacities"), "a notion of capacity stands there twice"


def _word_faults(places: PlacesMapping) -> Iterator[tuple[Where, str]]:
    languages = [("names", one) for one in places.names or {}]
    languages += [("town", one) for one in places.town or {}]
    for part, language in languages:
        if language not in LANGUAGES:
            yield ("places", part, language), f"{language} is no language of the product"
    for language, columns in (places.names or {}).items():
        if not columns:
            yield ("places", "names", language), "name at least one column"
    if places.names is not None and not places.names:
        yield ("places", "names"), "name at least one language"
    if (places.security is None) != (places.securities is None):
        yield ("places", "security"), "security and securities go together"
    if (places.sex is None) != (places.sexes is None):
        yield ("places", "sex"), "sex and sexes go together"


def _capacity_faults(said: CapacityColumn, figures: Mapping[str, Figure]) -> Iterator[str]:
    if said.figure not in figures:
        yield f"{said.figure} is no figure"
    elif figures[said.figure].share_percent is not None:
        yield f"{said.figure} is a share, not a number of places"
    if said.as_of is not None and said.as_of_column is not None:
        yield "give as_of or as_of_column, not both"
