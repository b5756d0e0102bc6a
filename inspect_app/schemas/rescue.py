"""Lines of a rescue file into plain values; docs/rescue-file.md says what stands in them.

What is unknown is passed over, keys and whole lines alike: a newer tablet may say more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspect_app.domain.operations import Envelope, SealedEnvelope, un64
from inspect_app.problems import Problem
from inspect_app.schemas.sync import (
    DEVICE,
    KEY_ID,
    STREAM,
    Certificate,
    read_certificates,
    read_envelope,
)

VERSION = 1
MOST_CHUNKS = 10_000
_SHA256 = re.compile(r"[0-9a-f]{64}")
_BASE64 = re.compile(r"[A-Za-z0-9_-]*")
_MIME = re.compile(r"[ -~]{0,80}")


class BadLine(ValueError):
    """The line is no JSON object, or what it begins to say cannot be understood."""


@dataclass(frozen=True, slots=True)
class Locked:
    """An operation that is only said to exist."""

    dev: str
    seq: int


@dataclass(frozen=True, slots=True)
class SealedKey:
    kid: str
    enc: bytes
    ct: bytes


@dataclass(frozen=True, slots=True)
class Chunk:
    """One piece of a file: 12 bytes of initialisation vector, then the ciphertext. `key` None: the
    file is only said to exist."""

    sha256: str
    size: int
    mime: str
    insp: str
    chunks: int
    key: SealedKey | None
    index: int
    data: bytes


@dataclass(frozen=True, slots=True)
class End:
    """Nothing was cut off."""


Item = Envelope | SealedEnvelope | Locked | Chunk | End


def read_first_line(line: bytes) -> tuple[Certificate, ...]:
    """The certificates of those whose envelopes follow. Raises Problem `rescue.no_file`,
    `rescue.newer`."""
    try:
        said = _object(line)
    except BadLine:
        raise Problem("rescue.no_file") from None
    version = said.get("rescue")
    if type(version) is not int or version < 1:
        raise Problem("rescue.no_file")
    if version > VERSION:
        raise Problem("rescue.newer", version=version, newest=VERSION)
    given = said.get("certificates", [])
    known = [
        {"text": one.get("text"), "sig": one.get("sig")}
        for one in (given if isinstance(given, list) else ())
        if isinstance(one, Mapping)
    ]
    try:
        return read_certificates(known)
    except Problem:
        raise Problem("rescue.no_file") from None


def read_line(line: bytes) -> Item | None:
    """None: of a kind that is not known here. Raises BadLine."""
    said = _object(line)
    if "locked" in said and isinstance(said["locked"], Mapping):
        return _locked(said["locked"])
    if "blob" in said:
        return _chunk(said)
    if "end" in said:
        return End()
    if "body" in said or "ct" in said:
        return _envelope(said)
    return None


def _envelope(said: Mapping[str, Any]) -> Envelope | SealedEnvelope:
    try:
        return read_envelope(said, "line")
    except Problem as problem:
        raise BadLine(problem.code) from None


def _locked(said: Mapping[str, Any]) -> Locked:
    return Locked(_text(said.get("dev"), DEVICE), _whole(said.get("seq"), 2**53))


def _chunk(said: Mapping[str, Any]) -> Chunk:
    blob = said["blob"]
    if not isinstance(blob, Mapping):
        raise BadLine("blob")
    key = blob.get("key")
    is_written = key is not None and not said.get("locked")
    chunks = _whole(blob.get("chunks"), MOST_CHUNKS)
    return Chunk(
        sha256=_text(blob.get("sha"), _SHA256),
        size=_whole(blob.get("size"), 2**53),
        mime=_text(blob.get("mime", ""), _MIME),
        insp=_text(blob.get("insp"), STREAM),
        chunks=chunks,
        key=_key(key) if is_written else None,
        index=_whole(said.get("chunk"), chunks - 1) if is_written else 0,
        data=_bytes(said.get("data")) if is_written else b"",
    )


def _key(given: Any) -> SealedKey:
    if not isinstance(given, Mapping):
        raise BadLine("key")
    kid = _text(given.get("kid"), KEY_ID)
    return SealedKey(kid, _bytes(given.get("enc")), _bytes(given.get("ct")))


def _object(line: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        raise BadLine("no JSON") from None
    if not isinstance(said, dict):
        raise BadLine("no object")
    return said


def _whole(given: Any, most: int) -> int:
    if type(given) is not int or not 0 <= given <= most:
        raise BadLine("no whole number")
    return given


def _text(given: Any, form: re.Pattern[str]) -> str:
    if not isinstance(given, str) or not form.fullmatch(given):
        raise BadLine("missing, or of another form")
    return given


def _bytes(given: Any) -> bytes:
    text = _text(given, _BASE64)
    if len(text) % 4 == 1:
        raise BadLine("no base64url")
    return un64(text)
