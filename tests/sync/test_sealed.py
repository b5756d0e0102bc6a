"""What is sealed to the server is taken like what is open, and what is damaged can be sent again."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from inspect_app.domain.operations import b64, un64
from tests.sync.hand_tablet import HandTablet, enrol
from tests.sync.sealed import sealed, sealing_key


def test_the_certificate_names_the_key_to_seal_to(app: Flask) -> None:
    kid, public = sealing_key(enrol(app))
    keys = app.extensions["inspect"].keys
    assert (kid, public) == (keys.sealing.kid, keys.sealing.public)
    assert public != keys.public


def test_sealed_and_open_operations_are_taken_alike(tablet_on_both: HandTablet) -> None:
    tablet = tablet_on_both
    batch = tablet.rooms(3)
    mixed = [one if i == 1 else sealed(tablet, one) for i, one in enumerate(batch)]
    assert tablet.push(mixed)["res"] == ["stored"] * 4
    assert [op["body"] for op in tablet.page()["ops"]] == [one["body"] for one in batch]


def test_no_word_of_a_sealed_operation_is_on_its_way(tablet: HandTablet) -> None:
    (envelope,) = tablet.sealed(tablet.begin())
    assert tablet.insp not in str(sealed(tablet, envelope))


def test_one_operation_sealed_twice_is_stored_once(tablet: HandTablet) -> None:
    (envelope,) = tablet.sealed(tablet.begin())
    assert tablet.push([sealed(tablet, envelope)])["res"] == ["stored"]
    assert tablet.push([sealed(tablet, envelope)])["res"] == ["dup"]
    assert tablet.push([envelope])["res"] == ["dup"]


def test_a_colleague_carries_what_is_sealed(app: Flask) -> None:
    author, colleague = enrol(app, "u_ana"), enrol(app, "u_bek")
    carried = [sealed(author, one) for one in author.rooms(1)]
    assert colleague.push(carried)["res"] == ["stored", "stored"]


@pytest.mark.parametrize("damage", ["ct", "kid", "enc"])
def test_what_cannot_be_opened_is_not_taken_and_can_be_sent_open(
    tablet: HandTablet, damage: str
) -> None:
    first, second = tablet.rooms(1)
    damaged = sealed(tablet, first)
    if damage == "kid":
        damaged["kid"] = "seal-other"
    else:
        raw = bytearray(un64(damaged[damage]))
        raw[-1] ^= 1
        damaged[damage] = b64(bytes(raw))
    said = tablet.push([damaged, sealed(tablet, second)])
    assert (said["res"], said["why"]) == (["bad", None], ["not_opened", None])
    assert tablet.push([first, sealed(tablet, second)])["res"] == ["stored", "stored"]


def test_a_body_that_is_not_the_signed_one_is_not_taken(tablet: HandTablet) -> None:
    (envelope,) = tablet.sealed(tablet.begin())
    other = sealed(tablet, envelope)
    swapped = sealed(tablet, envelope | {"body": tablet.room().decode()})
    assert tablet.push([swapped])["why"] == ["wrong_signature"]
    assert tablet.push([other | {"ct": swapped["ct"], "enc": swapped["enc"]}])["why"] == [
        "not_opened"
    ]
    assert tablet.push([other])["res"] == ["stored"]


def test_what_is_authentic_and_no_operation_is_kept_apart(tablet: HandTablet) -> None:
    (envelope,) = tablet.sealed(b'{"no":"operation"}')
    said = tablet.push([sealed(tablet, envelope)])
    assert (said["res"], said["why"]) == (["quarantine"], ["bad_body"])


@pytest.mark.parametrize(
    "change", [{"bh": "x"}, {"kid": ""}, {"enc": "short"}, {"ct": "no base64!"}, {"ct": "AAAAA"}]
)
def test_a_seal_of_another_shape_is_malformed(tablet: HandTablet, change: dict[str, Any]) -> None:
    (envelope,) = tablet.sealed(tablet.begin())
    said = {"nonce": "n", "dev": tablet.dev, "ops": [sealed(tablet, envelope) | change]}
    answer = tablet.send("/sync/v1/push", said)
    assert answer.status_code == 400
    assert answer.get_json()["problems"][0]["details"]["where"] == f"ops[0].{next(iter(change))}"
