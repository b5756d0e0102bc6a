"""Rescue files as docs/rescue-file.md describes them, written by hand."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from inspect_app import signing
from inspect_app.domain.operations import b64
from tests.sync.hand_tablet import HandTablet
from tests.sync.sealed import sealing_key

CHUNK_BYTES = 2**20
Lines = list[Mapping[str, Any]]


def first_line(*tablets: HandTablet) -> dict[str, Any]:
    known = [
        {"dev": one.dev, "text": one.certificate, "sig": one.certificate_sig} for one in tablets
    ]
    return {"rescue": 1, "made_at": "2026-11-22T08:14:00.000Z", "certificates": known}


def end_line() -> dict[str, Any]:
    return {"end": {"envelopes": 0, "locked": 0, "blobs": 0, "chunks": 0}}


def locked_line(tablet: HandTablet, seq: int) -> dict[str, Any]:
    return {"locked": {"dev": tablet.dev, "seq": seq, "prev": "", "link": "", "sig": ""}}


def written(lines: Sequence[Mapping[str, Any]]) -> bytes:
    return b"".join(json.dumps(line).encode("utf-8") + b"\n" for line in lines)


def blob_lines(tablet: HandTablet, content: bytes, insp: str | None = None) -> Lines:
    """A file whole, in chunks, its key sealed to the server."""
    sha256 = hashlib.sha256(content).hexdigest()
    key = AESGCM.generate_key(256)
    kid, public = sealing_key(tablet)
    info = f"insp/seal/1|blob|{sha256}".encode("ascii")
    enc, ct = signing.seal(public, info, b"", key)
    pieces = [content[at : at + CHUNK_BYTES] for at in range(0, len(content), CHUNK_BYTES)]
    blob = {
        "sha": sha256,
        "size": len(content),
        "mime": "image/jpeg",
        "insp": insp or tablet.insp,
        "chunks": len(pieces),
        "key": {"kid": kid, "enc": b64(enc), "ct": b64(ct)},
    }
    return [
        {"blob": blob, "chunk": i, "data": b64(_sealed(key, f"{sha256}|{i}|{len(pieces)}", piece))}
        for i, piece in enumerate(pieces)
    ]


def _sealed(key: bytes, place: str, piece: bytes) -> bytes:
    vector = os.urandom(12)
    return vector + AESGCM(key).encrypt(vector, piece, f"chunk|{place}|1".encode("ascii"))
