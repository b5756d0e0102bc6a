"""The review is in the log: what is made from the operations can be made from them again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from inspect_app.api.acting import record
from inspect_app.domain.operations import REVIEW_KINDS, OperationKind
from inspect_app.domain.review import WithdrawalReason
from inspect_app.extensions import db
from inspect_app.problems import Problem
from inspect_app.services.reviewing import publishing, remarks_of, returning, steps_of, withdrawing
from inspect_app.store.inspections import EntityRow, InspectionRow, MemberRow
from inspect_app.store.operations import HeadRow, OpBaseRow
from inspect_app.store.projection import projection_rows, reproject
from inspect_app.store.review import ApprovalRow
from tests.inspections.readers import INSP, SUPERVISOR
from tests.inspections.recorded import NOW
from tests.review.reviewers import Desk, last_body, tablet

OPERATIONS = Path(__file__).resolve().parents[2] / "docs" / "operations.md"


def _whole_road(office: Flask) -> None:
    """Remarked, returned, mended, submitted again, approved, published, withdrawn."""
    desk = Desk(office)
    desk.remark("Say why.")
    comment = str(last_body(office, "comment")["e"])
    desk.done("return", remark=[comment])
    with tablet(office) as stream:
        says = {"says": "It was locked.", "about": {"e": comment}}
        stream.record("comment:reply", says, "comment", base=[], type="comment")
        stream.record(f"inspection:{INSP}", {}, "submit")
    desk.approve()
    with office.app_context():
        approval = db.session.get_one(ApprovalRow, INSP)
        record(SUPERVISOR, [publishing(approval, 1, "0" * 64)], "review.publish")
        act = withdrawing(INSP, WithdrawalReason.FIGURES_WRONG, "A figure was misread.")
        record(SUPERVISOR, [act], "review.withdraw")
        db.session.commit()


def _state() -> Any:
    return db.session.scalar(select(InspectionRow.review_state))


def test_the_state_and_all_steps_come_back_from_the_log_alone(office: Flask) -> None:
    _whole_road(office)
    with office.app_context():
        session = db.session()
        before, steps = projection_rows(session, INSP), steps_of(session, INSP)
        remarks = remarks_of(session, INSP)
        for table in (HeadRow, OpBaseRow, EntityRow, MemberRow, InspectionRow):
            session.execute(delete(table))
        session.commit()
        assert session.scalar(select(func.count()).select_from(InspectionRow)) == 0
        reproject(session, INSP, NOW)
        session.commit()
        assert projection_rows(session, INSP) == before
        assert _state() == "withdrawn"
        assert (steps_of(session, INSP), remarks_of(session, INSP)) == (steps, remarks)


def test_the_steps_stand_in_their_order_with_who_took_them(office: Flask) -> None:
    _whole_road(office)
    with office.app_context():
        steps = steps_of(db.session(), INSP)
        kinds = [step.kind.value for step in steps]
        assert kinds == [
            "create", "submit", "return", "submit", "approve", "publish", "withdraw",
        ]  # fmt: skip
        assert {step.author for step in steps if step.kind in REVIEW_KINDS} == {SUPERVISOR}
    page = Desk(office).text()
    for words in ("Returned to the team", "Withdrawn", "because: A figure was misread."):
        assert words in page


def test_every_key_of_an_act_is_documented(office: Flask) -> None:
    _whole_road(office)
    text = OPERATIONS.read_text("utf-8")
    ordinary = {"v", "op", "insp", "e", "k", "usr", "t", "app", "sets"}
    for kind in REVIEW_KINDS - {OperationKind.RETURN}:
        row = text.split(f"| `{kind.value}` |", 1)[1].split("\n\n", 1)[0]
        keys = set(last_body(office, kind.value)) - ordinary
        assert keys
        assert {key for key in keys if f"`{key}`" not in row} == set()


def test_an_act_that_the_log_does_not_take_is_no_promise(office: Flask) -> None:
    """A return that came after an approval would be late: it is refused and nothing stays."""
    Desk(office).approve()
    with office.app_context():
        before = projection_rows(db.session(), INSP)
        with pytest.raises(Problem) as refused:
            record(SUPERVISOR, [returning(INSP, ["comment:x"])], "review.return")
        assert refused.value.code == "review.not_applied"
        db.session.rollback()
        assert projection_rows(db.session(), INSP) == before
