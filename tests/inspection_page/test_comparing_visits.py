"""Two visits side by side: what both assessed, what changed, and what only one of them has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from flask import Flask

from inspect_app.domain.facts import Facts
from inspect_app.extensions import db
from inspect_app.jobs.scoring import score_inspection
from inspect_app.services.assessments import Standards, assess_facts
from inspect_app.services.comparing import Alone, Comparison, Side, compare
from tests.inspection_page.conftest import Open, words_of
from tests.inspections.readers import INSP, SUPERVISOR, Reader
from tests.inspections.recorded import NOW, Stream

EARLIER = "insp-0"
HEAD_COUNT = "persons_slept_last_night"


def _with_fewer_people(facts: Facts) -> Facts:
    """A quarter of those who slept in each room."""
    answers = [
        replace(a, value=Fraction(max(1, a.value // 4)))
        if a.input == HEAD_COUNT and isinstance(a.value, Fraction)
        else a
        for a in facts.answers
    ]
    return replace(facts, answers=tuple(answers))


def _without(facts: Facts, input_id: str) -> Facts:
    return replace(facts, answers=tuple(a for a in facts.answers if a.input != input_id))


def _side(facts: Facts, standards: Standards) -> Side:
    used = facts.inspection.checklist
    checklist = (used.id, used.version) if used else None
    return Side(assess_facts(facts, standards), standards.main, checklist)


def _compared(now: Facts, then: Facts, standards: Standards) -> Comparison:
    return compare(_side(now, standards), _side(then, standards))


def test_a_visit_beside_itself_changed_nothing(facts: Facts, standards: Standards) -> None:
    found = _compared(facts, facts, standards)
    assert (found.worse, found.better, found.only_now, found.only_then) == ((), (), (), ())
    assert found.common == len(found.same) > 50
    assert not found.has_other_packs


def test_more_people_in_the_same_rooms_is_worse_and_the_way_back_is_better(
    facts: Facts, standards: Standards
) -> None:
    emptier = _with_fewer_people(facts)
    found, back = _compared(facts, emptier, standards), _compared(emptier, facts, standards)
    worse = {change.criterion for change in found.worse}
    assert "SP01" in worse
    assert worse == {change.criterion for change in back.better}
    assert not any(change.is_other_rule for change in found.worse)


def test_the_largest_fall_stands_first(facts: Facts, standards: Standards) -> None:
    worse = _compared(facts, _with_fewer_people(facts), standards).worse
    falls = [(c.then.level or 0) - (c.now.level or 0) for c in worse]
    assert falls == sorted(falls, reverse=True)


def test_what_was_answered_at_one_visit_alone_is_no_change(
    facts: Facts, standards: Standards
) -> None:
    found = _compared(_without(facts, HEAD_COUNT), facts, standards)
    assert found.only_then
    assert {one.why for one in found.only_then} <= {Alone.NOT_ASSESSED, Alone.NOT_APPLICABLE}
    changed = {c.criterion for c in (*found.worse, *found.better, *found.same)}
    assert not changed & {one.criterion for one in found.only_then}


def test_another_pack_and_another_rule_are_told(facts: Facts, standards: Standards) -> None:
    criteria = dict(standards.main.criteria)
    gone = criteria.pop("EN03")
    other = replace(criteria["SP08"], parts=criteria["SP09"].parts)
    pack = replace(standards.main, sha256="0" * 64, criteria=criteria | {"SP08": other})
    then = Side(assess_facts(facts, replace(standards, main=pack)), pack, None)
    found = compare(_side(facts, standards), then)
    assert found.has_other_packs
    assert [one.why for one in found.only_now if one.criterion == gone.id] == [Alone.NOT_IN_PACK]
    all_changes = (*found.worse, *found.better, *found.same)
    assert [c.is_other_rule for c in all_changes if c.criterion == "SP08"] in ([True], [])
    assert not any(c.is_other_rule for c in all_changes if c.criterion == "SP01")


@pytest.fixture
def earlier(office: Flask, facts: Facts, standards: Standards) -> str:
    """A visit of the same facility a year before, when fewer people slept there."""
    before = _with_fewer_people(facts)
    visited = replace(before.inspection, id=EARLIER, visited_on=date(2025, 3, 4))
    with office.app_context():
        Stream(db.session(), EARLIER).write(replace(before, inspection=visited, evidence=()))
        score_inspection(db.session(), standards, EARLIER, NOW)
        db.session.commit()
    return EARLIER


def test_the_visit_before_is_compared_with_unless_another_is_asked_for(
    earlier: str, read: Open
) -> None:
    page, words = read("/compare"), words_of(read("/compare"))
    assert f'<option value="{earlier}" selected>' in page
    assert words.count("Worse than before") == words_of(read(f"/compare?with={earlier}")).count(
        "Worse than before"
    )
    assert "4 Mar 2025" in words.replace("\xa0", " ")
    assert "Both results were reached by the same standards packs" in words
    worse = page[page.index('id="worse"') : page.index('id="better"')]
    assert f"/inspections/{earlier}/findings/SP01" in worse
    assert f"/inspections/{INSP}/findings/SP01" in worse


def test_a_visit_of_another_facility_is_not_here(office: Flask, read: Open) -> None:
    read("/compare?with=nowhere", status=404)


def test_the_first_visit_says_that_there_is_none_before_it(office: Flask, earlier: str) -> None:
    answer = Reader(office, SUPERVISOR).client.get(f"/inspections/{earlier}/compare?lang=en")
    assert "There is no earlier visit to this facility" in answer.get_data(as_text=True)
