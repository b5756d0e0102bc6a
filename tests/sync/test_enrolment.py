"""Letting a tablet in, on both databases."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.domain.operations import first_link
from inspect_app.extensions import db
from inspect_app.problems import Problem
from inspect_app.services.enrolment import CODE_LENGTH, CODE_LETTERS, make_code
from inspect_app.signing import is_signed, new_key, public_key, public_text
from inspect_app.store.accounts import AccountRow
from inspect_app.store.audit import AuditRow
from inspect_app.store.devices import DeviceRow, EnrolmentCodeRow
from tests.sync.hand_tablet import NOW, account, code_for, enrol


def test_the_certificate_is_signed_and_begins_the_chain(
    app_on_both: Flask, stored: Session
) -> None:
    tablet = enrol(app_on_both)
    device = stored.get_one(DeviceRow, tablet.dev)
    assert (device.first_link, device.head_seq) == (first_link(tablet.certificate), 0)
    said = json.loads(tablet.certificate)
    assert (said["kind"], said["dev"], said["usr"]) == ("insp-cert", tablet.dev, "u_ana")
    assert said["public_key"] == public_text(tablet.key)
    server, text = public_key(said["keys"]["sign"]["public_key"]), tablet.certificate.encode()
    assert is_signed(server, text, tablet.certificate_sig)


def test_a_code_is_short_and_never_kept(app: Flask, stored: Session) -> None:
    code = code_for(app, "u_ana")
    assert (len(code), set(code) <= set(CODE_LETTERS)) == (CODE_LENGTH, True)
    assert not set(CODE_LETTERS) & set("01ILO")
    assert code not in str(stored.scalars(select(EnrolmentCodeRow.code_sha256)).all())


def test_a_code_may_be_typed_in_any_way(app: Flask) -> None:
    code = code_for(app, "u_ana").lower()
    assert _ask(app, f" {code[:5]}-{code[5:]} ").status_code == 200


def test_a_code_lets_in_one_tablet(app_on_both: Flask) -> None:
    code = code_for(app_on_both, "u_ana")
    assert _ask(app_on_both, code).status_code == 200
    assert _refusal(_ask(app_on_both, code)) == (403, "sync.code_refused")


def test_a_lost_answer_can_be_asked_for_again(app_on_both: Flask) -> None:
    code, key = code_for(app_on_both, "u_ana"), public_text(new_key())
    first, second = (_ask(app_on_both, code, key).get_json()["p"] for _ in range(2))
    assert json.loads(first)["certificate"] == json.loads(second)["certificate"]


def test_a_code_ends_after_ten_minutes(app: Flask) -> None:
    code = code_for(app, "u_ana")
    clock = app.extensions["inspect"].clock
    app.extensions["inspect"].clock = lambda: clock() + timedelta(minutes=10)
    assert _refusal(_ask(app, code)) == (403, "sync.code_refused")


def test_an_account_that_was_closed_meanwhile_gets_no_tablet(app: Flask, stored: Session) -> None:
    code = code_for(app, "u_ana")
    stored.get_one(AccountRow, "u_ana").is_active = False
    stored.commit()
    assert _refusal(_ask(app, code)) == (409, "device.for_inspectors")


def test_wrong_codes_are_slowed_down(app_on_both: Flask) -> None:
    app_on_both.extensions["inspect"].clock = lambda: NOW
    answers = [_ask(app_on_both, "WRONG") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [403] * 5 + [429]
    assert answers[-1].headers["Retry-After"] == "60"
    code = code_for(app_on_both, "u_ana")
    assert _ask(app_on_both, code).status_code == 429
    app_on_both.extensions["inspect"].clock = lambda: NOW + timedelta(minutes=1)
    assert _ask(app_on_both, code).status_code == 200


def test_right_codes_are_never_slowed_down(app: Flask) -> None:
    app.extensions["inspect"].clock = lambda: NOW
    answers = [_ask(app, code_for(app, "u_ana")).status_code for _ in range(8)]
    assert answers == [200] * 8


def test_two_tablets_that_race_for_a_code_are_not_both_let_in(
    app_on_both: Flask, stored: Session
) -> None:
    code = code_for(app_on_both, "u_ana")
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(_ask(app_on_both, code).status_code))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 403, 403, 403]
    assert len(stored.scalars(select(DeviceRow)).all()) == 1


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"public_key": "A" * 87}, 422),
        ({"public_key": "B" + "A" * 86}, 422),
        ({"public_key": 5}, 422),
        ({"nonce": "a b"}, 422),
        ({"nonce": "a\n"}, 422),
        ({"code": ""}, 422),
        ({"label": "x" * 81}, 422),
        ({"proto": "1"}, 422),
        ({"proto": 2}, 426),
        ({"colour": "red"}, 200),
    ],
)
def test_what_cannot_be_taken_is_refused(
    app: Flask, change: dict[str, object], status: int
) -> None:
    said = {
        "code": code_for(app, "u_ana"),
        "public_key": public_text(new_key()),
        "nonce": "n",
        "proto": 1,
    }
    answer = app.test_client().post("/sync/v1/devices/enrol", json=said | change)
    assert answer.status_code == status


def test_both_ends_of_an_enrolment_are_in_the_audit_log(app: Flask, stored: Session) -> None:
    tablet = enrol(app)
    rows = stored.scalars(select(AuditRow).order_by(AuditRow.id)).all()
    assert [(row.actor, row.action, row.subject) for row in rows] == [
        ("system", "device.code_made", "u_ana"),
        (tablet.dev, "device.enrolled", tablet.dev),
    ]


def test_a_code_is_made_for_inspectors_alone(app: Flask) -> None:
    with app.app_context():
        db.session.add(account("u_sup", "supervisor"))
        with pytest.raises(Problem, match="u_sup"):
            make_code(db.session(), "system", "u_sup", NOW)


def _ask(app: Flask, code: str, key: str | None = None) -> Any:
    said = {"code": code, "public_key": key or public_text(new_key()), "nonce": "n", "proto": 1}
    return app.test_client().post("/sync/v1/devices/enrol", json=said)


def _refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["problems"][0]["code"]
