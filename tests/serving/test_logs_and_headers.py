"""What every answer carries, and what a log line must never hold."""

from __future__ import annotations

import json
import logging

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from inspect_app.jobs.log_lines import JsonLines
from inspect_app.store.engine import make_engine
from inspect_app.store.places import RegionRow

NAME = "Somebody's Name"


def _line(record: logging.LogRecord) -> dict[str, object]:
    told: dict[str, object] = json.loads(JsonLines().format(record))
    return told


@pytest.mark.parametrize("path", ["/health", "/nowhere", "/api/v1/session", "/login"])
def test_every_answer_is_closed_to_other_sites(app: Flask, path: str) -> None:
    headers = app.test_client().get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Server"] == "inspect-app"
    assert headers["Cache-Control"] == "no-store"
    assert len(headers["X-Request-Id"]) == 16


def test_browsers_are_held_to_https_where_it_is_used(app: Flask) -> None:
    client = app.test_client()
    plain, secure = client.get("/health"), client.get("/health", base_url="https://localhost")
    assert "Strict-Transport-Security" not in plain.headers
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_a_request_is_logged_by_its_route_and_without_its_query(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "inspect_app"):
        answer = app.test_client().get("/api/v1/jobs/17?name=Somebody", headers={"X-Name": NAME})
    (record,) = [r for r in caplog.records if r.name == "inspect_app.requests"]
    line = _line(record)
    assert line["route"] == "/api/v1/jobs/<job_id>"
    assert line["request"] == answer.headers["X-Request-Id"]
    assert (line["method"], line["status"], line["actor"]) == ("GET", 401, None)
    assert "Somebody" not in json.dumps(line)
    assert "127.0.0.1" not in json.dumps(line)


def test_a_fault_is_answered_with_its_number_and_logged_without_its_words(
    app: Flask, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(*_: object) -> None:
        raise ValueError(NAME)

    monkeypatch.setattr("inspect_app.api.health.readiness", fall)
    with caplog.at_level(logging.INFO, "inspect_app"):
        answer = app.test_client().get("/ready")
    problem = answer.json["problems"][0]  # type: ignore[index]
    assert (answer.status_code, problem["code"]) == (500, "http.500")
    assert problem["details"]["request"] == answer.headers["X-Request-Id"]
    faults = [_line(r) for r in caplog.records if r.exc_info]
    assert [line["request"] for line in faults] == [answer.headers["X-Request-Id"]]
    assert "builtins.ValueError" in json.dumps(faults)
    assert "api/health.py" in json.dumps(faults)
    assert NAME not in json.dumps(faults)


def test_a_fault_of_the_database_names_no_row(database_url: str) -> None:
    engine = make_engine(database_url)
    record = logging.LogRecord("inspect_app", logging.ERROR, "", 0, "failed", (), None)
    with Session(engine) as session:
        session.add(RegionRow(id=NAME[:10], country="KZ", names={}, kind="region"))
        session.flush()
        session.expunge_all()
        session.add(RegionRow(id=NAME[:10], country="KZ", names={}, kind="region"))
        with pytest.raises(IntegrityError) as caught:
            session.flush()
    record.exc_info = (caught.type, caught.value, caught.tb)
    engine.dispose()
    text = json.dumps(_line(record))
    assert "IntegrityError" in text
    assert NAME[:10] not in text
