"""A small fixed visit by two tablets, for tests that look at every request of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from inspect_app.demo.tablet import Tablet
from inspect_app.demo.tablet.clock import TabletClock
from inspect_app.demo.tablet.store import Store
from inspect_app.demo.tablet.wire import Transport
from tests.sim.recording import FACILITY, answer, begin_inspection
from tests.sim.seats import Crash, seeded
from tests.sim.world import PEOPLE, START, Server

Act = Callable[["Visit"], None]


@dataclass
class Visit:
    """Two tablets, each on a store that survives its death."""

    server: Server
    transport: Transport
    stores: list[Store] = field(default_factory=lambda: [Store(), Store()])
    tablets: list[Tablet] = field(default_factory=list)
    insp: str = ""
    ticked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number in range(2):
            self.tablets.append(self._start(number))

    def restart(self) -> None:
        """Both were switched off and on."""
        for number, store in enumerate(self.stores):
            store.at_commit = _nothing
            self.tablets[number] = self._start(number)

    def let_in(self, number: int) -> None:
        tablet = self.tablets[number]
        if tablet.chain.needs_enrolment:
            tablet.enrol(self.server.code_for(PEOPLE[number]))

    def synchronise(self, number: int) -> None:
        self.let_in(number)
        if not self.tablets[number].chain.needs_enrolment:
            self.tablets[number].synchronise()

    def say(self, number: int, value: int) -> None:
        tablet = self.tablets[number]
        if self.insp and tablet.chain.dev is not None:
            made = tablet.record(self.insp, FACILITY, "set", {"answer.beds": answer(value)})
            self.ticked.append(made)

    def begin(self) -> None:
        first = self.tablets[0]
        if first.chain.dev is not None:
            self.insp = first.memory.new_id()
            self.ticked += begin_inspection(first, self.insp, PEOPLE)

    def photograph(self, number: int) -> None:
        if self.insp and self.tablets[number].chain.dev is not None:
            content = bytes(range(256)) * 3
            self.tablets[number].attach(self.insp, content, {"kind": "photo", "caption": "A wall"})

    def _start(self, number: int) -> Tablet:
        seed = number + 2 * len(self.ticked) + 100 * len(self.tablets)
        return Tablet(self.transport, TabletClock(START), seeded(seed), self.stores[number])


def acts() -> list[Act]:
    """What happens, in order; each may be cut short by a fault or a death, and the next follows."""
    return [
        lambda visit: visit.let_in(0),
        lambda visit: visit.begin(),
        lambda visit: visit.synchronise(0),
        lambda visit: visit.synchronise(1),
        lambda visit: visit.say(0, 1),
        lambda visit: visit.say(1, 2),
        lambda visit: visit.photograph(1),
        lambda visit: visit.synchronise(1),
        lambda visit: visit.synchronise(0),
        lambda visit: visit.say(0, 3),
        lambda visit: visit.synchronise(0),
        lambda visit: visit.synchronise(1),
    ]


def go(visit: Visit) -> None:
    for act in acts():
        try:
            act(visit)
        except Crash:
            visit.restart()


def finish(visit: Visit) -> None:
    """Everything heals, and both come to an end."""
    visit.restart()
    if not visit.insp:
        visit.let_in(0)
        visit.begin()
    for number in (0, 1, 0, 1):
        visit.synchronise(number)


def _nothing(side: str) -> None:
    """No accident at a commit."""
