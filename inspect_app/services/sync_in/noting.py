"""Audit lines for what is out of the ordinary. An ordinary operation is its own record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from inspect_app.domain.device_chains import Step
from inspect_app.services.sync_in.preparing import Arrived
from inspect_app.services.sync_in.storing import Stored
from inspect_app.store.audit import write_line

_MOST_NAMED = 20


def note_exceptions(
    session: Session,
    sender: str,
    arrived: Sequence[Arrived],
    steps: Sequence[Step],
    stored: Mapping[str, Stored],
    now: datetime,
) -> None:
    """One line for each kind of exception and author, with the first few places of its chain."""
    found: dict[tuple[str, str], list[int]] = {}
    for item, step in zip(arrived, steps, strict=True):
        for action in _exceptions(item, step, stored):
            found.setdefault((action, item.envelope.dev), []).append(item.envelope.seq)
    for (action, author), places in sorted(found.items()):
        write_line(
            session,
            at=now,
            actor=sender,
            action=action,
            subject_kind="device",
            subject=author,
            details={"count": len(places), "places": places[:_MOST_NAMED]},
        )


def _exceptions(item: Arrived, step: Step, stored: Mapping[str, Stored]) -> list[str]:
    if step is Step.BAD:
        return ["sync.bad"]
    kept = stored.get(item.link.link) if step in (Step.TAKE, Step.FORK) else None
    found = ["sync.fork"] if step is Step.FORK else []
    if kept is not None and kept.word in ("quarantine", "clash"):
        found.append(f"sync.{kept.word}")
    if kept is not None and kept.is_released:
        found.append("sync.released")
    return found
