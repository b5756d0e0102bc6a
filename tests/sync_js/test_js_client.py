"""The tablet's own engine against the real application, on a road where everything goes wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from inspect_app.files.blob_store import blob_path
from inspect_app.store.operations import OperationRow
from tests.sim import invariants
from tests.sim.world import Server
from tests.sync_js.road import FAULTS, Road, served
from tests.sync_js.tablets import JsTablet
from tests.twin.node import Runner, bundled, running

MOST_REQUESTS = 40
"""That one visit may cost, with one fault: an engine that asks and asks would need more."""


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    folder = tmp_path_factory.mktemp("engine")
    with running(bundled("src/sync/testing/client_program.ts", folder)) as made:
        yield made


@pytest.fixture(scope="module")
def one_server(sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("server"), sqlite_file)
    yield server
    server.close()


@pytest.fixture
def server(one_server: Server) -> Server:
    one_server.clear()
    return one_server


@pytest.fixture
def road(server: Server) -> Road:
    return Road(server)


@pytest.fixture
def root(road: Road) -> Iterator[str]:
    with served(road) as address:
        yield address


class Visit:
    """Two inspectors, two tablets, one inspection, a photograph, and a conflict."""

    def __init__(self, runner: Runner, server: Server, root: str) -> None:
        self.server = server
        self.ana = JsTablet(runner, root, "u_ana")
        self.bek = JsTablet(runner, root, "u_bek")
        for tablet in (self.ana, self.bek):
            assert tablet.enrol(server)["is"] == "enrolled"
        self.recorded: set[str] = set()

    def go(self) -> None:
        self.insp = self.ana.begin(["u_ana", "u_bek"])
        for value in range(3):
            self.recorded.add(self.ana.answer(self.insp, value))
        self.sha = self.ana.attach(self.insp, 300_000)
        self.ana.sync()
        self.bek.sync()
        self.recorded.add(self.bek.answer(self.insp, 7))
        self.recorded.add(self.ana.answer(self.insp, 8))
        self.bek.sync()
        self.ana.sync()

    def heal(self) -> None:
        """No more faults: a few rounds must be enough."""
        for _ in range(2):
            for tablet in (self.ana, self.bek):
                tablet.wait(3_600_000)
                assert tablet.sync() == "done"

    def check(self) -> None:
        for tablet in (self.ana, self.bek):
            state = tablet.state
            assert (state["unsent"], state["needsCode"], state["blobs"]) == (0, False, [])
            assert tablet.picture(self.insp) == heads(self.server, self.insp)
        assert self.recorded <= logged(self.server)
        content = blob_path(self.server.folder / "data", self.sha).read_bytes()
        assert hashlib.sha256(content).hexdigest() == self.sha
        invariants.check_streams(self.server)
        invariants.check_links(self.server)
        invariants.check_bodies(self.server)
        invariants.check_projection(self.server)


def heads(server: Server, insp: str) -> dict[str, list[str]]:
    with server.session() as session:
        told = invariants.server_heads(session, insp)
    return {f"{entity} {field}": sorted(ops) for (entity, field), ops in told.items()}


def logged(server: Server) -> set[str]:
    with server.session() as session:
        return set(session.scalars(select(OperationRow.op_id)))


def count(server: Server) -> int:
    with server.session() as session:
        return session.scalar(select(func.count()).select_from(OperationRow)) or 0


def fault_at(number: int, fault: str, road: Road) -> None:
    """At the request of this number, counted from now."""
    road.asked.clear()
    road.judge = lambda method, path: fault if len(road.asked) == number else None


def test_a_visit_without_faults_arrives_once(
    runner: Runner, server: Server, road: Road, root: str
) -> None:
    visit = Visit(runner, server, root)
    road.asked.clear()
    visit.go()
    assert len(road.asked) < MOST_REQUESTS
    visit.heal()
    visit.check()
    assert count(server) == 7
