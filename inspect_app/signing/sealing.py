"""Sealing to the server: HPKE (RFC 9180), base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256,
AES-256-GCM, one message to a context.

Written out here because the library's own suite takes no additional data, and what is sealed is bound
to its place in the chain by them. A test holds it to the library's.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from inspect_app.domain.operations import un64
from inspect_app.signing.signatures import PrivateKey, PublicKey, new_key, public_key, public_text

ENCAPSULATED_BYTES = 65
_VERSION = b"HPKE-v1"
_KEM_SUITE = b"KEM" + (0x0010).to_bytes(2, "big")
_SUITE = b"HPKE" + b"".join(number.to_bytes(2, "big") for number in (0x0010, 0x0001, 0x0002))
_SECRET_BYTES, _KEY_BYTES, _NONCE_BYTES, _TAG_BYTES = 32, 32, 12, 16


class CannotOpen(ValueError):
    """Not sealed to a key that is here, or changed on its way."""


@dataclass(frozen=True, slots=True)
class SealingKeys:
    """The first is named in new certificates; the others open what was sealed to them before."""

    kid: str
    keys: Mapping[str, PrivateKey]

    @property
    def public(self) -> str:
        return public_text(self.keys[self.kid])

    def open(self, kid: str, enc: bytes, ct: bytes, info: bytes, aad: bytes) -> bytes:
        """Raises CannotOpen."""
        key = self.keys.get(kid)
        if key is None:
            raise CannotOpen(kid)
        return open_sealed(key, enc, ct, info, aad)


def open_sealed(key: PrivateKey, enc: bytes, ct: bytes, info: bytes, aad: bytes) -> bytes:
    """`enc`: the encapsulated key, an uncompressed point. Raises CannotOpen."""
    if len(enc) != ENCAPSULATED_BYTES or len(ct) < _TAG_BYTES:
        raise CannotOpen("too short")
    try:
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), enc)
    except ValueError:
        raise CannotOpen("no point of the curve") from None
    secret = _secret(key.exchange(ec.ECDH(), sender), enc, _point(key.public_key()))
    try:
        return _cipher(secret, info, ct, aad, is_sealing=False)
    except InvalidTag:
        raise CannotOpen("changed, or sealed otherwise") from None


def seal(to: str, info: bytes, aad: bytes, plain: bytes) -> tuple[bytes, bytes]:
    """(enc, ct). `to`: the server's key as certificates name it."""
    recipient, own = public_key(to), new_key()
    enc = _point(own.public_key())
    secret = _secret(own.exchange(ec.ECDH(), recipient), enc, _point(recipient))
    return enc, _cipher(secret, info, plain, aad, is_sealing=True)


def _cipher(secret: bytes, info: bytes, data: bytes, aad: bytes, *, is_sealing: bool) -> bytes:
    context = b"\0" + _NO_PSK_HASH + _extract(_SUITE, b"", b"info_hash", info)
    pseudo_random = _extract(_SUITE, secret, b"secret", b"")
    cipher = AESGCM(_expand(_SUITE, pseudo_random, b"key", context, _KEY_BYTES))
    nonce = _expand(_SUITE, pseudo_random, b"base_nonce", context, _NONCE_BYTES)
    return cipher.encrypt(nonce, data, aad) if is_sealing else cipher.decrypt(nonce, data, aad)


def _secret(shared: bytes, enc: bytes, recipient: bytes) -> bytes:
    pseudo_random = _extract(_KEM_SUITE, b"", b"eae_prk", shared)
    context = enc + recipient
    return _expand(_KEM_SUITE, pseudo_random, b"shared_secret", context, _SECRET_BYTES)


def _point(key: PublicKey) -> bytes:
    return un64(public_text(key))


def _extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), _VERSION + suite + label + material, "sha256")


def _expand(suite: bytes, key: bytes, label: bytes, info: bytes, length: int) -> bytes:
    """At most 32 bytes: one block."""
    labelled = length.to_bytes(2, "big") + _VERSION + suite + label + info
    return hmac.digest(key, labelled + b"\x01", "sha256")[:length]


_NO_PSK_HASH = _extract(_SUITE, b"", b"psk_id_hash", b"")
