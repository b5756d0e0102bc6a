"""What tablets wrote is scored as the same facts from a file, and kept as rows for lists."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from inspect_app.domain.facts import Facts
from inspect_app.domain.scoring.document import assessment_document
from inspect_app.jobs.scoring import Outcome, ScoredCache, score_inspection, scored
from inspect_app.services import inspections, rollups
from inspect_app.services.assessments import Standards, assess_facts
from inspect_app.store.rollups import CriterionRollupRow, DomainRollupRow, InspectionRollupRow
from tests.inspections.recorded import MEMBER, NOW, Stream, add_facility, add_people

INSP = "insp-1"


@pytest.fixture
def stream(session: Session, facts: Facts) -> Stream:
    """The demo facility, inspected."""
    add_people(session)
    add_facility(session, facts.facility)
    made = Stream(session, INSP)
    made.write(facts)
    session.commit()
    return made


def test_what_tablets_wrote_is_scored_as_the_same_facts_from_a_file(
    session: Session, standards: Standards, whole_facts: Facts
) -> None:
    add_people(session)
    add_facility(session, whole_facts.facility)
    Stream(session, INSP).write(whole_facts)
    found = inspections.find(session, INSP)
    assert found is not None
    made = scored(session, standards, found)
    assert made.loaded.not_used == ()
    ours, theirs = (
        assessment_document(a) for a in (made.assessment, assess_facts(whole_facts, standards))
    )
    for document in (ours, theirs):
        for result in document["criteria"].values():
            result["findings"] = sorted(
                (
                    {**f, "readings": [r["value"] for r in f["readings"]]}
                    for f in result["findings"]
                ),
                key=lambda f: f["place"],
            )
        document["personal_space"].sort(key=lambda one: one["room"])
        document["remarks"].sort(key=str)
    assert ours == theirs


def test_an_inspection_is_read_in_a_handful_of_statements(
    session: Session, stream: Stream, standards: Standards
) -> None:
    said: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *given: said.append(given[2]))
    found = inspections.find(session, INSP)
    assert found is not None
    scored(session, standards, found)
    assert len(said) <= 8  # BEGIN among them, whatever the number of rooms


def test_the_roll_up_says_what_the_assessment_says(
    session: Session, stream: Stream, standards: Standards, facts: Facts
) -> None:
    assert score_inspection(session, standards, INSP, NOW) is Outcome.KEPT
    session.commit()
    assessment = assess_facts(facts, standards)
    row = session.get_one(InspectionRollupRow, INSP)
    assert (row.rating, row.index, row.low) == (
        assessment.rating,
        assessment.index,
        assessment.interval.low,
    )
    assert row.critical_failures == list(assessment.critical_failures)
    assert row.of_n == stream.n
    assert len(session.scalars(select(CriterionRollupRow)).all()) == len(assessment.criteria)
    assert len(session.scalars(select(DomainRollupRow)).all()) == len(assessment.domains)


def test_scoring_twice_leaves_the_same_rows(
    session: Session, stream: Stream, standards: Standards
) -> None:
    score_inspection(session, standards, INSP, NOW)
    first = rollups.kept_rows(session, INSP)
    score_inspection(session, standards, INSP, NOW)
    assert rollups.kept_rows(session, INSP) == first
    assert first is not None


def test_a_roll_up_of_a_longer_stream_is_not_replaced_by_an_older_one(
    session: Session, stream: Stream, standards: Standards
) -> None:
    score_inspection(session, standards, INSP, NOW)
    session.execute(update(InspectionRollupRow).values(of_n=10**6))
    assert score_inspection(session, standards, INSP, NOW) is Outcome.OLDER
    assert session.scalar(select(InspectionRollupRow.of_n)) == 10**6


def test_a_facility_that_the_register_does_not_know_leaves_no_roll_up_standing(
    session: Session, stream: Stream, standards: Standards
) -> None:
    score_inspection(session, standards, INSP, NOW)
    stream.record(f"inspection:{INSP}", {"facility": "elsewhere"})
    stream.arrive()
    assert score_inspection(session, standards, INSP, NOW) is Outcome.FACILITY_UNKNOWN
    assert rollups.kept_rows(session, INSP) is None


def test_what_no_creation_speaks_of_is_no_inspection(
    session: Session, standards: Standards
) -> None:
    assert score_inspection(session, standards, "nothing", NOW) is Outcome.NO_INSPECTION


def test_an_assessment_is_computed_once_for_one_state_of_the_stream(
    session: Session, stream: Stream, standards: Standards
) -> None:
    cache = ScoredCache()
    before = inspections.find(session, INSP)
    assert before is not None
    first = scored(session, standards, before, cache)
    assert scored(session, standards, before, cache) is first
    stream.record("facility:demo", {"answer.nothing": {"state": "not_assessed"}})
    stream.arrive()
    after = inspections.find(session, INSP)
    assert after is not None
    assert scored(session, standards, after, cache) is not first


def test_the_cache_never_holds_more_findings_than_it_may(
    session: Session, stream: Stream, standards: Standards
) -> None:
    found = inspections.find(session, INSP)
    assert found is not None
    size = scored(session, standards, found).findings
    cache = ScoredCache(most_findings=size + 1)
    first = scored(session, standards, found, cache)
    other = replace(found, version=found.version._replace(n=10**6))
    second = scored(session, standards, other, cache)
    assert scored(session, standards, other, cache) is second
    assert scored(session, standards, found, cache) is not first


def test_a_conflict_is_told_with_all_its_heads_and_closed_by_a_resolution(
    session: Session, stream: Stream
) -> None:
    room, disputed = "room:zz", ("room:zz", "answer.working_toilets")
    stream.record(room, {"number": "7", "kind": "cell"}, "create", type="room", parent=None)
    one = stream.answer(room, "working_toilets", 1)
    two = stream.answer(room, "working_toilets", 2, by=MEMBER, base=())
    stream.arrive()
    conflicts, page = inspections.conflicts_of(session, INSP, 50, None)
    assert (conflicts[-1].entity, conflicts[-1].field) == disputed
    assert [head.op for head in conflicts[-1].heads] == [one, two]
    assert page.total == 2  # the demo facility has a contradiction of its own
    answered = {"answer.working_toilets": {"state": "answered", "value": 2}}
    stream.record(room, answered, "resolve", base=(one, two), why="counted again")
    stream.arrive()
    assert disputed not in [
        (c.entity, c.field) for c in inspections.conflicts_of(session, INSP, 50, None)[0]
    ]


def test_the_history_of_an_answer_holds_every_operation_that_wrote_it(
    session: Session, stream: Stream
) -> None:
    room = "room:zz"
    stream.record(room, {"number": "7", "kind": "cell"}, "create", type="room", parent=None)
    first = stream.answer(room, "working_toilets", 1)
    second = stream.answer(room, "working_toilets", 2)
    stream.answer(room, "toilets_installed", 2)
    stream.arrive()
    said = inspections.history_of(session, INSP, room, "answer.working_toilets")
    assert [(one.op, one.is_head, one.replaces) for one in said] == [
        (first, False, ()),
        (second, True, (first,)),
    ]


def test_what_is_not_applied_is_told_with_its_reason_and_what_was_signed(
    session: Session, stream: Stream
) -> None:
    held = stream.answer("room:unheard", "working_toilets", 1)
    strange = stream.record("facility:f", {"colour_of_the_walls": "blue"})
    stream.arrive()
    told, page = inspections.unapplied_of(session, INSP, 50, None)
    assert [(one.op, one.status, one.reason) for one in told] == [
        (held, "held", "no_entity"),
        (strange, "quarantine", "unknown_field"),
    ]
    assert told[1].body["sets"][0]["f"] == "colour_of_the_walls"
    assert page.total == 2
