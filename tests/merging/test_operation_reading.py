"""Bodies: what is an operation, and what is not."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from inspect_app.domain.operation_reading import (
    DEEPEST,
    LONGEST_STRING,
    BadBody,
    canonical_document,
    has_odd_writes,
    read_operation,
)
from tests.merging.invented_logs import INSP, LEAD, ROOM, SPACE, answer, body

SOUND = body("op1", "set", ROOM, sets=[(SPACE, answer("7.85"), ["op0"])])
TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
# A float between 2**53 and 10**21 is written like a whole number, and one that is too large.
FLOATS = st.floats(allow_nan=False).filter(lambda x: not 2**53 <= abs(x) < 1e21)
SCALARS = st.none() | st.booleans() | st.integers() | TEXTS | FLOATS
DOCUMENTS = st.dictionaries(
    TEXTS,
    st.recursive(
        SCALARS, lambda x: st.lists(x, max_size=3) | st.dictionaries(TEXTS, x, max_size=3)
    ),
    max_size=4,
)


def refused(data: bytes) -> str:
    with pytest.raises(BadBody) as caught:
        read_operation(data)
    return caught.value.why


def changed(**more: Any) -> bytes:
    return rfc8785.dumps({**json.loads(SOUND), **more})


def test_an_operation_is_read_with_its_writes_and_its_own_clock():
    operation = read_operation(SOUND)
    assert (operation.id, operation.inspection, operation.entity) == ("op1", INSP, ROOM)
    assert (operation.kind, operation.author, operation.version) == ("set", LEAD, 1)
    assert operation.writes == ((SPACE, answer("7.85"), ("op0",)),)
    assert operation.observed_at is not None
    assert operation.observed_at.utcoffset() == timedelta(hours=5)


@given(DOCUMENTS)
@example({"\U0001f600": 1, "\uffff": 2})  # RFC 8785 sorts by UTF-16, json.dumps by code points
@example({"n": 2**53 - 1})
@example({"n": 1e21, "m": 1.5, "z": -0.0})
def test_exactly_the_bytes_of_rfc_8785_are_taken(document):
    try:
        canonical = rfc8785.dumps(document)
    except rfc8785.CanonicalizationError:
        ordinary = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        with pytest.raises(BadBody):
            canonical_document(ordinary.encode())
        return
    assert rfc8785.dumps(canonical_document(canonical)) == canonical
    for other in (json.dumps(document), json.dumps(document, ensure_ascii=False, indent=0)):
        if other.encode() != canonical:
            with pytest.raises(BadBody):
                canonical_document(other.encode())


@given(DOCUMENTS, st.booleans())
def test_what_is_taken_is_what_the_judge_writes_again(document, is_sorted):
    data = json.dumps(
        document, ensure_ascii=False, sort_keys=is_sorted, separators=(",", ":")
    ).encode()
    try:
        judged = rfc8785.dumps(json.loads(data)) == data
    except rfc8785.CanonicalizationError:
        judged = False
    try:
        canonical_document(data)
    except BadBody:
        assert not judged
    else:
        assert judged


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"not json",
        b"\xff\xfe",
        SOUND[:-1],
        SOUND + b"\n",
        b"\xef\xbb\xbf" + SOUND,
        SOUND.replace(b'"k":"set"', b'"k":"set","k":"set"'),
        SOUND.replace(b'"v":1', b'"v":1.0'),
        SOUND.replace(b'"v":1', b'"v":NaN'),
        SOUND.replace(b'"v":1', b'"v":9007199254740992'),
        SOUND.replace(b'"k":"set"', rb'"k":"s\u0065t"'),
        SOUND.replace(b'"7.85"', rb'"\ud83d"'),
        SOUND.replace(b'"7.85"', "\ud83d".encode("utf-8", "surrogatepass")),
        b"[" * 30_000 + b"]" * 30_000,
        b'{"a":' * 5000 + b"1" + b"}" * 5000,
    ],
)
def test_bytes_that_are_no_canonical_object_are_refused(data):
    assert refused(data)


@pytest.mark.parametrize("key", ["op", "insp", "e", "k", "usr"])
@pytest.mark.parametrize("value", [None, 7, "", "a b", "x\0", "имя", "a" * 200, ["x"]])
def test_without_a_readable_name_for_itself_it_is_no_operation(key, value):
    assert refused(changed(**{key: value})) == f"{key} is missing or unreadable"


def test_limits_of_length_and_depth_hold_at_their_edge():
    deep: Any = "x"
    for _ in range(DEEPEST - 1):
        deep = [deep]
    read_operation(changed(words="ж" * LONGEST_STRING, deep=deep))
    assert refused(changed(words="ж" * (LONGEST_STRING + 1)))
    assert refused(changed(**{"ж" * (LONGEST_STRING + 1): 1}))
    assert refused(changed(deep=[deep]))
    assert refused(changed(words=["x" * 20_000] * 4))  # more than 64 KiB


@pytest.mark.parametrize(
    "more",
    [
        {"k": "telepathy"},
        {"v": 99},
        {"v": "one"},
        {"e": "dream:1"},
        {"unheard": {"of": [1]}},
        {"sets": "all"},
        {"t": {"w": "yesterday"}},
        {"chk": None},
    ],
)
def test_what_is_an_operation_is_never_refused_however_odd(more):
    assert read_operation(changed(**more)).id == "op1"


@pytest.mark.parametrize(
    "sets",
    [
        {},
        None,
        ["x"],
        [{"f": "number", "val": "1"}],
        [{"f": "number", "val": "1", "base": "op0"}],
        [{"f": "number", "val": "1", "base": [1]}],
        [{"f": "number", "val": "1", "base": [], "more": 1}],
        [{"f": 1, "val": "1", "base": []}],
        [{"f": "number", "val": "1", "base": []}, {"f": "number", "val": "2", "base": []}],
        [{"f": "number", "val": "1", "base": []}, {}],
    ],
)
def test_writes_are_read_all_or_none(sets):
    operation = read_operation(changed(sets=sets))
    assert operation.writes == ()
    assert has_odd_writes(operation)


@pytest.mark.parametrize("clock", [None, "x", {}, {"w": 3}, {"w": "2026-06-15T09:14:03"}])
def test_a_clock_that_cannot_be_read_is_no_clock(clock):
    assert read_operation(changed(t=clock)).observed_at is None


def test_the_file_of_an_attachment_is_one_of_its_writes():
    file = {"sha": "ab" * 32, "size": 5, "mime": "image/jpeg"}
    attached = read_operation(body("op1", "attach", "evidence:e1", file=file))
    assert attached.writes == (("file", file, ()),)
