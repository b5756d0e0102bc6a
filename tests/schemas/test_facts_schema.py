"""The published JSON Schema and the shapes that are really read say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from marshmallow import Schema, fields

from inspect_app.files.packs import load_seed_pack
from inspect_app.schemas.fact_shapes import FactsShape
from inspect_app.schemas.facts import dump_facts, read_facts_json
from inspect_app.schemas.fields import Flag, OneOf
from tests.schemas.example_facts import DOCUMENT, changed, read, refusals
from tests.schemas.test_facts_reading import SHAPES

PUBLISHED: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "docs/schemas/facts.schema.json").read_text(encoding="utf-8")
)
VALID = Draft202012Validator(PUBLISHED)


def _resolved(node: dict[str, Any]) -> dict[str, Any]:
    reference = node.get("$ref")
    return PUBLISHED["$defs"][reference.removeprefix("#/$defs/")] if reference else node


def _compare(shape: Schema, node: dict[str, Any], path: str) -> None:
    declared = shape.fields
    assert set(node["properties"]) == set(declared), path
    assert set(node.get("required", ())) == {n for n, f in declared.items() if f.required}, path
    assert node["additionalProperties"] is False, path
    for name, field in declared.items():
        _compare_field(field, _resolved(node["properties"][name]), f"{path}.{name}")


def _compare_field(field: fields.Field[Any], node: dict[str, Any], path: str) -> None:
    if isinstance(field, fields.Nested):
        _compare(field.schema, node, path)
    elif isinstance(field, fields.List):
        assert node["type"] == "array", path
        _compare_field(field.inner, _resolved(node["items"]), path)
    elif isinstance(field, OneOf):
        assert node["enum"] == [word.value for word in field.words], path
    elif isinstance(field, Flag):
        assert node["type"] == "boolean", path


def test_the_schema_is_one_and_has_exactly_the_fields_that_are_read() -> None:
    Draft202012Validator.check_schema(PUBLISHED)
    _compare(FactsShape(), PUBLISHED, "facts")


def test_the_example_and_what_is_written_are_valid() -> None:
    VALID.validate(DOCUMENT)
    VALID.validate(dump_facts(read(DOCUMENT)))


BEYOND_A_SCHEMA = ("2026-02-30", "T25:00", "\\u0000", "\\ud800")
"""A calendar, and characters that no font prints, are known to the program alone."""


@pytest.mark.parametrize(("place", "change", "code"), SHAPES)
def test_what_is_refused_for_its_shape_is_invalid(place: str, change: Any, code: str) -> None:
    document = changed(change)
    is_beyond = any(sign in json.dumps(document) for sign in BEYOND_A_SCHEMA)
    assert VALID.is_valid(document) is is_beyond
    assert (place, code) in refusals(document)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["answers"][2].pop("value"),
        lambda d: d["answers"][8].update(value=3),
        lambda d: d["answers"][2].update(reason="no_women"),
        lambda d: d["answers"][0].update(value=[["1", "2", "3"]]),
        lambda d: d["answers"][2].update(value={"persons": 4}),
        lambda d: d["evidence"][0].update(file="photos/../../p.jpg"),
        lambda d: d["evidence"][0].update(file="photos//p.jpg"),
    ],
)
def test_what_is_invalid_is_refused(change: Any) -> None:
    document = changed(change)
    assert not VALID.is_valid(document)
    assert refusals(document) != []


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["answers"][5].update(value=-3),
        lambda d: d["answers"][5].update(value="1/30"),
        lambda d: d["answers"][0].update(value=[[5, "3.10"]]),
        lambda d: d["answers"][7].update(observed_at="2026-01-15T10:30Z"),
        lambda d: d["inspection"].pop("checklist"),
        lambda d: d["evidence"][0].update(file="p..1.jpg"),
    ],
)
def test_what_is_valid_is_taken(change: Any) -> None:
    document = changed(change)
    VALID.validate(document)
    assert refusals(document) == []


def test_the_example_in_the_documentation_is_valid_and_can_be_read(seed_dir: Path) -> None:
    text = (Path(__file__).parents[2] / "docs/facts.md").read_text(encoding="utf-8")
    example = re.findall(r"```json\n(.*?)```", text, re.DOTALL)[0]
    VALID.validate(json.loads(example))
    packs = [load_seed_pack(seed_dir, "international")]
    assert len(read_facts_json(example.encode(), packs, "facts.md").answers) == 4
