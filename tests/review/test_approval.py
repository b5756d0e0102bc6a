"""An approval: refused with everything that is in the way, or frozen, signed and printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from inspect_app.api.machinery import machinery
from inspect_app.extensions import db
from inspect_app.jobs.freezing import said_in_the_log
from inspect_app.jobs.rebuilding import rebuild_inspection
from inspect_app.jobs.report_source import made_of
from inspect_app.jobs.scoring import expected_rollup, fingerprint, scored
from inspect_app.problems import Problem
from inspect_app.services import inspections
from inspect_app.services.inspections import Found
from inspect_app.services.reviewing import waived_files
from inspect_app.store.accounts import AccountRegionRow
from inspect_app.store.audit import AuditRow
from inspect_app.store.jobs import JobRow
from inspect_app.store.review import ApprovalRow
from tests.inspections.readers import INSP, SUPERVISOR
from tests.inspections.recorded import LEAD, NOW, REGION
from tests.review.conftest import SECOND
from tests.review.reviewers import WHY, Desk, an_answer, last_body, stored, tablet


@pytest.fixture
def desk(office: Flask) -> Desk:
    return Desk(office)


def _found() -> Found:
    found = inspections.find(db.session(), INSP)
    assert found is not None
    return found


def _source() -> str:
    ours = machinery()
    return made_of(db.session(), _found(), ours.standards, ours.settings)


def test_what_is_in_the_way_is_listed_and_nothing_is_stored(office: Flask, desk: Desk) -> None:
    before = stored(office)
    of_n = str(before[0])
    status, page = desk.refusal("approval", of_n=of_n)
    assert status == 409
    assert "The inspection was not approved" in page
    for words in ("conflict", "not arrived", "Cannot be approved yet"):
        assert words in page
    assert stored(office) == before


def test_each_waiver_needs_words_of_its_own(office: Flask, desk: Desk) -> None:
    desk.settle_all()
    form = desk.approval()
    waivers = [name for name in form if name.startswith("waive:")]
    assert len(waivers) > 1
    status, page = desk.refusal("approval", **(form | {waivers[0]: "  "}))
    assert status == 409
    assert page.count(WHY) == len(waivers) - 1  # what was written is still there
    assert stored(office)[1] == "submitted"
    with office.app_context():
        assert db.session.get(ApprovalRow, INSP) is None


def test_one_reason_may_stand_for_all_that_have_none_of_their_own(
    office: Flask, desk: Desk
) -> None:
    desk.settle_all()
    form = desk.approval()
    own, *others = (name for name in form if name.startswith("waive:file_awaited"))
    desk.done("approval", **(form | dict.fromkeys(others, "") | {"rest:file_awaited": "All seen."}))
    with office.app_context():
        waived = {
            f"waive:{w['key']}": w["why"] for w in db.session.get_one(ApprovalRow, INSP).waivers
        }
    assert [waived[name] for name in (own, *others)] == [WHY, *["All seen."] * len(others)]
    assert len(others) > 1


def test_a_waiver_of_what_cannot_be_waived_waives_nothing(office: Flask, desk: Desk) -> None:
    desk.remark()
    comment = str(last_body(office, "comment")["e"])
    desk.settle_all()
    of_n = str(stored(office)[0])
    names = [f"waive:comment_open:{comment}", f"waive:comment_open:{comment}:"]
    status, page = desk.refusal("approval", of_n=of_n, **dict.fromkeys(names, WHY))
    assert (status, "remark without an answer" in page) == (409, True)


@pytest.mark.parametrize("of_n", ["", "-1", "abc", "999999", "9" * 30])
def test_a_page_of_another_length_approves_nothing(office: Flask, desk: Desk, of_n: str) -> None:
    desk.settle_all()
    form = desk.approval() | {"of_n": of_n}
    status, page = desk.refusal("approval", **form)
    assert (status, "read what is new" in page) == (409, True)
    assert stored(office)[1] == "submitted"


def test_what_arrived_since_the_page_was_shown_is_read_first(office: Flask, desk: Desk) -> None:
    desk.settle_all()
    form = desk.approval()
    with tablet(office) as stream:
        stream.record("block:late", {"name": "New"}, "create", type="block")
    status, page = desk.refusal("approval", **form)
    assert (status, "read what is new" in page) == (409, True)
    assert stored(office)[1] == "submitted"


def test_an_approval_says_in_the_log_what_was_frozen(office: Flask, desk: Desk) -> None:
    desk.approve()
    said = last_body(office, "approve")
    with office.app_context():
        row = db.session.get_one(ApprovalRow, INSP)
        assert (said["op"], said["of_n"], said["usr"]) == (row.op_id, row.of_n, SUPERVISOR)
        assert (said["data_sha256"], said["document_sha256"]) == (
            row.data_sha256,
            row.document_sha256,
        )
        assert said["waivers"] == row.waivers
        assert {waiver["why"] for waiver in row.waivers} == {WHY}
        line = db.session.scalars(select(AuditRow).where(AuditRow.action == "review.approve")).one()
        assert (line.actor, line.details["ops"]) == (SUPERVISOR, [row.op_id])
    assert stored(office)[1] == "approved"


def test_an_approval_asks_for_the_full_edition_in_three_languages(
    office: Flask, desk: Desk
) -> None:
    desk.approve()
    with office.app_context():
        jobs = db.session.scalars(select(JobRow).where(JobRow.kind == "print_report")).all()
        asked = {(job.payload["language"], job.payload["edition"]) for job in jobs}
        assert asked == {("kk", "full"), ("ru", "full"), ("en", "full")}
    page = desk.text()
    assert "approved without the file: Evidence " in page  # by its caption, not by its id
    assert page.count("being printed") == 3
    assert "Frozen with its reasons" in page


def test_a_print_that_failed_says_why_and_can_be_asked_for_again(office: Flask, desk: Desk) -> None:
    desk.approve()
    with office.app_context():
        job = db.session.scalars(
            select(JobRow).where(JobRow.kind == "print_report").order_by(JobRow.id)
        ).first()
        assert job is not None
        job.state, job.key = "failed", None
        job.problem = {"code": "report.not_printed", "details": {"why": "no paper"}}
        db.session.commit()
    page = desk.text()
    assert "could not be printed" in page
    assert "no paper" in page
    assert f'action="/inspections/{INSP}/reports"' in page


def test_files_that_were_waived_do_not_keep_the_report_from_being_printed(
    office: Flask, desk: Desk
) -> None:
    desk.approve()
    with office.app_context():
        facts = scored(db.session(), machinery().standards, _found()).loaded.facts
        named = {item.id for item in facts.evidence if item.sha256}
        assert waived_files(db.session(), INSP) == named != set()


def _later(office: Flask, desk: Desk) -> None:
    """Approved, and then a tablet sends an answer and a signature."""
    head = an_answer(office)
    desk.approve()
    with tablet(office) as stream:
        stream.record(head.entity, {head.field: {"state": "access_denied"}}, base=[head.op_id])
        stream.record(f"inspection:{INSP}", {}, "sign", covers="0" * 64, role="inspector")


def test_what_comes_later_is_an_addendum_beside_what_was_approved(
    office: Flask, desk: Desk
) -> None:
    _later(office, desk)
    page = desk.text()
    addendum = page.split('id="addendum"')[1]
    assert "2 records arrived after the approval" in addendum
    assert "Access denied" in addendum
    assert "Signature" in addendum
    assert stored(office)[1] == "approved"


def test_what_comes_later_changes_neither_result_nor_roll_up_nor_report(
    office: Flask, desk: Desk
) -> None:
    head = an_answer(office)
    desk.approve()
    with office.app_context():
        standards = machinery().standards
        before = scored(db.session(), standards, _found())
        source = _source()
        kept = expected_rollup(db.session(), standards, INSP)[1]
    with tablet(office) as stream:
        stream.record(head.entity, {head.field: {"state": "access_denied"}}, base=[head.op_id])
    with office.app_context():
        after = scored(db.session(), standards, _found())
        assert (after.assessment, after.loaded.facts) == (before.assessment, before.loaded.facts)
        assert after.loaded.not_used == before.loaded.not_used
        assert _source() == source
        again = expected_rollup(db.session(), standards, INSP)[1]
        assert kept is not None
        assert again is not None
        assert {**again.inspection, "of_n": 0} == {**kept.inspection, "of_n": 0}
        assert again.criteria == kept.criteria


def test_a_rebuild_of_what_was_approved_finds_nothing_to_mend(office: Flask, desk: Desk) -> None:
    _later(office, desk)
    with office.app_context():
        session, standards = db.session(), machinery().standards
        rebuild_inspection(session, standards, INSP, NOW)  # the roll-up waits for its job
        session.commit()
        rebuilt = rebuild_inspection(session, standards, INSP, NOW)
        assert rebuilt.differences == ()
        assert db.session.scalar(select(func.count()).select_from(ApprovalRow)) == 1


def test_standards_that_changed_since_do_not_change_what_was_approved(
    office: Flask, desk: Desk, tmp_path: Path
) -> None:
    desk.approve()
    with office.app_context():
        ours = machinery()
        before = scored(db.session(), ours.standards, _found())
        main = replace(ours.standards.main, sha256="f" * 64, criteria={})
        newer = replace(ours.standards, main=main)
        after = scored(db.session(), newer, _found(), data_dir=ours.settings.data_dir)
        assert after.assessment == before.assessment
        assert after.standards.main.sha256 == ours.standards.main.sha256
        assert fingerprint(newer, _found()) == fingerprint(ours.standards, _found())
        with pytest.raises(Problem) as refused:
            scored(db.session(), newer, _found(), data_dir=tmp_path / "empty")
        assert refused.value.code == "review.frozen_unreadable"


def test_a_row_that_is_not_what_was_signed_is_not_read(office: Flask, desk: Desk) -> None:
    desk.approve()
    with office.app_context():
        row = db.session.get_one(ApprovalRow, INSP)
        db.session.expunge(row)
        db.session.commit()
        row.document_sha256 = "0" * 64
        with pytest.raises(Problem) as refused:
            said_in_the_log(db.session(), row)
        assert refused.value.code == "review.frozen_unreadable"


def test_a_second_reviewer_sees_what_the_first_one_approved(office: Flask, desk: Desk) -> None:
    desk.approve()
    second = Desk(office, SECOND)
    assert "Somebody called u_supervisor" in second.text()
    assert "This inspection was approved already." in second.text("/approval")


def test_what_cannot_be_scored_cannot_be_approved(office: Flask, desk: Desk) -> None:
    desk.settle_all()
    with tablet(office) as stream:  # then it is the lead's region that says whose it is
        db.session.add(AccountRegionRow(account_id=LEAD, region_id=REGION))
        stream.record(f"inspection:{INSP}", {"facility": "nobody-knows"})
    page = desk.text("/approval")
    assert "No result" in page
    status, _ = desk.refusal("approval", of_n=str(stored(office)[0]))
    assert status == 409


def test_people_who_do_not_add_up_are_waived_only_with_words(office: Flask, desk: Desk) -> None:
    """The few rooms that the tests keep of the demo facility do not hold all who were present."""
    desk.settle_all()
    form = desk.approval()
    assert "Rooms are missing from the list" in desk.text("/approval")
    assert desk.refusal("approval", **(form | {"waive:people_unaccounted": ""}))[0] == 409
    desk.done("approval", **form)
    assert f"approved although the people do not add up, because: {WHY}" in desk.text()
