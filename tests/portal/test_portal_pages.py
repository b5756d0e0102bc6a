"""What a reader without an account finds: the way in, facilities, and one report."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from inspect_app.api.guarding import COOKIE
from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from inspect_app.services.portal import read_document
from inspect_app.services.sign_in import start_session
from inspect_app.store.review import PublicationRow
from tests.portal.html_reading import Page
from tests.portal.published_world import (
    FACILITY,
    IN_FORCE,
    NOW,
    QUIET_REGION,
    REAL_FACILITY,
    REGION,
    SILENT_FACILITY,
    TONGUES,
    demo_result,
    put_document,
)
from tests.sync.hand_tablet import account


def text(reader: FlaskClient, address: str) -> str:
    answer = reader.get(address)
    assert answer.status_code == 200, address
    return Page(answer.text).text


@pytest.mark.parametrize(
    ("asks", "gets"),
    [("ru-RU,ru;q=0.9", "ru"), ("kk", "kk"), ("en-GB", "en"), ("fr-FR", "kk"), ("", "kk")],
)
def test_the_portal_opens_in_the_readers_language(
    reader: FlaskClient, asks: str, gets: str
) -> None:
    for address in ("/public/", "/public"):
        answer = reader.get(address, headers={"Accept-Language": asks})
        assert (answer.status_code, answer.location) == (303, f"/public/{gets}/")
        assert "Accept-Language" in answer.headers["Vary"]


def test_the_front_door_leads_everybody_else_to_the_portal(reader: FlaskClient) -> None:
    answer = reader.get("/", headers={"Accept-Language": "ru"})
    assert (answer.status_code, answer.location) == (303, "/public/ru/")
    assert 'href="/login"' in reader.get("/public/ru/").text


def test_a_council_member_is_led_to_the_portal(country: Flask) -> None:
    with country.app_context():
        person = account("u_member")
        person.role = Role.COUNCIL_MEMBER.value
        db.session.add(person)
        db.session.flush()
        token, _ = start_session(db.session(), person, NOW)
        db.session.commit()
    member = country.test_client()
    member.set_cookie(COOKIE, token, domain="localhost")
    assert member.get("/?lang=en").location == "/public/en/"


@pytest.mark.parametrize("lang", TONGUES)
def test_a_page_is_the_same_for_who_is_logged_in(country: Flask, lang: str) -> None:
    with country.app_context():
        person = account("u_chief")
        person.role = Role.ADMINISTRATOR.value
        db.session.add(person)
        db.session.flush()
        token, _ = start_session(db.session(), person, NOW)
        db.session.commit()
    chief = country.test_client()
    chief.set_cookie(COOKIE, token, domain="localhost")
    for end in ("", f"reports/{IN_FORCE}", f"facilities/{FACILITY}"):
        address = f"/public/{lang}/{end}"
        assert chief.get(address).data == country.test_client().get(address).data


def test_the_start_says_what_is_published(reader_on_both: FlaskClient) -> None:
    said = text(reader_on_both, "/public/en/")
    assert "A report is published for 2 of 3 facilities." in said
    assert "Samalzhusan colony" in said
    assert "Тыныш" not in said


def test_the_map_says_what_the_table_beside_it_says(reader: FlaskClient) -> None:
    page = Page(reader.get("/public/en/").text)
    assert "<title id=" in page.text_of
    severe = re.search(r"something is severe in (\d+) facilit", page.text)
    assert severe is not None
    row = re.search(rf'regions/{REGION}".*?</tr>', page.text_of, re.S)
    assert row is not None
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", row[0])
    assert cells == ["3", "2", "2", severe[1]]
    assert f'regions/{QUIET_REGION}"' in page.text_of


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("samal", FACILITY),
        ("КЕҢ", REAL_FACILITY),
        ("колония тыныш", SILENT_FACILITY),
        ("<дала>", REAL_FACILITY),
    ],
)
def test_a_facility_is_found_by_any_of_its_names(
    reader_on_both: FlaskClient, words: str, found: str
) -> None:
    page = reader_on_both.get("/public/ru/facilities", query_string={"q": words}).text
    assert re.findall(r'facilities/([0-9a-f-]{36})"', page) == [found]


@pytest.mark.parametrize("words", ["%", "_", "' OR 1=1", "\\", "x" * 5000])
def test_a_search_takes_signs_as_they_are(reader_on_both: FlaskClient, words: str) -> None:
    answer = reader_on_both.get("/public/en/facilities", query_string={"q": words})
    assert answer.status_code == 200
    assert "No facility has" in answer.text


def test_names_are_shown_and_never_run(reader: FlaskClient) -> None:
    page = reader.get(f"/public/kk/facilities/{REAL_FACILITY}").text
    assert "Кең &lt;дала&gt; колониясы" in page
    asked = reader.get("/public/kk/facilities?q=<script>").text
    assert "<script" not in asked


@pytest.mark.parametrize(
    ("lang", "begins"),
    [("en", "things are seriously wrong"), ("ru", "серьёзн"), ("kk", "елеулі кемшілік")],
)
def test_a_report_begins_with_its_result_in_plain_words(
    reader: FlaskClient, lang: str, begins: str
) -> None:
    said = text(reader, f"/public/{lang}/reports/{IN_FORCE}")
    failed = len(demo_result().assessment.critical_failures)
    assert failed > 3
    assert re.search(rf"\b{failed} {begins}", said)


def test_every_critical_failure_stands_on_the_page_with_the_people_it_touches(
    country: Flask, reader: FlaskClient
) -> None:
    page = reader.get(f"/public/en/reports/{IN_FORCE}").text
    for criterion in demo_result().assessment.critical_failures:
        assert f'/criteria/{criterion}">' in page, criterion
    with country.app_context():
        row = db.session.query(PublicationRow).filter_by(code=IN_FORCE).one()
        document = read_document(row.document)
    worst = document.criteria[document.severe_failures[0]]
    assert worst.reach is not None
    said = text(reader, f"/public/en/reports/{IN_FORCE}/criteria/{worst.id}")
    assert "Severe" in said
    assert str(worst.reach.affected) in said


def test_a_criterion_marks_the_band_that_was_reached(reader: FlaskClient) -> None:
    result = demo_result().assessment.criteria["SP09"]
    page = reader.get(f"/public/en/reports/{IN_FORCE}/criteria/SP09").text
    reached = re.findall(r'<li class="reached"><span class="level l(\d)">', page)
    assert reached == [str(result.level)]
    assert "SP09" in page


def test_what_is_withheld_is_said_as_such(reader: FlaskClient) -> None:
    said = text(reader, f"/public/en/reports/{IN_FORCE}")
    assert "Who was on the team" in said
    assert "OPCAT, article 21(2)" in said
    assert "fewer than 3" in said
    members = demo_result().facts.inspection.team
    assert members
    assert not [code for code in members if f" {code} " in said]


def test_a_report_says_who_is_bound_by_what(reader: FlaskClient) -> None:
    said = text(reader, f"/public/en/reports/{IN_FORCE}")
    assert "Does not bind Kazakhstan: comparison only" in said
    assert "it is not a finding of law" in said
    counted = json.loads(reader.get(f"/public/data/reports/{IN_FORCE}.json").data)
    un = counted["assessment"]["columns"]["un"]
    assert f"do not {un['met']} {un['not_met']} {un['open']} {un['norm_not_entered']}" in said


def test_regions_without_a_facility_are_named_after_the_table(reader: FlaskClient) -> None:
    page = reader.get("/public/en/").text
    table, after = page.rsplit("</table>", 1)
    assert f'regions/{REGION}"' in table
    assert f'regions/{QUIET_REGION}"' not in table
    assert f'regions/{QUIET_REGION}"' in after.split("No facility is in the register for:")[1]


def test_words_of_inspectors_carry_their_language(country: Flask, reader: FlaskClient) -> None:
    with country.app_context():
        row = db.session.query(PublicationRow).filter_by(code=IN_FORCE).one()
        said = json.loads(row.document)
        said["recommendations"] = [
            {"criterion": None, "says": "Шатырды жөндеу қажет.", "addressed_to": "Начальник", "due_on": None}
        ]  # fmt: skip
        said["photographs"] = [said["photographs"][0] | {"caption": "Двор для прогулок"}]
        put_document(row, said)
        db.session.commit()
    for end in ("", "/recommendations"):
        page = reader.get(f"/public/en/reports/{IN_FORCE}{end}").text
        assert '<p lang="kk">Шатырды жөндеу қажет.</p>' in page
        assert '<span lang="ru">Начальник</span>' in page
    assert '<span lang="ru">Двор' in reader.get(f"/public/en/reports/{IN_FORCE}").text
    assert "<p>Шатырды" in reader.get(f"/public/kk/reports/{IN_FORCE}").text


def test_no_link_needs_what_stands_around_it(reader: FlaskClient) -> None:
    """Whoever hears the links alone must know where each leads."""
    for address in (f"/public/en/facilities/{FACILITY}", f"/public/en/reports/{IN_FORCE}"):
        page = reader.get(address).text
        links = re.findall(r"<a [^>]*>(.*?)</a>", page, re.S)
        vague = re.compile(r"(and )?\d* ?(more|here|next)", re.IGNORECASE)
        assert len(links) > 20
        assert [link for link in links if vague.fullmatch(link)] == []
