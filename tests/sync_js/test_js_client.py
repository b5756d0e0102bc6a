"""The tablet's own engine against the real application, on a road where everything goes wrong."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from inspect_app.files.blob_store import blob_path
from inspect_app.store.devices import DeviceRow
from inspect_app.store.operations import OperationRow
from tests.sim import invariants
from tests.sim.world import Server
from tests.sync_js.road import FAULTS, Road, served
from tests.sync_js.tablets import JsTablet
from tests.twin.node import Runner, bundled, running

MOST_REQUESTS = 40
"""That one visit may cost, with one fault: an engine that asks and asks would need more."""
STEP = 3
"""Each fault at every third request, each beginning elsewhere: every request meets several faults."""


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


def test_a_fault_on_the_way_in_is_asked_about_again(
    runner: Runner, server: Server, road: Road, root: str
) -> None:
    tablet = JsTablet(runner, root, "u_ana")
    road.judge = lambda method, path: "drop_after"
    assert tablet.enrol(server) == {"is": "no_network"}
    road.judge = lambda method, path: None
    assert tablet.enrol(server)["is"] == "enrolled"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_request_is_harmless(
    runner: Runner, server: Server, road: Road, root: str, fault: str
) -> None:
    number = 1 + FAULTS.index(fault) % STEP
    while True:
        server.clear()
        visit = Visit(runner, server, root)
        fault_at(number, fault, road)
        visit.go()
        asked = len(road.asked)
        assert asked < MOST_REQUESTS, road.paths()
        road.judge = lambda method, path: None
        if asked < number:
            break
        visit.heal()
        visit.check()
        assert count(server) == 7, f"request {number}"
        number += STEP
    assert number > 15


@pytest.mark.parametrize("fault", [one for one in FAULTS if one != "duplicate"])
def test_a_road_that_only_fails_is_left_alone(
    runner: Runner, server: Server, road: Road, root: str, fault: str
) -> None:
    visit = Visit(runner, server, root)
    road.asked.clear()
    road.judge = lambda method, path: fault
    visit.go()
    assert len(road.asked) < MOST_REQUESTS, road.paths()
    road.judge = lambda method, path: None
    visit.heal()
    visit.check()


def test_a_server_that_was_set_back_is_given_everything_again(
    runner: Runner, server: Server, road: Road, root: str
) -> None:
    visit = Visit(runner, server, root)
    before = server.backup()
    visit.go()
    visit.heal()
    server.set_back(before)
    visit.heal()
    visit.check()
    assert count(server) == 7


def test_a_server_that_forgot_the_tablets_is_told_who_they_are(
    runner: Runner, server: Server, road: Road, root: str
) -> None:
    visit = Visit(runner, server, root)
    visit.go()
    visit.heal()
    server.set_back(server.empty)
    visit.heal()
    visit.check()
    assert count(server) == 7


def test_a_tablet_that_was_set_back_goes_on_under_a_new_name(
    runner: Runner, server: Server, road: Road, root: str
) -> None:
    visit = Visit(runner, server, root)
    visit.go()
    copy = visit.ana.copy()
    visit.recorded.add(visit.ana.answer(visit.insp, 20))
    visit.ana.sync()
    visit.recorded.add(copy.answer(visit.insp, 21))
    copy.sync()
    assert copy.state["needsCode"]
    road.asked.clear()
    copy.sync()
    assert road.asked == [], "it waits for a code"
    assert copy.enrol(server)["is"] == "enrolled"
    visit.ana = copy
    visit.heal()
    visit.check()


def test_a_revoked_tablet_deposits_what_it_holds_and_reads_no_more(
    runner: Runner, server: Server, road: Road, root: str
) -> None:
    visit = Visit(runner, server, root)
    visit.insp = visit.ana.begin(["u_ana"])
    visit.ana.sync()
    visit.ana.answer(visit.insp, 1)
    dev = next(iter(devices_of(server, "u_ana")))
    assert server.revoke(dev)
    road.asked.clear()
    visit.ana.sync()
    assert (visit.ana.state["unsent"], visit.ana.state["reach"]) == (0, "revoked")
    assert invariants.statuses(server) == {"ok": 1, "quarantine": 1}


def test_what_the_tablet_writes_into_a_rescue_file_the_server_takes_in_whole(
    runner: Runner, server: Server, road: Road, root: str
) -> None:
    visit = Visit(runner, server, root)
    visit.insp = visit.ana.begin(["u_ana"])
    visit.recorded.add(visit.ana.answer(visit.insp, 1))
    sha = visit.ana.attach(visit.insp, 1_500_000)
    text = visit.ana.rescue() or ""
    answer = server.app.test_client().post("/sync/v1/rescue", data=text.encode("utf-8"))
    said = json.loads(answer.get_json()["p"])
    assert (said["files"], said["is_all_taken"]) == ({sha: "stored"}, True)
    assert visit.recorded <= logged(server)


def test_everything_that_is_recorded_arrives_in_one_go(
    runner: Runner, server: Server, road: Road, root: str
) -> None:
    visit = Visit(runner, server, root)
    visit.insp = visit.ana.begin(["u_ana"])
    for value in range(450):
        visit.ana.answer(visit.insp, value)
    road.asked.clear()
    assert visit.ana.sync() == "done"
    assert road.paths().count("push") <= 4
    assert road.paths().count("pull") <= 5
    assert count(server) == 451


def devices_of(server: Server, account: str) -> set[str]:
    with server.session() as session:
        found = select(DeviceRow.id).where(DeviceRow.account_id == account)
        return set(session.scalars(found))
