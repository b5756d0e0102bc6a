"""Tablets of one kind at an empty server, for scenes that are told step by step."""

from __future__ import annotations

from sqlalchemy import select

from inspect_app.demo.tablet import Tablet
from inspect_app.demo.tablet.clock import TabletClock
from inspect_app.demo.tablet.store import Store
from inspect_app.store.operations import OperationRow
from tests.sim.network import Network
from tests.sim.recording import FACILITY, answer, begin_inspection
from tests.sim.seats import seeded
from tests.sim.world import PEOPLE, START, Server


class Office:
    """Tablets of one kind at an empty server; the first has begun the inspection."""

    def __init__(self, server: Server, kind: type[Tablet] = Tablet) -> None:
        server.clear()
        self.server, self.kind, self.number = server, kind, 0
        self.first = self.tablet("u_ana")
        self.insp = self.first.memory.new_id()
        begin_inspection(self.first, self.insp, PEOPLE)

    def tablet(self, account: str, store: Store | None = None) -> Tablet:
        self.number += 1
        made = self.kind(Network(self.server), TabletClock(START), seeded(self.number), store)
        if made.chain.dev is None:
            assert made.enrol(self.server.code_for(account))
        return made

    def say(self, tablet: Tablet, value: int) -> str:
        return tablet.record(self.insp, FACILITY, "set", {"answer.beds": answer(value)})

    def settle(self, tablet: Tablet) -> None:
        """Synchronises; lets it in anew when it asks for that."""
        for _ in range(3):
            tablet.synchronise(most_requests=20)
            if tablet.chain.needs_enrolment:
                assert tablet.enrol(self.server.code_for("u_ana"))

    def stored(self) -> set[str]:
        with self.server.session() as session:
            return set(session.scalars(select(OperationRow.op_id)))
