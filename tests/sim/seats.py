"""A tablet as a thing: one store, one or two windows upon it, and copies of the store taken before."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from inspect_app.demo.tablet import Tablet
from inspect_app.demo.tablet.clock import TabletClock
from inspect_app.demo.tablet.store import Store
from inspect_app.demo.tablet.wire import Reply, Request, Transport


def seeded(seed: int) -> Random:
    """Chance that can be had again."""
    return Random(seed)  # noqa: S311  # no secret is made with it


class Crash(Exception):
    """The tablet dies here."""


@dataclass
class Seat:
    """`account` holds it. `ticked`: operations whose tick was shown here."""

    name: str
    account: str
    transport: Transport
    clock: TabletClock
    chance: Random
    kind: type[Tablet] = Tablet
    store: Store = field(default_factory=Store)
    windows: list[Tablet] = field(default_factory=list)
    copies: list[Store] = field(default_factory=list)
    is_online: bool = True
    is_revoked: bool = False
    starts: int = 0

    def __post_init__(self) -> None:
        self.start()

    @property
    def tablet(self) -> Tablet:
        return self.windows[0]

    def open_window(self) -> Tablet:
        tablet = self.kind(self.transport, self.clock, self.chance, self.store)
        self.windows.append(tablet)
        return tablet

    def start(self) -> None:
        """After a crash or a night: what was only in memory is gone."""
        self.store.at_commit = _nothing
        self.windows.clear()
        self.starts += 1
        self.clock.start_again(f"s{self.starts}")
        self.open_window()

    def die_at(self, commit: int, side: str) -> None:
        """Dies at the so-manieth commit from now, before or after it."""
        left = [commit]

        def at_commit(now: str) -> None:
            if now == side:
                left[0] -= 1
            if left[0] == 0:
                self.store.at_commit = _nothing
                raise Crash

        self.store.at_commit = at_commit

    def wipe(self) -> None:
        self.store = Store()
        self.copies.clear()
        self.start()

    def summary(self) -> str:
        """What a run that is repeated must show again."""
        kept, chain = self.store.kept, self.tablet.chain
        at = ",".join(str(cursor.n) for _, cursor in sorted(self.store.stream.items()))
        head = chain.head.seq if chain.dev else "-"
        return f"{self.name} {head}/{kept.get('acked', '-')} [{at}] r{len(self.store.read)}"


@dataclass
class Message:
    """On its way to the server, or with `reply` back to the window that asked."""

    seat: Seat
    window: Tablet
    request: Request
    reply: Reply | None = None
    is_late_copy: bool = False

    @property
    def is_awaited(self) -> bool:
        return any(window is self.window for window in self.seat.windows)


def _nothing(side: str) -> None:
    """No accident at a commit."""
