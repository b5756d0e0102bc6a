"""One server for all simulations of a session; each begins with an empty database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sim.world import Server


@pytest.fixture(scope="session")
def one_server(sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("simulated"), sqlite_file)
    yield server
    server.close()


@pytest.fixture
def server(one_server: Server) -> Server:
    """The real application with an empty database."""
    one_server.clear()
    return one_server
