"""The pages as a browser meets them: who sees what, in which language, and never more."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient

from inspect_app.api.guarding import COOKIE
from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from inspect_app.pages.log_in import FORM_COOKIE
from tests.pages.listed_world import PASSWORD, build_listed, csrf_token_in, reader_of

FACILITY = "/facilities/019a9b10-0000-7000-8000-00000000fa00"
NEVER_VISITED = "019a9b10-0000-7000-8000-00000000fa05"


@pytest.fixture
def listed(app: Flask) -> Flask:
    with app.app_context():
        build_listed(db.session())
    return app


@pytest.fixture
def inspector(listed: Flask) -> FlaskClient:
    return reader_of(listed, Role.INSPECTOR)


class _Names(HTMLParser):
    """Ids that stand in a page, and those that a label or a description points to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.wanted: set[str] = set()
        self.unlabelled: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self.ids += [given["id"]] if "id" in given else []
        for name in ("for", "aria-labelledby", "aria-describedby"):
            self.wanted |= set(given.get(name, "").split())
        is_field = tag in ("input", "select") and given.get("type") != "hidden"
        if is_field and "id" not in given:
            self.unlabelled.append(tag)


def _log_in(client: FlaskClient, login: str, password: str, **more: str) -> tuple[int, str]:
    client.get("/login")
    token = client.get_cookie(FORM_COOKIE)
    assert token is not None
    form = {"login": login, "password": password, "form_token": token.value, **more}
    answer = client.post("/login", data=form)
    return answer.status_code, answer.location or answer.text


def test_a_reader_logs_in_and_sees_the_list(listed: Flask) -> None:
    client = listed.test_client()
    assert client.get("/").location == "/public/en/"
    assert _log_in(client, "inspector", PASSWORD) == (303, "/overview")
    assert client.get("/").location == "/overview"
    assert client.get("/overview").status_code == 200


def test_a_wrong_password_is_refused_in_a_sentence_and_keeps_the_login(listed: Flask) -> None:
    client = listed.test_client()
    status, page = _log_in(client, "inspector", "wrong")
    assert status == 401
    assert 'role="alert"' in page
    assert 'value="inspector"' in page
    assert client.get_cookie(COOKIE) is None


def test_the_form_is_throttled_like_the_json_door(listed: Flask) -> None:
    client = listed.test_client()
    statuses = [_log_in(client, "inspector", "wrong")[0] for _ in range(6)]
    assert statuses == [401] * 5 + [429]


def test_nobody_is_logged_in_from_another_site(listed: Flask) -> None:
    client = listed.test_client()
    form = {"login": "inspector", "password": PASSWORD, "form_token": "guessed"}
    assert client.post("/login", data=form).status_code == 403
    client.get("/login")
    assert client.post("/login", data=form).status_code == 403
    assert client.get_cookie(COOKIE) is None


def test_a_reader_comes_to_the_page_that_was_asked_for(listed: Flask) -> None:
    client = listed.test_client()
    asked = client.get(f"{FACILITY}?lang=kk")
    assert asked.status_code == 303
    assert asked.location.startswith("/login?next=%2Ffacilities%2F")
    assert _log_in(client, "inspector", PASSWORD, next=FACILITY) == (303, FACILITY)


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"]
)
def test_nobody_is_led_away_after_the_log_in(listed: Flask, elsewhere: str) -> None:
    client = listed.test_client()
    assert _log_in(client, "inspector", PASSWORD, next=elsewhere) == (303, "/overview")


def test_logging_out_ends_the_session(inspector: FlaskClient) -> None:
    token = csrf_token_in(inspector.get("/overview").text)
    assert inspector.post("/logout").status_code == 403
    assert inspector.post("/logout", data={"csrf_token": token}).location == "/login"
    assert inspector.get("/overview").status_code == 303


def test_an_inspector_sees_the_facilities_of_own_visits(inspector: FlaskClient) -> None:
    page = inspector.get("/overview?lang=en").text
    assert page.count('<th scope="row" role="rowheader"><a href="/facilities/') == 5
    assert "Facility No. 0 &lt;b&gt;" in page
    assert NEVER_VISITED not in page


def test_a_supervisor_sees_own_regions_and_what_nobody_visited(listed: Flask) -> None:
    page = reader_of(listed, Role.SUPERVISOR).get("/overview?lang=en").text
    assert page.count('<th scope="row"') == 3
    assert page.count("Karaganda") == 0


def test_a_council_member_reads_the_portal_and_not_the_desk(listed: Flask) -> None:
    client = reader_of(listed, Role.COUNCIL_MEMBER)
    for address in ("/overview", "/overview.csv", "/inspections", FACILITY):
        assert client.get(address).status_code == 403


def test_an_administrator_sees_the_register_and_no_results(listed: Flask) -> None:
    client = reader_of(listed, Role.ADMINISTRATOR)
    page = client.get("/overview?lang=en").text
    assert page.count('<th scope="row"') == 6
    assert "31.2" not in page
    assert "31.2" not in client.get(f"{FACILITY}?lang=en").text


