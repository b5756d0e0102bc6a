"""The same tablet over a real socket."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from werkzeug.serving import make_server

from inspect_app.demo.tablet import Tablet
from inspect_app.demo.tablet.clock import TabletClock
from inspect_app.demo.tablet.transports import OverHttp
from tests.sim.recording import begin_inspection
from tests.sim.seats import seeded
from tests.sim.world import PEOPLE, START, Server


@pytest.fixture
def address(server: Server) -> Iterator[str]:
    listening = make_server("127.0.0.1", 0, server.app)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}"
    listening.shutdown()
    thread.join()
    listening.server_close()


def test_a_tablet_synchronises_over_http(server: Server, address: str) -> None:
    with OverHttp(address) as road:
        tablet = Tablet(road, TabletClock(START), seeded(1))
        assert tablet.enrol(server.code_for("u_ana"))
        insp = tablet.memory.new_id()
        begin_inspection(tablet, insp, PEOPLE)
        tablet.attach(insp, b"\xff\xd8" * 400_000, {"kind": "photo", "caption": "A wall"})
        assert tablet.synchronise().is_quiet
        assert tablet.store.stream[insp].n == 3


def test_where_nobody_listens_there_is_no_network() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with OverHttp(f"http://127.0.0.1:{port}", seconds=2) as road:
        tablet = Tablet(road, TabletClock(START), seeded(1))
        assert not tablet.enrol("CODE")


@pytest.mark.parametrize("wrong", ["ftp://somewhere", "127.0.0.1:80", "http://"])
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        OverHttp(wrong)
