"""Which bytes of an inspection's evidence are here, and are pictures that can be printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.store.blobs import BlobRow


@dataclass(frozen=True, slots=True)
class Bytes:
    """Hashes, each in one of the sets. What is no picture is kept as it came, and never shown."""

    pictures: frozenset[str]
    others: frozenset[str]
    awaited: frozenset[str]


def bytes_of(session: Session, hashes: Iterable[str]) -> Bytes:
    """One statement."""
    wanted = frozenset(hashes)
    rows = session.execute(
        select(BlobRow.sha256, BlobRow.is_picture).where(BlobRow.sha256.in_(wanted))
    )
    here: dict[str, bool] = {row[0]: row[1] for row in rows}
    pictures = frozenset(sha256 for sha256, is_picture in here.items() if is_picture)
    return Bytes(pictures, frozenset(here) - pictures, wanted - frozenset(here))
