"""Uploads of photographs, scans and voice notes: resumed where they broke off, named by their hash.

A tablet says which bytes it will send, sends them in pieces, and gets a receipt once the hash of the
whole is right. Whether the server holds a file is told only to a device whose own operation names it
in that inspection; everybody else sends it again, and it is stored once.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from inspect_app.domain.operations import OperationKind, Status
from inspect_app.files import blob_store
from inspect_app.files.thumbnails import Look, look_at
from inspect_app.problems import Problem
from inspect_app.store import jobs
from inspect_app.store.audit import write_line
from inspect_app.store.blobs import BlobRow, BlobUseRow, UploadRow
from inspect_app.store.operations import OperationRow

LARGEST_BLOB_BYTES = 60 * 2**20
LARGEST_CHUNK_BYTES = 2**20
MOST_UNFINISHED = 32
MOST_UNFINISHED_BYTES = 512 * 2**20
UPLOAD_LASTS = timedelta(days=7)
"""From the last piece that arrived."""


@dataclass(frozen=True, slots=True)
class Announced:
    """What a tablet says that it will send."""

    sha256: str
    size: int
    insp: str
    mime: str


@dataclass(frozen=True, slots=True)
class Upload:
    """`offset`: so many bytes are on the disk. `is_finished`: the hash of the whole was right."""

    id: str
    sha256: str
    insp: str
    size: int
    offset: int
    expires_at: datetime
    is_finished: bool

    @property
    def is_complete(self) -> bool:
        return self.offset == self.size


@dataclass(frozen=True, slots=True)
class Held:
    """The server holds these bytes. `is_durable`: in a verified backup as well."""

    sha256: str
    size: int
    insp: str
    is_durable: bool


def begin(
    session: Session, data_dir: Path, dev: str, said: Announced, now: datetime
) -> Upload | Held:
    """A new upload, this device's unfinished one of the same bytes, or what need not be sent.

    Raises Problem `blob.too_large`, `blob.too_many`, `blob.no_room`.
    """
    if said.size > LARGEST_BLOB_BYTES:
        raise Problem("blob.too_large", size=said.size, limit=f"{LARGEST_BLOB_BYTES // 2**20} MiB")
    held = _held_for(session, data_dir, dev, said)
    if held is not None:
        return held
    known = _resumable(session, data_dir, dev, said, now)
    if known is not None:
        return _upload(known)
    _check_quota(session, dev, said.size)
    row = UploadRow(
        id=uuid4().hex,
        sha256=said.sha256,
        insp=said.insp,
        dev=dev,
        size_bytes=said.size,
        mime=said.mime,
        offset_bytes=0,
        expires_at=now + UPLOAD_LASTS,
    )
    blob_store.start_part(data_dir, row.id, said.size)
    session.add(row)
    session.flush()
    return _upload(row)


def find(session: Session, data_dir: Path, dev: str, upload: str, now: datetime) -> Upload:
    """Raises Problem `blob.gone` for what is not this device's, has expired, or lost its bytes."""
    row = session.scalars(_own(dev, upload)).first()
    return _upload(_alive(data_dir, row, now))


def append(
    session: Session, data_dir: Path, dev: str, upload: str, offset: int, chunk: bytes,
    now: datetime,
) -> Upload:  # fmt: skip
    """Puts the chunk on the disk behind the first `offset` bytes; an empty chunk changes nothing.

    The row is locked until the caller's commit, so pieces cannot interleave. Raises Problem
    `blob.gone`, `blob.offset`, `blob.too_long`, `blob.no_room`; then nothing has changed.
    """
    row = _alive(data_dir, session.scalars(_own(dev, upload).with_for_update()).first(), now)
    if offset != row.offset_bytes:
        raise Problem("blob.offset", offset=row.offset_bytes)
    if offset + len(chunk) > row.size_bytes:
        raise Problem("blob.too_long", size=row.size_bytes)
    if chunk:
        try:
            blob_store.append_part(data_dir, row.id, offset, chunk)
        except LookupError as lost:
            raise Problem("blob.gone") from lost
        row.offset_bytes = offset + len(chunk)
        row.expires_at = now + UPLOAD_LASTS
    return _upload(row)


def examine(data_dir: Path, upload: Upload) -> Look | None:
    """What a fully sent file is; None: its hash is not the one announced.

    Reads the whole file, so it is to be called outside of every transaction.
    """
    path = blob_store.complete_path(data_dir, upload.id, upload.sha256)
    if path is None:
        raise Problem("blob.gone")
    return look_at(path) if blob_store.sha256_of(path) == upload.sha256 else None


def finish(
    session: Session, data_dir: Path, dev: str, upload: Upload, look: Look, now: datetime
) -> Held:
    """The bytes go to their place, and a picture gets its thumbnail from a job of this transaction.

    `look` is what `examine` saw. Done twice, it changes nothing more.
    """
    row = _alive(data_dir, session.scalars(_own(dev, upload.id).with_for_update()).first(), now)
    if row.finished_at is None:
        said = Announced(row.sha256, row.size_bytes, row.insp, row.mime)
        keep_whole(session, data_dir, row.id, said, look, dev, now)
        row.finished_at, row.expires_at = now, now + UPLOAD_LASTS
    return Held(row.sha256, row.size_bytes, row.insp, is_durable=False)


