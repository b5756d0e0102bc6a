"""A supervisor shows a picture, and the tablet that reads it is let in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from inspect_app import signing
from inspect_app.cli import main
from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from inspect_app.store.accounts import AccountRegionRow, AccountRow
from inspect_app.store.devices import DeviceRow
from tests.pages.listed_world import build_listed, reader_of
from tests.sync.hand_tablet import account

NEAR, FAR = "u_near", "u_far"


@pytest.fixture
def world(app: Flask) -> Flask:
    """The supervisor answers for KZ-11; one more inspector works there, another elsewhere."""
    with app.app_context():
        build_listed(db.session())
        for code, region in ((NEAR, "KZ-11"), (FAR, "KZ-35")):
            person = account(code)
            person.regions = [AccountRegionRow(region_id=region)]
            db.session.add(person)
        supervisor = db.session.get_one(AccountRow, f"u_{Role.SUPERVISOR.value}")
        supervisor.regions = [AccountRegionRow(region_id="KZ-11")]
        db.session.commit()
    return app


@pytest.fixture
def supervisor(world: Flask) -> FlaskClient:
    return reader_of(world, Role.SUPERVISOR)


def shown(browser: FlaskClient, account: str, lang: str = "en") -> Any:
    page = browser.get(f"/devices/enrol?lang={lang}").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    said = {"csrf_token": token[1], "account": account}
    return browser.post("/devices/enrol", data=said)


def link_in(page: str) -> str:
    found = re.search(r'href="([^"]*/app/#enrol=[^"]+)"', page)
    assert found is not None
    return unescape(found[1])


def test_the_link_lets_a_tablet_in_for_that_inspector(
    world: Flask, supervisor: FlaskClient
) -> None:
    answer = shown(supervisor, NEAR)
    assert answer.status_code == 200
    key = signing.new_key()
    code = re.search(r"#enrol=([A-Z2-9]{10})&key=[0-9a-f]{32}$", link_in(answer.text))
    assert code is not None
    asked = {"code": code[1], "public_key": signing.public_text(key), "nonce": "n", "proto": 1}
    assert world.test_client().post("/sync/v1/devices/enrol", json=asked).status_code == 200
    with world.app_context():
        (device,) = db.session.query(DeviceRow).all()
        assert device.account_id == NEAR


def test_the_link_names_the_servers_key(world: Flask, supervisor: FlaskClient) -> None:
    public = world.extensions["inspect"].keys.public
    told = link_in(shown(supervisor, NEAR).text).rpartition("key=")[2]
    assert told == hashlib.sha256(public.encode("ascii")).hexdigest()[:32]


def test_the_code_is_shown_in_large_letters_with_its_last_moment(
    world: Flask, supervisor: FlaskClient
) -> None:
    at = datetime(2026, 11, 22, 9, 22, tzinfo=UTC)
    world.extensions["inspect"].clock = lambda: at
    page = shown(reader_of(world, Role.SUPERVISOR), NEAR).text
    code = link_in(page).partition("enrol=")[2][:10]
    assert f"<code>{code[:5]}-{code[5:]}</code>" in page
    until = at.replace(minute=32).astimezone().strftime("%H:%M")
    assert f"Valid until {until}" in page


def test_the_picture_is_part_of_the_page_and_no_cache_keeps_it(supervisor: FlaskClient) -> None:
    answer = shown(supervisor, NEAR)
    assert "<svg" in answer.text
    assert "<script" not in answer.text
    assert " style=" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_only_inspectors_of_ones_own_regions_are_offered(supervisor: FlaskClient) -> None:
    page = supervisor.get("/devices/enrol").text
    assert f'value="{NEAR}"' in page
    assert f'value="{FAR}"' not in page
    assert shown(supervisor, FAR).status_code == 404


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.COUNCIL_MEMBER])
def test_others_have_no_such_page(world: Flask, role: Role) -> None:
    browser = reader_of(world, role)
    assert browser.get("/devices/enrol").status_code == 403
    assert "/devices/enrol" not in browser.get("/overview").text


def test_the_list_of_facilities_leads_there(supervisor: FlaskClient) -> None:
    assert 'href="/devices/enrol"' in supervisor.get("/overview").text


@pytest.mark.parametrize(
    ("lang", "title"),
    [("en", "Enrol a tablet"), ("ru", "Подключить планшет"), ("kk", "Планшетті қосу")],
)
def test_the_page_speaks_three_languages(supervisor: FlaskClient, lang: str, title: str) -> None:
    assert f"<h1>{title}</h1>" in shown(supervisor, NEAR, lang).text


@pytest.fixture
def run(world: Flask) -> Callable[..., Any]:
    settings = world.extensions["inspect"].settings
    environment = {
        "INSPECT_DATA_DIR": str(Path(settings.data_dir)),
        "INSPECT_DATABASE_URL": settings.database_url,
    }
    return lambda *words: CliRunner().invoke(main, ["user", "enrol", *words], env=environment)


def test_the_command_prints_a_link_that_lets_a_tablet_in(
    world: Flask, run: Callable[..., Any]
) -> None:
    said = run(NEAR, "--url", "https://office.example")
    assert said.exit_code == 0, said.output
    link = re.search(r"^https://office\.example/app/#enrol=(\w{10})&key=\w{32}$", said.output, re.M)
    assert link is not None
    assert "█" in said.output
    assert "lasts ten minutes" in said.output
    public = signing.public_text(signing.new_key())
    asked = {"code": link[1], "public_key": public, "nonce": "n", "proto": 1}
    assert world.test_client().post("/sync/v1/devices/enrol", json=asked).status_code == 200


def test_the_command_refuses_who_is_no_inspector(run: Callable[..., Any]) -> None:
    assert run(f"u_{Role.SUPERVISOR.value}").exit_code == 2
    assert run("nobody").exit_code == 2
    assert run(NEAR, "--url", "office").exit_code == 2
