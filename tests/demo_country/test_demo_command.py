"""`inspect-app demo`, as a newcomer runs it."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from inspect_app.settings import Settings
from tests.serving.served import free_port, program

SECOND_START_SECONDS = 15
"""Two on an idle machine; tests run beside others."""


def environment(settings: Settings) -> dict[str, str]:
    """The demo that is already made lies in `demo` of this data folder."""
    data_dir = settings.data_dir.parent
    if not (data_dir / "demo").exists():
        (data_dir / "demo").symlink_to(settings.data_dir)
    return {**os.environ, "INSPECT_DATA_DIR": str(data_dir)}


pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("small demo")]


@pytest.mark.usefixtures("small")
def test_a_second_start_finds_the_data_and_says_what_is_there(small_settings: Settings) -> None:
    command = [program("inspect-app"), "--lang", "en", "demo", "--facilities", "6", "--no-serve"]
    started = time.monotonic()
    done = subprocess.run(
        command, env=environment(small_settings), capture_output=True, text=True, check=True
    )
    assert time.monotonic() - started < SECOND_START_SECONDS
    assert "6 invented facilities" in done.stdout
    assert "Visits" not in done.stdout


@pytest.mark.usefixtures("small")
def test_it_serves_shows_log_ins_and_ends_at_ctrl_c(
    small_settings: Settings, tmp_path: Path
) -> None:
    port = free_port()
    command = [program("inspect-app"), "demo", "--facilities", "6", "--port", str(port)]
    shown, errors = tmp_path / "out", tmp_path / "errors"
    with shown.open("w") as out, errors.open("w") as err:
        process = subprocess.Popen(
            command, env=environment(small_settings), stdout=out, stderr=err,
            start_new_session=True,
        )  # fmt: skip
    try:
        assert wait_for_login_page(port).count("supervisor-1") >= 1
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) in (0, -signal.SIGINT, 130)
    finally:
        process.kill()
    assert f"http://127.0.0.1:{port}/" in shown.read_text()
    assert "betege-aqseleu-tobe" in shown.read_text()
    assert "Traceback" not in errors.read_text()


def wait_for_login_page(port: int) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", "/login")
            return connection.getresponse().read().decode()
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise TimeoutError(port)
