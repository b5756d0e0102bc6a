"""ECDSA on P-256 with SHA-256: devices sign links, the server signs replies and certificates.

Keys and signatures travel as WebCrypto gives them: the uncompressed point and raw r||s, base64url.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from inspect_app.domain.operations import b64, un64

PrivateKey = ec.EllipticCurvePrivateKey
PublicKey = ec.EllipticCurvePublicKey
_HALF = 32
_ALGORITHM = ec.ECDSA(hashes.SHA256())


def new_key() -> PrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def public_text(key: PrivateKey | PublicKey) -> str:
    """The uncompressed point (65 bytes) as base64url."""
    public = key.public_key() if isinstance(key, PrivateKey) else key
    return b64(
        public.public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
    )


def public_key(text: str) -> PublicKey:
    """Raises ValueError for what is no point of the curve."""
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), un64(text))


def sign(key: PrivateKey, data: bytes) -> str:
    r, s = decode_dss_signature(key.sign(data, _ALGORITHM))
    return b64(r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big"))


def is_signed(key: PublicKey, data: bytes, signature: str) -> bool:
    try:
        raw = un64(signature)
    except ValueError:
        return False
    if len(raw) != 2 * _HALF:
        return False
    r, s = int.from_bytes(raw[:_HALF], "big"), int.from_bytes(raw[_HALF:], "big")
    try:
        key.verify(encode_dss_signature(r, s), data, _ALGORITHM)
    except InvalidSignature:
        return False
    return True


@dataclass(frozen=True, slots=True)
class ServerKeys:
    """`kid` names the key in every reply, so that a roll-over can be told from a forgery."""

    kid: str
    key: PrivateKey

    @property
    def public(self) -> str:
        return public_text(self.key)

    def signed(self, text: str) -> dict[str, str]:
        """`{"p", "sig", "kid"}`: the only shape in which the server answers a tablet."""
        return {"p": text, "sig": sign(self.key, text.encode("utf-8")), "kid": self.kid}


def server_keys(folder: Path) -> ServerKeys:
    """The server's signing key; made at the first start, readable by its owner alone.

    Losing this file means that every tablet must be enrolled anew: it belongs in the backup.
    """
    path = folder / "server_signing.json"
    if not path.exists():
        _make(path)
    kept = json.loads(path.read_text(encoding="ascii"))
    key = serialization.load_pem_private_key(kept["pem"].encode("ascii"), password=None)
    if not isinstance(key, PrivateKey):
        raise TypeError(f"{path} holds a key of another kind")
    return ServerKeys(kept["kid"], key)


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    key = new_key()
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    kid = f"srv-{b64(un64(public_text(key))[1:7])}"
    text = json.dumps({"kid": kid, "pem": pem.decode("ascii")})
    aside = path.with_name(f"{path.name}.{os.getpid()}.part")
    with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(aside, path)  # the first of several processes that start at once wins
    except FileExistsError:
        pass
    finally:
        aside.unlink()
