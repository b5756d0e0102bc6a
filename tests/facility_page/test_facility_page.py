"""The page of a facility as it is read: by whom, in which words, and nothing hidden."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from flask import Flask
from flask.testing import FlaskClient

from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from tests.facility_page.visited_world import FACILITY, NEWER, Seen, add_visits, statements
from tests.pages.listed_world import reader_of

ADDRESS = f"/facilities/{FACILITY}"
NOT_THE_SAME = "Results before and after are not made by the same rules."
SPACE = {"SP01": 1, "SA03": 1, "EN04": 2}


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _text(client: FlaskClient, query: str = "lang=en") -> str:
    answer = client.get(f"{ADDRESS}?{query}")
    assert answer.status_code == 200
    return answer.text


def _words(page: str) -> str:
    """Without marks, and with plain spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " ").split())


@pytest.fixture
def supervisor(karatas: Flask) -> FlaskClient:
    return reader_of(karatas, Role.SUPERVISOR)


def _visit(karatas: Flask, *visits: Seen) -> None:
    with karatas.app_context():
        add_visits(db.session(), *visits)


def test_the_register_names_it_in_all_languages_with_codes_and_source(
    supervisor: FlaskClient,
) -> None:
    page = _text(supervisor)
    assert "<h1>Karatas</h1>" in page
    assert '<dd lang="kk">Қаратас</dd>' in page
    words = _words(page)
    assert re.search(r"Codes (№ 17, УГ-157/9|УГ-157/9, № 17) ", words)
    assert "register “kz_example”, key 17" in words
    assert "1 block, 1 room in use" in words
    assert "1 more room is not in use" in words


def test_no_capacity_stands_without_its_basis_and_day(supervisor: FlaskClient) -> None:
    words = _words(_text(supervisor))
    assert "official capacity 500 design 1 Jan 2019 Order 9" in words
    assert "the least is 450 places (places available; basis: certified normal" in words
    assert "the most 640 places (operational capacity" in words


def test_occupancy_is_told_against_each_capacity_that_stood_on_the_day(
    karatas: Flask, supervisor: FlaskClient
) -> None:
    _visit(karatas, Seen("a", _day("2025-03-01"), persons=600, told=520))
    words = _words(_text(supervisor)).partition("Occupancy at each visit")[2]
    assert "120 % official capacity: 500 places, design, as of 1 Jan 2019" in words
    assert "100 persons more than places" in words
    assert "133 % places available: 450 places" in words
    assert "operational capacity: 640" not in words
    assert "520 differs from the register: 500 places (official capacity" in words


def test_a_withdrawn_visit_is_marked_and_is_not_how_the_facility_stands(
    karatas: Flask, supervisor: FlaskClient
) -> None:
    _visit(
        karatas,
        Seen("kept", _day("2025-03-01"), SPACE),
        Seen("gone", _day("2026-03-01"), {"EN04": 0}, state="withdrawn"),
    )
    page = _text(supervisor)
    assert page.count('class="withdrawn"') == 1
    assert "/inspections/gone/findings/" not in page
    assert "/inspections/kept/findings/SP01" in page
    assert "Its result is not counted below." in page


def test_each_failure_opens_to_its_finding_and_says_what_it_was_before(
    karatas: Flask, supervisor: FlaskClient
) -> None:
    _visit(
        karatas,
        Seen("old", _day("2025-03-01"), {"SP01": 1, "SA03": 2, "EN04": 1, "SA01": 0}),
        Seen("now", _day("2026-03-01"), {"SP01": 1, "SA03": 0, "EN04": 2}),
    )
    page = _text(supervisor)
    words = _words(page)
    assert "1 mended 1 new 1 still there 1 not looked at again" in words
    failures = re.findall(r'href="/inspections/now/findings/(\w+)"', page)
    assert failures == ["SA03", "SP01", "EN04"]
    assert '<a href="/inspections/old/findings/SA01"' in page
    assert "New: it was met at the visit before." in words


def test_a_change_of_standards_is_marked_in_every_drawing_and_said(
    karatas: Flask, supervisor: FlaskClient
) -> None:
    domains = {"space": 40, "health": 60}
    _visit(karatas, Seen("old", _day("2025-03-01"), SPACE, domains))
    _visit(karatas, Seen("mid", _day("2025-09-01"), SPACE, domains))
    assert NOT_THE_SAME not in _text(supervisor)
    _visit(karatas, Seen("now", _day("2026-03-01"), SPACE, domains, packs=NEWER))
    page = _text(supervisor)
    assert page.count('class="chart-break"') == len(domains)
    assert "before international 1, kz 1, after international 2, kz 1." in _words(page)
    assert page.count(NOT_THE_SAME) == 2
    assert page.count('class="chart-stroke"') == len(domains)


def test_the_table_says_every_number_of_the_drawings(
    karatas: Flask, supervisor: FlaskClient
) -> None:
    for number, index in enumerate((31, 47, 93)):
        _visit(karatas, Seen(f"v{number}", date(2024 + number, 3, 1), SPACE, {"space": index}))
    words = _words(_text(supervisor)).partition("The same in numbers")[2]
    assert "93.0 (93.0–100.0) 47.0 (47.0–100.0) 31.0 (31.0–100.0)" in words
    assert "<title>Space: index 31.0 on" in _text(supervisor)


