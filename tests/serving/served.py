"""The product as a process of its own, on a port of its own."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Served:
    process: subprocess.Popen[str]
    port: int

    def get(self, path: str) -> tuple[int, Mapping[str, str], str]:
        """Status, headers by their names in small letters, text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, headers, answer.read().decode()
        finally:
            connection.close()

    def wait(self, seconds: float = 60) -> None:
        """Until it answers. Raises TimeoutError."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if self.get("/health")[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise TimeoutError(f"nothing answers at port {self.port}")

    def stop(self) -> tuple[int, str]:
        """How it ended after SIGTERM, and what it wrote on the error output."""
        self.process.send_signal(signal.SIGTERM)
        _, errors = self.process.communicate(timeout=60)
        return self.process.returncode, errors


def program(name: str) -> str:
    """A console program of this environment."""
    return str(Path(sys.executable).parent / name)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(command: list[str], port: int, url: str, data_dir: Path) -> Iterator[Served]:
    """Runs until the block ends, and is killed then if it still runs."""
    environment = {
        **os.environ,
        "INSPECT_DATABASE_URL": url,
        "INSPECT_DATA_DIR": str(data_dir),
        "INSPECT_COOKIE_SECURE": "no",
    }
    process = subprocess.Popen(
        command, cwd=CHECKOUT, env=environment, text=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    running = Served(process, port)
    try:
        running.wait()
        yield running
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
