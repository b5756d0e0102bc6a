"""What goes over the wire: requests, replies, and which replies are to be believed."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from inspect_app import signing
from inspect_app.signing import PrivateKey

PROTOCOL = 1
_GZIP_FROM_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Request:
    """`about` is what the tablet must remember until the reply comes; it is not sent."""

    door: str  # enrol, push, relay, pull, create, offset, chunk
    method: str
    path: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    nonce: str = ""
    about: Any = None


@dataclass(frozen=True, slots=True)
class Reply:
    """`headers` with lower-case names."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def retry_after_seconds(self) -> int:
        said = self.headers.get("retry-after", "")
        return int(said) if said.isdigit() else 0


class Transport(Protocol):
    """Raises ConnectionError when there is no answer."""

    def __call__(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]: ...


def json_body(value: Mapping[str, Any], zipped: bool) -> tuple[bytes, dict[str, str]]:
    """The bytes to send and their headers."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    headers = {"Content-Type": "application/json"}
    if zipped and len(body) >= _GZIP_FROM_BYTES:
        return gzip.compress(body, compresslevel=1, mtime=0), headers | {"Content-Encoding": "gzip"}
    return body, headers


def signed_headers(
    dev: str, key: PrivateKey, method: str, path: str, body: bytes
) -> dict[str, str]:
    """Proof that the device itself sends this; `body` as sent."""
    parts = ("insp/req/1", method, path, hashlib.sha256(body).hexdigest())
    signature = signing.sign(key, "\0".join(parts).encode("utf-8"))
    return {"X-Device": dev, "X-Device-Signature": signature}


def believed(
    body: bytes, keys: Mapping[str, str], nonce: str | None = None
) -> Mapping[str, Any] | None:
    """What the server said; None: nothing that must be believed.

    A portal's page, a cut or cached reply and a forged one all end here as "no network": they can
    delay, and never convince.
    """
    outer = _object(body)
    text, signature, kid = (outer.get(name) for name in ("p", "sig", "kid"))
    if not (isinstance(text, str) and isinstance(signature, str) and kid in keys):
        return None
    key = signing.public_key(keys[str(kid)])
    if not signing.is_signed(key, text.encode("utf-8"), signature):
        return None
    said = _object(text.encode("utf-8"))
    if said.get("kind") != "insp" or (nonce is not None and said.get("nonce") != nonce):
        return None
    return said


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What an enrolment gives. `keys`: the server's, by their kid, pinned from here on."""

    dev: str
    usr: str
    public_key: str
    certificate: str
    signature: str
    keys: Mapping[str, str]


def certificate_in(body: bytes, nonce: str) -> Enrolled | None:
    """Of the reply to an enrolment; None: nothing that must be believed.

    The code came over another channel; the keys in the certificate must have signed both.
    """
    said = _object(str(_object(body).get("p")).encode("utf-8"))
    text, signature = str(said.get("certificate")), str(said.get("certificate_sig"))
    certificate = _object(text.encode("utf-8"))
    if certificate.get("kind") != "insp-cert":
        return None
    pinned = certificate["keys"]["sign"]
    keys = {str(pinned["kid"]): str(pinned["public_key"])}
    if believed(body, keys, nonce) is None or not _is_signed_by(keys, text, signature):
        return None
    dev, usr, public = (str(certificate[name]) for name in ("dev", "usr", "public_key"))
    return Enrolled(dev, usr, public, text, signature, keys)


def _is_signed_by(keys: Mapping[str, str], text: str, signature: str) -> bool:
    data = text.encode("utf-8")
    return any(signing.is_signed(signing.public_key(key), data, signature) for key in keys.values())


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
