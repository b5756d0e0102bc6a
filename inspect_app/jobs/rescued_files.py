"""Photographs and voice notes of a rescue file: opened chunk by chunk, kept once their hash is right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from inspect_app.files import blob_store
from inspect_app.files.thumbnails import look_at
from inspect_app.problems import Problem
from inspect_app.schemas.rescue import Chunk
from inspect_app.services import blobs
from inspect_app.signing import CannotOpen, SealingKeys
from inspect_app.store.lost_races import committed

STORED, KNOWN, LOCKED = "stored", "known", "locked"
NOT_OPENED, WRONG_HASH, TOO_LARGE, CUT = "not_opened", "wrong_hash", "too_large", "cut"
NO_ROOM, NOT_NAMED = "no_room", "not_named"
_VECTOR_BYTES, _KEY_BYTES, _TAG_BYTES = 12, 32, 16
Became = Mapping[str, str]
"""sha256 -> one of the words above."""


@dataclass(slots=True)
class _Growing:
    """A file of which chunks arrive. `cipher` None: nothing more is wanted of it."""

    chunk: Chunk
    part: str
    cipher: AESGCM | None
    offset: int = 0
    next_index: int = 0


class FileTaker:
    """Chunks of one file stand together; another file's chunk ends the one before."""

    def __init__(
        self,
        session: Session,
        sealing: SealingKeys,
        data_dir: Path,
        clock: Callable[[], datetime],
        by: str,
        *,
        needs_name: bool,
    ) -> None:
        """`needs_name`: only what a stored operation names is kept."""
        self._session, self._sealing, self._data_dir = session, sealing, data_dir
        self._clock, self._by, self._needs_name = clock, by, needs_name
        self._growing: _Growing | None = None

    def take(self, chunk: Chunk) -> Became:
        became: dict[str, str] = {}
        if self._growing is None or self._growing.chunk.sha256 != chunk.sha256:
            became.update(self.end())
            word = self._begin(chunk)
            if word is not None:
                became[chunk.sha256] = word
        word = self._append(chunk)
        if word is not None:
            became[chunk.sha256] = word
        return became

    def end(self) -> Became:
        """A file that began and did not end is not kept."""
        growing, self._growing = self._growing, None
        if growing is None or growing.cipher is None:
            return {}
        blob_store.drop_part(self._data_dir, growing.part)
        return {growing.chunk.sha256: CUT}

    def _begin(self, chunk: Chunk) -> str | None:
        growing = self._growing = _Growing(chunk, uuid4().hex, None)
        if chunk.key is None:
            return LOCKED
        is_kept = blobs.is_kept(self._session, self._data_dir, chunk.sha256)
        is_named = not self._needs_name or blobs.is_named(self._session, chunk.insp, chunk.sha256)
        self._session.rollback()
        if is_kept:
            return KNOWN
        if not is_named:
            return NOT_NAMED
        if chunk.size > blobs.LARGEST_BLOB_BYTES:
            return TOO_LARGE
        growing.cipher = self._cipher(chunk)
        if growing.cipher is None:
            return NOT_OPENED
        try:
            blob_store.start_part(self._data_dir, growing.part, chunk.size)
        except Problem:
            growing.cipher = None
            return NO_ROOM
        return None

    def _append(self, chunk: Chunk) -> str | None:
        """What became of the file, once that is known."""
        growing = self._growing
        if growing is None or growing.cipher is None:
            return None
        piece = _opened(growing.cipher, chunk)
        is_next = chunk.index == growing.next_index
        if piece is None or not is_next or growing.offset + len(piece) > growing.chunk.size:
            return self._give_up(growing, NOT_OPENED)
        try:
            blob_store.append_part(self._data_dir, growing.part, growing.offset, piece)
        except Problem:
            return self._give_up(growing, NO_ROOM)
        growing.offset += len(piece)
        growing.next_index += 1
        return self._finish(growing) if growing.next_index == growing.chunk.chunks else None

    def _finish(self, growing: _Growing) -> str:
        chunk, path = growing.chunk, blob_store.part_path(self._data_dir, growing.part)
        if growing.offset != chunk.size or blob_store.sha256_of(path) != chunk.sha256:
            return self._give_up(growing, WRONG_HASH)
        growing.cipher = None
        look = look_at(path)
        said = blobs.Announced(chunk.sha256, chunk.size, chunk.insp, chunk.mime)
        session, now = self._session, self._clock()
        is_new = committed(
            session,
            lambda: blobs.keep_whole(
                session, self._data_dir, growing.part, said, look, self._by, now
            ),
        )
        return STORED if is_new else KNOWN

    def _give_up(self, growing: _Growing, why: str) -> str:
        growing.cipher = None
        blob_store.drop_part(self._data_dir, growing.part)
        return why

    def _cipher(self, chunk: Chunk) -> AESGCM | None:
        key, sha256 = chunk.key, chunk.sha256
        if key is None:
            return None
        info = f"insp/seal/1|blob|{sha256}".encode("ascii")
        try:
            opened = self._sealing.open(key.kid, key.enc, key.ct, info, b"")
        except CannotOpen:
            return None
        return AESGCM(opened) if len(opened) == _KEY_BYTES else None


def _opened(cipher: AESGCM, chunk: Chunk) -> bytes | None:
    vector, text = chunk.data[:_VECTOR_BYTES], chunk.data[_VECTOR_BYTES:]
    if len(vector) < _VECTOR_BYTES or len(text) < _TAG_BYTES:
        return None
    place = f"chunk|{chunk.sha256}|{chunk.index}|{chunk.chunks}|1".encode("ascii")
    try:
        return cipher.decrypt(vector, text, place)
    except InvalidTag:
        return None
