"""A file arrives whole or not at all, from where it broke off, and the receipt tells the truth."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from inspect_app.extensions import db
from inspect_app.files.blob_store import blob_path
from inspect_app.store.audit import AuditRow
from inspect_app.store.blobs import BlobRow
from inspect_app.store.jobs import JobRow
from tests.blobs.files_to_send import bytes_of, photograph, sha256
from tests.blobs.sender import INSPECTION, Sender, code

CUT_EVERY_BYTES = 700_000


@pytest.fixture
def sender(app_on_both: Flask) -> Sender:
    return Sender(app_on_both)


def stored(sender: Sender, content: bytes) -> Path:
    return blob_path(sender.app.extensions["inspect"].settings.data_dir, sha256(content))


def test_a_photograph_arrives_and_the_receipt_is_signed_for_exactly_these_bytes(sender) -> None:
    content = photograph()
    answer = sender.whole(content)
    assert answer.status_code == 200
    said = sender.believes(answer)
    assert {name: said[name] for name in ("sha", "size", "insp", "is_complete", "dev")} == {
        "sha": sha256(content), "size": len(content), "insp": INSPECTION, "is_complete": True,
        "dev": "d_sender",
    }  # fmt: skip
    assert stored(sender, content).read_bytes() == content


def test_a_received_picture_has_its_row_its_job_and_its_audit_line(sender) -> None:
    content = photograph(640, 480)
    sender.whole(content)
    with sender.app.app_context():
        blob = db.session.get_one(BlobRow, sha256(content))
        job = db.session.scalars(select(JobRow).where(JobRow.kind == "thumbnail")).one()
        line = db.session.scalars(select(AuditRow)).one()
    assert (blob.mime, blob.is_picture, blob.width_px, blob.height_px) == (
        "image/jpeg", True, 480, 640,
    )  # fmt: skip
    assert job.payload == {"sha256": sha256(content)}
    assert (line.actor, line.action, line.subject) == ("d_sender", "blob.received", blob.sha256)


def test_an_image_that_is_not_one_is_kept_and_called_what_it_is(sender) -> None:
    content = b"<script>alert(1)</script>" * 40
    assert sender.whole(content).status_code == 200
    assert stored(sender, content).read_bytes() == content
    with sender.app.app_context():
        blob = db.session.get_one(BlobRow, sha256(content))
        assert (blob.mime, blob.is_picture) == ("application/octet-stream", False)
        assert db.session.scalars(select(JobRow)).all() == []


def test_a_line_cut_every_700_kilobytes_costs_less_than_a_tenth_twice(sender) -> None:
    content = bytes_of(5_000_000)
    place, offset, sent, chunk, left = sender.place(content), 0, 0, 2**19, CUT_EVERY_BYTES
    told = []
    while offset < len(content):
        piece = content[offset : offset + chunk]
        sent += min(len(piece), left)
        if len(piece) > left:  # the line breaks in the middle of this piece
            left, chunk = CUT_EVERY_BYTES, max(2**15, chunk // 4)
            offset = sender.offset(place)
            continue
        left -= len(piece)
        offset = int(sender.piece(place, offset, piece).headers["Upload-Offset"])
        told.append(offset)
    assert told == sorted(told)
    assert stored(sender, content).read_bytes() == content
    assert sent < 1.1 * len(content)


def test_bytes_of_another_hash_are_thrown_away_and_both_begin_again(sender) -> None:
    content = bytes_of(3000)
    place = str(sender.begin(content, sha="ab" * 32).headers["Location"])
    answer = sender.piece(place, 0, content)
    assert (answer.status_code, code(answer)) == (422, "blob.wrong_hash")
    assert sender.send("HEAD", place).status_code == 404
    again = sender.begin(content, sha="ab" * 32)
    assert (again.status_code, again.headers["Upload-Offset"]) == (201, "0")
    assert again.headers["Location"] != place


def test_a_damaged_piece_is_asked_for_again_and_changes_nothing(sender) -> None:
    content = bytes_of(3000)
    place = sender.place(content)
    wrong = b64encode(hashlib.sha256(b"other").digest()).decode()
    for headers in ({"X_Device_Signature": "A" * 86}, {}):
        answer = sender.piece(place, 0, content, Upload_Checksum=f"sha256 {wrong}", **headers)
        assert (answer.status_code, code(answer)) == (460, "blob.checksum")
    assert sender.offset(place) == 0


def test_a_piece_that_comes_twice_is_told_where_to_go_on(sender) -> None:
    content = bytes_of(3000)
    place = sender.place(content)
    assert sender.piece(place, 0, content[:1000]).status_code == 204
    late = sender.piece(place, 0, content[:1000])
    assert (late.status_code, code(late)) == (409, "blob.offset")
    assert late.json["problems"][0]["details"] == {"offset": "1000"}
    assert sender.piece(place, 2000, content[2000:]).status_code == 409
    assert sender.offset(place) == 1000


def test_an_upload_goes_on_after_the_tablet_forgot_where_it_was(sender) -> None:
    content = bytes_of(3000)
    place = sender.place(content)
    sender.piece(place, 0, content[:1000])
    again = sender.begin(content)
    assert (again.status_code, again.headers["Location"]) == (201, place)
    assert (again.headers["Upload-Offset"], sender.believes(again)["offset"]) == ("1000", 1000)


def test_a_receipt_that_was_lost_is_given_again_without_a_byte(sender) -> None:
    content = bytes_of(3000)
    place = sender.place(content)
    first = sender.believes(sender.piece(place, 0, content))
    assert sender.offset(place) == 3000
    again = sender.believes(sender.piece(place, 3000, b""))
    assert {**again, "time": ""} == {**first, "time": ""}
    assert sender.begin(content).headers["Upload-Offset"] == "3000"


def test_head_says_offset_and_length_and_is_never_kept(sender) -> None:
    answer = sender.send("HEAD", sender.place(bytes_of(3000)))
    names = ("Upload-Offset", "Upload-Length", "Cache-Control")
    assert [answer.headers[name] for name in names] == ["0", "3000", "no-store"]


def test_the_same_photograph_from_two_devices_is_one_file_and_two_receipts(sender) -> None:
    other = Sender(sender.app, "d_other")
    content = photograph()
    one, two = sender.place(content), other.place(content)
    assert other.believes(other.piece(two, 0, content))["sha"] == sha256(content)
    assert sender.believes(sender.piece(one, 0, content))["dev"] == "d_sender"
    with sender.app.app_context():
        assert db.session.scalars(select(BlobRow)).one().first_dev == "d_other"
        assert len(db.session.scalars(select(JobRow)).all()) == 1
    assert stored(sender, content).read_bytes() == content


def test_a_device_learns_of_a_file_only_when_its_own_operation_names_it_there(sender) -> None:
    content, stranger = photograph(), Sender(sender.app, "d_stranger")
    sender.whole(content)
    sender.names(content)
    assert sender.believes(sender.begin(content))["have"] is True
    assert sender.begin(content, "another-inspection").status_code == 201
    asked = stranger.begin(content)
    assert (asked.status_code, asked.headers["Upload-Offset"]) == (201, "0")
    assert set(json.loads(asked.json["p"])) == {
        "kind", "nonce", "dev", "time", "head", "cp", "upload", "offset", "sha", "size",
        "is_complete",
    }  # fmt: skip


def test_a_named_file_whose_bytes_were_lost_is_asked_for_again(sender) -> None:
    content = photograph()
    sender.whole(content)
    sender.names(content)
    stored(sender, content).unlink()
    assert sender.begin(content).headers["Upload-Offset"] == "0"
    assert sender.whole(content).status_code == 200
    assert stored(sender, content).read_bytes() == content


def test_an_upload_that_was_given_up_is_gone_and_what_was_finished_stays(sender) -> None:
    content = bytes_of(3000)
    place = sender.place(content)
    assert sender.send("DELETE", place).status_code == 204
    assert sender.send("HEAD", place).status_code == 404
    sender.whole(content)
    finished = sender.place(content)
    assert sender.send("DELETE", finished).status_code == 204
    assert stored(sender, content).read_bytes() == content
