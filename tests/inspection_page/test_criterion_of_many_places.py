"""The page of a criterion stays light however many places it concerns, and leaves none of them out."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from flask import Flask

from inspect_app.domain.facts import Facts
from inspect_app.extensions import db
from inspect_app.jobs.scoring import Scored
from inspect_app.pages.inspection import reading
from inspect_app.pages.inspection.findings import IN_FULL, ROWS
from inspect_app.services.assessments import Standards, assess_facts
from tests.benchmarks.many_rooms import grown
from tests.inspection_page.conftest import result_of, words_of
from tests.inspections.readers import INSP, SUPERVISOR, Reader, add_demo_inspection, demo_stream

SPACE = "SP01"
MOST_BYTES = 150_000
PLACE = rf'href="/inspections/{INSP}/findings/{SPACE}\?place=([\w-]+)#places"'


@pytest.fixture
def hundred(app: Flask, whole_facts: Facts, standards: Standards) -> Flask:
    """A facility of a hundred rooms, each recorded; it waits for review, so remarks can be made."""
    add_demo_inspection(app, grown(whole_facts, 100, 10), standards)
    with app.app_context():
        stream = demo_stream()
        stream.record(f"inspection:{INSP}", {}, "submit")
        stream.arrive()
        db.session.commit()
    return app


@pytest.fixture
def two_thousand(
    hundred: Flask, whole_facts: Facts, standards: Standards, monkeypatch: pytest.MonkeyPatch
) -> Scored:
    """The same grown to two thousand, the hundred recorded ones among them."""
    facts = grown(whole_facts, 2000, 10)
    made = result_of(hundred)
    large = replace(
        made, loaded=replace(made.loaded, facts=facts), assessment=assess_facts(facts, standards)
    )
    monkeypatch.setattr(reading, "scored_for", lambda found: large)
    return large


def _read(app: Flask, path: str = "") -> str:
    answer = Reader(app, SUPERVISOR).client.get(f"/inspections/{INSP}/findings/{SPACE}{path}")
    assert answer.status_code == 200
    return answer.text


def _in_full(page: str) -> list[str]:
    """The ids of the places that are told with everything."""
    return re.findall(rf'class="insp-link" href="/inspections/{INSP}/rooms/([\w-]+)"', page)


def _on_all_pages(app: Flask) -> list[str]:
    found, address = [], "?lang=en"
    while address:
        page = _read(app, address)
        assert len(page.encode()) < MOST_BYTES
        found += [*_in_full(page), *re.findall(PLACE, page)]
        following = re.search(r'href="[^"?]+(\?page=\d+)" rel="next"', page)
        address = html.unescape(following.group(1)) if following else ""
    return found


def test_the_worst_of_a_hundred_places_stand_in_full_and_each_other_one_in_a_line(
    hundred: Flask,
) -> None:
    page = _read(hundred, "?lang=ru")
    findings = result_of(hundred).assessment.criteria[SPACE].findings
    full, lines = _in_full(page), re.findall(PLACE, page)
    assert (len(full), len(full) + len(lines)) == (IN_FULL, ROWS)
    assert "/review/remark?" in page
    assert len(page.encode()) < MOST_BYTES, len(page.encode())
    levels = {f.place: f.judgement.level for f in findings}
    known = [level for place in [*full, *lines] if (level := levels[place]) is not None]
    assert known == sorted(known)


def test_a_line_leads_to_the_place_alone_with_its_readings_and_who_recorded_them(
    hundred: Flask,
) -> None:
    further = re.findall(PLACE, _read(hundred))[0]
    page = _read(hundred, f"?place={further}&lang=en")
    assert page.count("<details") == page.count('<details class="insp-place') == 1
    assert _in_full(page) == [further]
    words = words_of(html.unescape(page))
    assert re.search(r"server's clock \d\d\.06\.2026 \d\d:\d\d", words)
    assert "Only this place is shown" in words
    client = Reader(hundred, SUPERVISOR).client
    room = client.get(f"/inspections/{INSP}/rooms/{further}?lang=en").text
    assert f"/findings/{SPACE}?place={further}#places" in room


def test_a_filter_holds_for_places_in_full_and_in_a_line_and_a_wrong_one_hides_nothing(
    hundred: Flask,
) -> None:
    findings = result_of(hundred).assessment.criteria[SPACE].findings
    assert len(_in_full(_read(hundred, "?place=nowhere"))) == IN_FULL
    for level in range(4):
        page = _read(hundred, f"?level={level}")
        wanted = {f.place for f in findings if f.judgement.level == level}
        if wanted:
            assert {*_in_full(page), *re.findall(PLACE, page)} == wanted


def test_every_one_of_two_thousand_places_is_on_a_page_once_and_no_page_is_heavy(
    hundred: Flask, two_thousand: Scored
) -> None:
    findings = two_thousand.assessment.criteria[SPACE].findings
    assert len(findings) == 2000
    assert sorted(_on_all_pages(hundred)) == sorted(f.place for f in findings)
