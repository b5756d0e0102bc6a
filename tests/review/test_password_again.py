"""What stands under a person's name asks for the password again, where it was shown long ago."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from inspect_app.extensions import db
from inspect_app.services.sign_in import MOST_FOR_LOGIN, hash_password
from inspect_app.store.accounts import AccountRow, WebSessionRow
from tests.inspections.readers import INSP, SUPERVISOR
from tests.review.reviewers import WHY, Desk, stored

PHRASE = "rain on a tin roof"
PUBLICATION = f"/inspections/{INSP}/publication"


@pytest.fixture
def desk(office: Flask) -> Desk:
    """A log-in of an hour ago; everything that needs no waiver is settled."""
    desk = Desk(office)
    desk.settle_all()
    with office.app_context():
        db.session.get_one(AccountRow, SUPERVISOR).password_hash = hash_password(PHRASE)
        db.session.commit()
    _shown_an_hour_ago(office)
    return desk


def _shown_an_hour_ago(office: Flask) -> None:
    with office.app_context():
        for row in db.session.query(WebSessionRow):
            row.made_at = office.extensions["inspect"].clock() - timedelta(hours=1)
            row.proved_at = None
        db.session.commit()


def test_a_fresh_log_in_is_asked_for_nothing(office: Flask) -> None:
    desk = Desk(office)
    desk.settle_all()
    assert 'name="password"' not in desk.text("/approval")
    desk.done("approval", **desk.approval())


def test_nothing_is_approved_without_the_password(office: Flask, desk: Desk) -> None:
    form = desk.approval()
    assert 'name="password"' in desk.text("/approval")
    status, page = desk.refusal("approval", **form)
    assert (status, "more than a quarter of an hour ago" in page) == (403, True)
    assert page.count(WHY) == len(form) - 1  # what was written is still there
    assert stored(office)[1] == "submitted"


def test_a_wrong_password_is_refused_and_counted(office: Flask, desk: Desk) -> None:
    form = desk.approval() | {"password": "rain on a tin lid"}
    given = [desk.refusal("approval", **form)[0] for _ in range(MOST_FOR_LOGIN + 1)]
    assert given == [422] * MOST_FOR_LOGIN + [429]
    assert stored(office)[1] == "submitted"


def test_the_password_holds_for_a_while(office: Flask, desk: Desk) -> None:
    desk.done("approval", **(desk.approval() | {"password": PHRASE}))
    page = desk.client.get(f"/inspections/{INSP}/publication").get_data(as_text=True)
    assert "/publication/preview" in page
    assert 'name="password"' not in page


def test_nothing_is_published_without_the_password(office: Flask, desk: Desk) -> None:
    desk.done("approval", **(desk.approval() | {"password": PHRASE}))
    _shown_an_hour_ago(office)
    form = {"csrf_token": desk.csrf, "compared": "yes"}
    assert desk.client.post(PUBLICATION, data=form).status_code == 403
    assert stored(office)[1] == "approved"
    assert desk.client.post(PUBLICATION, data=form | {"password": PHRASE}).status_code == 303
    _shown_an_hour_ago(office)
    form |= {"reason": "procedure", "why": "Too early."}
    assert desk.client.post(f"{PUBLICATION}/withdrawal", data=form).status_code == 403
    assert stored(office)[1] == "published"


def test_the_password_of_another_account_proves_nothing(office: Flask, desk: Desk) -> None:
    with office.app_context():
        for row in db.session.query(AccountRow):
            is_own = row.id == SUPERVISOR
            row.password_hash = hash_password("something else" if is_own else PHRASE)
        db.session.commit()
    assert desk.refusal("approval", **(desk.approval() | {"password": PHRASE}))[0] == 422
