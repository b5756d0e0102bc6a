"""Envelopes as a tablet seals them to the server."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from inspect_app import signing
from inspect_app.domain.operations import b64, link_of, un64
from tests.sync.hand_tablet import HandTablet


def sealing_key(tablet: HandTablet) -> tuple[str, str]:
    """(kid, public key), as the tablet's certificate names them."""
    said = json.loads(tablet.certificate)["keys"]["seal"]
    return said["kid"], said["public_key"]


def sealed(tablet: HandTablet, envelope: Mapping[str, Any]) -> dict[str, Any]:
    """The same envelope, its body sealed."""
    body = envelope["body"].encode("utf-8")
    body_hash = hashlib.sha256(body).hexdigest()
    link = link_of(envelope["dev"], envelope["seq"], envelope["prev"], body_hash)
    kid, public = sealing_key(tablet)
    info = f"insp/seal/1|{envelope['dev']}|{envelope['seq']}".encode("ascii")
    enc, ct = signing.seal(public, info, un64(link), body)
    kept = {name: value for name, value in envelope.items() if name != "body"}
    return kept | {"bh": body_hash, "kid": kid, "enc": b64(enc), "ct": b64(ct)}
