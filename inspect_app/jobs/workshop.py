"""What a worker has: the machine, made once per process, and the one task in its hands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from inspect_app.services.assessments import Standards, load_standards
from inspect_app.settings import Settings
from inspect_app.store.engine import make_engine
from inspect_app.store.jobs import note_progress
from inspect_app.store.migrations import upgrade


class LeaseLost(Exception):
    """Another worker may be at the same work already: leave it alone."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Workshop:
    """`clock` is the server's; tests set their own."""

    settings: Settings
    engine: Engine
    clock: Callable[[], datetime] = _now

    @classmethod
    def of(cls, settings: Settings) -> Workshop:
        """On the data folder and the newest tables, made where they are not there yet."""
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        # What was bound to a statement may be what an inspector wrote: never in a message.
        engine = make_engine(settings.engine_url, hide_parameters=True)
        upgrade(engine)
        return cls(settings, engine)

    @cached_property
    def standards(self) -> Standards:
        """The packs in force; read at the first work that needs them."""
        return load_standards(self.settings.seed_dir)

    def session(self) -> Session:
        return Session(self.engine)


@dataclass(frozen=True)
class Task:
    """One claimed job. Handlers read `payload`, tell their progress, and return the result."""

    workshop: Workshop
    id: str
    kind: str
    payload: Mapping[str, Any]
    lease: str
    tries: int
    asked_by: str = "system"
    is_lost: Callable[[], bool] = field(default=lambda: False, repr=False)

    def progress(self, done: int, total: int, stage: str) -> None:
        """Committed at once, so that people see it. Raises LeaseLost."""
        with self.workshop.session() as session:
            is_ours = note_progress(session, self.id, self.lease, done, total, stage)
            session.commit()
        if not is_ours or self.is_lost():
            raise LeaseLost(self.id)


Handler = Callable[[Task], Mapping[str, Any] | None]
