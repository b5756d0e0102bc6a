"""What fails between the first byte and the answer: nothing is acknowledged that is not stored."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from inspect_app.api import sync as doors
from inspect_app.extensions import db
from inspect_app.services.sync_in import take_in
from inspect_app.store import lost_races
from inspect_app.store.operations import OperationRow
from tests.sync.hand_tablet import HandTablet


class _Deadlock(Exception):
    sqlstate = "40P01"


def test_an_answer_that_was_lost_after_the_commit_is_asked_for_again(
    tablet_on_both: HandTablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet, batch = tablet_on_both, tablet_on_both.rooms(2)
    with monkeypatch.context() as patch:
        patch.setattr(doors, "signed_reply", _fail)
        assert _send(tablet, batch).status_code == 500
    said = tablet.push(batch)
    assert said["res"] == ["dup"] * 3
    assert said["head"] == {"seq": 3, "link": tablet.link}


def test_what_fails_before_the_commit_leaves_nothing_behind(
    tablet_on_both: HandTablet, stored: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet, batch = tablet_on_both, tablet_on_both.rooms(2)

    def take_in_and_die(*given: Any) -> None:
        take_in(*given)
        raise RuntimeError("the process ends here")

    with monkeypatch.context() as patch:
        patch.setattr(doors, "take_in", take_in_and_die)
        assert _send(tablet, batch).status_code == 500
    assert stored.scalar(select(func.count()).select_from(OperationRow)) == 0
    stored.rollback()  # a reader of SQLite must not stand in the way of the next writer
    assert tablet.push(batch)["res"] == ["stored"] * 3


@pytest.mark.parametrize("failures", [1, 2, 3])
@pytest.mark.parametrize("kind", [OperationalError, IntegrityError])
def test_a_lost_race_is_run_again(
    tablet_on_both: HandTablet, monkeypatch: pytest.MonkeyPatch, failures: int, kind: type
) -> None:
    batch, left = tablet_on_both.rooms(2), [failures]

    def take_in_at_last(*given: Any) -> Any:
        taken = take_in(*given)
        if left[0]:
            left[0] -= 1
            raise kind("COMMIT", {}, _Deadlock())
        return taken

    monkeypatch.setattr(lost_races, "_FIRST_PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(doors, "take_in", take_in_at_last)
    assert tablet_on_both.push(batch)["res"] == ["stored"] * 3
    assert left == [0]


def test_a_database_that_stays_locked_asks_to_come_back_later(
    app: Flask, tablet: HandTablet
) -> None:
    with app.app_context():
        engine = db.engine
        event.listen(engine, "connect", _hurry)
        engine.dispose()
    batch = tablet.rooms(1)
    with engine.connect() as other:
        other.execute(text("SELECT 1"))  # begins immediately: the one writer of SQLite
        busy = _send(tablet, batch)
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "2")
    assert busy.get_json()["problems"][0]["code"] == "http.503"
    assert tablet.push(batch)["res"] == ["stored", "stored"]


def test_a_fault_of_the_program_is_not_tried_again(
    tablet: HandTablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def broken(*_: Any) -> None:
        calls.append(1)
        raise ValueError("a mistake")

    monkeypatch.setattr(doors, "take_in", broken)
    assert _send(tablet, tablet.rooms(0)).status_code == 500
    assert calls == [1]


def _send(tablet: HandTablet, batch: list[dict[str, Any]]) -> Any:
    return tablet.send("/sync/v1/push", {"nonce": "n", "dev": tablet.dev, "ops": batch})


def _fail(*_: Any, **__: Any) -> None:
    raise RuntimeError("the process ends here")


def _hurry(connection: Any, _: object) -> None:
    connection.execute("PRAGMA busy_timeout=20")
