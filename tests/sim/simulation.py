"""N tablets, a server and everything that goes wrong between them, from one seed and in one thread.

Whatever happens is chosen by one source of chance, so that a seed gives the same run again: the
same `trace`, line by line.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from inspect_app.demo.tablet import Tablet
from inspect_app.demo.tablet.clock import TabletClock
from tests.sim.invariants import check_cursors, check_streams
from tests.sim.network import Network
from tests.sim.rates import NORMAL, Rates
from tests.sim.recording import begin_inspection, something
from tests.sim.seats import Crash, Message, Seat, seeded
from tests.sim.world import PEOPLE, Server

INSPECTIONS = 2
MOST_SEATS = 6
MOST_MESSAGES = 24


class Simulation:
    """`trace` tells what happened; `counts` how often."""

    def __init__(
        self, server: Server, seed: int, rates: Rates = NORMAL, kind: type[Tablet] = Tablet
    ) -> None:
        server.clear()
        self.server, self.rates, self.kind = server, rates, kind
        self.chance = seeded(seed)
        self.network = Network(server)
        self.trace: list[str] = []
        self.counts: dict[str, int] = {}
        self.ticked: set[str] = set()
        self.messages: list[Message] = []
        self.backups = [server.backup()]
        self.seats = [self._new_seat(account) for account in PEOPLE[:3]]
        self.inspections = [self._begin(number) for number in range(INSPECTIONS)]

    def run(self, steps: int) -> None:
        acts, weights = list(self.rates.acts), list(self.rates.acts.values())
        for step in range(steps):
            act = self.chance.choices(acts, weights)[0]
            if len(self.messages) > MOST_MESSAGES:
                act = "deliver"
            seat = self.chance.choice(self.seats)
            self.note(f"{step} {act} {seat.name}")
            self.count(act)
            self.guarded(seat, lambda act=act, seat=seat: getattr(self, f"_{act}")(seat))
            self.note(seat.summary())
            if step % 40 == 0:
                check_streams(self.server)

    def guarded(self, seat: Seat, act: Any) -> None:
        """The tablet may die while it acts."""
        try:
            act()
        except Crash:
            self.count("crashed")
            self.note(f"{seat.name} died")
            seat.start()
        check_cursors(seat.tablet)

    def note(self, line: str) -> None:
        self.trace.append(line)

    def count(self, name: str) -> None:
        self.counts[name] = self.counts.get(name, 0) + 1

    # what tablets do

    def _record(self, seat: Seat) -> None:
        tablet = self.chance.choice(seat.windows)
        if tablet.chain.dev is None:
            self._enrol(seat)
        elif (
            made := something(tablet, self.chance.choice(self.inspections), self.chance)
        ) is not None:
            self.ticked.add(made)

    def _ask(self, seat: Seat) -> None:
        window = self.chance.choice(seat.windows)
        if window.chain.needs_enrolment:
            self._enrol(seat)
            return
        waits = any(message.window is window for message in self.messages)
        if waits and self.chance.random() > 0.15:
            return  # one request at a time, until its time is over
        request = window.next_request()
        if request is None:
            window.begin_round()
        else:
            self.note(f"{request.door} {len(request.body) // 4000}")
            self.messages.append(Message(seat, window, request))

    def _enrol(self, seat: Seat) -> None:
        """The supervisor shows a new code. The request may be lost; then another code is needed."""
        if seat.is_online:
            self.count("enrolled")
            request = seat.tablet.enrolment(self.server.code_for(seat.account), seat.name)
            self.messages.append(Message(seat, seat.tablet, request))

    # what becomes of messages

    def _deliver(self, _: Seat) -> None:
        if self.messages:
            message = self.messages.pop(self.chance.randrange(len(self.messages)))
            self.guarded(message.seat, lambda: self._hand_over(message))
            self.note(message.seat.summary())

    def _hand_over(self, message: Message) -> None:
        if message.reply is not None:
            if message.is_awaited:
                heeded = message.window.receive(message.request, message.reply)
                self.note(f"answer {message.request.door} {message.reply.status} {heeded}")
            return
        fault = "drop_request"
        if message.seat.is_online or message.is_late_copy:
            faults = self.rates.faults
            fault = self.chance.choices(list(faults), list(faults.values()))[0]
        self.count(fault)
        if fault == "late_duplicate":
            copy = Message(message.seat, message.window, message.request, is_late_copy=True)
            self.messages.append(copy)
        message.reply = self.network.carry(message.request, fault, self.chance)
        if message.reply is not None:
            self.messages.append(message)
            self.note(f"reached {message.request.door} {fault} {message.reply.status}")

    # what happens to the world

    def _pass_time(self, _: Seat) -> None:
        span = timedelta(seconds=self.chance.randrange(1, 90))
        self.server.wait(span)
        for seat in self.seats:
            seat.clock.wait(span)

    def _back_up(self, _: Seat) -> None:
        self.backups.append(self.server.backup())
        del self.backups[:-4]

    def _restore(self, _: Seat) -> None:
        self.server.set_back(self.chance.choice(self.backups))

    def _crash_soon(self, seat: Seat) -> None:
        seat.die_at(self.chance.randrange(1, 4), self.chance.choice(("before", "after")))

    def _switch_off(self, seat: Seat) -> None:
        seat.start()

    def _wipe(self, seat: Seat) -> None:
        seat.wipe()

    def _snapshot(self, seat: Seat) -> None:
        seat.copies.append(seat.store.clone())
        del seat.copies[:-3]

    def _roll_back(self, seat: Seat) -> None:
        if seat.copies:
            seat.store = self.chance.choice(seat.copies).clone()
            seat.chance = seeded(self.chance.getrandbits(64))
            seat.start()

    def _clone(self, seat: Seat) -> None:
        if len(self.seats) < MOST_SEATS:
            twin = self._new_seat(seat.account)
            twin.store = seat.store.clone()
            twin.start()
            self.seats.append(twin)

    def _second_window(self, seat: Seat) -> None:
        if len(seat.windows) < 2:
            seat.open_window()

    def _close_window(self, seat: Seat) -> None:
        if len(seat.windows) > 1:
            seat.windows.pop(self.chance.randrange(2))

    def _jump_clock(self, seat: Seat) -> None:
        seat.clock.jump(timedelta(days=self.chance.choice((-400, -1, 1, 400))))

    def _go_offline(self, seat: Seat) -> None:
        seat.is_online = False

    def _go_online(self, seat: Seat) -> None:
        seat.is_online = True

    def _limit(self, _: Seat) -> None:
        """A proxy on the way takes only so much."""
        self.network.limit_bytes = self.chance.choice((None, None, 1500, 4000))

    def _revoke(self, seat: Seat) -> None:
        dev = seat.tablet.chain.dev
        if dev is not None and self.server.revoke(dev):
            seat.is_revoked = True

    # the beginning

    def _new_seat(self, account: str) -> Seat:
        number = self.counts.get("seats", 0)
        self.count("seats")
        return Seat(
            f"t{number}",
            account,
            self.network,
            TabletClock(self.server.now + timedelta(minutes=3)),
            seeded(self.chance.getrandbits(64)),
            self.kind,
        )

    def _begin(self, number: int) -> str:
        """An inspection whose team knows of it; its first operations may still be unsent."""
        seat = self.seats[number % len(self.seats)]
        if seat.tablet.chain.dev is None:
            assert seat.tablet.enrol(self.server.code_for(seat.account))
        insp = seat.tablet.memory.new_id()
        self.ticked.update(begin_inspection(seat.tablet, insp, PEOPLE))
        return insp
