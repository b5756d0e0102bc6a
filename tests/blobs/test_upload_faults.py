"""What goes wrong on the way, or on purpose, is refused before anything is acknowledged."""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from inspect_app.extensions import db
from inspect_app.files import blob_store
from inspect_app.jobs import picturing, sweeping
from inspect_app.jobs.workshop import Task, Workshop
from inspect_app.services import blobs
from inspect_app.store.blobs import BlobRow, UploadRow
from inspect_app.store.jobs import JobRow
from tests.blobs.files_to_send import CAMERA, LATITUDE, bomb, bytes_of, photograph, sha256
from tests.blobs.sender import DOOR, Sender, code

LATER = datetime.now(UTC) + timedelta(days=8)


@pytest.fixture
def sender(app_on_both: Flask) -> Sender:
    return Sender(app_on_both)


def data_dir(sender: Sender) -> Path:
    folder: Path = sender.app.extensions["inspect"].settings.data_dir
    return folder


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def work(sender: Sender, kind: str, handle: Callable[[Task], object], **payload: str) -> None:
    workshop = Workshop.of(sender.app.extensions["inspect"].settings)
    workshop.clock = sender.app.extensions["inspect"].clock
    handle(Task(workshop, "job", kind, payload, "lease", 1))
    workshop.engine.dispose()


def test_nobody_sends_files_without_the_signature_of_an_enrolled_device(sender) -> None:
    content = bytes_of(3000)
    place = sender.place(content)
    unknown = Sender(sender.app, "d_nobody", is_enrolled=False)
    thief = Sender(sender.app, "d_thief")
    thief.dev = "d_sender"
    for stranger in (unknown, thief):
        assert stranger.begin(content).status_code == 401
        assert stranger.piece(place, 0, content).status_code == 401
        assert stranger.send("HEAD", place).status_code == 401
    assert sender.client.open(place, method="PATCH", data=content).status_code in (400, 401)
    assert sender.offset(place) == 0


def test_an_upload_of_another_device_is_not_there(sender) -> None:
    content, other = bytes_of(3000), Sender(sender.app, "d_other")
    place = sender.place(content)
    for answer in (other.piece(place, 0, content), other.send("HEAD", place)):
        assert answer.status_code == 404
    assert other.send("DELETE", place).status_code == 204
    assert sender.offset(place) == 0


@pytest.mark.parametrize(
    "name", ["..%2F..%2Finspect.sqlite", "%2e%2e", "a" * 32, "A" * 32, "x" * 200, "%00", "é"]
)
def test_no_address_leads_to_another_file(sender, name: str) -> None:
    for method in ("HEAD", "PATCH", "DELETE"):
        headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0",
                   "Upload-Checksum": "sha256 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}  # fmt: skip
        answer = sender.send(method, f"{DOOR}/{name}", b"", headers)
        assert answer.status_code in (204, 401, 404)
    assert files_in(data_dir(sender)) == ["server_sealing.json", "server_signing.json"]


@pytest.mark.parametrize("sha", ["../" * 20, "A" * 64, "a" * 63, "a" * 64 + "\n", "é" * 64])
def test_what_is_no_hash_is_no_name(sender, sha: str) -> None:
    answer = sender.begin(b"x", sha=sha)
    assert (answer.status_code, code(answer)) == (422, "http.field")


@pytest.mark.parametrize(
    ("headers", "status", "told"),
    [
        ({"Content_Type": "application/json"}, 400, "blob.header"),
        ({"Upload_Offset": "-1"}, 400, "blob.header"),
        ({"Upload_Offset": "٣"}, 400, "blob.header"),
        ({"Upload_Offset": ""}, 400, "blob.header"),
        ({"Upload_Checksum": "md5 AAAA"}, 400, "blob.header"),
        ({"Upload_Checksum": "sha256 not base64"}, 400, "blob.header"),
    ],
)
def test_a_header_that_cannot_be_meant_is_named(sender, headers, status: int, told: str) -> None:
    answer = sender.piece(sender.place(bytes_of(3000)), 0, bytes_of(10), **headers)
    assert (answer.status_code, code(answer)) == (status, told)


def test_a_piece_above_one_mebibyte_and_one_beyond_the_end_are_refused(sender) -> None:
    content = bytes_of(2**20 + 1)
    place = sender.place(content)
    assert sender.piece(place, 0, content).status_code == 413
    assert sender.piece(place, 0, content[: 2**20]).status_code == 204
    assert code(sender.piece(place, 2**20, content[:2])) == "blob.too_long"
    assert sender.offset(place) == 2**20


def test_a_file_above_the_limit_is_refused_at_once(sender) -> None:
    answer = sender.begin(b"x", size=blobs.LARGEST_BLOB_BYTES + 1)
    assert (answer.status_code, code(answer)) == (413, "blob.too_large")
    assert sender.begin(b"x", size=blobs.LARGEST_BLOB_BYTES).status_code == 201


def test_a_device_has_a_limit_of_unfinished_uploads_and_finished_ones_do_not_count(
    sender, monkeypatch
) -> None:
    monkeypatch.setattr(blobs, "MOST_UNFINISHED", 2)
    assert sender.whole(b"finished").status_code == 200
    assert [sender.begin(bytes([n])).status_code for n in range(2)] == [201, 201]
    refused = sender.begin(b"one too many")
    assert (refused.status_code, code(refused)) == (429, "blob.too_many")
    assert refused.headers["Retry-After"] == "600"
    assert Sender(sender.app, "d_other").begin(b"another device").status_code == 201


