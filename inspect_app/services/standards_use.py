"""Which standards and checklists the inspections were made with: since when, and how many."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Text, cast, func, select
from sqlalchemy.orm import Session

from inspect_app.store.inspections import InspectionRow
from inspect_app.store.rollups import InspectionRollupRow


@dataclass(frozen=True, slots=True)
class Use:
    """One version, by its content: `first_day` and `last_day` are days of visits."""

    id: str
    version: int
    sha256: str
    inspections: int
    first_day: date | None
    last_day: date | None


def uses_of_packs(session: Session) -> tuple[Use, ...]:
    """The packs that the present results were scored with, the latest used first."""
    packs = cast(InspectionRollupRow.packs, Text)
    day = InspectionRollupRow.visited_on
    rows = session.execute(
        select(packs, func.count(), func.min(day), func.max(day)).group_by(packs)
    )
    return _merged(
        Use(str(pack), int(version), str(sha256), number, first, last)
        for text, number, first, last in rows
        for pack, version, sha256 in json.loads(text)
    )


def uses_of_checklists(session: Session) -> tuple[Use, ...]:
    """What inspections say of the checklist that they began with, the latest used first."""
    row = InspectionRow
    keys = (row.checklist_id, row.checklist_version, row.checklist_sha256)
    found = session.execute(
        select(*keys, func.count(), func.min(row.visited_on), func.max(row.visited_on))
        .where(row.checklist_id.is_not(None))
        .group_by(*keys)
    )
    return _merged(
        Use(id_ or "", version or 0, sha256 or "", number, first, last)
        for id_, version, sha256, number, first, last in found
    )


def by_version(uses: Iterable[Use]) -> tuple[Use, ...]:
    """Where every use has a content of its own: one for each version, without a hash."""
    return _merged(replace(use, sha256="") for use in uses)


def _merged(uses: Iterable[Use]) -> tuple[Use, ...]:
    """One for each content: a pack stands in several sets."""
    found: dict[tuple[str, int, str], Use] = {}
    for use in uses:
        key = (use.id, use.version, use.sha256)
        found[key] = _joined(found[key], use) if key in found else use
    newest = sorted(found.values(), key=lambda use: (use.last_day or date.min, use.sha256))
    return tuple(reversed(newest))


def _joined(one: Use, other: Use) -> Use:
    firsts = [day for day in (one.first_day, other.first_day) if day]
    lasts = [day for day in (one.last_day, other.last_day) if day]
    return Use(
        one.id,
        one.version,
        one.sha256,
        one.inspections + other.inspections,
        min(firsts, default=None),
        max(lasts, default=None),
    )
