"""What every part of the tablet's engine shares: store, clocks, chance, chain and trust."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from inspect_app.demo.tablet.chain import Chain
from inspect_app.demo.tablet.clock import TabletClock
from inspect_app.demo.tablet.store import Store
from inspect_app.demo.tablet.view import View
from inspect_app.demo.tablet.wire import Reply, Request, believed, signed_headers

_MILLISECOND = timedelta(milliseconds=1)
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class Memory:
    """Lost when the tablet dies; nothing in it may be the only record of anything."""

    def __init__(
        self, store: Store, clock: TabletClock, chance: Random, kind: type[Chain] = Chain
    ) -> None:
        self.store, self.clock, self.chance = store, clock, chance
        self.chain = kind(store)
        self.view = View(store, self.chain)
        self.quiet_until_ms = 0  # of the clock that only counts; the server asked to wait
        self.is_revoked = False  # the server said so, under its signature
        self.shows_certificate = False  # the server has forgotten this tablet
        self._zip = True
        self._offset: tuple[int, int, int] | None = None  # ms to the server, when, uncertainty

    @property
    def zips(self) -> bool:
        return self._zip

    def new_id(self) -> str:
        """A UUIDv7: the moment in front so that ids lie together; never used for order."""
        moment = max(0, (self.clock.wall - _EPOCH) // _MILLISECOND) & (2**48 - 1)
        chance = self.chance.getrandbits(74)
        value = moment << 80 | 7 << 76 | (chance >> 62) << 64 | 2 << 62 | chance & (2**62 - 1)
        text = f"{value:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def new_nonce(self) -> str:
        return f"{self.chance.getrandbits(128):032x}"

    def signed(self, method: str, path: str, body: bytes) -> dict[str, str]:
        return signed_headers(str(self.chain.dev), self.chain.key, method, path, body)

    def believed(self, request: Request, reply: Reply) -> Mapping[str, Any] | None:
        """What the server said in answer to this request; None: no network.

        Every believed reply moves the mark of what the server holds, forward or back.
        """
        said = believed(reply.body, self.store.kept["keys"], request.nonce)
        if said is None:
            return None
        self.chain.heed(said)
        self.chain.heed_durable(said)
        self._measure(said)
        if said.get("dev") == self.chain.dev:
            self.is_revoked |= bool(said.get("revoked"))
            self.shows_certificate = bool(said.get("unknown_device"))
        return said

    def heed_status(self, reply: Reply) -> None:
        """What a bare status asks for, whoever gave it."""
        if reply.status in (429, 503):
            wait = max(1, reply.retry_after_seconds) * 1000
            self.quiet_until_ms = self.clock.milliseconds + wait
        elif reply.status == 415:
            self._zip = False

    def times(self) -> dict[str, Any]:
        """`t` of an operation."""
        said: dict[str, Any] = {
            "bt": self.clock.started,
            "m": self.clock.milliseconds,
            "w": self.clock.wall.isoformat(timespec="milliseconds"),
        }
        if self._offset is not None:
            offset, when, uncertainty = self._offset
            age = max(0, self.clock.milliseconds - when) // 1000
            said |= {"off": offset, "oage": age, "unc": uncertainty}
        return said

    def _measure(self, said: Mapping[str, Any]) -> None:
        try:
            server = datetime.fromisoformat(str(said.get("time")))
        except ValueError:
            return
        if server.tzinfo is not None:
            offset = (server - self.clock.wall) // _MILLISECOND
            self._offset = (offset, self.clock.milliseconds, 0)
