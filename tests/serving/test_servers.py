"""Both servers answer, stop when they are told to, and leave nothing behind."""

from __future__ import annotations

import json
import os
import socket
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.cli import main
from inspect_app.cli.serving import environment_of
from inspect_app.settings import Settings, load
from inspect_app.store.engine import make_engine
from inspect_app.store.jobs import JobRow
from tests.serving.served import Served, free_port, program, served

CHECKED = {"database": True, "migrations": True, "data_folder": True}


def _packaged(port: int, *more: str) -> list[str]:
    return [program("inspect-app"), "serve", "--port", str(port), "--workers", "1", *more]


def _conservative(port: int) -> list[str]:
    bound = f"127.0.0.1:{port}"
    return [program("gunicorn"), "-b", bound, "--threads", "2", "inspect_app.app:create_app()"]


@pytest.mark.parametrize("which", ["granian", "gunicorn"])
def test_both_servers_answer_and_stop(which: str, database_url: str, tmp_path: Path) -> None:
    port = free_port()
    command = _packaged(port, "--no-worker") if which == "granian" else _conservative(port)
    with served(command, port, database_url, tmp_path) as server:
        assert json.loads(server.get("/ready")[2]) == {"status": "ready", "checks": CHECKED}
        _, headers, _ = server.get("/login")
        assert "granian" not in headers["server"]
        assert "default-src 'none'" in headers["content-security-policy"]
        code, _ = server.stop()
    assert code == 0


def _begun(server: Served, sent: bytes) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    length = len(b"login=a&password=b")
    head = (
        "POST /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"
    )
    line.sendall(head.encode() + sent)
    return line


def test_a_request_that_has_begun_is_answered_after_the_order_to_stop(
    sqlite_url: str, tmp_path: Path
) -> None:
    port = free_port()
    with served(_packaged(port), port, sqlite_url, tmp_path) as server:
        line = _begun(server, b"login=a&pas")
        time.sleep(0.3)
        server.process.terminate()
        time.sleep(0.3)
        line.sendall(b"sword=b")
        answer = line.makefile("rb").readline()
        line.close()
        assert answer.startswith(b"HTTP/1.1 403")
        assert server.stop()[0] == 0


def test_the_server_does_jobs_and_its_logs_are_lines_of_json(
    sqlite_url: str, tmp_path: Path
) -> None:
    port = free_port()
    with served(_packaged(port), port, sqlite_url, tmp_path) as server:
        server.get("/nowhere?name=somebody")
        _wait_for_sweep(sqlite_url)
        code, errors = server.stop()
    assert code == 0
    lines = [json.loads(line) for line in errors.splitlines()]
    assert any(line.get("status") == 404 and line["route"] is None for line in lines)
    assert any("job sweep" in line.get("says", "") for line in lines)
    assert "somebody" not in errors


def _wait_for_sweep(url: str) -> None:
    """The first thing that a worker does of itself."""
    engine, deadline = make_engine(url), time.monotonic() + 30
    with Session(engine) as session:
        while session.scalars(select(JobRow.state)).all() != ["done"]:
            assert time.monotonic() < deadline
            session.rollback()
            time.sleep(0.1)
    engine.dispose()


def test_a_taken_port_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = CliRunner(env={"INSPECT_DATA_DIR": str(tmp_path)}).invoke(
            main, ["serve", "--port", str(port)]
        )
    assert told.exit_code == 2
    assert f"127.0.0.1:{port}" in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_settings_reach_the_request_processes_unchanged(tmp_path: Path) -> None:
    chosen = Settings(data_dir=tmp_path, is_demo=True, cookie_secure=False, trusted_proxies=1)
    assert load(environment_of(chosen)) == chosen


def test_a_server_that_cannot_write_is_not_ready(app: Flask, tmp_path: Path) -> None:
    client = app.test_client()
    assert client.get("/ready").status_code == 200
    os.rename(tmp_path / "data", tmp_path / "elsewhere")
    answer = client.get("/ready")
    assert answer.status_code == 503
    assert answer.json == {"status": "not_ready", "checks": CHECKED | {"data_folder": False}}
    assert client.get("/health").status_code == 200


def test_a_database_of_another_version_is_not_ready(app: Flask) -> None:
    engine = make_engine(app.extensions["inspect"].settings.engine_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    engine.dispose()
    answer = app.test_client().get("/ready")
    assert answer.json == {"status": "not_ready", "checks": CHECKED | {"migrations": False}}
