"""The end of a run: the network heals, late messages still arrive, and everything must come right."""

from __future__ import annotations

from datetime import timedelta

from tests.sim import invariants
from tests.sim.seats import Seat
from tests.sim.simulation import Simulation

MOST_ROUNDS = 12
MOST_REQUESTS_AT_ONCE = 150
MOST_REQUESTS_AN_OPERATION = 3
MOST_REQUESTS_BESIDE = 60


def heal(run: Simulation) -> None:
    """Late messages arrive, then all tablets synchronise until all are quiet. I9: soon."""
    run.network.limit_bytes = None
    for seat in run.seats:
        seat.is_online = True
        seat.start()
    for message in run.messages:
        if message.reply is None:
            run.network.carry(message.request)
    run.messages.clear()
    before = run.network.requests
    for _ in range(MOST_ROUNDS):
        at_start = _told(run)
        for seat in run.seats:
            synchronise(run, seat)
        if _told(run) == at_start and all(_is_done(seat) for seat in run.seats):
            break
    else:
        restless = [seat.summary() for seat in run.seats if not _is_done(seat)]
        raise AssertionError(f"I9: not quiet after {MOST_ROUNDS} rounds: {restless}")
    spent = run.network.requests - before
    operations = sum(len(seat.store.sent) + len(seat.store.read) for seat in run.seats)
    most = MOST_REQUESTS_AN_OPERATION * operations + MOST_REQUESTS_BESIDE * len(run.seats)
    assert spent <= most, f"I9: {spent} requests for {operations} operations"


def synchronise(run: Simulation, seat: Seat) -> None:
    tablet = seat.tablet
    for _ in range(3):
        if tablet.chain.needs_enrolment and not tablet.enrol(run.server.code_for(seat.account)):
            run.server.wait(timedelta(minutes=1))  # too many codes of a forgotten past were wrong
            assert tablet.enrol(run.server.code_for(seat.account)), "a new code lets a tablet in"
        tablet.clock.wait_until(max(tablet.clock.wall, run.server.now))
        tablet.synchronise(most_requests=MOST_REQUESTS_AT_ONCE)
        if not tablet.chain.needs_enrolment:
            return


def check(run: Simulation) -> None:
    """Every invariant, after healing."""
    server, seats = run.server, run.seats
    stores, tablets = [seat.store for seat in seats], [seat.tablet for seat in seats]
    readers = [tablet for tablet in tablets if not tablet.memory.is_revoked]
    invariants.check_streams(server)
    invariants.check_links(server)
    invariants.check_bodies(server)
    invariants.check_nothing_lost(server, stores, run.ticked)
    invariants.check_acknowledged(server, tablets)
    for tablet in tablets:
        invariants.check_cursors(tablet)
    invariants.check_same_picture(server, readers)
    invariants.check_projection(server)
    invariants.check_photographs(server, stores)
    assert not run.network.refused, f"I8: {run.network.refused[0]}"


def _is_done(seat: Seat) -> bool:
    tablet = seat.tablet
    return tablet.is_quiet or (tablet.memory.is_revoked and not tablet.chain.pending())


def _told(run: Simulation) -> list[tuple[str, object]]:
    return [(seat.summary(), dict(seat.store.stream)) for seat in run.seats]
