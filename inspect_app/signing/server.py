"""The server's own keys: files that only it may read, made at the first start.

Losing the signing key means that every tablet must be enrolled anew; losing a sealing key, that what
was sealed to it and had not been taken in can be opened by nobody. Both belong in the backup.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization

from inspect_app.domain.operations import b64, un64
from inspect_app.signing.sealing import SealingKeys
from inspect_app.signing.signatures import PrivateKey, new_key, public_text, sign


def _new_sealing() -> SealingKeys:
    key = new_key()
    kid = _kid("seal", key)
    return SealingKeys(kid, {kid: key})


@dataclass(frozen=True, slots=True)
class ServerKeys:
    """`kid` names the key in every reply, so that a roll-over can be told from a forgery."""

    kid: str
    key: PrivateKey
    sealing: SealingKeys = field(default_factory=_new_sealing)

    @property
    def public(self) -> str:
        return public_text(self.key)

    def signed(self, text: str) -> dict[str, str]:
        """`{"p", "sig", "kid"}`: the only shape in which the server answers a tablet."""
        return {"p": text, "sig": sign(self.key, text.encode("utf-8")), "kid": self.kid}


def server_keys(folder: Path) -> ServerKeys:
    """Of `server_signing.json`, `{"kid", "pem"}`, and `server_sealing.json`, `{"keys": [{"kid",
    "pem"}]}`, whose first key is the one that is used from now on. What is missing is made."""
    signing = _kept(folder / "server_signing.json", lambda: _document("srv", new_key()))
    sealing = _kept(
        folder / "server_sealing.json", lambda: {"keys": [_document("seal", new_key())]}
    )
    keys = {str(one["kid"]): _key(str(one["pem"])) for one in sealing["keys"]}
    return ServerKeys(signing["kid"], _key(signing["pem"]), SealingKeys(next(iter(keys)), keys))


def _document(use: str, key: PrivateKey) -> dict[str, str]:
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return {"kid": _kid(use, key), "pem": pem.decode("ascii")}


def _kid(use: str, key: PrivateKey) -> str:
    return f"{use}-{b64(un64(public_text(key))[1:7])}"


def _key(pem: str) -> PrivateKey:
    key = serialization.load_pem_private_key(pem.encode("ascii"), password=None)
    if not isinstance(key, PrivateKey):
        raise TypeError("a file of the server's keys holds a key of another kind")
    return key


def _kept(path: Path, make: Callable[[], Any]) -> dict[str, Any]:
    if not path.exists():
        _write(path, json.dumps(make()))
    read: dict[str, Any] = json.loads(path.read_text(encoding="ascii"))
    return read


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
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