def test_a_follow_up_stands_apart_and_is_not_taken_for_the_state_of_a_domain(
    karatas: Flask, supervisor: FlaskClient
) -> None:
    _visit(karatas, Seen("a", _day("2024-03-01"), SPACE, {"space": 80}))
    _visit(karatas, Seen("b", _day("2025-03-01"), SPACE, {"space": 90}))
    _visit(karatas, Seen("c", _day("2026-03-01"), SPACE, {"space": 5}, checklist="follow_up"))
    page = _text(supervisor)
    assert page.count('class="chart-dot part"') == 1
    row = _words(page.partition('class="facility-row"')[2].partition("</p>")[0])
    assert row.endswith("90.0 (90.0–100.0) 1 Mar 2025 +10.0 since 1 Mar 2024")


def test_recommendations_are_listed_with_whom_and_when_and_the_overdue_marked(
    karatas: Flask, supervisor: FlaskClient
) -> None:
    recommended = {"Past": _day("2026-11-19"), "Today": _day("2026-11-20"), "Open": None}
    _visit(karatas, Seen("now", _day("2026-03-01"), SPACE, recommended=recommended))
    words = _words(_text(supervisor))
    assert "3 recommendations, 1 overdue" in words
    assert "19 Nov 2026 overdue by 1 day" in words
    assert "The head of the facility 20 Nov 2026 Open" in words
    assert "no date set" in words


def test_a_later_visit_says_what_it_found_of_a_recommendation(
    karatas: Flask, supervisor: FlaskClient
) -> None:
    _visit(karatas, Seen("full", _day("2026-03-01"), SPACE, recommended={"Enlarge": None}))
    _visit(karatas, Seen("next", _day("2026-09-01"), {"SP01": 2}, checklist="follow_up"))
    assert "At the visit of 1 Sept 2026: Minimum met." in _words(_text(supervisor))


def test_a_visit_that_cannot_be_scored_says_so_in_place_of_its_histogram(
    karatas: Flask, supervisor: FlaskClient
) -> None:
    _visit(karatas, Seen("now", _day("2026-03-01"), SPACE))
    space = _words(_text(supervisor).partition('id="space"')[2].partition("</section>")[0])
    assert "1 Mar 2026 " in space
    assert "No earlier visit measured rooms" in space
    assert "chart-bar" not in space


def test_an_inspector_sees_own_visits_alone_and_is_told_so(karatas: Flask) -> None:
    _visit(karatas, Seen("mine", _day("2025-03-01"), SPACE))
    _visit(karatas, Seen("theirs", _day("2026-03-01"), {"EN04": 0}, lead="u_other"))
    page = _text(reader_of(karatas, Role.INSPECTOR))
    assert "/inspections/mine" in page
    assert "theirs" not in page
    assert "Only your own visits are shown here." in page


def test_an_administrator_sees_the_register_and_no_visit(karatas: Flask) -> None:
    _visit(karatas, Seen("now", _day("2026-03-01"), SPACE, recommended={"Enlarge": None}))
    page = _text(reader_of(karatas, Role.ADMINISTRATOR))
    assert "official capacity" in page
    assert "This account sees the part of the register alone" in page
    for hidden in ("/inspections/", "Occupancy at each visit", "32.1", "Enlarge", "SP01"):
        assert hidden not in page


def test_what_the_reader_may_not_see_is_not_there(karatas: Flask) -> None:
    assert reader_of(karatas, Role.INSPECTOR).get(ADDRESS).status_code == 404
    supervisor = reader_of(karatas, Role.SUPERVISOR)
    assert supervisor.get("/facilities/019a9b10-0000-7000-8000-00000000fa01").status_code == 404
    assert supervisor.get(ADDRESS).status_code == 200


def test_older_visits_are_a_page_of_their_own(karatas: Flask, supervisor: FlaskClient) -> None:
    _visit(karatas, *(Seen(f"v{n:02}", date(2024, 1, 1 + n), SPACE) for n in range(15)))
    page = _text(supervisor)
    assert page.count('scope="row" role="rowheader"><a href="/inspections/v') == 12 + 12
    older = re.search(r'href="([^"]+)" rel="next"', page)
    assert older is not None
    beyond = supervisor.get(older[1].replace("&amp;", "&") + "&lang=en").text
    assert "/inspections/v00" in beyond
    assert "At the latest visit" not in beyond


def test_the_page_asks_as_much_of_the_database_for_many_visits_as_for_few(
    karatas: Flask, supervisor: FlaskClient
) -> None:
    def said() -> int:
        with karatas.app_context(), statements() as found:
            _text(supervisor)
        return len(found)

    _visit(
        karatas, *(Seen(f"v{n:02}", date(2024, 1, 1 + n), SPACE, {"space": 1}) for n in range(2))
    )
    few = said()
    _visit(
        karatas, *(Seen(f"w{n:02}", date(2025, 1, 1 + n), SPACE, {"space": 1}) for n in range(9))
    )
    assert said() == few
    assert few < 30


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_headings_drawings_and_tables_can_be_followed_without_eyes(
    karatas: Flask, supervisor: FlaskClient, language: str
) -> None:
    _visit(karatas, Seen("a", _day("2024-03-01"), SPACE, {"space": 80}, recommended={"x": None}))
    _visit(karatas, Seen("b", _day("2025-03-01"), SPACE, {"space": 90}))
    page = _text(supervisor, f"lang={language}")
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    drawings = re.findall(r'<svg[^>]*role="img"[^>]*>(<title>.+?</title>)?', page)
    assert drawings
    assert all(drawings)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    wanted = {
        one for names in re.findall(r'aria-labelledby="([^"]+)"', page) for one in names.split()
    }
    assert wanted <= set(ids)
    assert not re.search(r"<script|\sstyle=|\son\w+=", page)


def test_a_facility_nobody_visited_shows_what_the_register_has(supervisor: FlaskClient) -> None:
    page = _text(supervisor)
    assert "No visit to this facility is visible to this account." in page
    assert "chart-" not in page
