"""What the doors need of the machine, made once per process and kept with the application."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import cast

from flask import current_app

from inspect_app.files.built_app import BuiltApp
from inspect_app.services.assessments import Standards, load_standards
from inspect_app.services.checklists import ReadyChecklist, ready_checklists
from inspect_app.services.references import (
    OfferedChecklist,
    References,
    standing_references,
)
from inspect_app.settings import Settings
from inspect_app.signing import ServerKeys, server_keys
from inspect_app.store.status_digests import StatusDigests


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Machinery:
    """`clock` is the server's; tests set their own."""

    settings: Settings
    keys: ServerKeys
    clock: Callable[[], datetime] = _now

    @classmethod
    def of(cls, settings: Settings) -> Machinery:
        return cls(settings, server_keys(settings.data_dir / "keys"))

    @property
    def idle(self) -> timedelta:
        """How long a log-in may lie unused."""
        return timedelta(minutes=self.settings.idle_minutes)

    @cached_property
    def app(self) -> BuiltApp:
        return BuiltApp(self.settings.app_dir)

    @cached_property
    def standards(self) -> Standards:
        """The packs in force; read once, as they change with a release of the product."""
        return load_standards(self.settings.seed_dir)

    @cached_property
    def checklists(self) -> Mapping[str, ReadyChecklist]:
        """Id -> the checklist, as tablets get it; read once, like the standards."""
        return ready_checklists(self.settings.seed_dir, self.standards.packs)

    @cached_property
    def digests(self) -> StatusDigests:
        return StatusDigests()

    @cached_property
    def references(self) -> References:
        """What tablets carry along; the documents of facilities stay ready in it."""
        offered = [
            OfferedChecklist(one.id, one.version, one.title, one.sha256, one.data)
            for one in self.checklists.values()
            if one.questions is not None
        ]
        standards = self.standards
        return References(standing_references(standards.main, standards.national, offered))


def machinery() -> Machinery:
    return cast("Machinery", current_app.extensions["inspect"])


def now() -> datetime:
    return machinery().clock()
