"""What a tablet sends, from JSON into plain values. A push has hundreds of operations, so its shape
is checked by hand; `schemas.sync_documents` describes the same shapes for people.

Unknown keys are passed over: a newer tablet may say more. What is no request of the protocol at all
raises Problem `sync.malformed` with the place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from inspect_app.domain.operations import EMPTY_CHAIN, Envelope, SealedEnvelope, un64
from inspect_app.problems import Problem

PROTOCOL = 1
"""The version of the protocol that this program speaks. Pushing is open to every version."""
MOST_OPERATIONS = 500
MOST_STREAMS = 500

_NONCE = re.compile(r"[!-~]{1,128}")
DEVICE = re.compile(r"[A-Za-z0-9_]{1,40}")
_LINK = re.compile(r"[A-Za-z0-9_-]{43}")
_SIGNATURE = re.compile(r"[A-Za-z0-9_-]{86}")
STREAM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}")
_CHAIN = re.compile(r"[0-9a-f]{64}")
KEY_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_ENCAPSULATED = re.compile(r"[A-Za-z0-9_-]{87}")
_BASE64 = re.compile(r"[A-Za-z0-9_-]+")
_LARGEST = 2**53 - 1


@dataclass(frozen=True, slots=True)
class Certificate:
    """`text` is what was signed; `sig` the server's signature over it."""

    text: str
    sig: str


@dataclass(frozen=True, slots=True)
class PushRequest:
    """`pending` and `local_head` are what the tablet says of itself. `carried`: certificates of the
    authors of what it carries, for a server that has forgotten them."""

    nonce: str
    dev: str
    envelopes: tuple[Envelope | SealedEnvelope, ...]
    pending: int | None
    local_head: int | None
    certificate: Certificate | None
    carried: tuple[Certificate, ...] = ()


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a stream was read: `n` operations, whose chain is `h`."""

    n: int
    h: str


@dataclass(frozen=True, slots=True)
class PullRequest:
    """`limit`: operations of all streams together."""

    nonce: str
    dev: str
    proto: int
    limit: int
    streams: Mapping[str, Cursor]


@dataclass(frozen=True, slots=True)
class ReferencesRequest:
    nonce: str
    dev: str
    proto: int


class TooManyOperations(Exception):
    """Nothing of the push was looked at; `nonce` and `dev` are for the signed answer."""

    def __init__(self, nonce: str, dev: str) -> None:
        self.nonce, self.dev = nonce, dev
        super().__init__(f"more than {MOST_OPERATIONS} operations")


def read_push(data: bytes) -> PushRequest:
    """Raises Problem `sync.malformed` and TooManyOperations."""
    document = _object(_json(data), "body")
    nonce, dev = _nonce_and_device(document)
    operations = document.get("ops")
    if type(operations) is not list:
        _refuse("ops", "no list")
    if len(operations) > MOST_OPERATIONS:
        raise TooManyOperations(nonce, dev)
    return PushRequest(
        nonce=nonce,
        dev=dev,
        envelopes=tuple(read_envelope(item, f"ops[{i}]") for i, item in enumerate(operations)),
        pending=_count(document, "pending", _LARGEST_COUNT),
        local_head=_count(document, "local_head", _LARGEST),
        certificate=_certificate(document.get("cert"), "cert"),
        carried=read_certificates(document.get("certs", [])),
    )


def read_pull(data: bytes) -> PullRequest:
    """Raises Problem `sync.malformed`."""
    document = _object(_json(data), "body")
    nonce, dev = _nonce_and_device(document)
    streams = _object(document.get("streams", {}), "streams")
    if len(streams) > MOST_STREAMS:
        _refuse("streams", f"more than {MOST_STREAMS}")
    limit = _count(document, "limit", _LARGEST)
    return PullRequest(
        nonce=nonce,
        dev=dev,
        proto=_protocol(document),
        limit=MOST_OPERATIONS if limit is None else max(1, min(limit, MOST_OPERATIONS)),
        streams={_stream(name): _cursor(name, said) for name, said in streams.items()},
    )


def read_references(data: bytes) -> ReferencesRequest:
    """Raises Problem `sync.malformed`."""
    document = _object(_json(data), "body")
    return ReferencesRequest(*_nonce_and_device(document), _protocol(document))


_LARGEST_COUNT = 2**31 - 1


def _protocol(document: Mapping[str, Any]) -> int:
    proto = _count(document, "proto", _LARGEST)
    return PROTOCOL if proto is None else proto


def _nonce_and_device(document: Mapping[str, Any]) -> tuple[str, str]:
    return read_nonce(document.get("nonce")), _text(document.get("dev"), DEVICE, "dev")


def read_nonce(given: object) -> str:
    """Up to 128 visible characters of ASCII."""
    return _text(given, _NONCE, "nonce")


def read_envelope(item: Any, where: str) -> Envelope | SealedEnvelope:
    """With its body, or sealed. Raises Problem `sync.malformed`."""
    if type(item) is not dict:
        _refuse(where, "no object")
    seq, body = item.get("seq"), item.get("body")
    if type(seq) is not int or not 1 <= seq <= _LARGEST:
        _refuse(f"{where}.seq", "no whole number above 0")
    dev = _text(item.get("dev"), DEVICE, f"{where}.dev")
    prev = _text(item.get("prev"), _LINK, f"{where}.prev")
    sig = _text(item.get("sig"), _SIGNATURE, f"{where}.sig")
    if body is None and "ct" in item:
        return SealedEnvelope(dev, seq, prev, *_seal(item, where), sig)
    if type(body) is not str:
        _refuse(f"{where}.body", "no text")
    # Half a character cannot have been signed: what stands in its place fails the signature.
    return Envelope(dev, seq, prev, body.encode("utf-8", errors="replace"), sig)


def _seal(item: Mapping[str, Any], where: str) -> tuple[str, str, bytes, bytes]:
    """Hash of the body, the server's key, encapsulated key, ciphertext."""
    return (
        _text(item.get("bh"), _CHAIN, f"{where}.bh"),
        _text(item.get("kid"), KEY_ID, f"{where}.kid"),
        un64(_text(item.get("enc"), _ENCAPSULATED, f"{where}.enc")),
        _bytes(item.get("ct"), f"{where}.ct"),
    )


