"""Tablets with one guard taken away: what the directed tests must notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from inspect_app.demo.tablet import Tablet
from inspect_app.demo.tablet.chain import Chain
from inspect_app.demo.tablet.pulling import Puller
from inspect_app.demo.tablet.pushing import Pusher
from inspect_app.demo.tablet.store import Cursor, Read, Sent
from inspect_app.demo.tablet.wire import Request


class _TrustingChain(Chain):
    """Has nothing left of what was acknowledged once."""

    def heed(self, said: Mapping[str, Any]) -> None:
        head = said.get("head")
        if said.get("dev") == self.dev and isinstance(head, Mapping):
            self._keep("acked", max(self.acked, int(head["seq"])))

    def own(self) -> Iterator[Sent]:
        return self.unsent()


class _EmptyHandedPuller(Puller):
    def unseen(self) -> list[Sent | Read]:
        return [row for row in super().unseen() if isinstance(row, Read)]


class ForgetsWhatIsAcknowledged(Tablet):
    chain_class = _TrustingChain
    puller_class = _EmptyHandedPuller


class _StubbornChain(Chain):
    def forsake(self) -> None:
        """It goes on under the old name, whatever the server's head is."""


class NeverEnrolsAnew(Tablet):
    chain_class = _StubbornChain


class _HastyPuller(Puller):
    def still_at(self, insp: str, asked: Cursor) -> bool:
        return True


class LateRepliesMoveTheCursor(Tablet):
    puller_class = _HastyPuller


class _BlindPuller(Puller):
    """Takes the server's word for what a page leads to."""

    def read_page(
        self, insp: str, asked: Cursor, page: Mapping[str, Any]
    ) -> tuple[dict[str, Read], Cursor | None]:
        rows, _ = super().read_page(insp, asked, page)
        return rows, Cursor(page["n"], page["h"], bool(page["more"]))

    def adds_up(self, insp: str, cursor: Cursor, digest: Any) -> bool:
        return True

    def says_the_same(self, insp: str, cursor: Cursor, digest: Any) -> bool:
        return True


class ReadsWithoutHashes(Tablet):
    puller_class = _BlindPuller


class _BelievingPusher(Pusher):
    """What the server said it stored is never offered again."""

    def begin_round(self, *, goes_on: bool = False) -> None:
        offered = set(self._offered)
        super().begin_round(goes_on=goes_on)
        self._offered |= offered


class CrossesOffByAcknowledgement(Tablet):
    pusher_class = _BelievingPusher


class _TouchyPusher(Pusher):
    """Takes any fork that it carries for its own."""

    def cross_off(self, request: Request, said: Mapping[str, Any]) -> None:
        super().cross_off(request, said)
        self.heed_fork(said)


class TakesEveryForkForItsOwn(Tablet):
    pusher_class = _TouchyPusher


class _SilentPusher(Pusher):
    """Gives nothing back to a server that forgot it."""

    def relay(self, unseen: Iterable[Sent | Read]) -> Request | None:
        return None


class _NamelessPuller(Puller):
    """Does not keep who the authors are."""

    def _keep_authors(self, said: Mapping[str, Any]) -> None:
        pass


class KeepsNoCertificatesOfOthers(Tablet):
    puller_class = _NamelessPuller


class NeverRelays(Tablet):
    pusher_class = _SilentPusher
