"""JSON read strictly: every key once, every number exact, every text storable.

Python's reader keeps the last of two equal keys, reads NaN and makes binary floats. All three would
change facts silently, so they are refused here, each with its path.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from inspect_app.domain.facts_checking import Fault, Path
from inspect_app.problems import Problem

LIMIT_BYTES = 64 * 1024 * 1024
_LONGEST_WHOLE = 40  # digits; longer ones are kept as decimals and refused where they stand
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class _Repeated(dict[str, Any]):
    """An object in which keys stood twice."""

    keys_twice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _NotFinite:
    text: str


def parse_json(data: bytes, file: str) -> tuple[Any, tuple[Fault, ...]]:
    """The document, and what is wrong in it as JSON; numbers are int or Decimal, never float.

    Raises Problem `file.too_large` or `facts.not_json`.
    """
    if len(data) > LIMIT_BYTES:
        raise Problem("file.too_large", file=file, limit=f"{LIMIT_BYTES // 2**20} MiB")
    try:
        document = json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=_NotFinite,
        )
        return document, tuple(_faults(document, ()))
    except UnicodeDecodeError as error:
        raise Problem("facts.not_json", file=file, why=f"byte {error.start} is no UTF-8") from error
    except json.JSONDecodeError as error:
        why = f"{error.msg}, line {error.lineno}, column {error.colno}"
        raise Problem("facts.not_json", file=file, why=why) from error
    except RecursionError as error:
        raise Problem("facts.not_json", file=file, why="nested too deeply") from error


def path_text(path: Path) -> str:
    """`answers[3].value`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".") or "document"


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    times = Counter(key for key, _ in pairs)
    repeated = _Repeated(found)
    repeated.keys_twice = tuple(key for key in found if times[key] > 1)
    return repeated


def _decimal(text: str) -> Decimal | _NotFinite:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond what even decimals hold
        return _NotFinite(text)


def _whole(text: str) -> int | Decimal:
    return int(text) if len(text) <= _LONGEST_WHOLE else Decimal(text)


def _faults(value: Any, path: Path) -> Iterator[Fault]:
    if isinstance(value, dict):
        yield from _faults_of_object(value, path)
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _faults(item, (*path, position))
    elif isinstance(value, _NotFinite):
        yield Fault(path, "facts.not_finite", {"given": value.text})
    elif isinstance(value, str) and _UNSTORABLE.search(value):
        yield Fault(path, "facts.bad_text")


def _faults_of_object(value: dict[str, Any], path: Path) -> Iterator[Fault]:
    if isinstance(value, _Repeated):
        for key in value.keys_twice:
            yield Fault((*path, key), "facts.repeated_key")
    for key, item in value.items():
        yield from _faults(item, (*path, key))
