"""What the tests of the inspection page share: the demo inspection, and those who read it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from flask import Flask

from inspect_app.api.acting import record
from inspect_app.api.machinery import machinery, now
from inspect_app.extensions import db
from inspect_app.jobs.freezing import freeze, freezing
from inspect_app.jobs.scoring import Scored, scored
from inspect_app.services import inspections
from inspect_app.services.reviewing import approving
from tests.inspections.conftest import facts, standards, whole_facts
from tests.inspections.readers import INSP, SUPERVISOR, Reader
from tests.review.conftest import office

__all__ = ["facts", "office", "standards", "whole_facts"]

Open = Callable[..., str]


@pytest.fixture
def read(office: Flask) -> Open:
    """The text of a page of the inspection, as the supervisor of its region reads it in English."""

    def opened(path: str = "", status: int = 200, person: str = SUPERVISOR) -> str:
        joint = "&" if "?" in path else "?"
        answer = Reader(office, person).client.get(f"/inspections/{INSP}{path}{joint}lang=en")
        assert answer.status_code == status, answer.get_data(as_text=True)
        return html.unescape(answer.get_data(as_text=True))

    return opened


def words_of(page: str) -> str:
    """What a reader sees, without the markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def result_of(office: Flask) -> Scored:
    with office.app_context():
        found = inspections.find(db.session(), INSP)
        assert found is not None
        return scored(db.session(), machinery().standards, found)


def approve(office: Flask) -> str:
    """Freezes the result as it is; the hash of its data."""
    with office.app_context():
        session, ours = db.session(), machinery()
        found = inspections.find(session, INSP)
        assert found is not None
        made = scored(session, ours.standards, found)
        ice = freezing(made.loaded.facts, made.assessment, found.version.n, [])
        act = approving(INSP, found.version.n, ice.said)
        record(SUPERVISOR, [act], "review.approve")
        folders = (ours.settings.data_dir, ours.settings.seed_dir)
        freeze(session, ice, INSP, act.op, SUPERVISOR, ours.standards, folders, now())
        session.commit()
        return ice.data_sha256
