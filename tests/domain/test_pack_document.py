"""The document of a pack leaves nothing out: every field of every part, whatever fields there are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import Field, fields, is_dataclass, make_dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from inspect_app.domain import pack_document as documents
from inspect_app.domain.canonical import canonical_bytes
from inspect_app.domain.exact import exact_text
from inspect_app.domain.pack_document import pack_document
from inspect_app.domain.standards import Pack
from inspect_app.files.packs import load_pack, load_seed_pack

SEED_PACKS = ("international", "kz", "nl")
HEAD = {"reference": documents.PACK_DOCUMENT_VERSION}


@pytest.fixture(scope="module", params=[*SEED_PACKS, "compact", "country"])
def pack(request: pytest.FixtureRequest, seed_dir: Path) -> Pack:
    if request.param in SEED_PACKS:
        return load_seed_pack(seed_dir, request.param)
    return load_pack(Path(__file__).parents[1] / "vectors" / "pack" / request.param)


def own_fields(value: Any) -> Iterator[Field[Any]]:
    """Those that somebody writes: a field that the class works out itself need not travel."""
    return (one for one in fields(value) if one.init)


def as_document(value: Any) -> Any:
    """The shape that every value has in the document, by its type alone."""
    if is_dataclass(value):
        return {one.name: as_document(getattr(value, one.name)) for one in own_fields(value)}
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, Fraction):
        return exact_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(as_document(item) for item in value)
    if isinstance(value, tuple):
        return [as_document(item) for item in value]
    return _mapping(value) if isinstance(value, Mapping) else value


def _mapping(value: Mapping[str, Any]) -> Any:
    if value and set(value) <= {"en", "ru", "kk"}:
        return dict(value)  # one text in several languages
    if all(getattr(item, "id", None) == key for key, item in value.items()):
        return [as_document(item) for item in value.values()]
    return [[key, as_document(item)] for key, item in value.items()]


def classes_in(value: Any) -> Iterator[type]:
    """The classes of all dataclasses that a pack is made of."""
    if is_dataclass(value):
        yield type(value)
        for one in fields(value):
            yield from classes_in(getattr(value, one.name))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from classes_in(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from classes_in(item)


def test_every_field_of_every_part_of_a_pack_is_in_its_document(pack: Pack) -> None:
    assert pack_document(pack) == HEAD | as_document(pack)


def test_the_document_can_be_written_canonically_and_is_the_same_when_read(pack: Pack) -> None:
    document = pack_document(pack)
    assert json.loads(canonical_bytes(document)) == document
    assert canonical_bytes(pack_document(replace(pack))) == canonical_bytes(document)


def test_the_packs_that_are_looked_at_hold_every_class_of_the_standards(seed_dir: Path) -> None:
    vectors = Path(__file__).parents[1] / "vectors" / "pack"
    packs = [load_seed_pack(seed_dir, id_) for id_ in SEED_PACKS] + [load_pack(vectors / "compact")]
    met = {one.__name__ for each in packs for one in classes_in(each)}
    told = {one.__name__ for one in vars(documents).values() if is_dataclass(one)}
    assert met == told


def test_a_field_that_the_document_forgets_is_noticed(seed_dir: Path) -> None:
    pack = load_seed_pack(seed_dir, "kz")
    names = [one.name for one in fields(pack)]
    wider = make_dataclass(
        "WiderPack", [("forgotten", str)], bases=(Pack,), frozen=True, kw_only=True
    )
    with_more = wider(forgotten="x", **{name: getattr(pack, name) for name in names})
    assert pack_document(with_more) != HEAD | as_document(with_more)


def test_things_with_an_order_of_their_own_keep_it(seed_dir: Path) -> None:
    pack = load_seed_pack(seed_dir, "international")
    read = json.loads(canonical_bytes(pack_document(pack)))
    for name in ("domains", "instruments", "inputs", "criteria"):
        assert [one["id"] for one in read[name]] == list(getattr(pack, name))
    assert [id_ for id_, _ in read["units"]] == list(pack.units)
