"""Inspections over the doors: what is read, by whom, and how little is sent twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from sqlalchemy import update

from inspect_app.domain.facts import Facts
from inspect_app.extensions import db
from inspect_app.services.assessments import Standards, assess_facts
from inspect_app.store.inspections import InspectionRow
from tests.inspections.readers import (
    COUNCIL,
    INSP,
    STRANGER,
    SUPERVISOR,
    Reader,
    add_demo_inspection,
    demo_stream,
)
from tests.inspections.recorded import LEAD, device_of

SCHEMA = Path(__file__).parents[2] / "docs/schemas/result.schema.json"


@pytest.fixture
def app(app_on_both: Flask, facts: Facts, standards: Standards) -> Flask:
    add_demo_inspection(app_on_both, facts, standards)
    return app_on_both


@pytest.fixture
def supervisor(app: Flask) -> Reader:
    return Reader(app, SUPERVISOR)


def _publish(app: Flask) -> None:
    with app.app_context():
        db.session.execute(update(InspectionRow).values(review_state="published"))
        db.session.commit()


def test_the_list_says_where_an_inspection_stands_and_its_kept_result(
    supervisor: Reader, facts: Facts
) -> None:
    (listed,) = supervisor.read("inspections")["inspections"]
    assert listed["id"] == INSP
    assert listed["facility"]["id"] == facts.facility.id
    assert listed["lead"] == LEAD
    assert listed["rollup"]["is_current"] is True
    assert listed["needs_attention"] is True  # the demo facility has one contradiction


@pytest.mark.parametrize(
    ("limits", "count"),
    [
        ("facility=elsewhere", 0),
        ("region=KZ-AKM", 1),
        ("region=KZ-75", 0),
        ("review_state=in_progress", 1),
        ("review_state=approved", 0),
        ("from=2100-01-01", 0),
        ("from=2000-01-01&to=2100-01-01", 1),
        ("needs_attention=true", 1),
        ("needs_attention=false", 0),
    ],
)
def test_the_list_keeps_to_its_limits(supervisor: Reader, limits: str, count: int) -> None:
    assert supervisor.read(f"inspections?{limits}")["total"] == count


def test_what_may_not_be_seen_is_not_there(app: Flask) -> None:
    stranger = Reader(app, STRANGER)
    assert stranger.read("inspections")["total"] == 0
    for path in ("", "/assessment", "/findings", "/conflicts", "/held"):
        assert stranger.get(f"inspections/{INSP}{path}").status_code == 404
    assert stranger.read("overview")["facilities"] == []


def test_the_assessment_is_the_published_schema_filled_with_the_engines_own_result(
    supervisor: Reader, facts: Facts, standards: Standards
) -> None:
    document: Any = supervisor.read(f"inspections/{INSP}/assessment")["assessment"]
    schema = json.loads(SCHEMA.read_text("utf-8"))
    inside = {"$ref": "#/$defs/assessment", "$defs": schema["$defs"]}
    Draft202012Validator(inside).validate(document)
    assert document["rating"] == assess_facts(facts, standards).rating
    assert document["critical_failures"]


def test_an_assessment_that_the_reader_has_is_not_computed_again(
    app: Flask, supervisor: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = supervisor.get(f"inspections/{INSP}/assessment")
    monkeypatch.setattr("inspect_app.api.assessments.scored_for", None)
    again = supervisor.get(f"inspections/{INSP}/assessment", If_None_Match=first.headers["ETag"])
    assert again.status_code == 304
    assert again.get_data() == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert first.headers["Cache-Control"] == "private, no-cache"


def test_one_more_operation_gives_another_etag_and_another_assessment(
    app: Flask, supervisor: Reader
) -> None:
    before = supervisor.get(f"inspections/{INSP}/assessment")
    with app.app_context():
        stream = demo_stream()
        stream.answer("room:zz", "working_toilets", 1)
        stream.arrive()
        db.session.commit()
    after = supervisor.get(f"inspections/{INSP}/assessment", If_None_Match=before.headers["ETag"])
    assert after.status_code == 200
    assert after.get_json()["n"] == before.get_json()["n"] + 1
    assert supervisor.read(f"inspections/{INSP}")["rollup"]["is_current"] is False


def test_a_finding_is_opened_down_to_the_operation_that_says_so(supervisor: Reader) -> None:
    found: Any = supervisor.read(f"inspections/{INSP}/findings?criterion=SP01&level=0")
    finding = found["findings"][0]
    assert finding["level"] == 0
    assert finding["parts"][0]["band"] == "<3.0"
    assert finding["place"]["kind"] == "room"
    assert finding["says"]["kk"]
    reading = finding["readings"][0]
    (recorded,) = reading["recorded"]
    assert recorded["author"] == LEAD
    assert recorded["device"] == device_of(LEAD)
    assert recorded["op"].startswith(INSP)


def test_pages_of_findings_hold_each_finding_once(supervisor: Reader) -> None:
    whole: Any = supervisor.read(f"inspections/{INSP}/findings?criterion=SP01&page_size=200")
    rows, after = [], ""
    while after is not None:
        asked = (
            f"inspections/{INSP}/findings?criterion=SP01&page_size=3{after and f'&after={after}'}"
        )
        page: Any = supervisor.read(asked)
        rows += page["findings"]
        after = page["after"]
    assert len(rows) == whole["total"] > 6
    assert rows == whole["findings"]


def test_a_page_says_where_the_next_one_is(supervisor: Reader) -> None:
    first = supervisor.get(f"inspections/{INSP}/findings?page_size=1")
    link = first.headers["Link"]
    assert 'rel="next"' in link
    address = link.split("<")[2].split(">")[0].removeprefix("/api/v1/")
    assert supervisor.read(address)["findings"] != first.get_json()["findings"]


def test_a_place_of_another_list_is_refused_with_one_sentence(supervisor: Reader) -> None:
    for after in ("abc", "WzFd", "W251bGwsInEiXQ"):
        answer = supervisor.get(f"inspections/{INSP}/findings?after={after}")
        assert answer.status_code == 422
        assert answer.get_json()["problems"][0]["code"] == "page.unknown_place"


def test_one_number_is_opened_to_rule_thresholds_rooms_and_persons(supervisor: Reader) -> None:
    opened: Any = supervisor.read(f"inspections/{INSP}/assessment/criteria/SP01")
    assert opened["criterion"]["provisions"][0]["instrument"]["short"]["ru"]
    assert opened["in_force"][0]["bands"][0] == {"level": 3, "condition": ">=4.0"}
    assert opened["result"]["reach"]["persons_affected"] > 0
    assert {room["room"] for room in opened["personal_space"]}
    assert opened["findings"][0]["readings"]


def test_an_unknown_criterion_is_told_by_name(supervisor: Reader) -> None:
    answer = supervisor.get(f"inspections/{INSP}/assessment/criteria/XX99", Accept_Language="ru")
    assert answer.status_code == 404
    assert "XX99" in answer.get_json()["problems"][0]["sentence"]
    assert answer.headers["Content-Language"] == "ru"


def test_an_inspection_without_a_known_facility_says_why_it_has_no_score(
    app: Flask, supervisor: Reader
) -> None:
    with app.app_context():
        stream = demo_stream()
        stream.record(f"inspection:{INSP}", {"facility": "nowhere"})
        stream.arrive()
        db.session.commit()
    answer = Reader(app, LEAD).get(f"inspections/{INSP}/assessment")
    assert answer.status_code == 409
    assert answer.get_json()["problems"][0]["code"] == "inspection.facility_unknown"


def test_a_council_member_reads_no_inspection_here_published_or_not(app: Flask) -> None:
    council = Reader(app, COUNCIL)
    _publish(app)
    paths = (
        "inspections",
        f"inspections/{INSP}",
        f"inspections/{INSP}/assessment",
        f"inspections/{INSP}/findings?criterion=SP01",
        f"inspections/{INSP}/history?entity=a:b&field=c",
        "facilities",
    )
    assert {path: council.get(path).status_code for path in paths} == dict.fromkeys(paths, 403)


def test_conflicts_and_history_show_both_heads(supervisor: Reader) -> None:
    (conflict,) = supervisor.read(f"inspections/{INSP}/conflicts")["conflicts"]
    entity, field = conflict["entity"], conflict["field"]
    assert len({json.dumps(head["value"]) for head in conflict["heads"]}) == 2
    history: Any = supervisor.read(f"inspections/{INSP}/history?entity={entity}&field={field}")
    assert [said["is_head"] for said in history["said"]] == [True, True]


def test_what_is_held_is_shown_with_its_reason(app: Flask, supervisor: Reader) -> None:
    with app.app_context():
        stream = demo_stream()
        stream.answer("room:unheard", "working_toilets", 1)
        stream.arrive()
        db.session.commit()
    (held,) = supervisor.read(f"inspections/{INSP}/held")["operations"]
    assert (held["status"], held["reason"], held["entity"]) == ("held", "no_entity", "room:unheard")
    assert held["body"]["k"] == "set"