def keep_whole(
    session: Session, data_dir: Path, part: str, said: Announced, look: Look, by: str, now: datetime
) -> bool:
    """The part, whose hash was found right, goes to its place. False: these bytes were known."""
    blob_store.keep_part(data_dir, part, said.sha256)
    if not _is_new(session, said, look, by, now):
        return False
    if look.is_picture:
        payload = {"sha256": said.sha256}
        jobs.ask(session, "thumbnail", payload, by=by, now=now, key=f"thumbnail:{said.sha256}")
    return True


def is_kept(session: Session, data_dir: Path, sha256: str) -> bool:
    """Whether these bytes are here, whoever sent them."""
    is_known = session.get(BlobRow, sha256) is not None
    return is_known and blob_store.blob_path(data_dir, sha256).is_file()


def is_named(session: Session, insp: str, sha256: str) -> bool:
    """Whether a stored operation of the inspection names these bytes, applied or set aside."""
    used = select(BlobUseRow.op_id).where(BlobUseRow.insp == insp, BlobUseRow.sha256 == sha256)
    if session.scalars(used.limit(1)).first() is not None:
        return True
    aside = select(OperationRow.body).where(
        OperationRow.insp == insp,
        OperationRow.status != Status.OK.value,
        OperationRow.kind.in_((OperationKind.ATTACH.value, OperationKind.SIGN.value)),
    )
    return any(sha256.encode("ascii") in body for body in session.scalars(aside))


def give_up(session: Session, data_dir: Path, dev: str, upload: str) -> None:
    """Forgets an upload and its part; what was finished stays. Harmless when there is none."""
    row = session.scalars(_own(dev, upload).with_for_update()).first()
    if row is not None:
        session.delete(row)
        session.flush()
        blob_store.drop_part(data_dir, row.id)


def checksum_of(chunk: bytes) -> bytes:
    return hashlib.sha256(chunk).digest()


def _own(dev: str, upload: str) -> Select[UploadRow]:
    return select(UploadRow).where(UploadRow.id == upload, UploadRow.dev == dev)


def _upload(row: UploadRow) -> Upload:
    return Upload(
        row.id,
        row.sha256,
        row.insp,
        row.size_bytes,
        row.offset_bytes,
        row.expires_at,
        row.finished_at is not None,
    )


def _alive(data_dir: Path, row: UploadRow | None, now: datetime) -> UploadRow:
    if row is None or row.expires_at <= now or not _has_bytes(data_dir, row):
        raise Problem("blob.gone")
    return row


def _has_bytes(data_dir: Path, row: UploadRow) -> bool:
    if row.offset_bytes == row.size_bytes:
        return blob_store.complete_path(data_dir, row.id, row.sha256) is not None
    size = blob_store.part_size(data_dir, row.id)
    return size is not None and size >= row.offset_bytes


def _held_for(session: Session, data_dir: Path, dev: str, said: Announced) -> Held | None:
    blob = session.scalars(
        select(BlobRow)
        .join(BlobUseRow, BlobUseRow.sha256 == BlobRow.sha256)
        .where(
            BlobUseRow.sha256 == said.sha256,
            BlobRow.size_bytes == said.size,
            BlobUseRow.insp == said.insp,
            BlobUseRow.dev == dev,
        )
    ).first()
    if blob is None or not blob_store.blob_path(data_dir, blob.sha256).is_file():
        return None  # bytes that were lost are asked for again
    return Held(blob.sha256, blob.size_bytes, said.insp, blob.backed_up_at is not None)


def _resumable(
    session: Session, data_dir: Path, dev: str, said: Announced, now: datetime
) -> UploadRow | None:
    """The device's upload of these bytes for this inspection, if there is still something of it."""
    rows = session.scalars(
        select(UploadRow)
        .where(
            UploadRow.dev == dev,
            UploadRow.sha256 == said.sha256,
            UploadRow.insp == said.insp,
            UploadRow.size_bytes == said.size,
            UploadRow.expires_at > now,
        )
        .order_by(UploadRow.offset_bytes.desc(), UploadRow.id)
    )
    return next((row for row in rows if _has_bytes(data_dir, row)), None)


def _check_quota(session: Session, dev: str, size: int) -> None:
    count, total = session.execute(
        select(func.count(), func.coalesce(func.sum(UploadRow.size_bytes), 0)).where(
            UploadRow.dev == dev, UploadRow.finished_at.is_(None)
        )
    ).one()
    if count >= MOST_UNFINISHED or total + size > MOST_UNFINISHED_BYTES:
        raise Problem("blob.too_many")


def _is_new(session: Session, said: Announced, look: Look, by: str, now: datetime) -> bool:
    """Whether these bytes were not known before; two devices may finish the same ones at once."""
    if session.get(BlobRow, said.sha256) is not None:
        return False
    blob = BlobRow(
        sha256=said.sha256,
        size_bytes=said.size,
        mime=look.mime,
        is_picture=look.is_picture,
        width_px=look.width_px,
        height_px=look.height_px,
        first_insp=said.insp,
        first_dev=by,
        received_at=now,
    )
    try:
        with session.begin_nested():
            session.add(blob)
    except IntegrityError:
        return False
    write_line(
        session,
        at=now,
        actor=by,
        action="blob.received",
        subject_kind="blob",
        subject=said.sha256,
        details={"insp": said.insp, "size_bytes": said.size, "mime": look.mime},
    )
    return True
