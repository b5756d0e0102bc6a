"""Where the evidence of an inspection comes from, and what of its bytes is here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.domain.operations import EntityType
from inspect_app.store.blobs import BlobRow, BlobUseRow
from inspect_app.store.inspections import EntityRow
from inspect_app.store.operations import HeadRow, OperationRow
from inspect_app.store.stored_operations import operation_in_row

_COPY_OF = "copy_of"


@dataclass(frozen=True, slots=True)
class Attached:
    """The operation by which a piece of evidence came to be. `copy_of` is the id of the evidence of
    which it is a copy with marks drawn on it."""

    author: str
    device: str
    observed_at: datetime | None
    received_at: datetime
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """Bytes that are here, and what they are. Width and height are as shown, in pixels."""

    mime: str
    size_bytes: int
    is_picture: bool
    width_px: int | None
    height_px: int | None
    received_at: datetime


def attached_of(session: Session, insp: str) -> dict[str, Attached]:
    """Id of the evidence -> how it came to be; two statements."""
    copies = {
        entity: str(json.loads(value)).partition(":")[2]
        for entity, value in session.execute(
            select(HeadRow.entity, HeadRow.value)
            .where(HeadRow.insp == insp, HeadRow.field == _COPY_OF)
            .order_by(HeadRow.n)
        )
    }
    rows = session.execute(
        select(EntityRow.entity, OperationRow)
        .join(OperationRow, OperationRow.op_id == EntityRow.created_by)
        .where(EntityRow.insp == insp, EntityRow.type == EntityType.EVIDENCE.value)
    )
    return {
        entity.partition(":")[2]: Attached(
            author=row.usr,
            device=row.dev,
            observed_at=operation_in_row(row).observed_at,
            received_at=row.received_at,
            copy_of=copies.get(entity),
        )
        for entity, row in rows
    }


def arrived_of(session: Session, hashes: set[str]) -> dict[str, Arrived]:
    """SHA-256 -> the bytes that are here; what is missing has not arrived. One statement."""
    rows = session.scalars(select(BlobRow).where(BlobRow.sha256.in_(hashes)))
    return {
        row.sha256: Arrived(
            mime=row.mime,
            size_bytes=row.size_bytes,
            is_picture=row.is_picture,
            width_px=row.width_px,
            height_px=row.height_px,
            received_at=row.received_at,
        )
        for row in rows
    }


def is_picture_of(session: Session, insp: str, sha256: str) -> bool:
    """Whether these bytes are a picture that is here, and evidence of this inspection.

    A drawn signature is no evidence: it is never shown as a picture.
    """
    evidence = OperationRow.entity.startswith(f"{EntityType.EVIDENCE}:")
    found = session.scalars(
        select(BlobRow.sha256)
        .join(BlobUseRow, BlobUseRow.sha256 == BlobRow.sha256)
        .join(OperationRow, OperationRow.op_id == BlobUseRow.op_id)
        .where(BlobUseRow.insp == insp, BlobRow.sha256 == sha256, BlobRow.is_picture, evidence)
        .limit(1)
    )
    return found.first() is not None
