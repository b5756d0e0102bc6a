"""The job table, on both databases: nothing asked for is lost, nothing runs twice at once."""

from __future__ import annotations

import threading
from datetime import timedelta

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from inspect_app.store.engine import make_engine
from inspect_app.store.jobs import (
    MOST_TRIES,
    JobRow,
    ask,
    claim,
    delete_finished,
    fail,
    finish,
    give_back,
    is_due,
    note_progress,
    renew,
)
from tests.jobs.counted_work import NOW, asked

LATER = NOW + timedelta(seconds=61)


def _again(session: Session, job: JobRow) -> JobRow:
    session.expire_all()
    return session.get_one(JobRow, job.id)


def test_a_job_is_asked_for_in_the_transaction_of_its_reason(session: Session) -> None:
    ask(session, "mark", {}, by="u_1", now=NOW)
    session.rollback()
    assert not is_due(session, NOW)


def test_the_same_key_gives_back_the_unfinished_job(session: Session) -> None:
    first, second = asked(session, key="assess:1"), asked(session, key="assess:1")
    assert first.id == second.id
    assert asked(session, key="assess:2").id != first.id


def test_a_finished_job_frees_its_key(session: Session) -> None:
    first = asked(session, key="assess:1")
    job = claim(session, NOW, 60)
    assert job is not None
    assert finish(session, job.id, job.lease or "", {"of_n": 7}, NOW)
    session.commit()
    kept = _again(session, first)
    assert (kept.state, kept.key, kept.result, kept.finished_at) == ("done", None, {"of_n": 7}, NOW)
    assert asked(session, key="assess:1").id != first.id


def test_what_is_asked_for_while_it_runs_is_done_once_more(session: Session) -> None:
    job = asked(session, key="assess:1")
    for wanted in ("ready", "done"):
        running = claim(session, NOW, 60)
        assert running is not None
        if wanted == "ready":
            assert asked(session, key="assess:1").id == job.id
        assert finish(session, running.id, running.lease or "", None, NOW)
        session.commit()
        assert _again(session, job).state == wanted
    assert claim(session, NOW, 60) is None


def test_what_is_asked_for_while_the_last_try_fails_is_not_lost(session: Session) -> None:
    asked(session, key="assess:1")
    running = claim(session, NOW, 60)
    assert running is not None
    asked(session, key="assess:1")
    assert fail(session, running.id, running.lease or "", {"code": "job.failed"}, NOW, None)
    session.commit()
    once_more = claim(session, NOW, 60)
    assert once_more is not None
    assert (once_more.id, once_more.tries) == (running.id, 1)


def test_many_who_ask_at_once_get_one_job(engine: Engine) -> None:
    begin, given = threading.Barrier(8), []

    def askers() -> None:
        begin.wait()
        with Session(engine) as session:
            given.append(asked(session, key="assess:1").id)

    threads = [threading.Thread(target=askers) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) == 8
    assert len(set(given)) == 1


def test_no_two_workers_claim_one_job(engine: Engine) -> None:
    claimed: list[str] = []

    def take() -> None:
        with Session(engine) as session:
            while (job := claim(session, NOW, 60)) is not None:
                claimed.append(job.id)

    with Session(engine) as session:
        for _ in range(40):
            asked(session)
    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(claimed) == len(set(claimed)) == 40


def test_no_worker_begins_before_the_asker_has_committed(postgresql_url: str) -> None:
    engine = make_engine(postgresql_url)  # on SQLite the asker holds the whole database
    with Session(engine) as asking, Session(engine) as working:
        asked(asking, key="assess:1")
        ask(asking, "mark", {}, by="u_1", now=NOW, key="assess:1")
        assert claim(working, NOW, 60) is None
        asking.commit()
        assert claim(working, NOW, 60) is not None
    engine.dispose()


def test_a_lease_that_ended_hands_the_job_to_another(session: Session) -> None:
    asked(session)
    dead = claim(session, NOW, 60)
    assert dead is not None
    old = dead.lease or ""
    assert claim(session, NOW, 60) is None
    assert claim(session, LATER, 60) is not None
    assert not renew(session, dead.id, old, LATER)
    assert not note_progress(session, dead.id, old, 1, 2, "late")
    assert not finish(session, dead.id, old, None, LATER)


def test_a_renewed_lease_holds(session: Session) -> None:
    asked(session)
    job = claim(session, NOW, 60)
    assert job is not None
    assert renew(session, job.id, job.lease or "", NOW + timedelta(seconds=120))
    session.commit()
    assert claim(session, LATER, 60) is None


def test_work_that_kills_its_workers_is_given_up_and_says_so(session: Session) -> None:
    job = asked(session)
    for attempt in range(MOST_TRIES):
        assert claim(session, NOW + timedelta(minutes=2 * attempt), 60) is not None
    assert claim(session, NOW + timedelta(minutes=20), 60) is None
    kept = _again(session, job)
    assert kept.state == "failed"
    assert kept.problem == {"code": "job.worker_died", "details": {}}


def test_a_job_handed_back_has_lost_no_try(session: Session) -> None:
    asked(session)
    job = claim(session, NOW, 60)
    assert job is not None
    assert give_back(session, job.id, job.lease or "", NOW)
    session.commit()
    again = claim(session, NOW, 60)
    assert again is not None
    assert again.tries == 1


def test_a_job_for_later_waits(session: Session) -> None:
    asked(session, run_at=LATER)
    assert not is_due(session, NOW)
    assert is_due(session, LATER)


def test_only_old_finished_jobs_are_taken_out(session: Session) -> None:
    asked(session)
    done = claim(session, NOW, 60)
    assert done is not None
    finish(session, done.id, done.lease or "", None, NOW)
    waiting = asked(session)
    assert delete_finished(session, NOW) == 0
    assert delete_finished(session, LATER) == 1
    left = session.scalars(select(JobRow.id)).all()
    assert left == [waiting.id]
    assert session.scalar(select(func.count()).select_from(JobRow)) == 1
