"""Every room of every inspection within a scope: who slept there, on how much floor.

Read from the heads alone, a few inspections at a time, without scoring: so a country's rooms can be
taken along as one table. For levels and reasons there is the inspection itself.

A country has few different answers and few different lengths of walls: each text is read once, and what
it says is kept, up to a limit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from inspect_app.domain.answer_values import NotAValue, exact_from_json
from inspect_app.domain.operations import ANSWER, VOID, EntityType
from inspect_app.domain.scoring.known_inputs import ANNEXE_RECTANGLES, HEAD_COUNT, ROOM_RECTANGLES
from inspect_app.problems import Problem
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.operations import HeadRow
from inspect_app.store.places import FacilityRow

AT_A_TIME = 20
_HEADS_AT_A_TIME = 500
_MOST_TEXTS = 10_000
"""Kept of each kind of text: a megabyte or two."""
_PREFIX = f"{EntityType.ROOM}:"
_AFTER_PREFIX = f"{EntityType.ROOM};"  # the next text after all that begin with the prefix
_PERSONS, _FLOOR, _ANNEXE = (
    ANSWER + name for name in (HEAD_COUNT, ROOM_RECTANGLES, ANNEXE_RECTANGLES)
)
_FIELDS = (
    "number", "kind", "block", "regime", "people", "is_in_use", VOID, _PERSONS, _FLOOR, _ANNEXE,
)  # fmt: skip
_NOTHING = "null"


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


class RoomFound(NamedTuple):
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

    @property
    def place(self) -> tuple[str, str]:
        """Where it stands among all of them: its inspection, and itself."""
        return self.visited.insp, self.id


def rooms_found(
    session: Session, scope: ColumnElement[bool], after: tuple[str, str] | None = None
) -> Iterator[RoomFound]:
    """The newest visit first; rooms taken back are left out. One statement for twenty inspections, and
    none for those that nobody asks for any more. `after`: only what stands behind this `place`.

    Raises Problem `page.unknown_place` for a place in an inspection that is not within the scope."""
    visited = _visited(session, scope)
    if after is not None:
        insp, room = after
        first = next((i for i, one in enumerate(visited) if one.insp == insp), None)
        if first is None:
            raise Problem("page.unknown_place", after=insp[:60])
        yield from _of(session, visited[first : first + 1], room)
        visited = visited[first + 1 :]
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


def _of(session: Session, visited: Sequence[Visited], after: str = "") -> Iterator[RoomFound]:
    """`after`: only the rooms whose ids come after this one."""
    query = (
        select(HeadRow.insp, HeadRow.entity, HeadRow.field, HeadRow.value)
        .where(
            HeadRow.insp.in_([one.insp for one in visited]),
            HeadRow.entity > _PREFIX + after,
            HeadRow.entity < _AFTER_PREFIX,
            HeadRow.field.in_(_FIELDS),
        )
        .order_by(HeadRow.insp, HeadRow.entity, HeadRow.n)
    )
    # Not through the session, which would make an object of its own for every head.
    heads = session.connection().execute(query).partitions(_HEADS_AT_A_TIME)
    rooms: dict[str, list[RoomFound]] = {one.insp: [] for one in visited}
    of_insp = {one.insp: one for one in visited}
    for (insp, entity), said in groupby(chain.from_iterable(heads), key=itemgetter(0, 1)):
        room = _room(of_insp[insp], entity, said)
        if room is not None:
            rooms[insp].append(room)
    for one in visited:
        yield from rooms[one.insp]


def _room(
    visited: Visited, entity: str, heads: Iterable[Row[str, str, str, str]]
) -> RoomFound | None:
    """Of several heads the last; None for a room that was taken back."""
    said: dict[str, str] = {}
    is_disputed = False
    for _, _, field, value in heads:
        is_disputed |= said.setdefault(field, value) != value
        said[field] = value
    text = said.get
    if _value(text(VOID, _NOTHING)):
        return None
    floor, annexe = _area(text(_FLOOR, _NOTHING)), _area(text(_ANNEXE, _NOTHING))
    return RoomFound(
        visited=visited,
        id=entity.removeprefix(_PREFIX),
        number=str(_value(text("number", _NOTHING)) or ""),
        kind=str(_value(text("kind", _NOTHING)) or ""),
        regime=_value(text("regime", _NOTHING)),
        people=_value(text("people", _NOTHING)),
        is_in_use=_value(text("is_in_use", "true")) is not False,
        persons=_number(text(_PERSONS, _NOTHING)),
        floor_m2=floor,
        space_m2=None if floor is None or annexe is None else floor - annexe,
        is_disputed=is_disputed,
    )


@lru_cache(_MOST_TEXTS)
def _value(text: str) -> Any:
    return json.loads(text)


def _answered(text: str) -> Any:
    answer = json.loads(text)
    return answer.get("value") if isinstance(answer, dict) else None


@lru_cache(_MOST_TEXTS)
def _number(text: str) -> Fraction | None:
    raw = _answered(text)
    try:
        return None if raw is None else exact_from_json(raw)
    except NotAValue:
        return None


@lru_cache(_MOST_TEXTS)
def _area(text: str) -> Fraction | None:
    """None where it was not measured, or is no list of rectangles."""
    sides = _answered(text)
    if not isinstance(sides, list):
        return None
    try:
        return sum((_side(a) * _side(b) for a, b in sides), Fraction(0))
    except (NotAValue, TypeError, ValueError):
        return None


_side = lru_cache(_MOST_TEXTS, typed=True)(exact_from_json)
"""`typed`: true is no length, though it equals one."""
