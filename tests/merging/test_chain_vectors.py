"""The chain vectors: what a tablet in any other language must hash and sign, to the byte."""

from __future__ import annotations

import json

import pytest

from inspect_app.domain.operation_reading import canonical_document
from tests.merging.test_merging_vectors import at, by_name
from tests.vectors.chain_results import chain_files, chain_result
from tests.vectors.make import laid_out

FILES = chain_files()


@pytest.mark.parametrize("file", FILES, ids=by_name)
def test_a_chain_vector_comes_to_its_result_and_to_what_was_expected_by_hand(file):
    vector = json.loads(file.read_bytes())
    assert chain_result(vector) == vector["result"]
    shown = {pointer: at(vector["result"], pointer) for pointer in vector["expects"]}
    assert shown == vector["expects"]


@pytest.mark.parametrize("file", FILES, ids=by_name)
def test_the_texts_are_what_a_push_would_take_as_canonical(file):
    vector = json.loads(file.read_bytes())
    for body, found in zip(vector["bodies"], vector["result"]["bodies"], strict=True):
        assert canonical_document(found["text"].encode("utf-8")) == body


@pytest.mark.parametrize("file", FILES, ids=by_name)
def test_a_chain_vector_is_laid_out_for_reading(file):
    assert file.read_text("utf-8") == laid_out(json.loads(file.read_bytes())) + "\n"
