"""What a tablet does when something on the way, or the server, answers with another status."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest

from inspect_app.demo.tablet import Tablet
from inspect_app.demo.tablet.clock import TabletClock
from tests.sim.network import Network
from tests.sim.recording import FACILITY, answer, begin_inspection
from tests.sim.seats import seeded
from tests.sim.world import PEOPLE, START, Server

Judge = Callable[[str, str, Mapping[str, str], Mapping[str, Any], bytes], int | None]


class Between:
    """Answers with a status of its own where `judge` gives one, and lets the rest through."""

    def __init__(self, server: Server) -> None:
        self.network = Network(server)
        self.judge: Judge = lambda method, path, headers, said, body: None
        self.answers: list[tuple[str, str, int]] = []
        self.headers: dict[str, str] = {}

    def __call__(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        said = _json(headers, body)
        status = self.judge(method, path, headers, said, body)
        if status is not None:
            self.answers.append((method, path, status))
            return status, self.headers, b"<html>no</html>"
        answered = self.network(method, path, headers, body)
        self.answers.append((method, path, answered[0]))
        return answered

    def paths(self) -> list[str]:
        return [path.rpartition("/")[2] for _, path, _ in self.answers]


def _json(headers: Mapping[str, str], body: bytes) -> Mapping[str, Any]:
    if headers.get("Content-Type") != "application/json":
        return {}
    plain = gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body
    said: Mapping[str, Any] = json.loads(plain)
    return said


@pytest.fixture
def between(server: Server) -> Between:
    return Between(server)


@pytest.fixture
def tablet(server: Server, between: Between) -> Tablet:
    """With an inspection and five answers that are not sent yet."""
    made = Tablet(between, TabletClock(START), seeded(1))
    assert made.enrol(server.code_for("u_ana"))
    insp = made.memory.new_id()
    begin_inspection(made, insp, PEOPLE)
    for value in range(5):
        made.record(insp, FACILITY, "set", {"answer.beds": answer(value)})
    between.answers.clear()
    return made


def test_everything_goes_out_and_comes_back_numbered(tablet: Tablet, between: Between) -> None:
    assert tablet.synchronise().is_quiet
    assert (tablet.chain.pending(), between.paths()) == (0, ["push", "pull"])
    assert [row.n for row in tablet.store.read.values()] == [1, 2, 3, 4, 5, 6, 7]


def test_a_proxy_that_takes_little_gets_little(tablet: Tablet, between: Between) -> None:
    between.judge = lambda method, path, headers, said, body: (
        413 if path.endswith("push") and len(said["ops"]) > 1 else None
    )
    assert tablet.synchronise().is_quiet
    assert 413 in [status for _, _, status in between.answers]


def test_an_operation_that_the_server_cannot_parse_is_found_and_kept(
    tablet: Tablet, between: Between
) -> None:
    between.judge = lambda method, path, headers, said, body: (
        400 if any(op["seq"] == 4 for op in said.get("ops", ())) else None
    )
    assert not tablet.synchronise().is_quiet
    assert (tablet.pusher.is_stuck, tablet.chain.acked) == (True, 3)
    assert between.paths()[-1] == "pull", "reading goes on"
    between.judge = lambda *_: None
    assert tablet.synchronise().is_quiet


def test_a_server_that_takes_nothing_packed_gets_it_plain(tablet: Tablet, between: Between) -> None:
    between.judge = lambda method, path, headers, said, body: (
        415 if headers.get("Content-Encoding") == "gzip" else None
    )
    tablet.synchronise()
    assert tablet.synchronise().is_quiet


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_time_gets_it(tablet: Tablet, between: Between, status: int) -> None:
    between.judge = lambda *_: status
    between.headers = {"retry-after": "30"}
    tablet.synchronise()
    between.judge = lambda *_: None
    assert tablet.synchronise().requests == 0
    tablet.clock.wait(timedelta(seconds=30))
    assert tablet.synchronise().is_quiet


@pytest.mark.parametrize("status", [401, 426])
def test_where_reading_is_refused_sending_goes_on(
    tablet: Tablet, between: Between, status: int
) -> None:
    between.judge = lambda method, path, headers, said, body: (
        status if path.endswith("pull") else None
    )
    tablet.synchronise()
    assert tablet.chain.pending() == 0
    assert (tablet.puller.is_signed_out, tablet.puller.is_too_old) == (status == 401, status == 426)


def test_a_piece_of_a_photograph_that_was_damaged_is_sent_again(
    tablet: Tablet, between: Between
) -> None:
    insp = next(tablet.chain.own()).insp
    tablet.attach(insp, bytes(1_500_000), {"kind": "photo", "caption": "A wall"})
    spoilt = [3]

    def judge(
        method: str, path: str, headers: Mapping[str, str], said: Mapping[str, Any], body: bytes
    ) -> int | None:
        spoilt[0] -= method == "PATCH"
        return 460 if method == "PATCH" and spoilt[0] == 1 else None

    between.judge = judge
    assert tablet.synchronise().is_quiet
    sent = [method for method, _, status in between.answers if status in (200, 204, 460)]
    assert sent.count("PATCH") == 4, "three pieces, one of them twice"


def test_an_upload_that_the_server_forgot_begins_again(tablet: Tablet, between: Between) -> None:
    insp = next(tablet.chain.own()).insp
    tablet.attach(insp, bytes(1_500_000), {"kind": "photo", "caption": "A wall"})
    lost = [2]

    def judge(
        method: str, path: str, headers: Mapping[str, str], said: Mapping[str, Any], body: bytes
    ) -> int | None:
        lost[0] -= method == "PATCH"
        return 404 if method == "PATCH" and lost[0] == 0 else None

    between.judge = judge
    assert tablet.synchronise().is_quiet


def test_a_tablet_that_is_revoked_still_deposits_and_reads_no_more(
    server: Server, tablet: Tablet, between: Between
) -> None:
    assert server.revoke(str(tablet.chain.dev))
    tablet.synchronise()
    assert (tablet.chain.pending(), tablet.memory.is_revoked) == (0, True)
    assert tablet.store.read == {}
