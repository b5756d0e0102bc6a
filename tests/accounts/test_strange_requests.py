"""Requests that no browser makes: each is refused with a sentence, on both databases."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import quote

import pytest
from flask import Flask

from inspect_app.domain.operations import b64
from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from tests.accounts.browsers import START, Browser, add_person, code_of, logged_in
from tests.api.walking_world import HERE, add_device
from tests.sync.hand_tablet import code_for, new_key, public_text

SESSION, DEVICES, ENROL = "/api/v1/session", "/api/v1/devices", "/sync/v1/devices/enrol"


@pytest.mark.parametrize(
    "body", ["[" * 200_000, '{"login":' + "1" * 5000 + "}", '{"\\ud800":1}', '{"login":"\\udc00"}']
)
def test_json_that_cannot_be_meant_is_no_fault_of_the_server(app: Flask, body: str) -> None:
    answer = app.test_client().post(SESSION, data=body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer.json["problems"][0]["sentence"].startswith("json")


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00"])
def test_a_moment_beyond_all_years_is_refused_by_its_name(app_on_both: Flask, moment: str) -> None:
    boss = logged_in(app_on_both, "boss")
    answer = boss.get(f"/api/v1/audit?since={quote(moment)}")
    assert (answer.status_code, answer.json["problems"][0]["details"]["field"]) == (
        422,
        "query.since",
    )


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("accounts", ["\ud800"]),
        ("facilities", ["\ud800", "f"]),
        ("devices", ["0001-01-01T00:00:00+05:00", "d"]),
        ("devices", ["9999-12-31T23:59:59-05:00", "d"]),
    ],
)
def test_an_invented_place_in_a_list_is_refused(
    app_on_both: Flask, path: str, values: list[str]
) -> None:
    place = b64(json.dumps(values).encode())
    answer = logged_in(app_on_both, "boss").get(f"/api/v1/{path}?after={place}")
    assert (answer.status_code, code_of(answer)) == (422, "page.unknown_place")


def test_a_list_of_tablets_is_read_to_its_end_a_page_at_a_time(app_on_both: Flask) -> None:
    account = add_person(app_on_both, "i.here", Role.INSPECTOR, [HERE])
    with app_on_both.app_context():
        for number in range(5):
            tablet = add_device(db.session(), f"d_{number}", account)
            tablet.enrolled_at = START + timedelta(minutes=number // 2)  # some at the same moment
        db.session.commit()
    assert _pages(logged_in(app_on_both, "boss")) == ["d_4", "d_2", "d_3", "d_0", "d_1"]


@pytest.mark.parametrize("label", ["\0", "a\nb", "\ud800"])
def test_a_tablet_cannot_be_called_what_cannot_be_kept(app_on_both: Flask, label: str) -> None:
    said = {"code": code_for(app_on_both, "u_ana"), "public_key": public_text(new_key())}
    asked = said | {"nonce": "n", "proto": 1, "label": label}
    answer = app_on_both.test_client().post(
        ENROL, data=json.dumps(asked), content_type="application/json"
    )
    assert answer.status_code == 422
    assert answer.json["problems"][0]["details"]["field"] == "json.label"


def _pages(browser: Browser) -> list[str]:
    found, after = [], ""
    while after is not None:
        page = browser.get(f"{DEVICES}?page_size=2" + (f"&after={after}" if after else "")).json
        found += [row["id"] for row in page["devices"]]
        after = page["after"]
    return found
