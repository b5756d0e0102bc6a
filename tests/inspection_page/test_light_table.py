"""Photographs are shown made anew, with what they support; what has not arrived is named."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from inspect_app.api.machinery import machinery
from inspect_app.extensions import db
from inspect_app.files.blob_store import blob_path
from inspect_app.files.thumbnails import look_at
from inspect_app.store.blobs import BlobRow
from tests.blobs.files_to_send import CAMERA, LATITUDE, photograph, sha256
from tests.inspection_page.conftest import Open, result_of, words_of
from tests.inspections.readers import INSP, STRANGER, SUPERVISOR, Reader, demo_stream

PICTURE = "evidence:picture"


@pytest.fixture
def pictured(office: Flask) -> str:
    """A photograph with a place in its metadata arrives for an answer; its hash."""
    with office.app_context():
        content = photograph()
        entity = _a_room(office)
        stream = demo_stream()
        supports = [{"place": entity, "input": "persons_slept_last_night"}]
        writes = {"kind": "photo", "caption": "Beds", "supports": supports, "shows_person": True}
        file = {"sha": sha256(content), "size": len(content), "mime": "image/jpeg"}
        stream.record(PICTURE, writes, "attach", file=file, type="evidence", parent=None)
        stream.arrive()
        _keep(content)
        db.session.commit()
    return sha256(content)


def test_a_file_that_has_not_arrived_is_named_as_awaited(office: Flask, read: Open) -> None:
    items = result_of(office).loaded.facts.evidence
    page = read("/photographs")
    assert items
    awaited = page[page.index('id="awaited"') :]
    assert all(f"/photographs/{item.id}" in awaited for item in items if item.sha256)


def test_a_photograph_stands_with_what_it_supports_and_whom_it_shows(
    pictured: str, read: Open
) -> None:
    words = words_of(read("/photographs"))
    assert "Beds" in words
    assert "Persons who slept here last night" in words
    assert "shows a person" in words
    assert "not cleared for publication" in words
    assert pictured[:16] in words


def test_a_picture_is_sent_without_what_the_camera_wrote(office: Flask, pictured: str) -> None:
    client = Reader(office, SUPERVISOR).client
    for size in ("small", "large"):
        answer = client.get(f"/inspections/{INSP}/pictures/{pictured}/{size}")
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
        assert answer.headers["Cache-Control"] == "no-store"
        sent = answer.get_data()
        assert not any(p in sent for p in (b"Exif", CAMERA.encode(), LATITUDE, b"GPS"))


def test_no_picture_is_sent_by_another_inspection_or_to_another_region(
    office: Flask, pictured: str
) -> None:
    own, other = Reader(office, SUPERVISOR).client, Reader(office, STRANGER).client
    assert other.get(f"/inspections/{INSP}/pictures/{pictured}/small").status_code == 404
    assert own.get(f"/inspections/elsewhere/pictures/{pictured}/small").status_code == 404
    assert own.get(f"/inspections/{INSP}/pictures/{'0' * 64}/small").status_code == 404
    assert own.get(f"/inspections/{INSP}/pictures/{pictured}/original").status_code == 404
    assert own.get(f"/inspections/{INSP}/pictures/..%2f..%2fetc/small").status_code == 404


def test_a_drawn_signature_is_no_picture_of_the_light_table(office: Flask) -> None:
    content = photograph(64, 64)
    with office.app_context():
        stream = demo_stream()
        file = {"sha": sha256(content), "size": len(content), "mime": "image/jpeg"}
        stream.record(f"inspection:{INSP}", {}, "sign", covers="0" * 64, file=file)
        stream.arrive()
        _keep(content)
        db.session.commit()
    client = Reader(office, SUPERVISOR).client
    assert client.get(f"/inspections/{INSP}/pictures/{sha256(content)}/small").status_code == 404


def test_one_photograph_says_everything_that_is_known_of_it(pictured: str, read: Open) -> None:
    page = read("/photographs/picture")
    words = words_of(page)
    assert pictured in words
    assert f"/inspections/{INSP}/pictures/{pictured}/large" in page
    assert "Somebody called u_lead" in words
    assert "SP01" in words


def test_the_light_table_can_be_limited_to_a_place_or_a_criterion(
    office: Flask, pictured: str, read: Open
) -> None:
    room = _a_room(office).partition(":")[2]
    assert "Beds" in read(f"/photographs?place={room}")
    assert "Beds" in read("/photographs?criterion=SP01")
    assert "Beds" not in read("/photographs?place=nowhere").partition("insp-light")[2]
    assert "Beds" not in read("/photographs?criterion=VS01").partition("insp-light")[2]


def _keep(content: bytes) -> None:
    path = blob_path(machinery().settings.data_dir, sha256(content))
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    look = look_at(path)
    db.session.add(
        BlobRow(sha256=sha256(content), size_bytes=len(content), mime=look.mime,
                is_picture=look.is_picture, width_px=look.width_px, height_px=look.height_px,
                first_insp=INSP, first_dev="d", received_at=datetime(2026, 6, 16, tzinfo=UTC))
    )  # fmt: skip


def _a_room(office: Flask) -> str:
    """The first in which somebody counted."""
    answers = result_of(office).loaded.facts.answers
    return next(f"room:{a.place}" for a in answers if a.input == "persons_slept_last_night")
