"""What a tablet keeps and shows without any network."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

import pytest

from inspect_app.demo.tablet import Tablet
from inspect_app.demo.tablet.store import Store, envelope_of
from inspect_app.domain.operation_reading import read_operation
from inspect_app.domain.operations import un64
from inspect_app.signing import is_signed
from tests.sim.paper_server import PaperServer, tablet_alone
from tests.sim.seats import Crash

INSP = "019a9b10-2a44-7b02-8d55-6c0f7d0e1a11"
PLACE = "facility:f-1"
FIELD = "answer.beds"


def say(tablet: Tablet, value: int) -> str:
    return tablet.record(INSP, PLACE, "set", {FIELD: {"state": "answered", "value": value}})


def kinds(tablet: Tablet) -> list[str]:
    return [json.loads(row.body)["k"] for row in tablet.chain.own()]


def die(store: Store, side: str) -> None:
    def at_commit(now: str) -> None:
        if now == side:
            raise Crash

    store.at_commit = at_commit


def test_what_is_recorded_is_one_signed_chain_of_readable_operations() -> None:
    tablet = tablet_alone()
    made = [say(tablet, number) for number in range(3)]
    before = tablet.store.kept["first"]
    for row, op_id in zip(tablet.chain.own(), made, strict=True):
        assert (row.prev, row.link) == (before, envelope_of(row).link)
        assert is_signed(tablet.chain.key.public_key(), un64(row.link), row.sig)
        assert read_operation(row.body.encode()).id == op_id
        before = row.link


def test_ids_are_uuids_of_version_seven() -> None:
    identifier = UUID(tablet_alone().memory.new_id())
    assert (identifier.version, identifier.variant) == (7, "specified in RFC 4122")


def test_a_write_names_what_was_on_screen() -> None:
    tablet = tablet_alone()
    first = say(tablet, 1)
    second = say(tablet, 2)
    assert list(tablet.heads(INSP, PLACE, FIELD)) == [second]
    last = json.loads(list(tablet.chain.own())[-1].body)
    assert last["sets"][0]["base"] == [first]


def test_a_tablet_that_dies_before_the_commit_has_recorded_nothing() -> None:
    tablet = tablet_alone()
    say(tablet, 1)
    die(tablet.store, "before")
    with pytest.raises(Crash):
        say(tablet, 2)
    again = tablet_alone(2, tablet.store.clone())
    assert [head["value"] for head in again.heads(INSP, PLACE, FIELD).values()] == [1]


def test_a_tablet_that_dies_after_the_commit_has_recorded_it() -> None:
    tablet = tablet_alone()
    die(tablet.store, "after")
    with pytest.raises(Crash):
        say(tablet, 2)
    again = tablet_alone(2, tablet.store.clone())
    assert [head["value"] for head in again.heads(INSP, PLACE, FIELD).values()] == [2]


def test_two_windows_that_record_at_once_make_one_chain() -> None:
    tablet = tablet_alone()
    other = tablet_alone(2, tablet.store)
    hurried: list[str] = []

    def at_commit(side: str) -> None:
        if side == "before" and not hurried:
            hurried.append("")
            hurried[0] = say(other, 2)

    tablet.store.at_commit = at_commit
    slow = say(tablet, 1)
    assert [row.op for row in tablet.chain.own()] == [hurried[0], slow]
    assert set(other.heads(INSP, PLACE, FIELD)) == {hurried[0], slow}


def test_an_operation_never_names_a_photograph_that_is_not_kept() -> None:
    for commits in (1, 2):
        tablet = tablet_alone()
        left = [commits]

        def at_commit(side: str, left: list[int] = left) -> None:
            left[0] -= side == "before"
            if left[0] == 0:
                raise Crash

        tablet.store.at_commit = at_commit
        with pytest.raises(Crash):
            tablet.attach(INSP, b"bytes", {"kind": "photo"})
        assert tablet.chain.head.seq == 0
        assert tablet.uploader.waiting() == []


def test_a_clock_that_jumps_is_noted_before_the_next_operation() -> None:
    tablet = tablet_alone()
    say(tablet, 1)
    tablet.clock.jump(timedelta(days=-365))
    say(tablet, 2)
    assert kinds(tablet) == ["set", "clock", "set"]
    assert json.loads(list(tablet.chain.own())[1].body)["jumped_ms"] == -365 * 86_400_000


def test_time_that_passes_and_a_new_start_are_no_jumps() -> None:
    tablet = tablet_alone()
    say(tablet, 1)
    tablet.clock.wait(timedelta(hours=9))
    say(tablet, 2)
    tablet.clock.start_again("s2")
    say(tablet, 3)
    assert kinds(tablet) == ["set", "set", "set"]


def test_a_store_written_as_text_and_read_again_goes_on() -> None:
    tablet = tablet_alone()
    say(tablet, 1)
    tablet.attach(INSP, b"\x00\xff", {"kind": "photo"})
    again = Store.from_text(tablet.store.text())
    assert again == tablet.store
    assert say(tablet_alone(2, again), 2) in again.sent[("d_paper", 3)].body


def test_a_copy_of_a_store_does_not_follow_it() -> None:
    tablet = tablet_alone()
    copy = tablet.store.clone()
    say(tablet, 1)
    assert (len(copy.sent), copy.kept["head"][0]) == (0, 0)
    tablet.store.become(copy)
    assert tablet.chain.head.seq == 0


def test_the_same_seed_writes_the_same_bodies() -> None:
    bodies = []
    for _ in range(2):
        tablet = tablet_alone(7)
        say(tablet, 1)
        bodies.append([row.body for row in tablet.chain.own()])
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize(
    "forged",
    [
        b"",
        b"<html>log in</html>",
        b'{"p": "{}"}',
        b"[1]",
        PaperServer().signed(nonce="n", dev="d_paper", head={"seq": 1, "link": "x"}),
    ],
)
def test_what_the_pinned_server_has_not_signed_changes_nothing(forged: bytes) -> None:
    server = PaperServer()
    tablet = tablet_alone(server=server)
    say(tablet, 1)
    server.answers = [forged]
    assert not tablet.push()
    assert (tablet.chain.acked, tablet.chain.needs_enrolment) == (0, False)


def test_an_answer_to_another_question_changes_nothing() -> None:
    server = PaperServer()
    tablet = tablet_alone(server=server)
    say(tablet, 1)
    head = {"seq": 1, "link": tablet.chain.head.link}
    server.answers = [server.signed(nonce="of-yesterday", dev="d_paper", head=head)]
    assert not tablet.push()
    assert tablet.chain.acked == 0


def test_no_network_is_no_error() -> None:
    tablet = tablet_alone()
    say(tablet, 1)
    done = tablet.synchronise()
    assert (done.is_quiet, tablet.chain.pending()) == (False, 1)
