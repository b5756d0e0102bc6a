"""Personal space of two scored visits beside each other, as the assessments have it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from flask import Flask

from inspect_app.api.scored import scored_for
from inspect_app.domain.facts import Answer, Facts
from inspect_app.extensions import db
from inspect_app.jobs.scoring import Scored, score_inspection, scored
from inspect_app.services import inspections
from inspect_app.services.assessments import Standards
from inspect_app.services.inspections import Found
from tests.inspections.readers import INSP, SUPERVISOR, Reader, demo_stream
from tests.inspections.recorded import NOW, Stream

EARLIER = {"insp-past": date(2025, 3, 3), "insp-long-past": date(2024, 3, 3)}


@pytest.fixture
def visited(office: Flask, facts: Facts, standards: Standards) -> Flask:
    """The office with two earlier visits, at the first of which twice as many slept in each room."""
    with office.app_context():
        for times, (insp, on) in enumerate(EARLIER.items(), 1):
            visit = replace(facts.inspection, id=insp, visited_on=on)
            answers = tuple(_times(answer, times) for answer in facts.answers)
            stream = Stream(db.session(), insp)
            stream.write(replace(facts, inspection=visit, answers=answers, evidence=()))
            score_inspection(db.session(), standards, insp, NOW)
        db.session.commit()
    return office


def _times(answer: Answer, times: int) -> Answer:
    on_it = replace(answer, evidence=())
    if answer.input != "persons_slept_last_night" or not isinstance(answer.value, Fraction):
        return on_it
    return replace(on_it, value=answer.value * times)


def _page(app: Flask, facts: Facts, query: str = "") -> str:
    client = Reader(app, SUPERVISOR).client
    answer = client.get(f"/facilities/{facts.facility.id}?lang=en{query}")
    assert answer.status_code == 200
    return answer.text.partition('id="space"')[2].partition("</section>")[0]


def _counted(app: Flask, standards: Standards, insp: str) -> list[int]:
    """Persons in each step where anybody is, as the assessment has them."""
    with app.app_context():
        found = inspections.find(db.session(), insp)
        assert found is not None
        steps = scored(db.session(), standards, found).assessment.space_counts.histogram
    return [persons for _, persons in steps if persons]


def _labels(space: str) -> list[list[int]]:
    """The numbers on the bars of each drawing."""
    drawings = re.findall(r'<svg class="chart-steps".*?</svg>', space, re.S)
    return [
        [int(number) for number in re.findall(r'class="chart-label"[^>]*>(\d+)<', drawing)]
        for drawing in drawings
    ]


def test_the_bars_are_the_persons_of_the_two_assessments(
    visited: Flask, facts: Facts, standards: Standards
) -> None:
    past, now = _labels(_page(visited, facts))
    assert past == _counted(visited, standards, "insp-past")
    assert now == _counted(visited, standards, INSP)
    assert now


def test_the_earlier_visit_is_chosen_in_the_address(
    visited: Flask, facts: Facts, standards: Standards
) -> None:
    chosen = _page(visited, facts, "&earlier=insp-long-past")
    assert _labels(chosen)[0] == _counted(visited, standards, "insp-long-past")
    assert _labels(chosen)[0] != _counted(visited, standards, INSP)
    assert '<option value="insp-long-past" selected>' in chosen
    assert '<option value="insp-past" selected>' in _page(visited, facts, "&earlier=of-another")


def test_the_lines_stand_in_every_drawing_and_are_no_violation(
    visited: Flask, facts: Facts
) -> None:
    space = _page(visited, facts)
    assert len(re.findall(r'class="chart-edge-name"[^>]*>3 m²<', space)) == 2
    assert len(re.findall(r'class="chart-edge-name"[^>]*>4 m²<', space)) == 2
    assert "being below one is no finding of law" in space


def test_the_table_sums_to_the_zones_and_shares_a_scale(visited: Flask, facts: Facts) -> None:
    space = _page(visited, facts)
    tables = re.findall(r'<tr class="sum">(.*?)</tr>', space, re.S)
    numbers = [[int(n) for n in re.findall(r"<b>(\d+)</b>", row)] for row in tables]
    *zones, total = numbers
    assert [sum(column) for column in zip(*zones, strict=True)] == total
    drawings = re.findall(r'<svg class="chart-steps".*?</svg>', space, re.S)
    ends = [re.findall(r'text-anchor="end">(\d+)<', drawing) for drawing in drawings]
    assert ends[0] == ends[1]


def test_two_visits_are_scored_at_the_first_look_and_none_at_the_next(
    visited: Flask, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def counting(found: Found) -> Scored:
        asked.append(found.version.insp)
        return scored_for(found)

    monkeypatch.setattr("inspect_app.pages.facility_space_counts.scored_for", counting)
    first = _page(visited, facts)
    assert asked == ["insp-past", INSP]
    assert _page(visited, facts) == first
    assert asked == ["insp-past", INSP]


def test_what_arrives_afterwards_is_counted_at_the_next_look(
    visited: Flask, facts: Facts, standards: Standards
) -> None:
    before = _labels(_page(visited, facts))
    room = next(a.place for a in facts.answers if a.input == "persons_slept_last_night")
    with visited.app_context():
        stream = demo_stream()
        stream.answer(f"room:{room}", "persons_slept_last_night", 91, base=())
        stream.arrive()
        db.session.commit()
    after = _labels(_page(visited, facts))
    assert after[0] == before[0]
    assert after[1] == _counted(visited, standards, INSP)
    assert after[1] != before[1]
