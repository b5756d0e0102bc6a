"""What an approval printed stays as it was handed out; what would be otherwise today is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from inspect_app.api.machinery import machinery
from inspect_app.domain.terms import EvidenceKind
from inspect_app.extensions import db
from inspect_app.jobs import printing
from inspect_app.jobs.scoring import scored
from inspect_app.jobs.working import Worker
from inspect_app.jobs.workshop import Workshop
from inspect_app.services import inspections
from inspect_app.store.blobs import BlobRow
from inspect_app.store.jobs import JobRow
from inspect_app.store.review import ApprovalRow
from tests.inspections.readers import INSP
from tests.inspections.recorded import NOW
from tests.jobs.conftest import ADDRESS, PRINTED, give_address, quick, workshop_of
from tests.review.reviewers import Desk

__all__ = ["quick", "workshop_of"]
WorkshopOf = Callable[[Flask], Workshop]
EARLIER = "as it was printed earlier"


@pytest.fixture
def printed(office: Flask, workshop_of: WorkshopOf, quick: list[str]) -> Desk:
    """The desk of whoever approved; the full edition lies there in three languages."""
    desk = Desk(office)
    desk.approve()
    Worker(workshop_of(office)).work_off()
    assert sorted(quick) == ["en", "kk", "ru"]
    return desk


def _reports(page: str) -> list[str]:
    return re.findall(r'href="(/reports/[^"]+)"', page)


def _print_anew(office: Flask, desk: Desk, workshop_of: WorkshopOf) -> None:
    """In Russian, by the button that the page of the review offers."""
    assert f'action="/inspections/{INSP}/reports"' in desk.text()
    form = {"csrf_token": desk.csrf, "language": "ru"}
    assert desk.client.post(f"/inspections/{INSP}/reports", data=form).status_code == 303
    Worker(workshop_of(office)).work_off()


def test_an_address_of_the_public_prints_another_file_when_somebody_asks(
    office: Flask, printed: Desk, workshop_of: WorkshopOf
) -> None:
    before = _reports(printed.text())
    give_address(office)
    page = printed.text()
    assert (_reports(page), page.count(EARLIER)) == (before, 3)
    _print_anew(office, printed, workshop_of)
    page = printed.text()
    kk, ru, en = _reports(page)
    assert ([kk, en], page.count(EARLIER)) == ([before[0], before[2]], 2)
    assert printed.client.get(before[1]).data == PRINTED + b"ru"
    assert printed.client.get(ru).data == PRINTED + b"ru" + ADDRESS.encode()


def test_a_picture_that_was_not_waited_for_is_printed_once_it_has_come(
    office: Flask, printed: Desk, workshop_of: WorkshopOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def with_pictures(*given: object) -> bytes:
        shown.extend(item.sha256 for item in given[6].evidence if item.file)  # type: ignore[attr-defined]
        return PRINTED + b"with pictures"

    before = _reports(printed.text())
    sha256 = _a_picture_comes(office)
    assert printed.text().count(EARLIER) == 3
    monkeypatch.setattr(printing, "printed", with_pictures)
    _print_anew(office, printed, workshop_of)
    assert shown == [sha256]
    ru = _reports(printed.text())[1]
    assert printed.client.get(ru).data == PRINTED + b"with pictures"
    assert printed.client.get(before[1]).data == PRINTED + b"ru"


def test_bytes_that_are_no_picture_print_nothing_anew(office: Flask, printed: Desk) -> None:
    before = printed.text()
    _a_picture_comes(office, is_picture=False)
    assert _reports(printed.text()) == _reports(before)
    assert EARLIER not in printed.text()


@pytest.mark.parametrize(("state", "hours"), [("done", 1), ("failed", -1)])
def test_what_was_printed_of_a_draft_says_nothing_of_the_approval(
    office: Flask, state: str, hours: int
) -> None:
    desk = Desk(office)
    desk.approve()
    with office.app_context():
        ended = db.session.get_one(ApprovalRow, INSP).approved_at + timedelta(hours=hours)
        of_reports = update(JobRow).where(JobRow.kind == "print_report")
        why = {"code": "report.not_printed", "details": {"why": "no paper"}}
        values = {"state": state, "key": None, "finished_at": ended, "problem": why}
        db.session.execute(of_reports.values(values))
        db.session.commit()
    assert desk.text().count("not printed yet") == 3


def _a_picture_comes(office: Flask, is_picture: bool = True) -> str:
    """The bytes of a photograph that the approval did not wait for."""
    with office.app_context():
        found = inspections.find(db.session(), INSP)
        assert found is not None
        facts = scored(db.session(), machinery().standards, found).loaded.facts
        photographs = [one.sha256 for one in facts.evidence if one.kind is EvidenceKind.PHOTO]
        sha256 = str(photographs[0])
        db.session.add(
            BlobRow(
                sha256=sha256, size_bytes=10, mime="image/jpeg", is_picture=is_picture,
                first_insp=INSP, first_dev="d_u_lead", received_at=NOW,
            )
        )  # fmt: skip
        db.session.commit()
        return sha256
