"""The supervisor's page: both editions, clearances, publishing, withdrawing, and each refusal."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, update

from inspect_app.domain.canonical import sha256_text
from inspect_app.domain.facts import Facts
from inspect_app.extensions import db
from inspect_app.jobs import printing_public
from inspect_app.jobs.working import Worker
from inspect_app.jobs.workshop import Workshop
from inspect_app.services.publishing import new_code
from inspect_app.store.audit import AuditRow
from inspect_app.store.inspections import InspectionRow, MemberRow
from inspect_app.store.jobs import JobRow
from inspect_app.store.operations import OperationRow
from inspect_app.store.review import ApprovalRow, PublicationRow
from tests.inspections.readers import INSP, STRANGER, SUPERVISOR, Reader, demo_stream
from tests.publication.conftest import publish, withdraw

PAGE = f"/inspections/{INSP}/publication"
WorkshopOf = Callable[[Flask], Workshop]


def page(app: Flask, person: str = SUPERVISOR) -> str:
    answer = Reader(app, person).client.get(f"{PAGE}?lang=en&refresh=no")
    assert answer.status_code == 200, answer.text
    return answer.text


def state(app: Flask) -> str:
    with app.app_context():
        return str(db.session.scalar(select(InspectionRow.review_state)))


def rows(app: Flask) -> list[PublicationRow]:
    with app.app_context():
        return list(db.session.scalars(select(PublicationRow).order_by(PublicationRow.revision)))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing in no time."""
    monkeypatch.setattr(
        printing_public, "printed_public", lambda *given: b"%PDF-1.7 " + given[3].encode()
    )
    monkeypatch.setattr(printing_public, "faults", lambda _: ())


def test_what_nobody_approved_cannot_be_published(office: Flask) -> None:
    assert Reader(office, SUPERVISOR).client.get(PAGE).status_code == 409
    assert publish(office).status_code == 409
    assert rows(office) == []


def test_publishing_is_an_act_in_the_log_and_a_row_of_what_the_public_reads(
    approved: Flask, facts: Facts
) -> None:
    assert publish(approved).status_code == 303
    (row,) = rows(approved)
    assert (state(approved), row.revision, row.withdrawn_at) == ("published", 1, None)
    with approved.app_context():
        kept = db.session.get_one(PublicationRow, row.id)
        assert sha256_text(kept.document) == row.document_sha256
        body = db.session.scalar(select(OperationRow.body).where(OperationRow.op_id == row.op_id))
        said = json.loads(body or b"{}")
        assert (said["revision"], said["document_sha256"]) == (1, row.document_sha256)
        line = db.session.scalars(
            select(AuditRow).where(AuditRow.action == "publication.publish")
        ).one()
        assert (line.actor, line.details["code"]) == (SUPERVISOR, row.code)
        assert json.loads(kept.document)["facility"]["names"] == dict(facts.facility.names)


def test_what_is_published_is_what_was_approved_whatever_arrived_since(approved: Flask) -> None:
    with approved.app_context():
        stream = demo_stream()
        stream.record(f"inspection:{INSP}", {"visited_on": "2020-01-01"})
        stream.arrive()
        db.session.commit()
    assert publish(approved).status_code == 303
    with approved.app_context():
        document = json.loads(db.session.scalar(select(PublicationRow.document)) or b"{}")
        frozen = gzip.decompress(db.session.get_one(ApprovalRow, INSP).result).decode()
    assert document["visited_on"] != "2020-01-01"
    assert document["addendum_operations"] == 1
    assert f'"visited_on":"{document["visited_on"]}"' in frozen


def test_both_editions_stand_side_by_side_with_what_is_withheld_marked(approved: Flask) -> None:
    text = page(approved)
    assert text.count("Full edition") > 2
    assert "publication-mark" in text
    assert "OPCAT, article 21(2)" in text
    assert "u_lead" in text
    assert "the number is not published" in text


def test_a_preview_shows_what_is_ticked_and_publishes_nothing(
    approved: Flask, facts: Facts
) -> None:
    reader = Reader(approved, SUPERVISOR)
    key = f"recommendation:{facts.recommendations[0].id}" if facts.recommendations else "none"
    form = {"csrf_token": reader.csrf, "clear": [key]}
    answer = reader.client.post(f"{PAGE}/preview?lang=en", data=form)
    assert answer.status_code == 200
    assert "Nothing has been published" in answer.text
    assert rows(approved) == []
    assert state(approved) == "approved"


def test_publishing_is_refused_until_both_editions_were_compared(approved: Flask) -> None:
    reader = Reader(approved, SUPERVISOR)
    answer = reader.client.post(PAGE, data={"csrf_token": reader.csrf})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert rows(approved) == []


def test_nobody_publishes_what_they_recorded(approved: Flask) -> None:
    with approved.app_context():
        db.session.add(MemberRow(insp=INSP, usr=SUPERVISOR))
        db.session.commit()
    assert publish(approved).status_code == 403
    assert "another supervisor must publish it" in page(approved)
    assert rows(approved) == []


