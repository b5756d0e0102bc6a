"""Two questions of a machine that watches: does the process live, and may it be sent requests?"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from flask import Blueprint, Response, jsonify
from sqlalchemy import Engine, text

from inspect_app.api.guarding import open_to_all
from inspect_app.api.machinery import machinery
from inspect_app.extensions import db
from inspect_app.store.migrations import is_current

doors = Blueprint("health", __name__)
_WHY_OPEN = "a machine that watches has no account, and learns nothing about anybody"


@doors.get("/health")
@open_to_all(_WHY_OPEN)
def health() -> Response:
    """The process lives and answers."""
    return jsonify(status="alive")


@doors.get("/ready")
@open_to_all(_WHY_OPEN)
def ready() -> Response:
    """503 while something is missing; says what, without a word on where or why."""
    checks = readiness(db.engine, machinery().settings.data_dir)
    answer = jsonify(status="ready" if all(checks.values()) else "not_ready", checks=checks)
    answer.status_code = 200 if all(checks.values()) else 503
    return answer


def readiness(engine: Engine, data_dir: Path) -> Mapping[str, bool]:
    return {
        "database": _holds(lambda: _answers(engine)),
        "migrations": _holds(lambda: is_current(engine)),
        "data_folder": _holds(lambda: _is_writable(data_dir)),
    }


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # whatever it is: it does not hold, and the reason may be a secret
        return False


def _answers(engine: Engine) -> bool:
    with engine.connect() as connection:
        return bool(connection.execute(text("SELECT 1")).scalar() == 1)


def _is_writable(data_dir: Path) -> bool:
    with tempfile.TemporaryFile(dir=data_dir) as probe:
        probe.write(b".")
        probe.flush()
    return True