def test_the_list_is_ordered_and_limited_by_its_address(inspector: FlaskClient) -> None:
    page = inspector.get("/overview?lang=en&sort=-critical_failures&region=KZ-11").text
    numbers = re.findall(r"Facility No\. (\d) &lt;b&gt;</a>", page)
    assert numbers == ["0", "4", "2"]
    assert '<option value="KZ-11" selected>' in page
    assert inspector.get("/overview?sort=nonsense&region=nowhere").status_code == 200


def test_numbers_are_written_as_the_language_writes_them(inspector: FlaskClient) -> None:
    page = inspector.get("/overview?lang=kk").text
    assert "<b>31,2</b>" in page
    assert "(25,0–48,7)" in page
    assert "Нашар" in page
    assert '<html lang="kk">' in inspector.get("/overview").text


def test_a_facility_names_what_failed_and_how_many_it_reached(inspector: FlaskClient) -> None:
    page = inspector.get(f"{FACILITY}?lang=en").text
    assert "Space per person in shared rooms" in page
    assert "120 persons affected, in 3 places" in page
    assert "borderline: measure again" in page


def test_a_facility_outside_the_scope_is_not_there(inspector: FlaskClient) -> None:
    answer = inspector.get(f"/facilities/{NEVER_VISITED}?lang=en")
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"


def test_every_page_of_invented_data_says_so(app: Flask) -> None:
    with app.app_context():
        build_listed(db.session(), is_demo=True)
    client = reader_of(app, Role.INSPECTOR)
    for address in ("/overview", FACILITY):
        assert 'class="demo"' in client.get(address).text
    assert 'class="demo"' not in client.get("/login").text


def test_pages_need_no_script_and_no_inline_style(inspector: FlaskClient) -> None:
    for address in ("/login", "/overview", FACILITY, "/facilities/none"):
        answer = inspector.get(address)
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", answer.text)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_every_field_has_its_label(inspector: FlaskClient) -> None:
    for address in ("/login", "/overview", FACILITY):
        names = _Names(inspector.get(address).text)
        assert len(names.ids) == len(set(names.ids))
        assert names.wanted - set(names.ids) == set()
        assert names.unlabelled == []


def test_the_style_sheet_is_kept_for_a_year_under_its_own_address(inspector: FlaskClient) -> None:
    found = re.search(r'href="(/style-[0-9a-f]+\.css)"', inspector.get("/login").text)
    assert found is not None
    sheet = inspector.get(found[1])
    assert sheet.mimetype == "text/css"
    assert sheet.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert inspector.get("/style-000000000000.css").status_code == 404


def test_a_fault_is_answered_with_a_page_that_says_nothing_of_it(
    listed: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(*_: object) -> None:
        raise ValueError("the words of a person")

    monkeypatch.setattr("inspect_app.services.overviews.read_overview", fall)
    answer = reader_of(listed, Role.INSPECTOR).get("/overview?lang=en")
    assert answer.status_code == 500
    assert answer.mimetype == "text/html"
    assert "words of a person" not in answer.text


def test_the_pages_work_on_both_databases(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        build_listed(db.session())
    client = reader_of(app_on_both, Role.SUPERVISOR)
    for sort in ("name", "-critical_failures", "index", "-visited_on", "coverage"):
        assert client.get(f"/overview?sort={sort}").status_code == 200
    assert client.get(FACILITY).status_code == 200


def test_demo_log_ins_are_shown_on_a_demo_alone(
    make_app: Callable[[str], Flask], sqlite_url: str
) -> None:
    app = make_app(sqlite_url)
    settings = app.extensions["inspect"].settings
    with app.app_context():
        build_listed(db.session())
    (settings.data_dir / "demo_log_ins.json").write_text('{"inspector": "steppe wind"}', "utf-8")
    assert "steppe wind" not in app.test_client().get("/login").text
    object.__setattr__(settings, "is_demo", True)
    assert "steppe wind" in app.test_client().get("/login").text


def test_a_demo_says_so_on_pages_without_data_too(app: Flask) -> None:
    addresses = ("/login", "/api/docs")
    client = app.test_client()
    assert not any('class="demo"' in client.get(address).text for address in addresses)
    object.__setattr__(app.extensions["inspect"].settings, "is_demo", True)
    assert all('class="demo"' in client.get(address).text for address in addresses)


def test_a_refusal_leads_to_a_page_that_this_reader_may_open(listed: Flask) -> None:
    reader = reader_of(listed, Role.COUNCIL_MEMBER)
    refused = reader.get("/overview?lang=en")
    assert refused.status_code == 403
    back = re.search(r'class="refused-back" href="([^"]+)"', refused.text)
    assert back is not None
    assert reader.get(back[1], follow_redirects=True).status_code == 200
