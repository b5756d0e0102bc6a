"""Two reviewers and a tablet at the same moment: one decision counts, nothing is lost, nobody waits
for ever. On both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from flask import Flask
from sqlalchemy import func, select

from inspect_app.domain.operations import OperationKind
from inspect_app.extensions import db
from inspect_app.services.reviewing import refuse_step
from inspect_app.store.operations import OperationRow, StreamRow
from inspect_app.store.projection import projection_rows, reproject
from inspect_app.store.review import ApprovalRow
from tests.inspections.readers import INSP, SUPERVISOR
from tests.inspections.recorded import NOW
from tests.review.conftest import SECOND
from tests.review.reviewers import Desk, last_body, stored
from tests.sync.hand_tablet import HandTablet, enrol

SECONDS = 60
TRIES = 4


def _at_once(*works: Callable[[], object]) -> None:
    """All begin together; whatever one of them raises fails the test."""
    begin, faults = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        begin.wait()
        try:
            work()
        except BaseException as fault:  # told below
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(work,), daemon=True) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=SECONDS)
    assert not any(thread.is_alive() for thread in threads)
    assert faults == []


def _statuses(into: list[int], desk: Desk, path: str, form: dict[str, str | Sequence[str]]) -> None:
    into.append(desk.send(path, **form).status_code)


def _helper(office: Flask) -> HandTablet:
    """A tablet that writes into the inspection under review; its owner is not on the team."""
    tablet = enrol(office, "u_hand")
    tablet.insp = INSP
    return tablet


def test_of_two_approvals_one_counts(office: Flask) -> None:
    first, second = Desk(office), Desk(office, SECOND)
    first.settle_all()
    form: dict[str, str | Sequence[str]] = {**first.approval()}
    given: list[int] = []
    _at_once(*(lambda d=d: _statuses(given, d, "approval", form) for d in (first, second)))
    assert sorted(given) == [303, 409]
    with office.app_context():
        approved = select(func.count()).where(OperationRow.kind == OperationKind.APPROVE.value)
        assert db.session.scalar(approved) == 1
        assert db.session.scalar(select(func.count()).select_from(ApprovalRow)) == 1


def test_an_approval_and_a_return_do_not_both_happen(office: Flask) -> None:
    first, second = Desk(office), Desk(office, SECOND)
    first.settle_all()
    second.remark()
    comment = str(last_body(office, "comment")["e"])
    first_form: dict[str, str | Sequence[str]] = {"of_n": str(stored(office)[0])}
    given: list[int] = []
    _at_once(
        lambda: _statuses(given, first, "approval", first_form),
        lambda: _statuses(given, second, "return", {"remark": [comment]}),
    )
    assert sorted(given) == [303, 409]  # the remark is in the way of the approval
    assert stored(office)[1] == "returned"


def test_a_delivery_while_somebody_approves_is_before_it_or_an_addendum(office: Flask) -> None:
    tablet, desk = _helper(office), Desk(office)
    desk.settle_all()
    form: dict[str, str | Sequence[str]] = {**desk.approval()}
    given: list[int] = []
    pushes = [[tablet.seal(tablet.body(f"room:{n}", sets={"number": "1"}))] for n in range(TRIES)]

    def deliver() -> None:
        for push in pushes:
            assert tablet.push(push)["res"][0] in ("quarantine", "held", "stored")

    _at_once(deliver, lambda: _statuses(given, desk, "approval", form))
    assert given[0] in (303, 409)
    _assert_whole(office)
    with office.app_context():
        row = db.session.get(ApprovalRow, INSP)
        assert (row is not None) == (given[0] == 303)
        if row is not None:  # nothing came in between
            before = select(func.count()).where(OperationRow.n <= row.of_n)
            assert db.session.scalar(before) == row.of_n


def test_reviewers_who_write_at_once_and_a_tablet_never_wait_for_each_other(
    office: Flask,
) -> None:
    tablet, desks = _helper(office), [Desk(office), Desk(office, SECOND)]

    def remark(desk: Desk) -> None:
        for number in range(TRIES):
            desk.remark(f"Remark {number}.")

    def deliver() -> None:
        for number in range(TRIES):
            tablet.push([tablet.seal(tablet.body(f"room:{number}", sets={"number": "1"}))])

    before = stored(office)[0]
    _at_once(*(lambda d=d: remark(d) for d in desks), deliver)
    assert stored(office)[0] == before + 3 * TRIES
    _assert_whole(office)


def test_whoever_may_step_holds_the_log_until_they_have_stepped(office: Flask) -> None:
    """Otherwise something could arrive between the last look and the approval."""
    tablet, done = _helper(office), threading.Event()

    def push() -> None:
        tablet.push([tablet.seal(tablet.body("room:x", sets={"number": "1"}))])
        done.set()

    with office.app_context():
        db.session.rollback()
        refuse_step(db.session(), INSP, SUPERVISOR, OperationKind.APPROVE)
        waiting = threading.Thread(target=push, daemon=True)
        waiting.start()
        assert not done.wait(1)
        db.session.rollback()
    waiting.join(timeout=SECONDS)
    assert done.is_set()


def _assert_whole(office: Flask) -> None:
    """The log has no gap, and the tables say what it says."""
    with office.app_context():
        session = db.session()
        numbers = session.scalars(
            select(OperationRow.n).where(OperationRow.insp == INSP).order_by(OperationRow.n)
        ).all()
        assert list(numbers) == list(range(1, session.get_one(StreamRow, INSP).n + 1))
        before = projection_rows(session, INSP)
        reproject(session, INSP, NOW)
        assert projection_rows(session, INSP) == before
