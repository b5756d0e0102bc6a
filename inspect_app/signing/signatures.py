"""ECDSA on P-256 with SHA-256.

Keys and signatures travel as WebCrypto gives them: the uncompressed point and raw r||s, base64url.
"""

from __future__ import annotations

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
