"""The mistakes of the first draft (design, 4.4), each as what must hold instead, and each shown to
fail once its guard is taken away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inspect_app.api import sync as sync_door
from inspect_app.demo.tablet import Tablet
from inspect_app.services import sync_in, sync_out
from inspect_app.services.sync_in import Prepared, Taken
from inspect_app.store.devices import DeviceRow
from inspect_app.store.inspections import MemberRow
from inspect_app.store.operations import LinkRow, StreamRow
from inspect_app.store.status_digests import StatusDigests
from tests.sim import mutants
from tests.sim.invariants import check_bodies, check_cursors
from tests.sim.office import Office
from tests.sim.world import Server


def a_restored_server_gets_back_what_it_had_acknowledged(office: Office) -> None:
    backup = office.server.backup()
    said = office.say(office.first, 1)
    assert office.first.push()
    office.server.set_back(backup)
    office.say(office.first, 2)
    office.settle(office.first)
    assert said in office.stored()


def a_cloned_tablet_sends_what_lies_behind_the_fork(office: Office) -> None:
    office.settle(office.first)
    twin = office.tablet("u_ana", office.first.store.clone())
    mine, its = office.say(office.first, 1), office.say(twin, 2)
    behind = office.say(twin, 3)
    office.settle(office.first)
    office.settle(twin)
    assert {mine, its, behind} <= office.stored()


def a_late_page_does_not_move_the_cursor(office: Office) -> None:
    office.settle(office.first)
    second = office.tablet("u_bek")
    office.settle(second)
    for value in range(3):
        office.say(office.first, value)
    office.settle(office.first)
    second.puller.limit = 1
    second.begin_round()
    request = second.next_request()
    assert request is not None
    late = second.send(request)
    assert late is not None
    second.puller.rewind(office.insp)
    second.receive(request, late)
    check_cursors(second)


def what_was_given_back_is_given_again_until_the_log_shows_it(office: Office) -> None:
    second = office.tablet("u_bek")
    office.settle(office.first)
    backup = office.server.backup()
    said = office.say(office.first, 1)
    office.settle(office.first)
    office.settle(second)  # it holds what the first tablet said, which is destroyed now
    for _ in range(2):
        office.server.set_back(backup)
        second.begin_round()
        while (request := second.next_request()) is not None and request.door != "relay":
            reply = second.send(request)
            assert reply is not None
            second.receive(request, reply)
        if request is not None:
            reply = second.send(request)
            assert reply is not None
            second.receive(request, reply)
    assert said in office.stored()


def a_fork_of_somebody_else_is_carried_without_a_new_enrolment(office: Office) -> None:
    office.settle(office.first)
    second = office.tablet("u_bek")
    backup = office.server.backup()
    twin = office.tablet("u_ana", office.first.store.clone())
    office.say(office.first, 1)
    office.settle(office.first)
    office.settle(second)
    office.server.set_back(backup)
    office.say(twin, 2)
    assert twin.push()
    before = second.chain.dev
    for _ in range(3):
        second.synchronise(most_requests=60)
    assert (second.chain.dev, second.chain.needs_enrolment) == (before, False)


def everything_known_to_colleagues_comes_back_after_a_restore(office: Office) -> None:
    second = office.tablet("u_bek")
    backup = office.server.backup()
    said = office.say(office.first, 1)
    office.settle(office.first)
    office.settle(second)
    office.server.set_back(backup)
    office.settle(second)
    assert said in office.stored()


def nothing_is_missed_after_a_restore_and_new_pushes(office: Office) -> None:
    second, third = office.tablet("u_bek"), office.tablet("u_cem")
    office.settle(office.first)
    office.settle(third)
    backup = office.server.backup()
    office.say(office.first, 1)
    office.settle(office.first)
    office.settle(second)
    office.server.set_back(backup)
    missed = office.say(third, 2)
    office.say(third, 3)
    assert third.push()
    office.settle(second)
    assert missed in second.store.read


def a_tablet_that_the_server_forgot_is_vouched_for_by_colleagues(office: Office) -> None:
    second = office.tablet("u_bek")
    office.settle(office.first)
    office.settle(second)
    backup = office.server.backup()
    third = office.tablet("u_cem")
    office.settle(third)
    said = office.say(third, 1)
    office.settle(third)
    office.settle(second)  # holds what the third said, whose tablet is destroyed now
    office.server.set_back(backup)
    office.settle(second)
    assert said in office.stored()


def a_reader_gives_an_inspection_back_to_a_server_that_forgot_who_may_read(office: Office) -> None:
    second, third = office.tablet("u_bek"), office.tablet("u_cem")
    backup = office.server.backup()
    office.settle(office.first)
    office.settle(second)
    office.settle(third)
    made = set(second.store.read)
    office.server.set_back(backup)  # the first tablet is destroyed now
    office.say(third, 1)
    assert third.push()  # so that there is something of an inspection that nobody has created
    office.settle(second)
    assert made <= office.stored()


GUARDED = [
    (a_restored_server_gets_back_what_it_had_acknowledged, mutants.ForgetsWhatIsAcknowledged),
    (a_cloned_tablet_sends_what_lies_behind_the_fork, mutants.NeverEnrolsAnew),
    (a_late_page_does_not_move_the_cursor, mutants.LateRepliesMoveTheCursor),
    (
        what_was_given_back_is_given_again_until_the_log_shows_it,
        mutants.CrossesOffByAcknowledgement,
    ),
    (
        a_tablet_that_the_server_forgot_is_vouched_for_by_colleagues,
        mutants.KeepsNoCertificatesOfOthers,
    ),
    (everything_known_to_colleagues_comes_back_after_a_restore, mutants.NeverRelays),
]
IDS = [claim.__name__ for claim, _ in GUARDED]


@pytest.mark.parametrize("claim", [claim for claim, _ in GUARDED], ids=IDS)
def test_it_holds_that(server: Server, claim: Callable[[Office], Any]) -> None:
    claim(Office(server))


@pytest.mark.parametrize(("claim", "mutant"), GUARDED, ids=IDS)
def test_without_its_guard_it_fails_that(
    server: Server, claim: Callable[[Office], Any], mutant: type[Tablet]
) -> None:
    with pytest.raises(AssertionError):
        claim(Office(server, mutant))


@pytest.fixture
def telling_every_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that tells the carrier of the forks of others, as the first draft did."""

    def take_in(session: Session, prepared: Prepared, now: datetime) -> Taken:
        taken = sync_in.take_in(session, prepared, now)
        places = select(LinkRow.dev).group_by(LinkRow.dev, LinkRow.seq).having(func.count() > 1)
        return replace(taken, is_forked=bool(session.scalars(places).all()))

    monkeypatch.setattr(sync_door, "take_in", take_in)


