"""What was stated about the whole facility at each visit, read for many visits in one statement."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.domain.answer_values import NotAValue, exact_from_json
from inspect_app.domain.operations import ANSWER
from inspect_app.domain.terms import AnswerState
from inspect_app.store.operations import HeadRow

OFFICIAL_CAPACITY = "official_capacity"
"""The question of the bank by which a visit writes down what it was told or shown."""


@dataclass(frozen=True, slots=True)
class Told:
    """The capacities written down at one visit: several where the team did not agree."""

    places: tuple[int, ...]


def told_at(session: Session, facility_id: str, inspections: Sequence[str]) -> dict[str, Told]:
    """Inspection -> the capacity that was stated there; no entry where nobody answered."""
    if not inspections:
        return {}
    rows = session.execute(
        select(HeadRow.insp, HeadRow.value).where(
            HeadRow.insp.in_(inspections),
            HeadRow.entity == f"facility:{facility_id}",
            HeadRow.field == ANSWER + OFFICIAL_CAPACITY,
        )
    )
    found: dict[str, set[int]] = {}
    for insp, value in rows:
        places = _places(json.loads(value))
        if places is not None:
            found.setdefault(insp, set()).add(places)
    return {insp: Told(tuple(sorted(places))) for insp, places in found.items()}


def _places(said: Any) -> int | None:
    """A whole number; anything else is a matter of the inspection, which lists it as not used."""
    if not isinstance(said, dict) or said.get("state") != AnswerState.ANSWERED.value:
        return None
    try:
        value = exact_from_json(said.get("value"))
    except NotAValue:
        return None
    return int(value) if value.denominator == 1 else None
