"""Every room of every inspection within a scope: who slept there, on how much floor.

Read from the heads alone, a few inspections at a time, without scoring: so a country's rooms can be
taken along as one table. For levels and reasons there is the inspection itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from inspect_app.domain.answer_values import NotAValue, exact_from_json
from inspect_app.domain.operations import ANSWER, VOID, EntityType
from inspect_app.domain.scoring.known_inputs import ANNEXE_RECTANGLES, HEAD_COUNT, ROOM_RECTANGLES
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.operations import HeadRow
from inspect_app.store.places import FacilityRow

AT_A_TIME = 20
_PREFIX = f"{EntityType.ROOM}:"
_AFTER_PREFIX = f"{EntityType.ROOM};"  # the next text after all that begin with the prefix
_PERSONS, _FLOOR, _ANNEXE = (
    ANSWER + name for name in (HEAD_COUNT, ROOM_RECTANGLES, ANNEXE_RECTANGLES)
)
_FIELDS = (
    "number", "kind", "block", "regime", "people", "is_in_use", VOID, _PERSONS, _FLOOR, _ANNEXE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visited:
    """An inspection as its rooms repeat it. `names` of the facility; empty: not in the register."""

    insp: str
    facility: str | None
    names: Mapping[str, str]
    region: str | None
    is_demo: bool
    visited_on: date | None
    review_state: str


@dataclass(frozen=True, slots=True)
class RoomFound:
    """None: not said, or no number. Areas in m²; `space_m2` is the floor without the annexe, and there
    only where both were measured. `is_disputed`: two answers differ; the last one stands here."""

    visited: Visited
    id: str
    number: str
    kind: str
    regime: str | None
    people: str | None
    is_in_use: bool
    persons: Fraction | None
    floor_m2: Fraction | None
    space_m2: Fraction | None
    is_disputed: bool

    @property
    def space_m2_per_person(self) -> Fraction | None:
        if self.space_m2 is None or not self.persons or self.space_m2 <= 0:
            return None
        return self.space_m2 / self.persons


def rooms_found(session: Session, scope: ColumnElement[bool]) -> Iterator[RoomFound]:
    """The newest visit first; rooms taken back are left out. One statement for twenty inspections, and
    none for those that nobody asks for any more."""
    visited = _visited(session, scope)
    for start in range(0, len(visited), AT_A_TIME):
        yield from _of(session, visited[start : start + AT_A_TIME])


def _visited(session: Session, scope: ColumnElement[bool]) -> list[Visited]:
    rows = session.execute(
        select(
            InspectionRow.id,
            InspectionRow.facility_id,
            FacilityRow.names,
            FacilityRow.region_id,
            FacilityRow.is_demo,
            InspectionRow.visited_on,
            InspectionRow.review_state,
        )
        .outerjoin(FacilityRow, FacilityRow.id == InspectionRow.facility_id)
        .where(scope)
        .order_by(InspectionRow.visited_on.desc(), InspectionRow.id.desc())
    )
    return [Visited(r[0], r[1], r[2] or {}, r[3], bool(r[4]), r[5], r[6]) for r in rows]


def _of(session: Session, visited: Sequence[Visited]) -> Iterator[RoomFound]:
    rows = session.execute(
        select(HeadRow.insp, HeadRow.entity, HeadRow.field, HeadRow.value)
        .where(
            HeadRow.insp.in_([one.insp for one in visited]),
            HeadRow.entity > _PREFIX,
            HeadRow.entity < _AFTER_PREFIX,
            HeadRow.field.in_(_FIELDS),
        )
        .order_by(HeadRow.insp, HeadRow.entity, HeadRow.n)
    ).all()
    of_visit = {insp: list(group) for insp, group in groupby(rows, key=lambda row: row[0])}
    for one in visited:
        for entity, group in groupby(of_visit.get(one.insp, ()), key=lambda row: row[1]):
            room = _room(one, entity, [(row[2], row[3]) for row in group])
            if room is not None:
                yield room


def _room(visited: Visited, entity: str, said: Sequence[tuple[str, str]]) -> RoomFound | None:
    """Of several heads the last; None for a room that was taken back."""
    texts = dict(said)
    if json.loads(texts.get(VOID, "false")):
        return None
    values = {name: json.loads(text) for name, text in texts.items()}
    floor, annexe = _area(values.get(_FLOOR)), _area(values.get(_ANNEXE))
    return RoomFound(
        visited=visited,
        id=entity.removeprefix(_PREFIX),
        number=str(values.get("number", "")),
        kind=str(values.get("kind", "")),
        regime=values.get("regime"),
        people=values.get("people"),
        is_in_use=values.get("is_in_use", True) is not False,
        persons=_number(_answered(values.get(_PERSONS))),
        floor_m2=floor,
        space_m2=None if floor is None or annexe is None else floor - annexe,
        is_disputed=len(set(said)) > len(texts),
    )


def _answered(answer: Any) -> Any:
    return answer.get("value") if isinstance(answer, dict) else None


def _number(raw: Any) -> Fraction | None:
    try:
        return None if raw is None else exact_from_json(raw)
    except NotAValue:
        return None


def _area(answer: Any) -> Fraction | None:
    """None where it was not measured, or is no list of rectangles."""
    sides = _answered(answer)
    if not isinstance(sides, list):
        return None
    try:
        return sum((exact_from_json(a) * exact_from_json(b) for a, b in sides), Fraction(0))
    except (NotAValue, TypeError, ValueError):
        return None
