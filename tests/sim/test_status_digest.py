"""What became of an operation may change after it was read: the tablet notices by the digest."""

from __future__ import annotations

import pytest

from inspect_app.demo.tablet import Tablet
from inspect_app.demo.tablet.clock import TabletClock
from inspect_app.domain.operations import Status
from inspect_app.store.accounts import AccountRow
from inspect_app.store.projection import reproject
from tests.sim.network import Network
from tests.sim.recording import FACILITY, answer, begin_inspection
from tests.sim.seats import seeded
from tests.sim.world import START, Server


def tablet_of(server: Server, usr: str, chance: int) -> Tablet:
    made = Tablet(Network(server), TabletClock(START), seeded(chance))
    assert made.enrol(server.code_for(usr))
    return made


@pytest.fixture
def lead(server: Server) -> Tablet:
    return tablet_of(server, "u_ana", 1)


@pytest.fixture
def insp(lead: Tablet) -> str:
    """An inspection of which only the lead is on the team."""
    made = lead.memory.new_id()
    begin_inspection(lead, made, ("u_ana",))
    assert lead.synchronise().is_quiet
    return made


def test_what_was_quarantined_and_is_let_in_reaches_a_tablet_that_read_it(
    server: Server, lead: Tablet, insp: str
) -> None:
    other = tablet_of(server, "u_bek", 2)
    op_id = other.record(insp, FACILITY, "set", {"answer.beds": answer(7)})
    other.push()
    lead.synchronise()
    assert lead.view.status(op_id) == Status.QUARANTINE
    assert lead.heads(insp, FACILITY, "answer.beds") == {}
    lead.record(insp, f"inspection:{insp}", "set", {"team": ["u_ana", "u_bek"]})
    assert lead.synchronise().is_quiet
    assert lead.view.status(op_id) == Status.OK
    assert list(lead.heads(insp, FACILITY, "answer.beds")) == [op_id]


def test_a_status_that_changes_alone_is_noticed_at_an_equal_cursor(
    server: Server, lead: Tablet, insp: str
) -> None:
    op_id = lead.record(insp, FACILITY, "set", {"answer.beds": answer(7)})
    lead.synchronise()
    before = lead.store.stream[insp]
    with server.session() as session:
        session.get_one(AccountRow, "u_ana").role = "council_member"
        reproject(session, insp, server.now)
    lead.pull()
    assert lead.store.stream[insp].n == 0
    lead.synchronise()
    assert lead.store.stream[insp]._replace(more=False) == before
    assert lead.view.status(op_id) == Status.QUARANTINE


def test_reading_again_for_a_status_asks_for_no_photograph_again(
    server: Server, lead: Tablet, insp: str
) -> None:
    lead.attach(insp, b"\xff\xd8 a photograph", {"kind": "photo"})
    assert lead.synchronise().is_quiet
    (photo,) = lead.store.photo.values()
    lead.puller.rewind(insp, is_same_log=True)
    assert list(lead.store.photo.values()) == [photo]
    assert photo.receipt is not None


def test_a_server_that_says_nothing_of_statuses_is_no_reason_to_read_again(
    lead: Tablet, insp: str
) -> None:
    cursor = lead.store.stream[insp]
    silent = {"c": cursor.n, "x": "0" * 64}
    assert lead.puller.says_the_same(insp, cursor, silent)
    assert not lead.puller.says_the_same(insp, cursor, silent | {"s": "0" * 64})
