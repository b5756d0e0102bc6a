"""Bytes in the data folder: parts of uploads under way, and whole files under their SHA-256.

`uploads/<id>.part` grows while a tablet sends; `blobs/ab/cd/<sha>` holds what was checked as a whole.
Names are made here from an id or a hash of the right form, never from what somebody said.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from inspect_app.problems import Problem

SHA256 = re.compile(r"[0-9a-f]{64}")
_UPLOAD_ID = re.compile(r"[0-9a-f]{32}")
KEPT_FREE_BYTES = 64 * 2**20
"""What an upload leaves on the disk for the database and its log."""

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_AT_ONCE = 2**20


def blob_path(data_dir: Path, sha256: str) -> Path:
    """Where the bytes of that hash lie, if they do. Raises ValueError for what is no hash."""
    if not SHA256.fullmatch(sha256):
        raise ValueError("a hash is 64 hexadecimal digits in lower case")
    return data_dir / "blobs" / sha256[:2] / sha256[2:4] / sha256


def part_path(data_dir: Path, upload: str) -> Path:
    """Where an upload grows. Raises ValueError for what is no id of an upload."""
    if not _UPLOAD_ID.fullmatch(upload):
        raise ValueError("the id of an upload is 32 hexadecimal digits in lower case")
    return data_dir / "uploads" / f"{upload}.part"


def start_part(data_dir: Path, upload: str, size: int) -> None:
    """An empty part, durably. Raises Problem `blob.no_room` when `size` bytes would not fit."""
    path = part_path(data_dir, upload)
    with _room():
        path.parent.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(path.parent).free < size + KEPT_FREE_BYTES:
            raise Problem("blob.no_room")
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        _flush_folder(path.parent)


def append_part(data_dir: Path, upload: str, offset: int, chunk: bytes) -> None:
    """The chunk stands behind the first `offset` bytes, on the disk itself, when this returns.

    What stood behind `offset` was never acknowledged and is cut off first. Raises LookupError when
    fewer bytes are there than were acknowledged, Problem `blob.no_room` when the disk is full; then
    the part is as long as before.
    """
    path = part_path(data_dir, upload)
    try:
        descriptor = os.open(path, os.O_WRONLY)
    except FileNotFoundError as gone:
        raise LookupError(upload) from gone
    try:
        if os.fstat(descriptor).st_size < offset:
            raise LookupError(upload)
        with _room():
            os.ftruncate(descriptor, offset)
            try:
                _write_all(descriptor, chunk, offset)
                os.fsync(descriptor)
            except OSError:
                os.ftruncate(descriptor, offset)
                raise
    finally:
        os.close(descriptor)


def part_size(data_dir: Path, upload: str) -> int | None:
    """How many bytes are there; None: no such part."""
    try:
        return part_path(data_dir, upload).stat().st_size
    except FileNotFoundError:
        return None


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_READ_AT_ONCE):
            digest.update(piece)
    return digest.hexdigest()


def complete_path(data_dir: Path, upload: str, sha256: str) -> Path | None:
    """Where all bytes of a fully sent upload lie: in its part, or already at their place when the
    server stopped between moving them and remembering it. None: they are lost."""
    for path in (part_path(data_dir, upload), blob_path(data_dir, sha256)):
        if path.is_file():
            return path
    return None


def keep_part(data_dir: Path, upload: str, sha256: str) -> None:
    """Moves a part whose hash was checked to its place, over a copy that may be there already."""
    place = blob_path(data_dir, sha256)
    with _room():
        grown = [folder.parent for folder in list(place.parents)[:3] if not folder.is_dir()]
        place.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):  # moved before, see `complete_path`
            os.replace(part_path(data_dir, upload), place)
        for folder in (place.parent, *grown):
            _flush_folder(folder)


def drop_part(data_dir: Path, upload: str) -> None:
    part_path(data_dir, upload).unlink(missing_ok=True)


def parts_older_than(data_dir: Path, epoch_seconds: float) -> Iterator[str]:
    """Ids of the parts that nobody wrote to since."""
    for path in sorted((data_dir / "uploads").glob("*.part")):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < epoch_seconds and _UPLOAD_ID.fullmatch(path.stem):
                yield path.stem


@contextlib.contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        if fault.errno in _NO_ROOM:
            raise Problem("blob.no_room") from fault
        raise


def _write_all(descriptor: int, chunk: bytes, offset: int) -> None:
    written = 0
    while written < len(chunk):
        written += os.pwrite(descriptor, memoryview(chunk)[written:], offset + written)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some file systems cannot flush a folder
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
