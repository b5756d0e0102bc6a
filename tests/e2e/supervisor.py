"""Reads what the server made of a visit, through its own doors, as a supervisor does."""

from __future__ import annotations

import http.cookiejar
import json
import time
import urllib.request
from typing import Any

from sqlalchemy import select

from inspect_app.api.guarding import CSRF_HEADER
from inspect_app.store.accounts import AccountRegionRow, AccountRow
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.places import FacilityRow
from tests.e2e.office import Office

PASSWORDS = "demo_log_ins.json"


class Supervisor:
    """The one in whose region the inspection was made."""

    def __init__(self, office: Office, insp: str) -> None:
        self._root = office.address
        self._token = ""
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)
        passwords = json.loads((office.settings.data_dir / PASSWORDS).read_text("utf-8"))
        login = _login_for(office, insp)
        told = self.send("POST", "/api/v1/session", {"login": login, "password": passwords[login]})
        self._token = told["csrf_token"]

    def assessment(self, insp: str) -> Any:
        return self.send("GET", f"/api/v1/inspections/{insp}/assessment")["assessment"]

    def printed(self, insp: str, language: str) -> bytes:
        """The whole PDF, once the job has printed it."""
        asked = {"language": language, "edition": "full"}
        for _ in range(120):
            told = self.send("POST", f"/api/v1/inspections/{insp}/reports", asked)
            if told["report"] is not None:
                return self._open("GET", f"/api/v1/reports/{told['report']['id']}/file", None)
            assert told["job"]["state"] != "failed", told["job"]
            time.sleep(0.5)
        raise TimeoutError("the report was not printed within a minute")

    def send(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        return json.loads(self._open(method, path, data))

    def _open(self, method: str, path: str, data: bytes | None) -> bytes:
        headers = {"Content-Type": "application/json", CSRF_HEADER: self._token}
        request = urllib.request.Request(self._root + path, data, headers, method=method)  # noqa: S310
        with self._opener.open(request, timeout=60) as answer:
            content: bytes = answer.read()
        return content


def _login_for(office: Office, insp: str) -> str:
    with office.session() as session:
        region = session.scalars(
            select(FacilityRow.region_id)
            .join(InspectionRow, InspectionRow.facility_id == FacilityRow.id)
            .where(InspectionRow.id == insp)
        ).one()
        logins = (
            select(AccountRow.login)
            .join(AccountRegionRow, AccountRegionRow.account_id == AccountRow.id)
            .where(AccountRow.role == "supervisor", AccountRegionRow.region_id == region)
        )
        return session.scalars(logins).first() or ""
