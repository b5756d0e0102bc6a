"""Printed reports in the data folder, each under the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from inspect_app.files.atomic_write import write_whole
from inspect_app.files.blob_store import SHA256


def printed_path(data_dir: Path, sha256: str) -> Path:
    """Where the file lies, if it does. Raises ValueError for what is no hash."""
    if not SHA256.fullmatch(sha256):
        raise ValueError("a hash is 64 hexadecimal digits in lower case")
    return data_dir / "reports" / sha256[:2] / f"{sha256}.pdf"


def keep_printed(data_dir: Path, content: bytes) -> str:
    """The hash under which the file now lies. Raises Problem `file.not_written`."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = printed_path(data_dir, sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    write_whole(place, content)
    return sha256


def read_printed(data_dir: Path, sha256: str) -> bytes | None:
    """The very bytes that were printed; None: they are gone, or are others now."""
    try:
        content = printed_path(data_dir, sha256).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None