def test_another_region_finds_nothing_here(approved: Flask) -> None:
    reader = Reader(approved, STRANGER)
    assert reader.client.get(PAGE).status_code == 404
    assert publish(approved, person=STRANGER).status_code == 404
    assert withdraw(approved, person=STRANGER).status_code == 404


def test_published_once_it_is_not_published_again(approved: Flask) -> None:
    publish(approved)
    assert publish(approved).status_code == 409
    assert len(rows(approved)) == 1


def test_withdrawing_leaves_the_row_and_its_reason(approved: Flask) -> None:
    publish(approved)
    assert withdraw(approved, why="A name was legible.").status_code == 303
    (row,) = rows(approved)
    assert (state(approved), row.withdrawn_reason) == ("withdrawn", "person_recognisable")
    text = page(approved)
    assert "A person could be recognised" in text
    assert "A name was legible." in text


def test_withdrawing_needs_a_reason_and_words(approved: Flask) -> None:
    publish(approved)
    assert withdraw(approved, why="  ").status_code == 422
    reader = Reader(approved, SUPERVISOR)
    form = {"csrf_token": reader.csrf, "reason": "because", "why": "Words."}
    assert reader.client.post(f"{PAGE}/withdrawal", data=form).status_code == 422
    assert state(approved) == "published"


def test_after_a_withdrawal_the_next_revision_is_of_the_same_result(approved: Flask) -> None:
    publish(approved)
    withdraw(approved)
    assert publish(approved).status_code == 303
    first, second = rows(approved)
    assert (first.revision, second.revision) == (1, 2)
    assert first.code != second.code
    assert (first.rating, first.index) == (second.rating, second.index)


def test_what_let_a_person_be_recognised_is_not_ticked_again_by_itself(approved: Flask) -> None:
    ticks = re.findall(r'name="clear" value="([^"]+)"', page(approved))
    assert ticks
    publish(approved, clear=ticks[:1])
    withdraw(approved, reason="procedure")
    assert page(approved).count(" checked>") == 1
    publish(approved, clear=ticks[:1])
    withdraw(approved, reason="person_recognisable")
    assert " checked>" not in page(approved)


@pytest.mark.usefixtures("quick")
def test_the_pdfs_are_printed_in_three_languages_and_stay_with_the_authority(
    approved: Flask, workshop_of: WorkshopOf
) -> None:
    publish(approved)
    waiting = Reader(approved, SUPERVISOR).client.get(f"{PAGE}?lang=en")
    assert waiting.headers["Refresh"] == f"4; url={PAGE}"
    Worker(workshop_of(approved)).work_off()
    (row,) = rows(approved)
    reader = Reader(approved, SUPERVISOR)
    assert "Refresh" not in reader.client.get(PAGE).headers
    withdraw(approved)
    for language in ("kk", "ru", "en"):
        answer = reader.client.get(f"{PAGE}/{row.code}/{language}")
        assert answer.data == b"%PDF-1.7 " + language.encode()
        stranger = approved.test_client().get(f"/public/files/{row.code}/{language}.pdf")
        assert stranger.status_code == 410


def test_nothing_is_printed_that_is_not_what_was_published(
    approved: Flask, workshop_of: WorkshopOf
) -> None:
    publish(approved)
    with approved.app_context():
        db.session.execute(update(PublicationRow).values(document_sha256="0" * 64))
        db.session.commit()
    Worker(workshop_of(approved)).work_off()
    with approved.app_context():
        jobs = db.session.scalars(select(JobRow).where(JobRow.kind == "print_publication")).all()
        codes = {job.problem["code"] for job in jobs if job.problem}
    assert codes == {"publication.document_differs"}
    assert "is no longer what was published" in page(approved)


def test_the_json_door_points_to_what_was_printed(approved: Flask) -> None:
    publish(approved)
    reader = Reader(approved, SUPERVISOR)
    answer = reader.client.post(
        f"/api/v1/inspections/{INSP}/reports",
        json={"language": "ru", "edition": "public"},
        headers={"X-CSRF-Token": reader.csrf},
    )
    assert answer.status_code == 409
    assert answer.json is not None
    assert answer.json["problems"][0]["code"] == "publication.printed_elsewhere"


def test_codes_are_short_and_have_no_letters_that_are_taken_for_others(app: Flask) -> None:
    with app.app_context():
        codes = {new_code(db.session(), "KZ") for _ in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {12}
    assert not set("".join(code[3:] for code in codes)) & set("ILOU")


def test_a_failure_on_the_way_does_not_end_the_waiting(
    approved: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr("inspect_app.pages.publication.acts.look", fall)
    client = Reader(approved, SUPERVISOR).client
    failed = client.get(f"{PAGE}?lang=en")
    assert (failed.status_code, failed.headers["Refresh"]) == (500, f"10; url={PAGE}")
    assert f'href="{PAGE}?refresh=no"' in failed.text
    stopped = client.get(f"{PAGE}?refresh=no")
    assert (stopped.status_code, "Refresh" in stopped.headers) == (500, False)
    assert "Refresh" not in client.post(f"{PAGE}/preview").headers
