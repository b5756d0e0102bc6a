"""A country at a glance, and one facility over time, from the rows that are kept for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, update

from inspect_app.domain.facts import Facts
from inspect_app.extensions import db
from inspect_app.jobs.scoring import score_inspection
from inspect_app.services.assessments import Standards
from inspect_app.store.inspections import InspectionRow
from tests.inspections.readers import INSP, SUPERVISOR, Reader, add_demo_inspection
from tests.inspections.recorded import NOW, Stream, add_facility


@pytest.fixture
def app(app_on_both: Flask, facts: Facts, standards: Standards) -> Flask:
    add_demo_inspection(app_on_both, facts, standards)
    return app_on_both


@pytest.fixture
def supervisor(app: Flask) -> Reader:
    return Reader(app, SUPERVISOR)


def _inspect_again(app: Flask, facts: Facts, standards: Standards, insp: str, day: str) -> None:
    """A later visit in which nearly nothing was looked at."""
    with app.app_context():
        stream = Stream(db.session(), insp)
        stream.begin(facts.facility.id, day)
        stream.arrive()
        score_inspection(db.session(), standards, insp, NOW)
        db.session.commit()


def test_the_overview_shows_each_facility_with_its_latest_result(
    app: Flask, supervisor: Reader, facts: Facts, standards: Standards
) -> None:
    _inspect_again(app, facts, standards, "insp-2", "2027-01-01")
    app.extensions["inspect"].clock = lambda: NOW.replace(year=2027, month=1, day=11)
    (standing,) = Reader(app, SUPERVISOR).read("overview")["facilities"]
    assert standing["latest"]["inspection"] == "insp-2"
    assert standing["latest"]["age_days"] == 10
    assert standing["latest"]["result"]["rating"] == "not_rated"


def test_a_withdrawn_inspection_is_not_the_latest_result(
    app: Flask, supervisor: Reader, facts: Facts, standards: Standards
) -> None:
    _inspect_again(app, facts, standards, "insp-2", "2027-01-01")
    with app.app_context():
        withdrawn = update(InspectionRow).where(InspectionRow.id == "insp-2")
        db.session.execute(withdrawn.values(review_state="withdrawn"))
        db.session.commit()
    (standing,) = supervisor.read("overview")["facilities"]
    assert standing["latest"]["inspection"] == INSP


def test_a_facility_that_was_never_inspected_stands_in_the_overview_without_a_result(
    app: Flask, supervisor: Reader, facts: Facts
) -> None:
    with app.app_context():
        add_facility(db.session(), replace(facts.facility, id="another"))
        db.session.commit()
    rows: Any = supervisor.read("overview?sort=-critical_failures")["facilities"]
    assert [row["latest"] is None for row in rows] == [False, True]
    assert supervisor.read("overview?has_critical_failures=true")["total"] == 1


def test_the_overview_costs_the_same_statements_however_many_facilities(
    app: Flask, supervisor: Reader, facts: Facts
) -> None:
    with app.app_context():
        for number in range(30):
            add_facility(db.session(), replace(facts.facility, id=f"f-{number}"))
        db.session.commit()
        engine = db.engine
    said: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    assert len(supervisor.read("overview")["facilities"]) == 31
    assert sum("inspection_rollup" in statement for statement in said) == 2


@pytest.mark.parametrize("sort", ["name", "-index", "coverage", "-visited_on", "critical_failures"])
def test_pages_of_the_overview_hold_each_facility_once(
    app: Flask, supervisor: Reader, facts: Facts, sort: str
) -> None:
    with app.app_context():
        for number in range(6):
            add_facility(db.session(), replace(facts.facility, id=f"f-{number}"))
        db.session.commit()
    seen, after = [], ""
    while after is not None:
        page: Any = supervisor.read(
            f"overview?sort={sort}&page_size=3{after and f'&after={after}'}"
        )
        seen += [row["facility"]["id"] for row in page["facilities"]]
        after = page["after"]
    assert len(seen) == len(set(seen)) == 7


def test_a_facility_over_time_shows_the_newest_visit_first_with_its_domains(
    app: Flask, supervisor: Reader, facts: Facts, standards: Standards
) -> None:
    _inspect_again(app, facts, standards, "insp-2", "2027-01-01")
    told: Any = supervisor.read(f"facilities/{facts.facility.id}/results")
    assert [row["inspection"] for row in told["results"]] == ["insp-2", INSP]
    days = [date.fromisoformat(row["result"]["visited_on"]) for row in told["results"]]
    assert days == sorted(days, reverse=True)
    assert len(told["results"][1]["domains"]) == 10


def test_a_facility_that_nobody_knows_has_no_results(supervisor: Reader) -> None:
    assert supervisor.get("facilities/nowhere/results").status_code == 404
