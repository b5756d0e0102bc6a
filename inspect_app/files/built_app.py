"""The tablet app as Vite built it: a folder of files, read whole and kept in memory.

A build that is put in the place of another is noticed by its stamp. Until then every reader gets
files of one and the same build.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

STAMP = ".built-from"
INDEX = "index.html"
HASHED = "assets/"
"""Names below it change with their content."""

_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_PACKED_ALREADY = {".png", ".woff2"}
_WORTH_PACKING_BYTES = 1024


@dataclass(frozen=True)
class BuiltFile:
    """`etag` is of the content; `zipped` None where packing would save nothing."""

    name: str
    data: bytes
    mimetype: str

    @cached_property
    def etag(self) -> str:
        return hashlib.sha256(self.data).hexdigest()[:32]

    @cached_property
    def zipped(self) -> bytes | None:
        if Path(self.name).suffix in _PACKED_ALREADY or len(self.data) < _WORTH_PACKING_BYTES:
            return None
        return gzip.compress(self.data, mtime=0)

    @property
    def is_hashed(self) -> bool:
        return self.name.startswith(HASHED)


class BuiltApp:
    """The files of `folder` by their names; an empty mapping where the app was not built."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp: tuple[int, int] | None = None
        self._files: Mapping[str, BuiltFile] = {}
        self._reading = threading.Lock()

    def files(self) -> Mapping[str, BuiltFile]:
        stamp = self._stamp_now()
        if stamp != self._stamp:
            with self._reading:
                if stamp != self._stamp:
                    self._files = {} if stamp is None else self._read()
                    self._stamp = stamp
        return self._files

    def _stamp_now(self) -> tuple[int, int] | None:
        """The build puts it into a new file last of all."""
        try:
            said = (self._folder / STAMP).stat()
        except OSError:
            return None
        return said.st_ino, said.st_mtime_ns

    def _read(self) -> dict[str, BuiltFile]:
        paths = sorted(path for path in self._folder.rglob("*") if path.is_file())
        names = {path: path.relative_to(self._folder).as_posix() for path in paths}
        return {
            name: BuiltFile(name, path.read_bytes(), _TYPES[path.suffix])
            for path, name in names.items()
            if path.suffix in _TYPES and not name.startswith(".")
        }
