"""What is no request of the protocol, what is too much of one, and what every reply carries."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from typing import Any

import pytest
from flask import Flask

from inspect_app.api import sync as doors
from inspect_app.signing import is_signed, new_key, public_key, public_text
from tests.sync.hand_tablet import HandTablet

MIB = 2**20


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"nonce": 5}, "nonce"),
        ({"nonce": "é"}, "nonce"),
        ({"dev": None}, "dev"),
        ({"dev": "a b"}, "dev"),
        ({"ops": {}}, "ops"),
        ({"ops": ["x"]}, "ops[0]"),
        ({"pending": -1}, "pending"),
        ({"local_head": "1"}, "local_head"),
        ({"cert": []}, "cert"),
        ({"cert": {"text": "{}"}}, "cert.sig"),
    ],
)
def test_a_deposit_of_another_shape_is_refused_with_its_place(
    tablet: HandTablet, change: dict[str, Any], where: str
) -> None:
    said = {"nonce": "n", "dev": tablet.dev, "ops": []} | change
    answer = tablet.send("/sync/v1/push", said)
    assert (answer.status_code, _problem(answer)["code"]) == (400, "sync.malformed")
    assert _problem(answer)["details"]["where"] == where


@pytest.mark.parametrize("key", ["dev", "seq", "prev", "body", "sig"])
@pytest.mark.parametrize("value", [None, 0, -1, True, "", "x" * 99, []])
def test_an_envelope_of_another_shape_is_refused_with_its_place(
    tablet: HandTablet, key: str, value: object
) -> None:
    if key == "body" and isinstance(value, str):
        value = 1.5
    batch = [tablet.seal(tablet.begin()), tablet.seal(tablet.room()) | {key: value}]
    answer = tablet.send("/sync/v1/push", {"nonce": "n", "dev": tablet.dev, "ops": batch})
    assert _problem(answer)["details"]["where"] == f"ops[1].{key}"


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b'{"a":' + b"9" * 5000 + b"}", b"NaN"]
)
@pytest.mark.parametrize("door", ["push", "pull"])
def test_what_is_no_json_object_is_refused(app: Flask, door: str, data: bytes) -> None:
    answer = app.test_client().post(f"/sync/v1/{door}", data=data)
    assert (answer.status_code, _problem(answer)["code"]) == (400, "sync.malformed")


@pytest.mark.parametrize(
    "streams",
    [
        [],
        {"a b": {"n": 0, "h": ""}},
        {"a": {"n": 1, "h": ""}},
        {"a": {"n": -1, "h": ""}},
        {"a": 1},
        {f"i{number}": {"n": 0, "h": ""} for number in range(501)},
    ],
)
def test_cursors_of_another_shape_are_refused(tablet: HandTablet, streams: object) -> None:
    said = {"nonce": "n", "dev": tablet.dev, "streams": streams}
    assert tablet.send("/sync/v1/pull", said).status_code == 400


def test_a_packed_deposit_is_read(tablet: HandTablet) -> None:
    said = {"nonce": "n9", "dev": tablet.dev, "ops": tablet.rooms(2)}
    answer = tablet.send("/sync/v1/push", said, packed=True)
    assert tablet.believed(answer, "n9")["res"] == ["stored"] * 3


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"{}", "gzip"),
        (gzip.compress(b"{}" * 500, mtime=0)[:-9], "gzip"),
        (gzip.compress(b"{}", mtime=0) + b"more", "gzip"),
        (b"{}", "br"),
    ],
)
def test_what_cannot_be_unpacked_is_refused(app: Flask, data: bytes, encoding: str) -> None:
    headers = {"Content-Encoding": encoding}
    answer = app.test_client().post("/sync/v1/push", data=data, headers=headers)
    assert (answer.status_code, _problem(answer)["code"]) == (415, "sync.unpackable")


def test_more_than_five_hundred_operations_are_to_be_halved(tablet: HandTablet) -> None:
    one = tablet.seal(tablet.begin())
    said = {"nonce": "n10", "dev": tablet.dev, "ops": [one] * 501}
    answer = tablet.send("/sync/v1/push", said, packed=True)
    assert answer.status_code == 413
    assert tablet.believed(answer, "n10")["limit"]["ops"] == 500
    assert tablet.push([one] * 500)["res"] == ["stored"] + ["dup"] * 499


def test_more_than_a_mebibyte_on_the_way_is_refused(tablet: HandTablet) -> None:
    answer = tablet.app.test_client().post("/sync/v1/push", data=b" " * (MIB + 1))
    assert answer.status_code == 413
    assert tablet.believed(answer, None)["limit"]["bytes"] == MIB


def test_a_bomb_is_not_unfolded(tablet: HandTablet) -> None:
    bomb = gzip.compress(b" " * (200 * MIB))
    client = tablet.app.test_client()
    tracemalloc.start()
    answer = client.post("/sync/v1/push", data=bomb, headers={"Content-Encoding": "gzip"})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert answer.status_code == 413
    assert tablet.believed(answer, None)["limit"]["unpacked_bytes"] == 4 * MIB
    assert peak < 12 * MIB


def test_nothing_of_the_sync_door_may_be_kept_by_a_proxy(tablet: HandTablet) -> None:
    said = {"nonce": "n", "dev": tablet.dev, "ops": [], "streams": {}}
    doors_ = [tablet.send(f"/sync/v1/{door}", said) for door in ("push", "pull")]
    doors_.append(tablet.app.test_client().get("/sync/v1/hello?nonce=a"))
    assert [answer.headers["Cache-Control"] for answer in doors_] == ["no-store"] * 3


def test_hello_tells_the_time_and_the_versions(tablet: HandTablet) -> None:
    answer = tablet.app.test_client().get("/sync/v1/hello?nonce=abc")
    said = tablet.believed(answer, "abc")
    assert said["proto"] == {"least": 1, "newest": 1}
    assert said["time"].endswith("Z")
    assert tablet.app.test_client().get("/sync/v1/hello").status_code == 400


def test_a_portal_cannot_imitate_the_server(tablet: HandTablet) -> None:
    answer = tablet.app.test_client().get("/sync/v1/hello?nonce=abc").get_json()
    elsewhere, here = public_text(new_key()), tablet.server_key
    text, sig = answer["p"].encode(), answer["sig"]
    assert is_signed(public_key(here), text, sig)
    assert not is_signed(public_key(elsewhere), text, sig)
    assert not is_signed(public_key(here), text.replace(b"abc", b"abd"), sig)


def test_a_large_answer_is_packed_for_who_can_read_it(tablet: HandTablet) -> None:
    tablet.push(tablet.rooms(20))
    said = {"nonce": "n", "dev": tablet.dev, "streams": {tablet.insp: {"n": 0, "h": ""}}}
    data = json.dumps(said).encode()
    path = "/sync/v1/pull"
    headers = tablet.signature("POST", path, data) | {"Accept-Encoding": "gzip"}
    answer = tablet.app.test_client().post(path, data=data, headers=headers)
    assert answer.headers["Content-Encoding"] == "gzip"
    whole = json.loads(gzip.decompress(answer.data))
    assert is_signed(public_key(tablet.server_key), whole["p"].encode(), whole["sig"])
    assert len(answer.data) < len(whole["p"]) / 3


def test_a_newer_tablet_may_say_more_than_is_known_here(tablet: HandTablet) -> None:
    one = tablet.seal(tablet.begin()) | {"hint": 1}
    assert tablet.push([one], battery=80)["res"] == ["stored"]


def test_the_doors_describe_themselves(app: Flask) -> None:
    said = app.test_client().get("/api/openapi.json").get_json()["paths"]
    for door in ("push", "pull", "devices/enrol"):
        body = said[f"/sync/v1/{door}"]["post"]["requestBody"]["content"]["application/json"]
        assert "$ref" in body["schema"]
    assert doors.MOST_BYTES == 4 * doors.MOST_SENT_BYTES


def _problem(answer: Any) -> dict[str, Any]:
    problem: dict[str, Any] = answer.get_json()["problems"][0]
    return problem
