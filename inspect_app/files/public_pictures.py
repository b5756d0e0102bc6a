"""Photographs made anew for the public, in the data folder, each under the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from inspect_app.files.atomic_write import write_whole
from inspect_app.files.blob_store import SHA256

_FOLDER = "public_pictures"


def public_pictures_folder(data_dir: Path) -> Path:
    return data_dir / _FOLDER


def public_picture_name(sha256: str) -> str:
    """From the folder on. Raises ValueError for what is no hash."""
    if not SHA256.fullmatch(sha256):
        raise ValueError("a hash is 64 hexadecimal digits in lower case")
    return f"{sha256}.jpg"


def keep_public_picture(data_dir: Path, content: bytes) -> str:
    """The hash under which it now lies. Raises Problem `file.not_written`."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = public_pictures_folder(data_dir) / public_picture_name(sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    write_whole(place, content)
    return sha256


def read_public_picture(data_dir: Path, sha256: str) -> bytes | None:
    """image/jpeg; None: there is none of that hash, or other bytes lie there."""
    try:
        content = (public_pictures_folder(data_dir) / public_picture_name(sha256)).read_bytes()
    except (OSError, ValueError):
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None
