"""The remark vectors: which remarks are open, for the desk and the tablet alike."""

from __future__ import annotations

import pytest

from inspect_app.domain.canonical import canonical_bytes
from tests.merging.test_merging_vectors import at, by_name
from tests.vectors.make import any_result_of, laid_out, read_vector
from tests.vectors.remarks_results import remark_files

FILES = remark_files()


@pytest.mark.parametrize("file", FILES, ids=by_name)
def test_a_remark_vector_comes_to_its_result_and_to_what_was_expected_by_hand(file):
    vector = read_vector(file)
    assert canonical_bytes(any_result_of(file, vector)) == canonical_bytes(vector["result"])
    shown = {pointer: at(vector["result"], pointer) for pointer in vector["expects"]}
    assert shown == vector["expects"]


@pytest.mark.parametrize("file", FILES, ids=by_name)
def test_a_remark_vector_shows_every_way_to_stand_and_is_laid_out_for_reading(file):
    vector = read_vector(file)
    for word in ("is_open", "is_overtaken", "is_taken_back", "is_by_reviewer"):
        assert {one[word] for one in vector["result"]["remarks"]} == {True, False}, word
    assert file.read_text("utf-8") == laid_out(vector) + "\n"
