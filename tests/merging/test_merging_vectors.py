"""The vectors: what a merging in any other language must make of the same operations, to the byte."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from inspect_app.domain.canonical import canonical_bytes
from inspect_app.domain.inspection_state import Unused
from inspect_app.domain.projecting import Reason, ReviewState
from tests.vectors.make import any_result_of, laid_out, read_vector
from tests.vectors.merging_results import merging_files

FILES = merging_files()
SORTS = ({"fields"}, {"bodies"}, {"log"}, {"log", "facility", "packs"})


def by_name(file: Path) -> str:
    return file.stem


def at(document: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document


@pytest.mark.parametrize("file", FILES, ids=by_name)
def test_a_merging_vector_comes_to_its_result_to_the_byte(file):
    vector = read_vector(file)
    assert canonical_bytes(any_result_of(file, vector)) == canonical_bytes(vector["result"])


@pytest.mark.parametrize("file", FILES, ids=by_name)
def test_a_merging_vector_shows_what_its_author_expected_by_hand(file):
    vector = read_vector(file)
    shown = {pointer: at(vector["result"], pointer) for pointer in vector["expects"]}
    assert shown == vector["expects"]
    assert shown


@pytest.mark.parametrize("file", FILES, ids=by_name)
def test_a_merging_vector_is_of_one_sort_and_laid_out_for_reading(file):
    vector = read_vector(file)
    assert vector.keys() - {"says", "expects", "result"} in SORTS
    assert file.read_text("utf-8") == laid_out(vector) + "\n"


def results(name: str) -> list[Any]:
    found = [read_vector(file)["result"] for file in FILES]
    return [result[name] for result in found if isinstance(result, dict) and name in result]


def test_every_reason_for_not_applying_is_shown_by_some_vector():
    shown = {
        word for outcomes in results("outcomes") for word in " ".join(outcomes.values()).split()
    }
    assert {reason.value for reason in Reason} - shown == set()


def test_every_reason_for_not_using_is_shown_by_some_vector():
    shown = {item[3] for not_used in results("not_used") for item in not_used}
    assert {reason.value for reason in Unused} - shown == set()


def test_review_states_on_the_way_to_the_public_are_shown():
    assert {"submitted", "published"} <= set(results("review_state"))
    assert set(results("review_state")) <= {None, *(state.value for state in ReviewState)}
