"""Reviewers at their desks: pages opened and forms sent, as a browser does."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from inspect_app.extensions import db
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.operations import HeadRow, OperationRow
from tests.inspections.readers import INSP, SUPERVISOR, Reader, demo_stream
from tests.inspections.recorded import Stream

REVIEW = f"/inspections/{INSP}/review"
WHY = "The lead was asked on the telephone."


class Desk(Reader):
    """A reviewer who is logged in."""

    def __init__(self, app: Flask, person: str = SUPERVISOR) -> None:
        super().__init__(app, person)

    def page(self, path: str = "", **asked: str) -> TestResponse:
        return self.client.get(f"{REVIEW}{path}", query_string={"lang": "en", **asked})

    def text(self, path: str = "", **asked: str) -> str:
        answer = self.page(path, **asked)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return html.unescape(answer.get_data(as_text=True))

    def send(self, path: str, **form: str | Sequence[str]) -> TestResponse:
        data = {"csrf_token": self.csrf, **form}
        return self.client.post(f"{REVIEW}/{path}", data=data, query_string={"lang": "en"})

    def done(self, path: str, **form: str | Sequence[str]) -> None:
        """What must not be refused."""
        answer = self.send(path, **form)
        assert answer.status_code == 303, html.unescape(answer.get_data(as_text=True))

    def refusal(self, path: str, **form: str | Sequence[str]) -> tuple[int, str]:
        answer = self.send(path, **form)
        return answer.status_code, html.unescape(answer.get_data(as_text=True))

    def remark(self, says: str = "Measure it again.", **about: str) -> None:
        self.done("remarks", says=says, **about)

    def settle_all(self) -> None:
        """Every conflict, each for the first thing that was said."""
        for form in re.findall(r'action="[^"]*/settled".*?</form>', self.text(), re.DOTALL):
            given = dict(re.findall(r'name="(entity|field)" value="([^"]*)"', form))
            seen = re.findall(r'name="seen" value="([^"]*)"', form)
            self.done("settled", seen=seen, keep=seen[0], why=WHY, **given)

    def approval(self) -> dict[str, str]:
        """The fields of the confirmation, everything that can be waived waived."""
        page = self.text("/approval")
        of_n = re.search(r'name="of_n" value="(\d+)"', page)
        assert of_n is not None, page
        names = re.findall(r'name="(waive:[^"]*)"', page)
        return {"of_n": of_n.group(1)} | dict.fromkeys(names, WHY)

    def approve(self) -> None:
        self.settle_all()
        self.done("approval", **self.approval())


@contextmanager
def tablet(app: Flask) -> Iterator[Stream]:
    """What the lead's tablet delivers meanwhile."""
    with app.app_context():
        stream = demo_stream()
        yield stream
        stream.arrive()
        db.session.commit()


def stored(app: Flask) -> tuple[int, str]:
    """How long the stream is, and where the inspection stands."""
    with app.app_context():
        count = db.session.scalar(select(func.count()).select_from(OperationRow)) or 0
        return count, str(db.session.scalar(select(InspectionRow.review_state)))


def an_answer(app: Flask) -> HeadRow:
    """An answer that nobody disputes."""
    with app.app_context():
        alone = (
            select(HeadRow.entity, HeadRow.field)
            .where(HeadRow.field.startswith("answer."), HeadRow.entity.startswith("room:"))
            .group_by(HeadRow.entity, HeadRow.field)
            .having(func.count() == 1)
            .order_by(HeadRow.entity, HeadRow.field)
        )
        entity, field = db.session.execute(alone).first() or ("", "")
        return db.session.scalars(
            select(HeadRow).where(HeadRow.entity == entity, HeadRow.field == field)
        ).one()


def last_body(app: Flask, kind: str) -> Mapping[str, Any]:
    """The body of the newest operation of a kind."""
    with app.app_context():
        row = db.session.scalars(
            select(OperationRow).where(OperationRow.kind == kind).order_by(OperationRow.n.desc())
        ).first()
        assert row is not None
        body: Mapping[str, Any] = json.loads(row.body)
        return body
