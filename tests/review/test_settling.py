"""Between answers that differ a reviewer decides; who recorded and confirmed the one that stands stays."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask

from inspect_app.api.machinery import machinery
from inspect_app.domain.facts import Answer
from inspect_app.domain.scoring.grounds import counts_as_not_applicable
from inspect_app.extensions import db
from inspect_app.jobs.scoring import scored
from inspect_app.services import inspections
from inspect_app.services.reviewing import heads_of
from inspect_app.store.operations import HeadRow
from tests.inspections.readers import INSP
from tests.inspections.recorded import LEAD, MEMBER
from tests.review.reviewers import WHY, Desk, an_answer, tablet

NOT_APPLICABLE = {"state": "not_applicable", "reason": "no_women"}
DENIED = {"state": "access_denied"}


@pytest.fixture
def desk(office: Flask) -> Desk:
    return Desk(office)


def _disputed(office: Flask, head: HeadRow) -> tuple[str, str]:
    """One says that it does not apply, and a second person confirms it; another was refused."""
    asked = head.field.removeprefix("answer.")
    with office.app_context():
        confirmations = heads_of(db.session(), INSP, head.entity, f"confirmed.{asked}")
        seen = [row.op_id for row in confirmations]
    with tablet(office) as stream:
        at, base = head.entity, [head.op_id]
        first = stream.record(at, {head.field: NOT_APPLICABLE}, by=MEMBER, base=base)
        other = stream.record(at, {head.field: DENIED}, base=base)
        stream.record(at, {f"confirmed.{asked}": first}, by=LEAD, base=seen)
    return first, other


def _settle(desk: Desk, head: HeadRow, seen: tuple[str, str], keep: str) -> None:
    given = {"entity": head.entity, "field": head.field, "keep": keep, "why": WHY}
    desk.done("settled", seen=list(seen), **given)


def _answers(office: Flask, head: HeadRow) -> list[Answer]:
    with office.app_context():
        found = inspections.find(db.session(), INSP)
        assert found is not None
        facts = scored(db.session(), machinery().standards, found).loaded.facts
    place, asked = head.entity.partition(":")[2], head.field.removeprefix("answer.")
    return [one for one in facts.answers if (one.place, one.input) == (place, asked)]


def test_a_second_person_s_word_counts_for_the_answer_that_was_chosen(
    office: Flask, desk: Desk
) -> None:
    head = an_answer(office)
    first, other = _disputed(office, head)
    assert len(_answers(office, head)) == 2
    _settle(desk, head, (first, other), keep=first)
    (answer,) = _answers(office, head)
    assert (answer.state, answer.confirmed_by) == ("not_applicable", LEAD)
    assert counts_as_not_applicable(answer, is_critical=True)


def test_it_does_not_count_for_the_other_one(office: Flask, desk: Desk) -> None:
    head = an_answer(office)
    first, other = _disputed(office, head)
    _settle(desk, head, (first, other), keep=other)
    (answer,) = _answers(office, head)
    assert (answer.state, answer.confirmed_by) == ("access_denied", None)


def _heads(office: Flask, entity: str, field: str) -> dict[str, Any]:
    with office.app_context():
        rows = heads_of(db.session(), INSP, entity, field)
        return {row.op_id: json.loads(row.value) for row in rows}


def test_what_is_no_answer_has_one_head_when_it_is_settled(office: Flask, desk: Desk) -> None:
    with tablet(office) as stream:
        writes = {"name": "A"}
        first = stream.record("block:new", writes, "create", type="block", parent=None)
        second = stream.record("block:new", {"name": "B"}, by=MEMBER, base=())
    given = {"entity": "block:new", "field": "name", "keep": first, "why": WHY}
    desk.done("settled", seen=[first, second], **given)
    ((op, name),) = _heads(office, "block:new", "name").items()
    assert (op not in (first, second), name) == (True, "A")
