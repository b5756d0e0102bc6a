"""What a tablet reads, and what it may not, on both databases."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from inspect_app.domain.operations import EMPTY_CHAIN, next_in_stream
from inspect_app.services import sync_out
from inspect_app.store.accounts import AccountRow
from inspect_app.store.devices import DeviceRow
from inspect_app.store.operations import StreamRow
from inspect_app.store.projection import reproject
from tests.sync.hand_tablet import NOW, HandTablet, enrol


def test_a_page_continues_where_the_last_one_ended(tablet_on_both: HandTablet) -> None:
    tablet = tablet_on_both
    batch = tablet.rooms(6)
    tablet.push(batch)
    first = tablet.page(limit=5)
    assert ([op["n"] for op in first["ops"]], first["more"]) == ([1, 2, 3, 4, 5], True)
    last = tablet.page(first["n"], first["h"], limit=5)
    assert ([op["n"] for op in last["ops"]], last["more"]) == ([6, 7], False)
    assert [op["body"] for op in first["ops"] + last["ops"]] == [one["body"] for one in batch]


def test_the_hash_and_the_digest_follow_from_what_was_read(tablet: HandTablet) -> None:
    batch = tablet.rooms(3)
    tablet.push(batch)
    page = tablet.page()
    h, mixed = EMPTY_CHAIN, 0
    for op, sent in zip(page["ops"], batch, strict=True):
        body_hash = _hash(sent["body"])
        h = next_in_stream(h, op["op"], body_hash)
        mixed ^= int(body_hash, 16)
    assert page["h"] == h
    lines = "".join(f"{op['op']} {op['status']}\n" for op in page["ops"])
    assert page["dig"] == {"c": 4, "x": f"{mixed:064x}", "s": _hash(lines)}


def test_what_became_of_operations_is_told_at_the_end_of_a_stream_alone(tablet: HandTablet) -> None:
    tablet.push(tablet.rooms(3))
    first = tablet.page(limit=2)
    assert "s" not in first["dig"]
    assert "s" in tablet.page(first["n"], first["h"])["dig"]


def test_the_digest_follows_a_status_without_a_new_operation(
    app_on_both: Flask, stored: Session
) -> None:
    lead = enrol(app_on_both, "u_ana")
    lead.push(lead.rooms(1))
    before = lead.page()
    stored.get_one(AccountRow, "u_ana").role = "council_member"
    reproject(stored, lead.insp, NOW)
    stored.commit()
    after = lead.page(before["n"], before["h"])
    assert (after["ops"], after["dig"]["x"]) == ([], before["dig"]["x"])
    lines = "".join(f"{op['op']} quarantine\n" for op in before["ops"])
    assert after["dig"]["s"] == _hash(lines) != before["dig"]["s"]


def test_a_cursor_at_the_end_reads_nothing(tablet: HandTablet) -> None:
    tablet.push(tablet.rooms(1))
    page = tablet.page()
    again = tablet.page(page["n"], page["h"])
    assert (again["ops"], again["n"], again["h"], again["more"]) == ([], 2, page["h"], False)


@pytest.mark.parametrize("n", [1, 2, 3, 9])
def test_a_cursor_of_another_history_is_told_to_go_back(tablet_on_both: HandTablet, n: int) -> None:
    tablet_on_both.push(tablet_on_both.rooms(2))
    assert tablet_on_both.page(n, "f" * 64) == {"rewound": True}


def test_a_stream_that_is_not_here_is_said_to_be_unknown(tablet: HandTablet) -> None:
    page = tablet.page()
    assert (page["unknown"], page["ops"], page["more"]) == (True, [], False)
    assert tablet.page(3, "a" * 64) == {"unknown": True, "rewound": True}


def test_only_the_team_reads_and_learns_of_it_by_itself(app_on_both: Flask) -> None:
    lead, member = enrol(app_on_both, "u_ana"), enrol(app_on_both, "u_bek")
    stranger = enrol(app_on_both, "u_cem")
    lead.push([lead.seal(lead.begin(team=["u_bek"]))])
    assert member.pull({})["grant"] == [lead.insp]
    said = member.pull({lead.insp: (0, "")})
    assert (said["grant"], len(said["streams"][lead.insp]["ops"])) == ([], 1)
    assert stranger.pull({})["grant"] == []
    refused = stranger.pull({lead.insp: (0, "")})
    assert (refused["streams"], refused["revoke"]) == ({}, [lead.insp])


def test_whoever_leaves_the_team_reads_no_more(app_on_both: Flask) -> None:
    lead, member = enrol(app_on_both, "u_ana"), enrol(app_on_both, "u_bek")
    begin = lead.begin(team=["u_bek"])
    lead.push([lead.seal(begin)])
    page = member.pull({lead.insp: (0, "")})["streams"][lead.insp]
    own = page["ops"][0]["op"]
    alone = lead.body(f"inspection:{lead.insp}", sets={"team": []}, base=[own])
    lead.push([lead.seal(alone)])
    assert member.pull({lead.insp: (page["n"], page["h"])})["revoke"] == [lead.insp]


def test_a_stream_whose_creation_is_missing_stays_readable_for_who_began_it(app: Flask) -> None:
    author, other = enrol(app, "u_ana"), enrol(app, "u_bek")
    author.begin()
    author.push([author.seal(author.room())])
    assert author.page()["ops"][0]["status"] == "held"
    assert other.pull({author.insp: (0, "")})["revoke"] == [author.insp]


def test_what_is_quarantined_is_handed_on_with_its_reason(tablet: HandTablet) -> None:
    strange = tablet.room(colour="red")
    tablet.push(tablet.sealed(tablet.begin(), strange))
    op = tablet.page()["ops"][1]
    assert (op["status"], op["reason"]) == ("quarantine", "unknown_field")
    assert op["body"].encode() == strange


def test_one_answer_stays_within_its_bytes(
    tablet: HandTablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet.push(tablet.rooms(4))
    size = len(tablet.page()["ops"][1]["body"])
    monkeypatch.setattr(sync_out, "MOST_BYTES", 3 * size)
    assert len(tablet.page()["ops"]) < 4
    monkeypatch.setattr(sync_out, "MOST_BYTES", 1)
    assert len(tablet.page()["ops"]) == 1


def test_the_limit_counts_all_streams_together(app: Flask) -> None:
    one, other = enrol(app, "u_ana"), enrol(app, "u_ana")
    one.push(one.rooms(3))
    other.push(other.rooms(3))
    said = one.pull({one.insp: (0, ""), other.insp: (0, "")}, limit=5)
    counts = [len(page["ops"]) for page in said["streams"].values()]
    assert counts == [4, 1]
    assert [page["more"] for page in said["streams"].values()] == [False, True]


def test_reading_asks_for_the_signature_of_the_device(app: Flask, tablet: HandTablet) -> None:
    said = {"nonce": "n", "dev": tablet.dev, "streams": {}}
    unsigned = tablet.send("/sync/v1/pull", said, signed=False)
    assert (unsigned.status_code, _code(unsigned)) == (401, "sync.unsigned")
    other = enrol(app, "u_bek")
    spoken_for = other.send("/sync/v1/pull", said)
    assert (spoken_for.status_code, _code(spoken_for)) == (403, "sync.other_device")
    other.dev = tablet.dev
    forged = other.send("/sync/v1/pull", said)
    assert (forged.status_code, _code(forged)) == (401, "sync.wrong_signature")


def test_a_signature_holds_for_these_bytes_at_this_address_alone(tablet: HandTablet) -> None:
    path, data = "/sync/v1/pull", b'{"nonce":"n","dev":"d","streams":{}}'
    headers = {"Content-Type": "application/json"} | tablet.signature("POST", path, data)
    client = tablet.app.test_client()
    assert client.post(path, data=data + b" ", headers=headers).status_code == 401
    assert client.post(path + "?a=1", data=data, headers=headers).status_code == 401


def test_a_revoked_tablet_gets_a_signed_order_and_nothing_else(
    tablet: HandTablet, stored: Session
) -> None:
    tablet.push(tablet.rooms(1))
    device = stored.get_one(DeviceRow, tablet.dev)
    device.revoked_at, device.wipe = device.enrolled_at, "after_deposit"
    stored.commit()
    said = {"nonce": "n7", "dev": tablet.dev, "streams": {tablet.insp: {"n": 0, "h": ""}}}
    answer = tablet.send("/sync/v1/pull", said)
    assert (answer.status_code, _code(answer)) == (403, "sync.revoked")
    order = tablet.believed(answer, "n7")
    assert (order["revoked"], order["wipe"]) == (True, "after_deposit")
    assert "streams" not in order


@pytest.mark.parametrize("proto", [0, 2])
def test_another_version_may_deposit_but_must_update_to_read(
    tablet: HandTablet, proto: int
) -> None:
    said = {"nonce": "n8", "dev": tablet.dev, "proto": proto, "streams": {}}
    answer = tablet.send("/sync/v1/pull", said)
    assert answer.status_code == 426
    assert tablet.believed(answer, "n8")["proto"] == {"least": 1, "newest": 1}
    assert tablet.push(tablet.rooms(0), proto=proto)["res"] == ["stored"]


def test_reading_changes_nothing(tablet: HandTablet, stored: Session) -> None:
    tablet.push(tablet.rooms(1))
    before = stored.get_one(StreamRow, tablet.insp).n
    tablet.page()
    stored.expire_all()
    assert stored.get_one(StreamRow, tablet.insp).n == before


def _hash(body: str) -> str:
    return hashlib.sha256(body.encode("utf-8")).hexdigest()


def _code(answer: Any) -> str:
    code: str = answer.get_json()["problems"][0]["code"]
    return code
