"""Somebody at the desk: pages as text, forms as a browser sends them, lines of the audit."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from inspect_app.api.guarding import COOKIE
from inspect_app.extensions import db
from inspect_app.services.sign_in import start_session
from inspect_app.store.accounts import AccountRow
from inspect_app.store.audit import AuditRow

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
NEAR, FAR, OFFICE = "d_near", "d_far", "d_srv_0123456789abcdef"
TABLETS = {NEAR, FAR}


class Desk:
    """A logged-in browser of one account."""

    def __init__(self, app: Flask, name: str) -> None:
        self.app, self.client, self.account = app, app.test_client(), f"u_{name}"
        with app.app_context():
            account = db.session.get_one(AccountRow, self.account)
            clock = app.extensions["inspect"].clock
            token, self.csrf = start_session(db.session(), account, clock())
            db.session.commit()
        self.client.set_cookie(COOKIE, token)

    def get(self, path: str, lang: str = "en") -> TestResponse:
        return self.client.get(path + ("&" if "?" in path else "?") + f"lang={lang}")

    def read(self, path: str, lang: str = "en") -> str:
        """The text of a page, without its tags."""
        answer = self.get(path, lang)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[-800:])
        return plain(answer.text)

    def post(self, path: str, seen_on: str | None = None, **fields: Any) -> TestResponse:
        """`seen_on`: the page whose form is sent, with what it carries."""
        sent: dict[str, Any] = {"csrf_token": self.csrf, **fields}
        if seen_on is not None:
            found = re.search(r'name="seen" value="(\w+)"', self.get(seen_on).text)
            assert found is not None
            sent["seen"] = found[1]
        return self.client.post(path, data=sent)


def plain(html: str) -> str:
    body = html.partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def audited(app: Flask, subject: str) -> list[AuditRow]:
    """What stands in the audit about one thing, in order."""
    with app.app_context():
        query = select(AuditRow).where(AuditRow.subject == subject).order_by(AuditRow.id)
        return list(db.session.scalars(query))


def person(app: Flask, name: str) -> AccountRow:
    with app.app_context():
        row = db.session.get_one(AccountRow, f"u_{name}")
        db.session.expunge_all()
        return row


def fields_of(name: str, role: str, *regions: str, **others: Any) -> dict[str, Any]:
    """What the form of an account holds."""
    return {"shown_name": name, "role": role, "regions": list(regions), "language": "en", **others}
