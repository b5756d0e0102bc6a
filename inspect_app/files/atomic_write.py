"""A file is written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from inspect_app.problems import Problem


def refuse_if_unwritable(path: Path) -> None:
    """To be asked before long work: is there a folder, and no device or folder by that name?

    Raises Problem `file.not_written` like the writing itself would.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise Problem("file.not_written", file=path, why="it is not an ordinary file")
    if not target.parent.is_dir():
        raise Problem("file.not_written", file=path, why=os.strerror(errno.ENOENT))


def write_whole(path: Path, content: bytes) -> None:
    """Writes beside the target, makes it durable, then puts it in place with one rename.

    Raises Problem `file.not_written` (full disk, no such folder, no permission, a target that is
    no ordinary file); then nothing of ours is left and an older file stands as it was.
    """
    refuse_if_unwritable(path)
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name[:80]}.{secrets.token_hex(6)}.part")
    try:
        _write_durably(beside, content)
        os.replace(beside, target)
        _make_rename_durable(target.parent)
    except OSError as error:
        raise Problem(
            "file.not_written", file=path, why=error.strerror or type(error).__name__
        ) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _make_rename_durable(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some file systems cannot flush a folder
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