def test_a_full_disk_is_told_before_anything_is_acknowledged(sender, monkeypatch) -> None:
    content = bytes_of(3000)
    place = sender.place(content)
    sender.piece(place, 0, content[:1000])

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as patched:
        patched.setattr(os, "pwrite", full)
        answer = sender.piece(place, 1000, content[1000:])
    assert (answer.status_code, code(answer)) == (503, "blob.no_room")
    assert answer.headers["Retry-After"] == "60"
    assert sender.offset(place) == 1000
    assert sender.piece(place, 1000, content[1000:]).status_code == 200


def test_an_upload_that_would_not_fit_is_not_begun(sender, monkeypatch) -> None:
    monkeypatch.setattr(blob_store, "KEPT_FREE_BYTES", 2**62)
    answer = sender.begin(b"x")
    assert (answer.status_code, code(answer)) == (503, "blob.no_room")
    assert "uploads" not in files_in(data_dir(sender))


def test_bytes_that_were_written_but_never_acknowledged_are_written_over(sender) -> None:
    content = bytes_of(3000)
    place = sender.place(content)
    sender.piece(place, 0, content[:1000])
    (part,) = (data_dir(sender) / "uploads").iterdir()
    with part.open("ab") as stream:  # a server that stopped between the disk and its database
        stream.write(b"never acknowledged")
    assert sender.offset(place) == 1000
    assert sender.piece(place, 1000, content[1000:]).status_code == 200


def test_an_upload_whose_bytes_were_lost_is_gone_and_begins_again(sender) -> None:
    content = bytes_of(3000)
    place = sender.place(content)
    sender.piece(place, 0, content[:1000])
    (part,) = (data_dir(sender) / "uploads").iterdir()
    os.truncate(part, 10)
    assert sender.piece(place, 1000, content[1000:]).status_code == 404
    assert sender.begin(content).headers["Upload-Offset"] == "0"


@pytest.mark.parametrize("stops_at", ["examine", "finish", "commit"])
def test_a_server_that_stops_while_finishing_finishes_when_asked_again(
    sender, monkeypatch, stops_at: str
) -> None:
    content = photograph()
    place = sender.place(content)

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        if stops_at == "commit":
            patched.setattr("inspect_app.services.blobs.write_line", stop)  # the file has moved
        else:
            patched.setattr(blobs, stops_at, stop)
        with pytest.raises(KeyboardInterrupt):
            sender.piece(place, 0, content)
    assert sender.offset(place) == len(content)
    assert sender.believes(sender.piece(place, len(content), b""))["sha"] == sha256(content)


def test_pieces_that_come_at_once_never_mix_and_the_offset_never_falls(sender) -> None:
    content = bytes_of(400_000)
    place, told, step = sender.place(content), [], 8_000

    def push() -> None:
        mine = Sender.__new__(Sender)
        mine.__dict__ = sender.__dict__ | {"client": sender.app.test_client()}
        offset = 0
        while offset < len(content):
            answer = mine.piece(place, offset, content[offset : offset + step])
            assert answer.status_code in (200, 204, 409)
            offset = (
                int(answer.json["problems"][0]["details"]["offset"])
                if answer.status_code == 409
                else int(answer.headers["Upload-Offset"])
            )
            told.append((time.monotonic(), offset))

    threads = [threading.Thread(target=push) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert blob_store.blob_path(data_dir(sender), sha256(content)).read_bytes() == content
    assert max(offset for _, offset in told) == len(content)
    with sender.app.app_context():
        assert db.session.scalars(select(BlobRow)).one().size_bytes == len(content)


def test_an_expired_upload_is_gone_and_its_bytes_are_swept(sender) -> None:
    content = bytes_of(3000)
    place = sender.place(content)
    sender.whole(b"finished")
    sender.app.extensions["inspect"].clock = lambda: LATER
    assert sender.send("HEAD", place).status_code == 404
    fresh = sender.place(content)
    assert fresh != place
    work(sender, "sweep", sweeping.handle)
    assert files_in(data_dir(sender) / "uploads") == [f"{fresh.rsplit('/', 1)[1]}.part"]
    assert files_in(data_dir(sender) / "blobs") == [sha256(b"finished")]
    with sender.app.app_context():
        assert [row.id for row in db.session.scalars(select(UploadRow))] == [fresh[-32:]]


def test_the_job_makes_a_thumbnail_that_knows_no_place(sender) -> None:
    content = photograph()
    sender.whole(content)
    with sender.app.app_context():
        payload = db.session.scalars(select(JobRow.payload)).one()
    work(sender, "thumbnail", picturing.handle, **payload)
    (thumbnail,) = (data_dir(sender) / "thumbnails").rglob("*.jpg")
    found = thumbnail.read_bytes()
    assert not any(planted in found for planted in (b"Exif", CAMERA.encode(), LATITUDE))


def test_a_small_file_that_unfolds_into_400_million_pixels_is_kept_and_not_unfolded(
    sender,
) -> None:
    started = time.process_time()
    assert sender.whole(bomb()).status_code == 200
    assert time.process_time() - started < 3
    with sender.app.app_context():
        blob = db.session.scalars(select(BlobRow)).one()
        assert (blob.mime, blob.is_picture, blob.width_px) == ("image/png", False, None)
        assert db.session.scalars(select(JobRow)).all() == []
