"""Requests that a device signed itself, with the key that is open only after the PIN.

Headers: `X-Device` (the device's id) and `X-Device-Signature`, over the UTF-8 bytes of
"insp/req/1" NUL METHOD NUL path NUL hex(SHA-256(body)). The path begins at the application's own
root and has the query as it was sent; the body is the bytes as sent, still packed.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

from flask import request

from inspect_app import signing
from inspect_app.extensions import db
from inspect_app.problems import Problem
from inspect_app.store.devices import DeviceRow

DEVICE_HEADER = "X-Device"
SIGNATURE_HEADER = "X-Device-Signature"


def verified_device() -> DeviceRow:
    """The device that signed this request, revoked or not.

    Raises Problem `sync.unsigned`, `sync.unknown_device` or `sync.wrong_signature`.
    """
    if SIGNATURE_HEADER not in request.headers or DEVICE_HEADER not in request.headers:
        raise Problem("sync.unsigned", path=request.path)
    device = db.session.get(DeviceRow, request.headers[DEVICE_HEADER])
    if device is None:
        raise Problem("sync.unknown_device")
    if not is_signed_with(device.public_key):
        raise Problem("sync.wrong_signature", path=request.path)
    return device


def is_signed_with(public_key: str) -> bool:
    """Whether this request carries a signature of the key (base64url of the uncompressed point)."""
    signature = request.headers.get(SIGNATURE_HEADER)
    return signature is not None and signing.is_signed(_key(public_key), _signed_bytes(), signature)


@lru_cache(maxsize=1024)
def _key(public_key: str) -> signing.PublicKey:
    return signing.public_key(public_key)


def _signed_bytes() -> bytes:
    query = request.query_string.decode("latin-1")
    path = f"{request.path}?{query}" if query else request.path
    body_hash = hashlib.sha256(request.get_data()).hexdigest()
    return "\0".join(("insp/req/1", request.method, path, body_hash)).encode("utf-8")
