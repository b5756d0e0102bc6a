"""The published JSON Schema of a result, held against real results and against broken ones."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from inspect_app.domain.scoring.assessment import PersonalSpace, State, Verdict, Why
from inspect_app.domain.terms import COLUMNS, Grade, Rating, Tier
from inspect_app.schemas.facts import facts_from_document, read_facts_json
from inspect_app.schemas.result import result_of
from inspect_app.services.assessments import Standards, load_standards
from tests.vectors.make import packs_of, read_vector, vector_files

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
RESULT, FACTS = (
    json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8")) for name in ("result", "facts")
)
VALID = Draft202012Validator(
    RESULT, registry=Registry().with_resource(FACTS["$id"], Resource.from_contents(FACTS))
)
ONE_LINE = 140
MAPS = {"criteria", "domains", "norms", "factors"}
"""Objects whose keys are ids of the pack and not names of fields."""

WORDS = {
    "rating": Rating,
    "tier": Tier,
    "state": State,
    "grade": Grade,
    "verdict": Verdict,
    "family": COLUMNS,
}


@cache
def result_documents() -> dict[str, dict[str, Any]]:
    """Name of a vector -> the whole result that the product writes for it."""
    found = {}
    for file in vector_files():
        vector = read_vector(file)
        packs = packs_of(vector)
        standards = Standards(packs[0], packs[1:], is_chosen=True)
        facts = facts_from_document(vector["facts"], packs, file.name)
        found[file.stem] = json.loads(result_of(facts, standards).canonical)
    return found


def walked(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    if isinstance(value, dict | list):
        for step, below in value.items() if isinstance(value, dict) else enumerate(value):
            yield from walked(below, (*path, step))


def kind_of(path: tuple[str | int, ...]) -> tuple[str, ...]:
    """The same field of any criterion, place or reading."""
    above = ("", *path)
    return tuple(
        "*" if isinstance(step, int) or before in MAPS else str(step)
        for before, step in zip(above, path, strict=False)
    )


@cache
def fields() -> dict[tuple[str, ...], tuple[str, tuple[str | int, ...]]]:
    """Every field of an assessment once, with the smallest result that has it."""
    documents = sorted(result_documents().items(), key=lambda item: len(str(item[1])))
    found: dict[tuple[str, ...], tuple[str, tuple[str | int, ...]]] = {}
    for name, document in documents:
        for path in walked(document["assessment"], ("assessment",)):
            found.setdefault(kind_of(path), (name, path))
    return found


def at(document: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        document = document[step]
    return document


def unnoticed(broken: Iterator[tuple[tuple[str, ...], dict[str, Any]]]) -> list[str]:
    return [".".join(kind) for kind, document in broken if VALID.is_valid(document)]


def test_the_schema_is_one():
    Draft202012Validator.check_schema(RESULT)


@pytest.mark.parametrize("file", vector_files(), ids=lambda file: file.stem)
def test_what_the_product_writes_is_valid(file):
    VALID.validate(result_documents()[file.stem])


def test_the_published_name_of_the_facts_is_the_one_that_is_referred_to():
    assert RESULT["properties"]["facts"]["$ref"] == FACTS["$id"]


def objects_of(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if node.get("type") == "object":
            yield node
        for below in node.values():
            yield from objects_of(below)
    elif isinstance(node, list):
        for below in node:
            yield from objects_of(below)


def test_every_object_has_all_its_fields_and_no_others_or_is_a_map_of_ids():
    for node in objects_of(RESULT):
        if "properties" in node:
            assert node["additionalProperties"] is False
            assert node["required"] == list(node["properties"])
        else:
            assert node["propertyNames"] == {"$ref": "#/$defs/id"}
            assert "$ref" in node["additionalProperties"]


def test_every_field_is_described_on_one_line():
    for node in objects_of(RESULT):
        for name, field in node.get("properties", {}).items():
            said = (
                field.get("description")
                or at(RESULT, tuple(field["$ref"][2:].split("/")))["description"]
            )
            assert 0 < len(said) <= ONE_LINE, name
            assert "\n" not in said, name


@pytest.mark.parametrize("name", WORDS)
def test_the_words_of_the_schema_are_the_words_of_the_product(name):
    assert RESULT["$defs"][name]["enum"] == [word.value for word in WORDS[name]]


def test_the_reasons_and_the_answers_on_space_are_the_words_of_the_product():
    assert RESULT["$defs"]["why"]["items"]["enum"] == [word.value for word in Why]
    space = RESULT["$defs"]["personal_space"]["properties"]["value"]
    assert space["enum"] == [word.value for word in PersonalSpace]


def test_the_vectors_have_every_field_that_the_schema_describes():
    described = {
        (name, field)
        for name, node in RESULT["$defs"].items()
        for field in node.get("properties", {})
    }
    seen = {kind[-1] for kind in fields()}
    assert {field for _, field in described} - seen == set()


def test_a_field_that_is_taken_away_is_noticed():
    def broken():
        for kind, (name, path) in fields().items():
            if kind[-1] == "*" or len(path) < 2:
                continue
            document = copy.deepcopy(result_documents()[name])
            del at(document, path[:-1])[path[-1]]
            yield kind, document

    assert unnoticed(broken()) == []


@pytest.mark.parametrize("wrong", [{"strange": 1}, 1.5, -1, ""], ids=str)
def test_a_field_of_another_kind_is_noticed(wrong):
    free_text = {"number", "band", "unit", "required", "recorded_by", "details", "value"}

    def broken():
        for kind, (name, path) in fields().items():
            if len(path) < 2 or (wrong == "" and kind[-1] in free_text):
                continue
            document = copy.deepcopy(result_documents()[name])
            at(document, path[:-1])[path[-1]] = wrong
            yield kind, document

    assert unnoticed(broken()) == []


def test_a_field_too_many_is_noticed():
    def broken():
        for kind, (name, path) in fields().items():
            document = copy.deepcopy(result_documents()[name])
            inside = at(document, path)
            if isinstance(inside, dict):
                inside["one more"] = []
                yield kind, document

    assert unnoticed(broken()) == []


@pytest.mark.parametrize(
    ("pointer", "wrong"),
    [
        (("data_sha256",), "A" * 64),
        (("assessment", "index"), "100.5"),
        (("assessment", "index"), "59.50"),
        (("assessment", "index"), 59),
        (("assessment", "coverage"), "1.2"),
        (("assessment", "visited_on"), "2026-13-01"),
        (("assessment", "rating"), "excellent"),
        (("assessment", "method"), 2),
        (("facts", "facility", "kind"), "castle"),
        (("result",), 2),
    ],
)
def test_a_wrong_number_day_word_or_version_is_noticed(pointer, wrong):
    document = copy.deepcopy(result_documents()["a_good_facility"])
    assert VALID.is_valid(document)
    at(document, pointer[:-1])[pointer[-1]] = wrong
    assert not VALID.is_valid(document)


def test_the_result_of_the_demo_facility_is_valid(seed_dir):
    standards = load_standards(seed_dir)
    file = seed_dir / "demo" / "barrack_colony" / "facts.json"
    facts = read_facts_json(file.read_bytes(), standards.packs, file.name)
    VALID.validate(json.loads(result_of(facts, standards).canonical))
