"""In whatever order, portions and repetitions operations arrive, the server comes to the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from inspect_app.demo.tablet import Tablet
from inspect_app.demo.tablet.clock import TabletClock
from inspect_app.demo.tablet.store import Sent, Store, wire_of
from inspect_app.demo.tablet.wire import json_body
from inspect_app.store.inspections import EntityRow, InspectionRow
from inspect_app.store.operations import OperationRow
from tests.sim import invariants
from tests.sim.network import Network
from tests.sim.oracle import conflicts, standing
from tests.sim.recording import FACILITY, QUESTIONS, answer, begin_inspection
from tests.sim.seats import seeded
from tests.sim.world import PEOPLE, START, Server

WRITERS = 3


@dataclass
class Written:
    """Three tablets have recorded; the server knows the tablets and nothing that they recorded."""

    server: Server
    backup: bytes
    stores: list[Store]
    insp: str
    state: dict[str, Any] = field(default_factory=dict)

    def rows(self) -> list[list[Sent]]:
        return [list(store.sent.values()) for store in self.stores]


@pytest.fixture(scope="module")
def written(one_server: Server) -> Written:
    """Writers meet now and then by reading from a server that then forgets, so that some writes
    have seen others, and some have not."""
    one_server.clear()
    tablets = [
        Tablet(Network(one_server), TabletClock(START), seeded(number)) for number in range(WRITERS)
    ]
    for tablet, account in zip(tablets, PEOPLE, strict=False):
        assert tablet.enrol(one_server.code_for(account))
    backup = one_server.backup()
    insp = tablets[0].memory.new_id()
    begin_inspection(tablets[0], insp, PEOPLE)
    chance = seeded(5)
    for _ in range(24):
        _act(chance.choice(tablets), insp, chance)
    made = Written(one_server, backup, [tablet.store for tablet in tablets], insp)
    made.state = _delivered(made, [])
    return made


def _act(tablet: Tablet, insp: str, chance: Random) -> None:
    if chance.random() < 0.25:
        tablet.synchronise()
        return
    question = chance.choice(QUESTIONS[:2])
    tablet.record(insp, FACILITY, "set", {question: answer(chance.randrange(3))})


deliveries = st.lists(
    st.tuples(
        st.integers(0, WRITERS - 1),  # whose operations
        st.integers(0, WRITERS - 1),  # who carries them
        st.integers(0, 12),  # from which on
        st.integers(1, 8),  # how many
    ),
    max_size=12,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deliveries)
def test_any_order_portion_and_repetition_gives_the_same_state(
    written: Written, given_deliveries: list[tuple[int, int, int, int]]
) -> None:
    assert _delivered(written, given_deliveries) == written.state


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deliveries)
def test_two_different_heads_always_show_as_a_conflict(
    written: Written, given_deliveries: list[tuple[int, int, int, int]]
) -> None:
    _delivered(written, given_deliveries)
    found = standing(row.body.encode() for rows in written.rows() for row in rows)
    with written.server.session() as session:
        inspection = session.get_one(InspectionRow, written.insp)
        assert inspection.conflicts == conflicts(found) > 0


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deliveries)
def test_every_tablet_ends_with_the_heads_of_the_server(
    written: Written, given_deliveries: list[tuple[int, int, int, int]]
) -> None:
    _delivered(written, given_deliveries)
    tablets = [
        Tablet(Network(written.server), TabletClock(START), seeded(number + 50), store.clone())
        for number, store in enumerate(written.stores)
    ]
    for tablet in tablets:
        assert tablet.synchronise().is_quiet
    invariants.check_same_picture(written.server, tablets)


def _delivered(written: Written, asked: list[tuple[int, int, int, int]]) -> dict[str, Any]:
    """Deliveries as asked, whatever the server takes of them, and then each chain once in whole."""
    server = written.server
    server.set_back(written.backup)
    network, rows = Network(server), written.rows()
    whole = [(whose, whose, 0, len(chain)) for whose, chain in enumerate(rows)]
    for whose, carrier, start, count in [*asked, *whole]:
        chosen = rows[whose][start : start + count]
        if chosen:
            _push(network, written.stores[carrier], chosen)
    assert not network.refused
    invariants.check_streams(server)
    invariants.check_projection(server)
    return _state(server, written.insp)


def _push(network: Network, carrier: Store, rows: list[Sent]) -> None:
    said = {"nonce": "n", "dev": carrier.kept["dev"], "ops": [wire_of(row) for row in rows]}
    body, headers = json_body({"proto": 1, **said}, zipped=True)
    status, _, _ = network("POST", "/sync/v1/push", headers, body)
    assert status == 200


def _state(server: Server, insp: str) -> dict[str, Any]:
    """What the server shows, without the numbers that only tell the order of arrival."""
    with server.session() as session:
        inspection = session.get_one(InspectionRow, insp)
        operations = session.scalars(select(OperationRow).where(OperationRow.insp == insp))
        entities = session.scalars(select(EntityRow).where(EntityRow.insp == insp))
        return {
            "heads": dict(invariants.server_heads(session, insp)),
            "operations": {row.op_id: (row.status, row.reason) for row in operations},
            "entities": {row.entity: (row.type, row.created_by) for row in entities},
            "inspection": (
                inspection.facility_id,
                inspection.visited_on,
                inspection.lead,
                inspection.conflicts,
                inspection.held,
                inspection.quarantined,
            ),
        }
