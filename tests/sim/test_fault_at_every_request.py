"""One fixed visit, with each fault at each of its requests, and a death at each of its commits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from inspect_app.demo.tablet.wire import Reply, Request
from tests.sim import invariants
from tests.sim.network import Network
from tests.sim.seats import Crash
from tests.sim.visits import Visit, finish, go
from tests.sim.world import Server

FAULTS = (
    "drop_request",
    "drop_response",
    "fault_before",
    "fault_after",
    "duplicate",
    "truncated",
    "portal",
    "too_large",
)


class FaultAt:
    """Does harm to the request of one number, and to no other."""

    def __init__(self, server: Server, number: int, fault: str) -> None:
        self.network = Network(server)
        self.left, self.fault = number, fault
        self.requests = 0

    def __call__(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        self.requests += 1
        self.left -= 1
        request = Request("", method, path, body, headers)
        reply = self._faulty(request) if self.left == 0 else self.network.carry(request)
        if reply is None:
            raise ConnectionError("lost")
        return reply.status, reply.headers, reply.body

    def _faulty(self, request: Request) -> Reply | None:
        if self.fault == "duplicate":
            self.network.carry(request)
            return self.network.carry(request)
        return self.network.carry(request, self.fault)


def check_all(visit: Visit) -> None:
    finish(visit)
    assert all(tablet.is_quiet for tablet in visit.tablets)
    invariants.check_streams(visit.server)
    invariants.check_links(visit.server)
    invariants.check_bodies(visit.server)
    invariants.check_nothing_lost(visit.server, visit.stores, visit.ticked)
    invariants.check_same_picture(visit.server, visit.tablets)
    invariants.check_projection(visit.server)
    invariants.check_photographs(visit.server, visit.stores)


def numbers_of_requests(server: Server) -> int:
    server.clear()
    unharmed = FaultAt(server, 0, "none")
    go(Visit(server, unharmed))
    return unharmed.requests


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_request_is_harmless(server: Server, fault: str) -> None:
    count = numbers_of_requests(server)
    assert count > 12
    for number in range(1, count + 1):
        server.clear()
        road = FaultAt(server, number, fault)
        visit = Visit(server, road)
        go(visit)
        road.left = 0
        check_all(visit)
        assert not road.network.refused, f"request {number}: {road.network.refused}"


def commits_of(server: Server) -> Iterator[int]:
    server.clear()
    visit = Visit(server, Network(server))
    counted = [0]

    def count(side: str) -> None:
        counted[0] += side == "before"

    for store in visit.stores:
        store.at_commit = count
    go(visit)
    return iter(range(1, counted[0] + 1))


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_tablet_may_die_at_any_commit(server: Server, side: str) -> None:
    for number in commits_of(server):
        server.clear()
        visit = Visit(server, Network(server))
        left = [number]

        def at_commit(now: str, left: list[int] = left) -> None:
            left[0] -= now == side
            if left[0] == 0:
                left[0] = -1
                raise Crash

        for store in visit.stores:
            store.at_commit = at_commit
        go(visit)
        assert left[0] == -1, f"commit {number} was never reached"
        check_all(visit)