@pytest.mark.usefixtures("telling_every_fork")
def test_a_fork_that_it_only_carries_is_not_taken_for_its_own(server: Server) -> None:
    a_fork_of_somebody_else_is_carried_without_a_new_enrolment(Office(server))
    with pytest.raises(AssertionError):
        a_fork_of_somebody_else_is_carried_without_a_new_enrolment(
            Office(server, mutants.TakesEveryForkForItsOwn)
        )


def test_the_server_tells_a_carrier_nothing_of_forks_of_others(server: Server) -> None:
    a_fork_of_somebody_else_is_carried_without_a_new_enrolment(
        Office(server, mutants.TakesEveryForkForItsOwn)
    )


@pytest.fixture
def without_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that looks at the number of a cursor and not at its hash."""

    def is_in_log(session: object, stream: StreamRow, n: int, h: str) -> bool:
        return n <= stream.n

    monkeypatch.setattr(sync_out, "_is_in_log", is_in_log)


def test_the_hash_in_the_cursor_shows_a_server_that_was_set_back(server: Server) -> None:
    nothing_is_missed_after_a_restore_and_new_pushes(Office(server))
    nothing_is_missed_after_a_restore_and_new_pushes(Office(server, mutants.ReadsWithoutHashes))


@pytest.mark.usefixtures("without_hashes")
def test_a_bare_number_would_hide_it(server: Server) -> None:
    nothing_is_missed_after_a_restore_and_new_pushes(Office(server))  # the tablet looks as well
    with pytest.raises(AssertionError):
        nothing_is_missed_after_a_restore_and_new_pushes(Office(server, mutants.ReadsWithoutHashes))


@pytest.fixture
def ordering_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that tells whoever has no right to stop, even where it was itself set back."""

    def read_streams(
        session: Session,
        device: DeviceRow,
        asked: Mapping[str, tuple[int, str]],
        limit: int,
        digests: StatusDigests,
    ) -> sync_out.Read:
        read = sync_out.read_streams(session, device, asked, limit, digests)
        mine = select(MemberRow.insp).where(MemberRow.usr == device.account_id)
        readable = set(session.scalars(mine))
        stopped = {insp for insp, page in read.streams.items() if page.get("rewound")} - readable
        pages = {insp: page for insp, page in read.streams.items() if insp not in stopped}
        return replace(read, streams=pages, revoke=(*read.revoke, *sorted(stopped)))

    monkeypatch.setattr(sync_door, "read_streams", read_streams)


def test_a_reader_gives_back_an_inspection_that_was_forgotten(server: Server) -> None:
    a_reader_gives_an_inspection_back_to_a_server_that_forgot_who_may_read(Office(server))


@pytest.mark.usefixtures("ordering_to_stop")
def test_an_order_to_stop_would_keep_it_on_the_tablet(server: Server) -> None:
    with pytest.raises(AssertionError):
        a_reader_gives_an_inspection_back_to_a_server_that_forgot_who_may_read(Office(server))


def test_an_envelope_is_never_that_of_another_branch_of_a_fork(server: Server) -> None:
    office = Office(server)
    office.settle(office.first)
    twin = office.tablet("u_ana", office.first.store.clone())
    office.say(office.first, 1)
    office.say(twin, 2)
    office.settle(office.first)
    office.settle(twin)
    check_bodies(server)
