"""No name, telephone number or position that anybody could write anywhere reaches the public."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from inspect_app.domain.facts import Facts
from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from inspect_app.jobs.working import Worker
from inspect_app.jobs.workshop import Workshop
from inspect_app.problems import LANGUAGES
from inspect_app.reports.self_check import faults
from inspect_app.services.assessments import Standards
from inspect_app.services.publishing import KIND
from inspect_app.store.accounts import AccountRow
from inspect_app.store.jobs import JobRow
from inspect_app.store.review import ApprovalRow, PublicationRow, PublishedFileRow
from tests.inspections.readers import INSP, add_demo_inspection, demo_stream
from tests.inspections.recorded import REGION, account
from tests.publication.conftest import approve, publish, withdraw
from tests.publication.planted import RECOMMENDATION, Planter, plant_everywhere
from tests.publication.reading import everything, pictures_of, said
from tests.review.conftest import SECOND

CLEARED = (RECOMMENDATION, "photograph:planted-photograph")
CLEARED_TEXTS = ("a recommendation", "to whom it is addressed")
PAGES_AT_LEAST = 500
"""A crawl that found less would have gone nowhere."""

WorkshopOf = Callable[[Flask], Workshop]
UNKNOWN = (
    "/public/en/reports/KZ-0000-0000",
    "/public/xx/",
    "/public/en/nothing-here",
    "/public/en/facilities/nobody",
    "/public/files/KZ-0000-0000/kk.pdf",
    "/public/kk/check?h=zz",
)


@pytest.fixture
def planted(app: Flask, facts: Facts, standards: Standards) -> tuple[Flask, Planter]:
    add_demo_inspection(app, facts, standards)
    with app.app_context():
        db.session.add(account(SECOND, Role.SUPERVISOR, REGION))
        db.session.commit()
    planter = plant_everywhere(app, facts)
    with app.app_context():
        stream = demo_stream()
        stream.record(f"inspection:{INSP}", {}, "submit")
        stream.arrive()
        db.session.commit()
    approve(app)
    stands = {
        where.split()[-1] for needle, where in planter.planted.items() if needle in frozen(app)
    }
    assert {"name", "number", "caption", "answer", "recommendation", "addressed"} <= stands
    return app, planter


def frozen(app: Flask) -> str:
    """What was approved: had nothing planted stood in it, nothing could leak from it."""
    with app.app_context():
        return gzip.decompress(db.session.get_one(ApprovalRow, INSP).result).decode()


def test_no_page_file_or_header_tells_what_anybody_wrote(
    planted: tuple[Flask, Planter], monkeypatch: pytest.MonkeyPatch
) -> None:
    app, planter = planted
    assert publish(app).status_code == 303
    first = everything(app.test_client())
    assert len(first) > PAGES_AT_LEAST
    assert leaks(first, planter.planted) == []

    assert withdraw(app, planter.text("why it was withdrawn")).status_code == 303
    gone = {address: app.test_client().get(address) for address in first}
    assert leaks(gone, planter.planted) == []

    assert publish(app, CLEARED).status_code == 303
    second = everything(app.test_client())
    allowed = needles_of(planter, CLEARED_TEXTS)
    assert leaks(second, planter.planted, allowed) == []
    public = "".join(said(answer) for answer in second.values() if answer.status_code == 200)
    assert [needle for needle in allowed if needle not in public] == []
    assert_bare([a.data for a in second.values() if a.content_type == "image/jpeg"])
    assert leaks(errors(app, second, planter, monkeypatch), planter.planted, allowed) == []


def test_no_printed_edition_tells_what_anybody_wrote(
    planted: tuple[Flask, Planter], workshop_of: WorkshopOf
) -> None:
    app, planter = planted
    assert publish(app).status_code == 303
    only_in(app, "kk")
    Worker(workshop_of(app)).work_off()
    first = printed(app)
    assert leaks(first, planter.planted) == []
    assert withdraw(app).status_code == 303
    assert publish(app, CLEARED).status_code == 303
    Worker(workshop_of(app)).work_off()
    second = printed(app)
    assert (len(first), len(second)) == (1, 3)
    assert [faults(answer.data) for answer in second.values()] == [()] * 3
    allowed = needles_of(planter, CLEARED_TEXTS)
    assert leaks(second, planter.planted, allowed) == []
    for answer in second.values():
        text = said(answer)
        assert [needle for needle in allowed if needle not in text] == []
        assert_bare(pictures_of(answer.data))
    assert told_by_jobs(app, planter.planted, allowed) == []


def only_in(app: Flask, language: str) -> None:
    """Printing is dear: the other languages are printed of the second revision."""
    with app.app_context():
        for job in db.session.scalars(select(JobRow).where(JobRow.kind == KIND)):
            if job.payload["language"] != language:
                db.session.delete(job)
        db.session.commit()


def printed(app: Flask) -> dict[str, TestResponse]:
    """What the portal hands out of what is in force."""
    with app.app_context():
        in_force = PublicationRow.withdrawn_at.is_(None)
        (code,) = db.session.scalars(select(PublicationRow.code).where(in_force))
    addresses = [f"/public/files/{code}/{language}.pdf" for language in LANGUAGES]
    answers = {address: app.test_client().get(address) for address in addresses}
    return {address: a for address, a in answers.items() if a.status_code == 200}


def needles_of(planter: Planter, texts: Collection[str]) -> set[str]:
    return {needle for needle, where in planter.planted.items() if where in texts}


def leaks(
    answers: Mapping[str, TestResponse],
    planted: Mapping[str, str],
    allowed: Collection[str] = (),
) -> list[str]:
    """Where a stranger reads what was planted, and in what it had been put."""
    found = []
    for address, answer in answers.items():
        text = said(answer)
        assert "Set-Cookie" not in text, address
        for needle, where in planted.items():
            if needle not in allowed and needle.replace(" ", "") in text:
                found.append(f"{address} tells {needle}, planted in {where}")
    return found


def assert_bare(pictures: Sequence[bytes]) -> None:
    """They are there, and carry no metadata at all."""
    assert pictures
    for jpeg in pictures:
        assert b"Exif" not in jpeg
        assert b"http://ns.adobe.com" not in jpeg
        assert b"GPS" not in jpeg


def errors(
    app: Flask,
    known: Mapping[str, TestResponse],
    planter: Planter,
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, TestResponse]:
    """What a stranger reads when nothing is there, when it may not be done, and when it fails."""
    client = app.test_client()
    found = {address: client.get(address) for address in UNKNOWN}
    assert {answer.status_code for answer in found.values()} >= {404}
    reports = [a for a in known if a.startswith("/public/en/reports/") and a.count("/") == 4]
    assert reports
    for address in reports:
        found[f"POST {address}"] = client.post(address, data={"name": "x"})
        assert found[f"POST {address}"].status_code in (403, 405)
    withdrawn = _withdrawn_codes(app)
    for code in withdrawn:
        found[code] = client.get(f"/public/ru/reports/{code}")
        assert found[code].status_code == 410
    words = planter.text("the words of an exception")

    def fails(*_: object, **__: object) -> None:
        raise ValueError(words)

    monkeypatch.setattr("inspect_app.services.portal.read_document", fails, raising=False)
    monkeypatch.setattr("inspect_app.services.portal.document_of", fails)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    for address in reports:
        found[f"fails {address}"] = client.get(address)
    assert any(answer.status_code == 500 for answer in found.values())
    return found


def _withdrawn_codes(app: Flask) -> list[str]:
    with app.app_context():
        gone = PublicationRow.withdrawn_at.is_not(None)
        return list(db.session.scalars(select(PublicationRow.code).where(gone)))


def told_by_jobs(app: Flask, planted: Mapping[str, str], allowed: Collection[str]) -> list[str]:
    """Jobs, and what the portal may read of the tables."""
    with app.app_context():
        texts: list[Any] = []
        for job in db.session.scalars(select(JobRow)):
            texts += [job.payload, job.result, job.problem]
        for row in db.session.scalars(select(PublicationRow)):
            texts += [row.document.decode(), row.code]
        texts += [file.language for file in db.session.scalars(select(PublishedFileRow))]
        people = db.session.scalars(select(AccountRow)).all()
        assert people
    whole = "".join(map(repr, texts))
    return [needle for needle in planted if needle not in allowed and needle in whole]
