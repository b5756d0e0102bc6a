"""What the tablet's own code records and seals, the server's side proves and opens."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from inspect_app import signing
from inspect_app.domain.canonical import canonical_bytes
from inspect_app.domain.operations import Envelope, first_link, un64
from tests.twin.node import Runner, bundled, running

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
INFO = "insp/seal/1|d_1|7"

Key = ec.EllipticCurvePrivateKey


@pytest.fixture(scope="module")
def key() -> Key:
    """The server's key for what is sealed to it."""
    return signing.new_key()


@pytest.fixture(scope="module")
def tablet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    program = bundled("src/testing/sealing_program.ts", tmp_path_factory.mktemp("sealing"))
    with running(program) as runner:
        yield runner


@pytest.fixture(scope="module")
def recorded(tablet: Runner, key: Key) -> Mapping[str, Any]:
    asked = {"record": {"seal": signing.public_text(key)}}
    said: Mapping[str, Any] = json.loads(tablet.ask(asked))
    return said


def sealed(tablet: Runner, key: Key, plain: str, aad: bytes = b"") -> bytes:
    said = {"key": signing.public_text(key), "info": INFO, "aad": aad.hex(), "plain": plain}
    return bytes.fromhex(json.loads(tablet.ask({"seal": said}))["sealed"])


def opened(key: Key, sealed: bytes, info: str, aad: bytes) -> bytes:
    """The library's public function takes no additional data; this is the one that it calls."""
    text: bytes = openssl.hpke._decrypt_with_aad(SUITE, sealed, key, info.encode("ascii"), aad)
    return text


def test_what_the_tablet_seals_the_servers_library_opens(tablet: Runner, key: Key) -> None:
    assert SUITE.decrypt(sealed(tablet, key, "7,85 м²"), key, INFO.encode("ascii")) == (
        "7,85 м²".encode()
    )


def test_a_seal_opens_at_its_own_place_alone(tablet: Runner, key: Key) -> None:
    text = sealed(tablet, key, "six", b"\x00\xff")
    assert opened(key, text, INFO, b"\x00\xff") == b"six"
    for info, aad in (("insp/seal/1|d_1|8", b"\x00\xff"), (INFO, b"\x00\xfe")):
        with pytest.raises(InvalidTag):
            opened(key, text, info, aad)


def test_the_same_words_sealed_twice_are_two_texts(tablet: Runner, key: Key) -> None:
    assert sealed(tablet, key, "six") != sealed(tablet, key, "six")


def test_a_recorded_chain_is_proved_by_the_servers_own_code(recorded: Mapping[str, Any]) -> None:
    key, prev = signing.public_key(recorded["publicKey"]), first_link(recorded["certificate"])
    for seq, row in enumerate(recorded["rows"], start=1):
        body = row["body"].encode("utf-8")
        envelope = Envelope(row["dev"], row["seq"], row["prev"], body, row["sig"])
        assert (envelope.seq, envelope.prev, envelope.link) == (seq, prev, row["link"])
        assert signing.is_signed(key, un64(envelope.link), envelope.sig)
        assert canonical_bytes(json.loads(body)) == body
        prev = envelope.link
    assert len(recorded["rows"]) == 2


def test_a_recorded_operation_opens_to_the_bytes_that_were_signed(
    recorded: Mapping[str, Any], key: Key
) -> None:
    for row in recorded["rows"]:
        text = un64(row["sealed"]["enc"]) + un64(row["sealed"]["ct"])
        info = f"insp/seal/1|{row['dev']}|{row['seq']}"
        assert opened(key, text, info, un64(row["link"])) == row["body"].encode("utf-8")
