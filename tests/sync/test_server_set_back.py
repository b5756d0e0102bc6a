"""A server that was set back to an earlier backup is told again what it forgot."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.extensions import db
from inspect_app.signing import new_key, sign
from inspect_app.store.accounts import AccountRow
from inspect_app.store.audit import AuditRow
from inspect_app.store.operations import OperationRow
from tests.sync.hand_tablet import HandTablet, enrol


class Backup:
    """Of the SQLite file of an application."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self._app, self._copy = app, folder / "backup.sqlite"
        with app.app_context():
            self._file = Path(str(db.engine.url.database))
            db.engine.dispose()
        shutil.copy(self._file, self._copy)

    def restore(self) -> None:
        with self._app.app_context():
            db.engine.dispose()
        shutil.copy(self._copy, self._file)


def test_what_was_acknowledged_and_forgotten_is_sent_again(
    tablet: HandTablet, tmp_path: Path
) -> None:
    batch = tablet.rooms(5)
    tablet.push(batch[:2])
    backup = Backup(tablet.app, tmp_path)
    tablet.push(batch[2:])
    page = tablet.page()
    backup.restore()
    assert tablet.push([])["head"]["seq"] == 2
    assert tablet.page(page["n"], page["h"]) == {"rewound": True}
    assert tablet.push(batch[2:])["res"] == ["stored"] * 4
    assert tablet.page()["h"] == page["h"]


def test_a_cursor_into_the_lost_history_is_noticed_when_others_were_faster(
    app: Flask, tmp_path: Path
) -> None:
    one, other = enrol(app, "u_ana"), enrol(app, "u_bek")
    batch = one.rooms(3)
    backup = Backup(app, tmp_path)
    one.push(batch)
    page = one.page()
    backup.restore()
    other.insp = one.insp
    other.push(other.sealed(*(other.room() for _ in range(9))))
    one.push(batch)
    assert one.page(page["n"], page["h"]) == {"rewound": True}


def test_a_forgotten_device_is_known_again_by_its_certificate(
    app: Flask, tmp_path: Path, stored: Session
) -> None:
    backup = Backup(app, tmp_path)
    tablet = enrol(app)
    batch = tablet.rooms(2)
    tablet.push(batch)
    backup.restore()
    said = tablet.push(batch)
    assert (said["unknown_device"], said["res"], said["head"]) == (True, [None] * 3, None)
    assert tablet.pull({})["unknown_device"] is True
    again = tablet.push(batch, cert=_certificate(tablet))
    assert again["head"] == {"seq": 3, "link": tablet.link}
    assert len(stored.scalars(select(OperationRow)).all()) == 3
    assert stored.get_one(AccountRow, "u_ana").is_active is False
    actions = stored.scalars(select(AuditRow.action)).all()
    assert {"device.made_again", "account.made_again"} <= set(actions)


def test_a_known_device_is_not_made_again(tablet: HandTablet, stored: Session) -> None:
    tablet.push(tablet.rooms(1))
    said = tablet.push([], cert=_certificate(tablet))
    assert said["head"]["seq"] == 2
    assert stored.scalars(select(AuditRow).where(AuditRow.action.like("%again"))).all() == []


@pytest.mark.parametrize("fault", ["other_signer", "other_device", "other_text"])
def test_a_certificate_must_be_the_servers_and_the_senders(
    app: Flask, tmp_path: Path, fault: str
) -> None:
    backup = Backup(app, tmp_path)
    tablet = enrol(app)
    backup.restore()
    certificate = _certificate(tablet)
    if fault == "other_signer":
        certificate["sig"] = sign(new_key(), tablet.certificate.encode())
    elif fault == "other_text":
        certificate["text"] = tablet.certificate.replace("u_ana", "u_bek")
    else:
        tablet.dev = "d_another"
    assert tablet.push([], cert=certificate)["unknown_device"] is True


def test_colleagues_give_back_what_a_lost_tablet_had_sent(app: Flask, tmp_path: Path) -> None:
    lead, member = enrol(app, "u_ana"), enrol(app, "u_bek")
    lead.push([lead.seal(lead.begin(team=["u_bek"]))])
    backup = Backup(app, tmp_path)
    lead.push(lead.sealed(lead.room(), lead.room()))
    held = member.pull({lead.insp: (0, "")})["streams"][lead.insp]
    backup.restore()
    said = member.push(held["ops"])
    assert said["res"] == ["dup", "stored", "stored"]
    again = member.pull({lead.insp: (0, "")})["streams"][lead.insp]
    assert again["h"] == held["h"]
    assert lead.push([])["head"]["seq"] == 3


def _certificate(tablet: HandTablet) -> dict[str, Any]:
    return {"text": tablet.certificate, "sig": tablet.certificate_sig, "kid": "srv"}
