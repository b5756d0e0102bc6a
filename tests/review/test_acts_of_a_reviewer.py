"""What a reviewer does stands in the inspection's own log, signed, and moves it on its road."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from inspect_app.api.acting import record
from inspect_app.api.machinery import machinery, now
from inspect_app.domain.operations import OperationKind
from inspect_app.domain.review import Obstacle
from inspect_app.extensions import db
from inspect_app.jobs.freezing import freeze, freezing
from inspect_app.jobs.scoring import scored
from inspect_app.problems import Problem
from inspect_app.services import inspections
from inspect_app.services.reviewing import (
    Anchor,
    Needed,
    approving,
    in_the_way,
    refuse_step,
    remarking,
    remarks_of,
    returning,
)
from inspect_app.store.audit import AuditRow
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.operations import HeadRow, OperationRow
from inspect_app.store.review import ApprovalRow
from tests.inspections.readers import INSP, SUPERVISOR, demo_stream
from tests.inspections.recorded import LEAD


def _state() -> str:
    return str(db.session.scalar(select(InspectionRow.review_state)))


def _remark_on_an_answer() -> HeadRow:
    head = db.session.scalars(select(HeadRow).where(HeadRow.field.startswith("answer."))).first()
    assert head is not None
    act = remarking(INSP, Anchor(head.entity, head.field, head.op_id), "Measure it again.")
    record(SUPERVISOR, [act, returning(INSP, [act.entity])], "review.return")
    return head


def test_a_return_with_its_remark_stands_in_the_log_signed_by_the_server(office: Flask) -> None:
    with office.app_context():
        _remark_on_an_answer()
        row = db.session.scalars(
            select(OperationRow).where(OperationRow.kind == OperationKind.RETURN.value)
        ).one()
        assert (row.status, row.usr, row.dev[:6]) == ("ok", SUPERVISOR, "d_srv_")
        assert _state() == "returned"
        line = db.session.scalars(select(AuditRow).where(AuditRow.action == "review.return")).one()
        assert line.subject == INSP


def test_a_remark_is_open_until_the_answer_is_another(office: Flask) -> None:
    with office.app_context():
        head = _remark_on_an_answer()
        (remark,) = [one for one in remarks_of(db.session(), INSP) if one.is_by_reviewer]
        assert remark.is_open
        stream = demo_stream()
        stream.record(head.entity, {head.field: {"state": "not_assessed"}}, base=[head.op_id])
        stream.arrive()
        (remark,) = [one for one in remarks_of(db.session(), INSP) if one.is_by_reviewer]
        assert remark.is_answered
        assert not remark.is_open


def test_a_reply_of_the_team_answers_a_remark(office: Flask) -> None:
    with office.app_context():
        _remark_on_an_answer()
        (remark,) = [one for one in remarks_of(db.session(), INSP) if one.is_by_reviewer]
        stream = demo_stream()
        says = {"says": "It is as measured.", "about": {"e": remark.entity}}
        stream.record("comment:reply", says, "comment", base=[], type="comment")
        stream.arrive()
        (answered,) = [one for one in remarks_of(db.session(), INSP) if one.is_by_reviewer]
        assert [reply.author for reply in answered.replies] == [LEAD]
        assert not answered.is_open


def test_whoever_recorded_in_an_inspection_may_take_no_step_of_its_review(office: Flask) -> None:
    with office.app_context(), pytest.raises(Problem) as refused:
        refuse_step(db.session(), INSP, LEAD, OperationKind.APPROVE)
    assert refused.value.code == "review.own_inspection"


def test_everything_in_the_way_of_an_approval_is_listed(office: Flask) -> None:
    with office.app_context():
        found = inspections.find(db.session(), INSP)
        assert found is not None
        made = scored(db.session(), machinery().standards, found)
        needed = Needed(made.loaded.facts, made.assessment)
        kinds = {one.obstacle for one in in_the_way(db.session(), INSP, needed, SUPERVISOR)}
        assert Obstacle.CONFLICT in kinds
        assert Obstacle.FILE_AWAITED in kinds


def test_what_was_approved_stays_whatever_arrives_later(office: Flask) -> None:
    with office.app_context():
        session, ours = db.session(), machinery()
        found = inspections.find(session, INSP)
        assert found is not None
        made = scored(session, ours.standards, found)
        ice = freezing(made.loaded.facts, made.assessment, found.version.n, [])
        act = approving(INSP, found.version.n, ice.said)
        record(SUPERVISOR, [act], "review.approve")
        folders = (ours.settings.data_dir, ours.settings.seed_dir)
        freeze(session, ice, INSP, act.op, SUPERVISOR, ours.standards, folders, now())
        stream = demo_stream()
        stream.record(f"inspection:{INSP}", {"visited_on": "2020-01-01"})
        stream.arrive()
        session.commit()
        later = inspections.find(session, INSP)
        assert later is not None
        assert scored(session, ours.standards, later).assessment == made.assessment
        assert session.get_one(ApprovalRow, INSP).document_sha256 == ice.document_sha256
