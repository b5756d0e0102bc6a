"""The vectors: what an engine in any other language must make of the same facts, to the byte."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspect_app.domain.canonical import canonical_bytes
from inspect_app.domain.scoring.assessment import PersonalSpace, State, Verdict, Why
from inspect_app.domain.terms import Rating
from tests.vectors import make
from tests.vectors.make import laid_out, packs_of, read_vector, result_of, vector_files

FILES = vector_files()
KEYS = {"says", "packs", "expects", "facts", "result"}


def by_name(file: Path) -> str:
    return file.stem


def at(document: Any, pointer: str) -> Any:
    """What stands at a JSON Pointer."""
    for step in pointer.split("/")[1:]:
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document


@pytest.mark.parametrize("file", FILES, ids=by_name)
def test_the_engine_gives_the_result_of_the_vector_to_the_byte(file):
    vector = read_vector(file)
    assert canonical_bytes(result_of(vector)) == canonical_bytes(vector["result"])


@pytest.mark.parametrize("file", FILES, ids=by_name)
def test_a_vector_shows_what_its_author_expected_by_hand(file):
    vector = read_vector(file)
    shown = {pointer: at(vector["result"], pointer) for pointer in vector["expects"]}
    assert shown == vector["expects"]
    assert shown


@pytest.mark.parametrize("file", FILES, ids=by_name)
def test_a_vector_has_its_keys_and_is_laid_out_for_reading(file):
    vector = read_vector(file)
    assert KEYS <= vector.keys() <= KEYS | {"criteria", "on"}
    assert file.read_text("utf-8") == laid_out(vector) + "\n"


def words_in(document: Any) -> set[str]:
    if isinstance(document, dict):
        return {word for value in document.values() for word in words_in(value)}
    if isinstance(document, list):
        return {word for value in document for word in words_in(value)}
    return {document} if isinstance(document, str) else set()


@pytest.mark.parametrize("words", [State, Why, Verdict, PersonalSpace, Rating])
def test_every_word_that_a_result_may_use_is_used_by_some_vector(words):
    used = {word for file in FILES for word in words_in(read_vector(file)["result"])}
    assert {word.value for word in words} - used == set()


def test_every_criterion_of_the_test_pack_fails_in_some_vector_and_passes_in_another():
    main, *_ = packs_of({"packs": ["compact"]})
    levels: dict[str, set[int]] = {criterion: set() for criterion in main.criteria}
    for file in FILES:
        for criterion, result in read_vector(file)["result"]["criteria"].items():
            levels[criterion] |= {found["level"] for found in result["findings"]} - {None}
    one_sided = {c for c, found in levels.items() if not ({0, 1} & found and {2, 3} & found)}
    assert one_sided == {c.id for c in main.criteria.values() if not c.parts}


def test_making_the_vectors_anew_changes_only_a_result_and_only_where_it_differs(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(make, "FOLDER", tmp_path)
    for file in FILES[:2]:
        (tmp_path / file.name).write_bytes(file.read_bytes())
    wrong = read_vector(FILES[0])
    wrong["result"]["index"] = "12"
    (tmp_path / FILES[0].name).write_text(laid_out(wrong) + "\n", "utf-8")
    assert list(make.made_anew()) == [FILES[0].stem]
    assert (tmp_path / FILES[0].name).read_bytes() == FILES[0].read_bytes()


@pytest.mark.parametrize("file", FILES, ids=by_name)
def test_a_vector_names_by_hash_the_packs_that_it_was_made_with(file):
    vector = read_vector(file)
    made_with = [(pack["id"], pack["sha256"]) for pack in vector["result"]["packs"]]
    assert made_with == [(pack.id, pack.sha256) for pack in packs_of(vector)]
