"""From the wish for a report to its file: asked for once, printed by a worker, handed out in scope."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from inspect_app.extensions import db
from inspect_app.files.printed_files import printed_path
from inspect_app.jobs import printing
from inspect_app.jobs.working import Worker
from inspect_app.jobs.workshop import Workshop
from inspect_app.reports.self_check import faults
from inspect_app.store.audit import AuditRow
from inspect_app.store.blobs import BlobRow
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.jobs import JobRow, ask
from inspect_app.store.places import RegionRow
from tests.inspections.readers import COUNCIL, INSP, STRANGER, SUPERVISOR, Reader, demo_stream
from tests.inspections.recorded import LEAD, NOW, REGION
from tests.jobs.conftest import ADDRESS, PRINTED, give_address

WorkshopOf = Callable[[Flask], Workshop]


def _ask(reader: Reader, language: str = "kk", edition: str = "full") -> TestResponse:
    return reader.client.post(
        f"/api/v1/inspections/{INSP}/reports",
        json={"language": language, "edition": edition},
        headers={"X-CSRF-Token": reader.csrf},
    )


def _work(app: Flask, workshop_of: WorkshopOf) -> None:
    Worker(workshop_of(app)).work_off()


def _job(app: Flask) -> JobRow:
    with app.app_context():
        return db.session.scalars(select(JobRow).where(JobRow.kind == "print_report")).one()


def test_a_report_is_printed_and_handed_out(inspected: Flask, workshop_of: WorkshopOf) -> None:
    reader = Reader(inspected, LEAD)
    asked = _ask(reader)
    assert asked.status_code == 202
    assert asked.location == f"/api/v1/jobs/{asked.json['job']['id']}"  # type: ignore[index]
    _work(inspected, workshop_of)
    job = reader.client.get(asked.location).json
    assert job is not None
    assert (job["state"], job["stage"], job["problem"]) == ("done", "done", None)
    report = reader.read(f"reports/{job['report']}")
    file = reader.client.get(str(report["file"]))
    assert faults(file.data) == ()
    assert hashlib.sha256(file.data).hexdigest() == report["file_sha256"]
    assert len(file.data) == report["size_bytes"]


def test_the_file_is_shown_and_not_kept(
    inspected: Flask, workshop_of: WorkshopOf, quick: list[str]
) -> None:
    reader = Reader(inspected, LEAD)
    _ask(reader)
    _work(inspected, workshop_of)
    report = _ask(reader).json["report"]  # type: ignore[index]
    file = reader.client.get(report["file"])
    assert file.data == PRINTED + b"kk"
    assert file.headers["Cache-Control"] == "no-store"
    assert file.headers["ETag"] == f'"{report["file_sha256"]}"'
    assert (
        file.headers["Content-Disposition"] == f"inline; filename=report-{report['id'][:8]}-kk.pdf"
    )


def test_the_region_stands_in_the_language_of_the_report(
    inspected: Flask, workshop_of: WorkshopOf, quick: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    regions: list[str] = []

    def printed(*given: Any) -> bytes:
        regions.append(given[5].region)
        return PRINTED

    monkeypatch.setattr(printing, "printed", printed)
    with inspected.app_context():
        db.session.get_one(RegionRow, REGION).names = {"kk": "Ұлытау", "ru": "Улытау"}
        db.session.commit()
    for language in ("kk", "ru"):
        _ask(Reader(inspected, LEAD), language)
        _work(inspected, workshop_of)
    assert regions == ["Ұлытау", "Улытау"]


def test_the_same_report_is_printed_once(
    inspected: Flask, workshop_of: WorkshopOf, quick: list[str]
) -> None:
    reader = Reader(inspected, LEAD)
    first, second = _ask(reader).json, _ask(reader).json
    assert first is not None
    assert second is not None
    assert first["job"]["id"] == second["job"]["id"]
    _work(inspected, workshop_of)
    assert _ask(reader).status_code == 200
    assert _ask(reader, "ru").status_code == 202
    _work(inspected, workshop_of)
    assert quick == ["kk", "ru"]


def test_what_arrived_since_gives_another_report(
    inspected: Flask, workshop_of: WorkshopOf, quick: list[str]
) -> None:
    reader = Reader(inspected, LEAD)
    _ask(reader)
    _work(inspected, workshop_of)
    with inspected.app_context():
        stream = demo_stream()
        stream.record(f"inspection:{INSP}", {"visited_on": "2026-02-18"}, base=())
        stream.arrive()
        db.session.commit()
    assert _ask(reader).status_code == 202
    _work(inspected, workshop_of)
    assert len(quick) == 2


def test_what_was_printed_before_the_public_had_an_address_is_printed_anew_beside_it(
    inspected: Flask, workshop_of: WorkshopOf, quick: list[str]
) -> None:
    reader = Reader(inspected, LEAD)
    _ask(reader)
    _work(inspected, workshop_of)
    before = _ask(reader).json["report"]  # type: ignore[index]
    give_address(inspected)
    assert _ask(reader).status_code == 202
    _work(inspected, workshop_of)
    after = _ask(reader).json["report"]  # type: ignore[index]
    assert after["id"] != before["id"]
    assert reader.client.get(before["file"]).data == PRINTED + b"kk"
    assert reader.client.get(after["file"]).data == PRINTED + b"kk" + ADDRESS.encode()


def test_a_file_that_was_altered_is_never_handed_out(
    inspected: Flask, workshop_of: WorkshopOf, quick: list[str]
) -> None:
    reader = Reader(inspected, LEAD)
    _ask(reader)
    _work(inspected, workshop_of)
    report = _ask(reader).json["report"]  # type: ignore[index]
    data_dir = inspected.extensions["inspect"].settings.data_dir
    printed_path(data_dir, report["file_sha256"]).write_bytes(b"%PDF-1.7 forged")
    gone = reader.client.get(report["file"])
    assert (gone.status_code, gone.json["problems"][0]["code"]) == (410, "printed.file_gone")  # type: ignore[index]
    assert _ask(reader).status_code == 202
    _work(inspected, workshop_of)
    assert reader.client.get(report["file"]).data == PRINTED + b"kk"


def test_no_public_edition_is_printed_from_what_stands_in_the_log(
    inspected: Flask, workshop_of: WorkshopOf, quick: list[str]
) -> None:
    with inspected.app_context():
        db.session.execute(update(InspectionRow).values(review_state="published"))
        payload = {"insp": INSP, "language": "kk", "edition": "public"}
        ask(db.session(), "print_report", payload, by=SUPERVISOR, now=NOW)
        db.session.commit()
    refused = _ask(Reader(inspected, SUPERVISOR), edition="public")
    assert (refused.status_code, refused.json["problems"][0]["code"]) == (  # type: ignore[index]
        409,
        "printed.not_published",
    )
    _work(inspected, workshop_of)
    job = _job(inspected)
    assert job.problem is not None
    assert job.problem["code"] == "printed.not_published"
    assert quick == []


def test_a_photograph_on_its_way_is_waited_for(
    inspected: Flask, workshop_of: WorkshopOf, quick: list[str]
) -> None:
    with inspected.app_context():
        db.session.delete(db.session.scalars(select(BlobRow).limit(1)).one())
        db.session.commit()
    reader = Reader(inspected, LEAD)
    asked = _ask(reader)
    _work(inspected, workshop_of)
    job = reader.client.get(asked.location, headers={"Accept-Language": "ru"}).json
    assert job is not None
    assert (job["state"], job["report"]) == ("failed", None)
    assert job["problem"]["code"] == "printed.photographs_awaited"
    assert job["problem"]["sentence"].startswith("С планшетов ещё не поступили фотографии: 1 ")


def test_bytes_that_are_no_picture_do_not_keep_a_report_from_being_printed(
    inspected: Flask, workshop_of: WorkshopOf, quick: list[str]
) -> None:
    with inspected.app_context():
        db.session.execute(update(BlobRow).values(is_picture=False))
        db.session.commit()
    _ask(Reader(inspected, LEAD))
    _work(inspected, workshop_of)
    assert _job(inspected).state == "done"


def test_whoever_may_not_see_the_inspection_sees_nothing_of_its_reports(
    inspected: Flask, workshop_of: WorkshopOf, quick: list[str]
) -> None:
    reader = Reader(inspected, LEAD)
    job = _ask(reader).location
    _work(inspected, workshop_of)
    report = f"/api/v1/reports/{reader.client.get(job).json['report']}"  # type: ignore[index]
    for person, status in ((SUPERVISOR, 200), (STRANGER, 404), (COUNCIL, 403)):
        other = Reader(inspected, person)
        told = [other.client.get(path).status_code for path in (job, report, f"{report}/file")]
        assert told == [status] * 3
    assert _ask(Reader(inspected, STRANGER)).status_code == 404
    assert _ask(Reader(inspected, COUNCIL)).status_code == 403


def test_every_step_leaves_its_line(
    inspected: Flask, workshop_of: WorkshopOf, quick: list[str]
) -> None:
    _ask(Reader(inspected, LEAD))
    _work(inspected, workshop_of)
    with inspected.app_context():
        lines = db.session.execute(
            select(AuditRow.action, AuditRow.actor).where(AuditRow.subject == INSP)
        ).all()
    assert [tuple(line) for line in lines] == [("report.ask", LEAD), ("report.print", LEAD)]


def test_a_page_leads_from_the_button_to_the_file(
    inspected: Flask, workshop_of: WorkshopOf, quick: list[str]
) -> None:
    reader = Reader(inspected, LEAD)
    form = {"language": "ru", "csrf_token": reader.csrf}
    asked = reader.client.post(f"/inspections/{INSP}/reports", data=form)
    assert (asked.status_code, asked.location[:6]) == (303, "/jobs/")
    waiting = reader.client.get(f"{asked.location}?lang=en")
    assert waiting.headers["Refresh"] == "2"
    assert "waiting for its turn" in waiting.text
    assert "Refresh" not in reader.client.get(f"{asked.location}?refresh=no").headers
    _work(inspected, workshop_of)
    ready = reader.client.get(asked.location)
    assert ready.status_code == 303
    assert reader.client.get(ready.location).data == PRINTED + b"ru"
    at_once = reader.client.post(f"/inspections/{INSP}/reports", data=form)
    assert at_once.location == ready.location


def test_a_page_says_why_a_report_was_not_printed(
    inspected: Flask, workshop_of: WorkshopOf, quick: list[str]
) -> None:
    with inspected.app_context():
        db.session.query(BlobRow).delete()
        db.session.commit()
    reader = Reader(inspected, LEAD)
    form = {"language": "ru", "csrf_token": reader.csrf}
    asked = reader.client.post(f"/inspections/{INSP}/reports", data=form)
    _work(inspected, workshop_of)
    page = reader.client.get(f"{asked.location}?lang=en")
    assert "photographs have not arrived" in page.text
    assert "Refresh" not in page.headers
