"""`inspect-app rebuild` proves that what is kept is what the operations say, and names what is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete, text, update
from sqlalchemy.orm import Session

from inspect_app.cli import main
from inspect_app.domain.facts import Facts
from inspect_app.jobs.scoring import score_inspection
from inspect_app.services.assessments import Standards
from inspect_app.services.inspections.verifying import StreamFault, stream_faults
from inspect_app.store.operations import HeadRow, OperationRow, StreamRow
from inspect_app.store.rollups import CriterionRollupRow, InspectionRollupRow
from tests.inspections.recorded import NOW, Stream, add_facility, add_people

INSP = "insp-1"
Run = Callable[..., Result]


@pytest.fixture
def stream(session: Session, facts: Facts, standards: Standards) -> Stream:
    """A small inspection, scored."""
    add_people(session)
    add_facility(session, facts.facility)
    made = Stream(session, INSP)
    made.begin(facts.facility.id, "2026-06-15")
    made.record("room:a", {"number": "1", "kind": "cell"}, "create", type="room", parent=None)
    made.answer("room:a", "persons_slept_last_night", 3)
    made.arrive()
    score_inspection(session, standards, INSP, NOW)
    session.commit()
    return made


@pytest.fixture
def run(database_url: str, seed_dir: Path, tmp_path: Path) -> Run:
    environment = {
        "INSPECT_DATABASE_URL": database_url,
        "INSPECT_DATA_DIR": str(tmp_path),
        "INSPECT_SEED_DIR": str(seed_dir),
    }
    return lambda *words: CliRunner().invoke(main, ["rebuild", *words], env=environment)


def test_what_was_kept_by_the_push_and_the_job_is_what_the_operations_say(
    stream: Stream, run: Run
) -> None:
    result = run("--check")
    assert result.exit_code == 0
    assert "Inspections compared: 1. Every row is as the operations say." in result.stdout


def test_a_head_changed_by_hand_is_named_and_mended(
    session: Session, stream: Stream, run: Run
) -> None:
    field = "answer.persons_slept_last_night"
    session.execute(update(HeadRow).where(HeadRow.field == field).values(value="{}"))
    session.commit()
    checked = run("--check")
    assert checked.exit_code == 1
    assert f"head, row room:a {field} {INSP}-op-3: value differ" in checked.stdout
    assert run().exit_code == 0
    assert run("--check").exit_code == 0


def test_checking_writes_nothing(session: Session, stream: Stream, run: Run) -> None:
    session.execute(delete(HeadRow))
    session.commit()
    assert run("--check").exit_code == 1
    assert session.query(HeadRow).count() == 0


def test_a_result_changed_by_hand_is_named_and_mended(
    session: Session, stream: Stream, run: Run
) -> None:
    session.execute(update(InspectionRollupRow).values(rating="good"))
    session.execute(delete(CriterionRollupRow).where(CriterionRollupRow.criterion == "SP01"))
    session.commit()
    told = run("--inspection", INSP).stdout
    assert f"inspection_rollup, row {INSP}: rating differ" in told
    assert "criterion_rollup lacks the row SP01." in told
    assert run("--check").exit_code == 0


def test_a_result_of_less_than_all_that_arrived_is_made_anew(
    session: Session, stream: Stream, run: Run
) -> None:
    stream.answer("room:a", "persons_slept_last_night", 4)
    stream.arrive()
    session.commit()
    assert "of_n" in run().stdout
    session.expire_all()
    assert session.get_one(InspectionRollupRow, INSP).of_n == stream.n


def test_a_log_that_was_tampered_with_is_told_and_never_changed(
    session: Session, stream: Stream, run: Run
) -> None:
    session.execute(update(StreamRow).values(chain="f" * 64))
    session.commit()
    result = run()
    assert result.exit_code == 1
    assert f"{INSP}: the log is damaged at operation 3 (end)" in result.stdout
    assert session.get_one(StreamRow, INSP).chain == "f" * 64


def test_a_missing_number_and_a_changed_body_are_found_in_the_log(
    session: Session, stream: Stream
) -> None:
    if session.get_bind().dialect.name == "sqlite":
        for (name,) in session.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ).all():
            session.execute(text(f'DROP TRIGGER "{name}"'))
    else:
        session.execute(text("ALTER TABLE operation DISABLE TRIGGER USER"))
    session.execute(delete(OperationRow).where(OperationRow.n == 1))
    session.execute(update(OperationRow).where(OperationRow.n == 2).values(body=b"{}"))
    found = [fault.fault for fault in stream_faults(session, INSP)]
    assert found[:3] == [StreamFault.GAP, StreamFault.BODY, StreamFault.CHAIN]


def test_an_unknown_inspection_is_refused_in_one_sentence(stream: Stream, run: Run) -> None:
    result = run("--inspection", "nothing")
    assert result.exit_code == 2
    assert "Nothing of an inspection nothing has arrived" in result.stderr
