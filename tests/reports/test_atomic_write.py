"""A file is written whole or not at all, and never over something that is no file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from inspect_app.files.atomic_write import write_whole
from inspect_app.problems import Problem

_ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from inspect_app.files.atomic_write import write_whole
from inspect_app.problems import Problem
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_whole(Path(sys.argv[1]), bytes(100_000))
except Problem as problem:
    sys.exit(problem.code + ": " + problem.sentence("en"))
"""

_KILLED_BEFORE_THE_RENAME = """
import os, signal, sys
from pathlib import Path
from inspect_app.files import atomic_write
os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
atomic_write.write_whole(Path(sys.argv[1]), b"new")
"""


def refusal(path: Path) -> str:
    with pytest.raises(Problem) as caught:
        write_whole(path, b"new")
    assert caught.value.code == "file.not_written"
    return caught.value.sentence("en")


def test_what_is_written_is_there_and_nothing_else(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.pdf", b"content")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.pdf", b"content")]


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    write_whole(tmp_path / "a.pdf", b"new")
    assert (tmp_path / "a.pdf").read_bytes() == b"new"


def test_a_full_disk_leaves_the_older_file_and_nothing_half_written(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    command = [sys.executable, "-c", _ON_A_FULL_DISK, str(target)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.stderr.startswith("file.not_written: ")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.pdf", b"old")]


def test_a_process_that_is_killed_leaves_the_older_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    command = [sys.executable, "-c", _KILLED_BEFORE_THE_RENAME, str(target)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == -signal.SIGKILL
    assert target.read_bytes() == b"old"
    assert [p.suffix for p in tmp_path.iterdir() if p != target] == [".part"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "No such file or directory" in refusal(tmp_path / "missing" / "a.pdf")


def test_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    assert "not an ordinary file" in refusal(tmp_path)


def test_a_device_is_not_replaced_by_a_file() -> None:
    assert "not an ordinary file" in refusal(Path("/dev/full"))
    assert not Path("/dev/full").is_file()


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.pdf").write_bytes(b"old")
    (tmp_path / "link.pdf").symlink_to("real.pdf")
    write_whole(tmp_path / "link.pdf", b"new")
    assert (tmp_path / "link.pdf").is_symlink()
    assert (tmp_path / "real.pdf").read_bytes() == b"new"


def test_others_may_read_what_was_written_as_the_machine_is_set(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_whole(tmp_path / "a.pdf", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "a.pdf").stat().st_mode & 0o777 == 0o644
