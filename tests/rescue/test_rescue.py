"""What comes in a rescue file is taken once, whoever brings it and however often."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import delete, select

from inspect_app.api import rescue as door
from inspect_app.cli import main
from inspect_app.extensions import db
from inspect_app.files.blob_store import blob_path
from inspect_app.jobs import rescuing
from inspect_app.store.audit import AuditRow
from inspect_app.store.blobs import BlobRow
from inspect_app.store.devices import DeviceRow, EnrolmentCodeRow
from inspect_app.store.jobs import JobRow
from tests.rescue.rescue_files import blob_lines, end_line, first_line, locked_line, written
from tests.sync.hand_tablet import HandTablet, enrol
from tests.sync.sealed import sealed

PHOTO = bytes(range(256)) * 6000  # one and a half chunks


def named(tablet: HandTablet, *contents: bytes) -> list[dict[str, Any]]:
    """A visit with evidence that names these files."""
    bodies = [tablet.begin()]
    for content in contents:
        file = {"sha": hashlib.sha256(content).hexdigest(), "size": len(content)}
        more = {"type": "evidence", "parent": None, "file": {**file, "mime": "image/jpeg"}}
        bodies.append(tablet.body(f"evidence:{uuid4()}", "attach", {"kind": "photo"}, **more))
    return [tablet.seal(body) for body in bodies]


def bring(app: Flask, lines: Sequence[Mapping[str, Any]] | bytes, status: int = 200) -> Any:
    """What the door says, signed."""
    data = lines if isinstance(lines, bytes) else written(lines)
    answer = app.test_client().post(
        "/sync/v1/rescue", data=data, content_type="application/x-ndjson", headers={"X-Nonce": "n1"}
    )
    assert answer.status_code == status, answer.text
    said = answer.get_json()
    return json.loads(said["p"]) if status == 200 else said["problems"][0]["code"]


def of(said: Any, tablet: HandTablet) -> dict[str, Any]:
    found: dict[str, Any] = said["devices"][tablet.dev]
    return found


def data_dir(app: Flask) -> Path:
    folder: Path = app.extensions["inspect"].settings.data_dir
    return folder


@pytest.fixture
def tablet(app_on_both: Flask) -> HandTablet:
    return enrol(app_on_both)


def test_sealed_and_open_operations_arrive_once(app_on_both: Flask, tablet: HandTablet) -> None:
    batch = tablet.rooms(3)
    lines = [first_line(tablet), *(sealed(tablet, one) for one in batch[:2]), *batch[2:]]
    first = bring(app_on_both, [*lines, end_line()])
    assert (of(first, tablet)["stored"], first["is_all_taken"]) == (4, True)
    again = bring(app_on_both, [*lines, end_line()])
    assert (of(again, tablet)["stored"], of(again, tablet)["known"]) == (0, 4)
    assert [op["body"] for op in tablet.page()["ops"]] == [one["body"] for one in batch]


def test_the_tablet_goes_on_where_the_file_ended(app_on_both: Flask, tablet: HandTablet) -> None:
    bring(app_on_both, [first_line(tablet), *tablet.rooms(2), end_line()])
    said = tablet.push(tablet.sealed(tablet.room()))
    assert (said["res"], said["head"]["seq"]) == (["stored"], 4)


def test_what_comes_after_a_gap_is_kept_and_moves_no_head(app: Flask) -> None:
    tablet = enrol(app)
    batch = tablet.rooms(3)
    said = bring(app, [first_line(tablet), *batch[2:], end_line()])
    assert of(said, tablet)["stored"] == 2
    assert tablet.push([])["head"]["seq"] == 0
    assert tablet.push(batch[:2])["head"]["seq"] == 4


def test_a_server_that_forgot_the_tablet_knows_it_again(
    app_on_both: Flask, tablet: HandTablet
) -> None:
    batch = tablet.rooms(1)
    with app_on_both.app_context():
        db.session.execute(delete(EnrolmentCodeRow))
        db.session.execute(delete(DeviceRow).where(DeviceRow.id == tablet.dev))
        db.session.commit()
    unknown = bring(app_on_both, [first_line(), *batch, end_line()])
    assert {place["why"] for place in of(unknown, tablet)["places"]} == {"unknown_device"}
    said = bring(app_on_both, [first_line(tablet), *batch, end_line()])
    assert of(said, tablet)["stored"] == 2
    assert tablet.push([])["head"]["seq"] == 2


def test_what_is_wrong_is_named_and_the_rest_is_taken(app: Flask) -> None:
    tablet = enrol(app)
    good, forged, damaged, also_good = tablet.rooms(3)
    other = sealed(tablet, damaged)
    lines = [
        first_line(tablet), good, forged | {"body": tablet.room().decode()},
        other | {"ct": other["ct"][:-2] + "AA"}, also_good, end_line(),
    ]  # fmt: skip
    said = of(bring(app, lines), tablet)
    assert (said["stored"], said["refused"]) == (2, 2)
    assert said["places"] == [
        {"seq": 2, "why": "wrong_signature"},
        {"seq": 3, "why": "not_opened"},
    ]


def test_locked_lines_are_counted_and_unknown_ones_passed_over(app: Flask) -> None:
    tablet = enrol(app)
    lines = [first_line(tablet), locked_line(tablet, 1), {"of": "a newer app"}, end_line()]
    said = bring(app, lines)
    assert (of(said, tablet)["locked"], said["unread"]) == (1, [])
    assert said["is_all_taken"] is False


def test_lines_that_are_no_json_are_named_by_their_numbers(app: Flask) -> None:
    tablet = enrol(app)
    good = written([first_line(tablet), *tablet.sealed(tablet.begin())])
    said = bring(app, good + b"{half\n[]\n" + written([end_line()]))
    assert (of(said, tablet)["stored"], said["unread"]) == (1, [3, 4])


def test_a_line_that_is_too_long_does_not_hide_the_next(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet = enrol(app)
    (last,) = tablet.sealed(tablet.begin())
    monkeypatch.setattr(rescuing, "MOST_LINE_BYTES", 2000)
    long = b'{"body":"' + b"x" * 7000 + b'"}\n'
    said = bring(app, written([first_line(tablet)]) + long + written([last, end_line()]))
    assert (of(said, tablet)["stored"], said["unread"]) == (1, [2])


def test_a_file_that_was_cut_is_taken_as_far_as_it_goes(app: Flask) -> None:
    tablet = enrol(app)
    whole = written([first_line(tablet), *tablet.rooms(2), end_line()])
    said = bring(app, whole[: whole.rindex(b'"body"')])
    assert (of(said, tablet)["stored"], said["is_whole"]) == (2, False)
    assert said["unread"] == [4]


def test_photographs_are_opened_and_kept_under_their_hash(
    app_on_both: Flask, tablet: HandTablet
) -> None:
    sha256 = hashlib.sha256(PHOTO).hexdigest()
    lines = [first_line(tablet), *named(tablet, PHOTO), *blob_lines(tablet, PHOTO), end_line()]
    assert bring(app_on_both, lines)["files"] == {sha256: "stored"}
    assert blob_path(data_dir(app_on_both), sha256).read_bytes() == PHOTO
    assert bring(app_on_both, lines)["files"] == {sha256: "known"}
    with app_on_both.app_context():
        row = db.session.get_one(BlobRow, sha256)
        assert (row.size_bytes, row.first_insp) == (len(PHOTO), tablet.insp)


def test_a_picture_gets_its_thumbnail(app: Flask) -> None:
    from PIL import Image

    tablet, drawn = enrol(app), io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(drawn, "JPEG")
    lines = [*named(tablet, drawn.getvalue()), *blob_lines(tablet, drawn.getvalue())]
    bring(app, [first_line(tablet), *lines, end_line()])
    with app.app_context():
        kinds = set(db.session.scalars(select(JobRow.kind)))
    assert "thumbnail" in kinds


def test_the_door_keeps_no_photograph_that_no_operation_names(app: Flask) -> None:
    tablet = enrol(app)
    lines = [first_line(tablet), *named(tablet, b"other"), *blob_lines(tablet, PHOTO), end_line()]
    said = bring(app, lines)
    sha256 = hashlib.sha256(PHOTO).hexdigest()
    assert (said["files"], said["is_all_taken"]) == ({sha256: "not_named"}, False)
    assert not blob_path(data_dir(app), sha256).exists()


def test_the_door_keeps_a_photograph_whose_operation_was_set_aside(app: Flask) -> None:
    tablet = enrol(app)
    evidence = named(tablet, PHOTO)[1:]  # of a visit that has not come
    lines = [first_line(tablet), *evidence, *blob_lines(tablet, PHOTO), end_line()]
    assert list(bring(app, lines)["files"].values()) == ["stored"]


@pytest.mark.parametrize("damage", ["chunk", "key", "order", "missing", "hash"])
def test_a_file_that_is_not_right_is_not_kept(app: Flask, damage: str) -> None:
    tablet = enrol(app)
    one, two = (dict(line) for line in blob_lines(tablet, PHOTO))
    sha256 = one["blob"]["sha"]
    match damage:
        case "chunk":
            two["data"] = two["data"][:-4] + "AAAA"
        case "key":
            other = {**one["blob"]["key"], "kid": "seal-other"}
            one["blob"] = two["blob"] = {**one["blob"], "key": other}
        case "order":
            one, two = two, one
        case "hash":
            one["blob"] = two["blob"] = {**one["blob"], "size": len(PHOTO) + 1}
    lines = [*named(tablet, PHOTO), *([one] if damage == "missing" else [one, two])]
    said = bring(app, [first_line(tablet), *lines, end_line()])
    words = {"missing": "cut", "hash": "wrong_hash"}
    assert said["files"] == {sha256: words.get(damage, "not_opened")}
    assert not blob_path(data_dir(app), sha256).exists()
    assert list((data_dir(app) / "uploads").glob("*")) == []


def test_a_damaged_photograph_does_not_hide_the_next(app: Flask) -> None:
    tablet = enrol(app)
    damaged, whole = blob_lines(tablet, PHOTO)[:1], blob_lines(tablet, PHOTO[::-1])
    lines = [*named(tablet, PHOTO, PHOTO[::-1]), *damaged, *whole]
    said = bring(app, [first_line(tablet), *lines, end_line()])
    assert sorted(said["files"].values()) == ["cut", "stored"]


def test_a_photograph_that_nobody_unlocked_is_only_counted(app: Flask) -> None:
    tablet = enrol(app)
    blob = {**blob_lines(tablet, PHOTO)[0]["blob"], "key": None}
    said = bring(app, [first_line(tablet), {"blob": blob, "locked": True}, end_line()])
    assert list(said["files"].values()) == ["locked"]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "rescue.no_file"), (b"hello\n", "rescue.no_file"), (b"{}\n", "rescue.no_file"),
     (b'{"rescue":2}\n', "rescue.newer")],
)  # fmt: skip
def test_another_file_is_refused_with_a_sentence(app: Flask, data: bytes, code: str) -> None:
    assert bring(app, data, status=422) == code


def test_a_file_beyond_the_limit_is_for_the_command(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "MOST_BYTES", 2000)
    tablet = enrol(app)
    lines = [first_line(tablet), *tablet.rooms(5), end_line()]
    assert bring(app, lines, status=413) == "rescue.too_large"


def test_one_file_is_taken_in_at_a_time(app: Flask) -> None:
    with door._one_at_a_time:
        assert bring(app, b"", status=503) == "rescue.busy"
    assert bring(app, b"", status=422) == "rescue.no_file"


def test_what_was_brought_stands_in_the_audit(app: Flask) -> None:
    tablet = enrol(app)
    data = written([first_line(tablet), *tablet.rooms(1), end_line()])
    bring(app, data)
    with app.app_context():
        taken = select(AuditRow).where(AuditRow.action == "rescue.taken")
        line = db.session.scalars(taken).one()
    assert line.subject == hashlib.sha256(data).hexdigest()
    assert line.details["devices"][tablet.dev]["stored"] == 2


def test_the_command_takes_the_same_file_and_says_what_is_missing(
    app: Flask, tmp_path: Path
) -> None:
    tablet = enrol(app)
    file = tmp_path / "insp-rescue.ndjson"
    settings = app.extensions["inspect"].settings
    environment = {
        "INSPECT_DATA_DIR": str(settings.data_dir),
        "INSPECT_DATABASE_URL": settings.database_url,
    }

    def run() -> Any:
        return CliRunner().invoke(main, ["rescue", "import", str(file)], env=environment)

    lines = [first_line(tablet), *tablet.rooms(1), *blob_lines(tablet, PHOTO)]
    file.write_bytes(written([*lines, locked_line(tablet, 9)]))
    partly = run()
    assert partly.exit_code == 1
    assert "has no last line" in partly.output
    file.write_bytes(written([*lines, end_line()]))
    whole = run()
    assert whole.exit_code == 0, whole.output
    assert "Everything in the file is on this server now." in whole.output
    assert len(tablet.page()["ops"]) == 2