def _bytes(given: object, where: str) -> bytes:
    """Base64url without padding."""
    text = _text(given, _BASE64, where)
    if len(text) % 4 == 1:
        _refuse(where, "no base64url")
    return un64(text)


def read_certificates(given: Any) -> tuple[Certificate, ...]:
    """Raises Problem `sync.malformed`."""
    if type(given) is not list or len(given) > MOST_OPERATIONS:
        _refuse("certs", f"no list of at most {MOST_OPERATIONS}")
    read = (_certificate(item, f"certs[{i}]") for i, item in enumerate(given))
    return tuple(certificate for certificate in read if certificate is not None)


def _certificate(given: Any, where: str) -> Certificate | None:
    if given is None:
        return None
    said = _object(given, where)
    text = said.get("text")
    if type(text) is not str or not text.isascii():
        _refuse(f"{where}.text", "no text in ASCII")
    return Certificate(text, _text(said.get("sig"), _SIGNATURE, f"{where}.sig"))


def _stream(name: str) -> str:
    return _text(name, STREAM, "streams")


def _cursor(name: str, given: Any) -> Cursor:
    said = _object(given, f"streams.{name}")
    n, h = said.get("n"), said.get("h")
    if type(n) is not int or not 0 <= n <= _LARGEST:
        _refuse(f"streams.{name}.n", "no whole number")
    if n == 0 and h == "":
        return Cursor(0, EMPTY_CHAIN)
    return Cursor(n, _text(h, _CHAIN, f"streams.{name}.h"))


def _count(document: Mapping[str, Any], key: str, most: int) -> int | None:
    given = document.get(key)
    if given is None:
        return None
    if type(given) is not int or not 0 <= given <= most:
        _refuse(key, "no whole number")
    return given


def _text(given: object, form: re.Pattern[str], where: str) -> str:
    if type(given) is not str or not form.fullmatch(given):
        _refuse(where, "missing, or of another form")
    return given


def _object(given: Any, where: str) -> dict[str, Any]:
    if type(given) is not dict:
        _refuse(where, "no object")
    return given


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        _refuse("body", "no JSON")


def _refuse(where: str, why: str) -> NoReturn:
    raise Problem("sync.malformed", where=where, why=why)
