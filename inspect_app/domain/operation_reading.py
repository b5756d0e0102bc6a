"""Bytes of a body into an operation, without believing more than they say.

`read_operation(body) -> Operation` is the only way in. It refuses (`BadBody`) what is not an
operation at all. Whatever is one, with an unknown kind, unknown keys, a newer version or writes that
make no sense, is given back: it is authentic, so it is stored, and `domain.projecting` says why it
is not applied.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NoReturn

import rfc8785

from inspect_app.domain.operations import Operation, OperationKind, Write

MOST_BYTES = 65_536
LONGEST_STRING = 20_000
DEEPEST = 32

FILE = "file"
"""The field of evidence that says which bytes; an `attach` carries it beside its writes."""

_ID = r"[A-Za-z0-9][A-Za-z0-9._:-]"
_NEEDED = {
    "op": re.compile(_ID + "{0,63}"),
    "insp": re.compile(_ID + "{0,79}"),
    "e": re.compile(_ID + "{0,119}"),
    "k": re.compile(_ID + "{0,39}"),
    "usr": re.compile(_ID + "{0,63}"),
}
_FIELD = re.compile(r"[A-Za-z_][A-Za-z0-9._-]{0,119}")
_OP_ID = _NEEDED["op"]

_BEYOND_FFFF = re.compile(rb"[\xf0-\xf4]")
_SAFE_DIGITS = 15


class BadBody(ValueError):
    """`why` is a short English phrase for logs and developers; it holds nothing of the body."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def read_operation(body: bytes) -> Operation:
    """Raises BadBody for what is no operation: too large, not UTF-8, not JSON, not the bytes that
    RFC 8785 would give, beyond the limits, or without readable `op`, `insp`, `e`, `k` and `usr`.
    """
    document = canonical_document(body)
    for key, form in _NEEDED.items():
        given = document.get(key)
        if type(given) is not str or not form.fullmatch(given):
            raise BadBody(f"{key} is missing or unreadable")
    return operation_of(document)


def operation_of(document: Mapping[str, Any]) -> Operation:
    """The operation that a canonical document is. Writes are all there, or none where any is odd."""
    version = document.get("v")
    return Operation(
        id=document["op"],
        inspection=document["insp"],
        entity=document["e"],
        kind=document["k"],
        author=document["usr"],
        version=version if type(version) is int else 0,
        writes=_writes(document),
        document=document,
        observed_at=_observed_at(document.get("t")),
    )


def has_odd_writes(operation: Operation) -> bool:
    """Whether `sets` is there and is not what a list of writes must be."""
    return not operation.writes and operation.document.get("sets", []) != []


def canonical_document(body: bytes) -> dict[str, Any]:
    """The object that the bytes say in the one way of RFC 8785. Raises BadBody."""
    if len(body) > MOST_BYTES:
        raise BadBody("larger than 64 KiB")
    try:
        document, again = _written_again(body)
    except RecursionError:
        raise BadBody("nested too deeply") from None
    except ValueError as error:  # UnicodeError, JSONDecodeError and CanonicalizationError are ones
        raise BadBody(f"not canonical JSON ({type(error).__name__})") from None
    if again != body:
        raise BadBody("not in the form of RFC 8785")
    if type(document) is not dict:
        raise BadBody("not an object")
    if len(body) > LONGEST_STRING:
        _hold_to_limits(document, 1)
    elif body.count(b"{") + body.count(b"[") > DEEPEST:
        _hold_to_depth(document, 1)
    return document


class _NeedsTheJudge(Exception):
    """The body holds something in which json.dumps and RFC 8785 may part."""


def _written_again(body: bytes) -> tuple[Any, bytes]:
    """What the body says, and the bytes that RFC 8785 gives for it.

    json.dumps gives the same ten times faster, but for floats, whole numbers from 2**53 on, and
    keys with characters beyond U+FFFF (RFC 8785 sorts by UTF-16). A test holds the two together.
    """
    text = body.decode("utf-8")
    try:
        if not body.isascii() and _BEYOND_FFFF.search(body):
            raise _NeedsTheJudge
        document = _QUICK.decode(text)
    except _NeedsTheJudge:
        document = _SLOW.decode(text)
        return document, rfc8785.dumps(document)
    return document, _ENCODER.encode(document).encode("utf-8")


def _on_float(_: str) -> NoReturn:
    raise _NeedsTheJudge


def _on_whole(digits: str) -> int:
    if len(digits) > _SAFE_DIGITS:
        raise _NeedsTheJudge
    return int(digits)


def _on_constant(_: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")


_QUICK = json.JSONDecoder(parse_float=_on_float, parse_int=_on_whole, parse_constant=_on_constant)
_SLOW = json.JSONDecoder(parse_constant=_on_constant)
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False
)


def _hold_to_limits(value: Any, depth: int) -> None:
    if isinstance(value, str):
        if len(value) > LONGEST_STRING:
            raise BadBody("a string of more than 20000 characters")
        return
    if not isinstance(value, dict | list):
        return
    if depth > DEEPEST:
        raise BadBody("nested too deeply")
    if isinstance(value, dict):
        for key in value:
            _hold_to_limits(key, depth)
    for item in value.values() if isinstance(value, dict) else value:
        _hold_to_limits(item, depth + 1)


def _hold_to_depth(value: dict[str, Any] | list[Any], depth: int) -> None:
    """The same for a body too short to hold a long string: only what holds others is looked at."""
    if depth > DEEPEST:
        raise BadBody("nested too deeply")
    for item in value.values() if type(value) is dict else value:
        if type(item) is dict or type(item) is list:
            _hold_to_depth(item, depth + 1)


def _writes(document: Mapping[str, Any]) -> tuple[Write, ...]:
    given = document.get("sets", [])
    if type(given) is not list:
        return ()
    writes = [write for write in map(_write, given) if write is not None]
    fields = {write.field for write in writes}
    if len(writes) != len(given) or len(fields) != len(writes):
        return ()
    if document["k"] == OperationKind.ATTACH and FILE in document and FILE not in fields:
        writes.append(Write(FILE, document[FILE], ()))
    return tuple(writes)


def _write(given: Any) -> Write | None:
    """None for what is no write: other keys, no field, a base that is not a list of ids."""
    if type(given) is not dict or given.keys() != {"f", "val", "base"}:
        return None
    field, base = given["f"], given["base"]
    if type(field) is not str or not _FIELD.fullmatch(field) or type(base) is not list:
        return None
    for op_id in base:
        if type(op_id) is not str or not _OP_ID.fullmatch(op_id):
            return None
    return Write(field, given["val"], tuple(dict.fromkeys(base)))


def _observed_at(clock: Any) -> datetime | None:
    """Nothing is ever refused for its time: a clock that cannot be read is no clock."""
    if type(clock) is not dict or type(clock.get("w")) is not str:
        return None
    try:
        moment = datetime.fromisoformat(clock["w"])
    except ValueError:
        return None
    offset = moment.utcoffset()
    if offset is None or offset % timedelta(minutes=1):
        return None
    return moment
