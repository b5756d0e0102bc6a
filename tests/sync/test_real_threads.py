"""Many tablets at once, as threads, on both databases: nothing is lost, doubled or read past."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inspect_app.domain.operations import EMPTY_CHAIN, next_in_stream
from inspect_app.store.operations import LinkRow, OperationRow, StreamRow
from inspect_app.store.projection import projection_rows, reproject
from tests.sync.hand_tablet import NOW, HandTablet, enrol

WRITERS, BATCHES, SIZE = 6, 6, 8


class Crowd:
    """Threads that begin together; the first fault of any of them fails the test."""

    def __init__(self) -> None:
        self._faults: list[BaseException] = []
        self._start = threading.Event()
        self._threads: list[threading.Thread] = []

    def add(self, work: Callable[[], object]) -> None:
        self._threads.append(threading.Thread(target=self._run, args=(work,), daemon=True))

    def go(self) -> None:
        for thread in self._threads:
            thread.start()
        self._start.set()
        for thread in self._threads:
            thread.join(timeout=120)
        assert not any(thread.is_alive() for thread in self._threads)
        assert self._faults == []

    def _run(self, work: Callable[[], object]) -> None:
        self._start.wait()
        try:
            work()
        except BaseException as fault:
            self._faults.append(fault)


def test_writers_that_send_twice_and_readers_by_cursor_see_everything_once(
    app_on_both: Flask, stored: Session
) -> None:
    writers = [enrol(app_on_both, f"u_{number}") for number in range(WRITERS)]
    lead, others = writers[0], writers[1:]
    for tablet in others:
        tablet.insp = lead.insp
    lead.push([lead.seal(lead.begin(team=[tablet.usr for tablet in others]))])
    total = 1 + WRITERS * BATCHES * SIZE
    crowd = Crowd()
    seen: tuple[list[str], list[str]] = ([], [])
    for number, tablet in enumerate(writers):
        crowd.add(lambda tablet=tablet, number=number: _write(tablet, number))
    for reader, into in zip(writers[:2], seen, strict=True):
        crowd.add(lambda reader=reader, into=into: _follow(reader, into, total))
    crowd.go()
    for read in seen:
        assert len(read) == len(set(read)) == total
    assert seen[0] == seen[1]
    _assert_whole(stored, lead.insp, total)
    before = projection_rows(stored, lead.insp)
    reproject(stored, lead.insp, NOW)
    assert projection_rows(stored, lead.insp) == before


def test_two_windows_of_one_tablet_send_the_same_at_once(
    app_on_both: Flask, stored: Session
) -> None:
    tablet = enrol(app_on_both)
    batch = tablet.rooms(30)
    results: list[list[str]] = []
    crowd = Crowd()
    for _ in range(4):
        crowd.add(lambda: results.append(_send(tablet, batch)["res"]))
    crowd.go()
    assert sorted(results) == [["dup"] * 31] * 3 + [["stored"] * 31]
    _assert_whole(stored, tablet.insp, 31)


def test_two_tablets_begin_one_stream_at_once(app_on_both: Flask, stored: Session) -> None:
    tablets = [enrol(app_on_both, f"u_{number}") for number in range(4)]
    for tablet in tablets[1:]:
        tablet.insp = tablets[0].insp
    batches = [(tablet, tablet.sealed(tablet.room())) for tablet in tablets]
    crowd = Crowd()
    for tablet, batch in batches:
        crowd.add(lambda tablet=tablet, batch=batch: _send(tablet, batch))
    crowd.go()
    _assert_whole(stored, tablets[0].insp, 4)


def test_tablets_that_carry_for_each_other_do_not_block_each_other(
    app_on_both: Flask, stored: Session
) -> None:
    one, other = enrol(app_on_both, "u_0"), enrol(app_on_both, "u_1")
    other.insp = one.insp
    mine, theirs = one.rooms(20), other.sealed(*(other.room() for _ in range(20)))
    crowd = Crowd()
    for at in range(0, 20, 4):
        crowd.add(lambda at=at: _send(one, [*mine, *theirs[at : at + 4]]))
        crowd.add(lambda at=at: _send(other, [*theirs, *mine[at : at + 4]]))
    crowd.go()
    _assert_whole(stored, one.insp, 41)
    assert stored.scalar(select(func.count()).select_from(LinkRow)) == 41


def test_one_operation_by_several_roads_at_once_is_stored_once(
    app_on_both: Flask, stored: Session
) -> None:
    first = enrol(app_on_both)
    again = [enrol(app_on_both, first.usr) for _ in range(4)]
    bodies = [first.begin(), *(first.room() for _ in range(10))]
    batches = [(tablet, tablet.sealed(*bodies)) for tablet in again]
    crowd = Crowd()
    for tablet, batch in batches:
        crowd.add(lambda tablet=tablet, batch=batch: _send(tablet, batch))
    crowd.go()
    _assert_whole(stored, first.insp, 11)
    assert stored.scalar(select(func.count()).select_from(LinkRow)) == 44


def _send(tablet: HandTablet, batch: Sequence[dict[str, Any]]) -> dict[str, Any]:
    said = tablet.push(batch)
    assert None not in said["res"], said
    return said


def _write(tablet: HandTablet, number: int) -> None:
    for turn in range(BATCHES):
        batch = tablet.sealed(*(tablet.room() for _ in range(SIZE)))
        _send(tablet, batch)
        if (turn + number) % 2:
            assert _send(tablet, batch)["res"] == ["dup"] * SIZE


def _follow(tablet: HandTablet, into: list[str], total: int) -> None:
    n, h = 0, EMPTY_CHAIN
    while n < total:
        page = tablet.page(n, h, limit=20)
        assert "rewound" not in page
        assert [op["n"] for op in page["ops"]] == list(range(n + 1, page["n"] + 1))
        into += [op["op"] for op in page["ops"]]
        n, h = page["n"], page["h"]


def _assert_whole(session: Session, insp: str, total: int) -> None:
    """Numbers without gaps, each operation once, and the chain of the log adds up."""
    rows: Iterable[OperationRow] = session.scalars(
        select(OperationRow).where(OperationRow.insp == insp).order_by(OperationRow.n)
    )
    h, n = EMPTY_CHAIN, 0
    for n, row in enumerate(rows, start=1):
        h = next_in_stream(h, row.op_id, row.bh)
        assert (row.n, row.chain) == (n, h)
    stream = session.get_one(StreamRow, insp)
    assert (n, stream.n, stream.chain) == (total, total, h)
