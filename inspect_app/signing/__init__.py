"""Keys: devices sign links, the server signs replies and certificates, and what leaves a tablet is
sealed to the server."""

from inspect_app.signing.sealing import CannotOpen, SealingKeys, seal
from inspect_app.signing.server import ServerKeys, server_keys
from inspect_app.signing.signatures import (
    PrivateKey,
    PublicKey,
    is_signed,
    new_key,
    public_key,
    public_text,
    sign,
)

__all__ = [
    "CannotOpen",
    "PrivateKey",
    "PublicKey",
    "SealingKeys",
    "ServerKeys",
    "is_signed",
    "new_key",
    "public_key",
    "public_text",
    "seal",
    "server_keys",
    "sign",
]
