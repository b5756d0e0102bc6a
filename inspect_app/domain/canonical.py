"""One way to write a value as JSON, so that equal values have equal bytes and equal hashes.

Keys in order of their code points, no spaces, UTF-8 without escapes beyond those that JSON demands.
Binary floating point is refused: numbers are whole, everything else exact is text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical_bytes(value: Any) -> bytes:
    """Raises TypeError for a float or anything else that JSON cannot say exactly."""
    _refuse_floats(value)
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode("utf-8")


def sha256_text(data: bytes) -> str:
    """Lowercase hexadecimal."""
    return hashlib.sha256(data).hexdigest()


_HARMLESS = frozenset({str, int, bool, type(None)})
"""Most of a document: not worth a call each."""


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a binary float: write it as exact text")
    if isinstance(value, dict) or isinstance(value, Mapping):  # a dict is known without a search
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError(f"the key {key!r} is not text")
            if type(item) not in _HARMLESS:
                _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            if type(item) not in _HARMLESS:
                _refuse_floats(item)
