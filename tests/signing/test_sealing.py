"""Sealing is HPKE as the standard has it, and the server's keys outlive a roll-over."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from inspect_app import signing
from inspect_app.signing import CannotOpen, SealingKeys
from inspect_app.signing.sealing import ENCAPSULATED_BYTES, open_sealed

LIBRARY = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
INFO, AAD, PLAIN = b"insp/seal/1|d_1|7", b"\x07" * 32, "7,85 м²".encode()


def test_what_the_library_sealed_opens_here() -> None:
    key = signing.new_key()
    for plain in (b"", PLAIN, bytes(100_000)):
        both = LIBRARY.encrypt(plain, key.public_key(), INFO)
        enc, ct = both[:ENCAPSULATED_BYTES], both[ENCAPSULATED_BYTES:]
        assert open_sealed(key, enc, ct, INFO, b"") == plain


def test_what_is_sealed_here_the_library_opens() -> None:
    key = signing.new_key()
    enc, ct = signing.seal(signing.public_text(key), INFO, b"", PLAIN)
    assert LIBRARY.decrypt(enc + ct, key, INFO) == PLAIN


def test_additional_data_are_those_of_the_standard() -> None:
    key = signing.new_key()
    both = openssl.hpke._encrypt_with_aad(LIBRARY, PLAIN, key.public_key(), INFO, AAD)
    enc, ct = both[:ENCAPSULATED_BYTES], both[ENCAPSULATED_BYTES:]
    assert open_sealed(key, enc, ct, INFO, AAD) == PLAIN


@pytest.mark.parametrize("changed", ["enc", "ct", "info", "aad", "key", "cut", "no point"])
def test_nothing_opens_after_a_change(changed: str) -> None:
    key = signing.new_key()
    enc, ct = signing.seal(signing.public_text(key), INFO, AAD, PLAIN)
    parts = {"enc": enc, "ct": ct, "info": INFO, "aad": AAD}
    if changed in ("ct", "info", "aad"):
        parts[changed] = bytes([parts[changed][0] ^ 1]) + parts[changed][1:]
    elif changed == "enc":
        parts["enc"] = signing.seal(signing.public_text(key), INFO, AAD, PLAIN)[0]
    elif changed == "no point":
        parts["enc"] = b"\x04" + b"\xff" * 64
    elif changed == "cut":
        parts["ct"] = ct[:10]
    with pytest.raises(CannotOpen):
        open_sealed(signing.new_key() if changed == "key" else key, **parts)


def test_one_text_sealed_twice_is_two_texts() -> None:
    to = signing.public_text(signing.new_key())
    assert signing.seal(to, INFO, AAD, PLAIN) != signing.seal(to, INFO, AAD, PLAIN)


def test_a_key_that_is_not_here_opens_nothing() -> None:
    key = signing.new_key()
    keys = SealingKeys("seal-new", {"seal-new": key})
    enc, ct = signing.seal(signing.public_text(key), INFO, AAD, PLAIN)
    assert keys.open("seal-new", enc, ct, INFO, AAD) == PLAIN
    with pytest.raises(CannotOpen):
        keys.open("seal-old", enc, ct, INFO, AAD)


def test_the_servers_keys_are_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first, second = signing.server_keys(tmp_path), signing.server_keys(tmp_path)
    assert (first.kid, first.sealing.kid) == (second.kid, second.sealing.kid)
    assert first.sealing.public == second.sealing.public != first.public
    for name in ("server_signing.json", "server_sealing.json"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {
        "server_signing.json", "server_sealing.json",
    }  # fmt: skip


def test_after_a_roll_over_the_new_key_is_named_and_the_old_one_opens(tmp_path: Path) -> None:
    old = signing.server_keys(tmp_path).sealing
    enc, ct = signing.seal(old.public, INFO, AAD, PLAIN)
    other = signing.server_keys(tmp_path / "other")
    file = tmp_path / "server_sealing.json"
    newer = json.loads((tmp_path / "other" / "server_sealing.json").read_text())["keys"]
    file.write_text(json.dumps({"keys": newer + json.loads(file.read_text())["keys"]}))
    rolled = signing.server_keys(tmp_path).sealing
    assert rolled.kid == other.sealing.kid
    assert rolled.open(old.kid, enc, ct, INFO, AAD) == PLAIN
