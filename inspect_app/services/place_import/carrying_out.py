"""A plan becomes the state of the register: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.domain.permissions import Actor, Condition, Permission, condition
from inspect_app.domain.registers.places import CapacitySaid, PlaceSaid, Refused, RoomSaid
from inspect_app.domain.registers.plans import ImportPlan, fields_of
from inspect_app.problems import Problem, Problems
from inspect_app.services.place_import.state import read_state
from inspect_app.store.audit import write_line
from inspect_app.store.places import (
    BlockRow,
    CapacityRow,
    FacilityCodeRow,
    FacilityRow,
    RoomRow,
    lock_register,
)

_Written = tuple[FacilityRow, PlaceSaid]


class Carried(NamedTuple):
    added: int
    changed: int


def carry_out(session: Session, actor: Actor, plan: ImportPlan, now: datetime) -> Carried:
    """All of the plan or nothing; the caller commits. One audit line a facility, with its changes.

    Raises Problem `access.denied`, Problems `import.*` for every refused row, and `import.stale`
    when the register has changed since the plan was made.
    """
    if condition(actor, Permission.CHANGE_REGISTER) is not Condition.ALL:
        raise Problem("access.denied")
    if plan.refused:
        raise Problems(problem_of(refused) for refused in plan.refused)
    lock_register(session)
    if read_state(session, plan.source).sha256 != plan.state:
        raise Problem("import.stale", register=plan.register)
    told = _Telling(session, actor, plan, now)
    with session.no_autoflush:  # until every row is filled
        written = [*_added(session, plan, told), *_changed(session, plan, told)]
        for row, place in written:
            _write(row, place, now)
    session.flush()
    for row, place in written:
        _write_rooms(session, row, place.rooms)
    session.flush()
    return Carried(len(plan.additions), len(plan.changes))


def problem_of(refused: Refused) -> Problem:
    return Problem(
        f"import.{refused.code}",
        file=refused.file,
        line=refused.line,
        column=refused.column,
        value=refused.value,
        **dict(refused.details),
    )


class _Telling(NamedTuple):
    session: Session
    actor: Actor
    plan: ImportPlan
    now: datetime

    def write(self, action: str, facility: str, changes: Mapping[str, object]) -> None:
        write_line(
            self.session,
            at=self.now,
            actor=self.actor.account,
            action=action,
            subject_kind="facility",
            subject=facility,
            details={
                "register": self.plan.register,
                "source": self.plan.source,
                "changes": dict(changes),
            },
        )


def _added(session: Session, plan: ImportPlan, told: _Telling) -> Iterator[_Written]:
    for addition in plan.additions:
        row = FacilityRow(id=str(uuid4()), source=plan.source, source_key=addition.said.key)
        session.add(row)
        fields = fields_of(addition.said)
        told.write("facility.added", row.id, {name: [None, fields[name]] for name in fields})
        yield row, addition.said


def _changed(session: Session, plan: ImportPlan, told: _Telling) -> Iterator[_Written]:
    for change in plan.changes:
        said = {one.field: [one.before, one.after] for one in change.fields}
        told.write("facility.changed", change.facility, said)
        yield session.get_one(FacilityRow, change.facility), change.said


def _write(row: FacilityRow, said: PlaceSaid, now: datetime) -> None:
    row.names = dict(said.names)
    row.sort_name = next(said.names[lang] for lang in ("ru", "kk", "en") if lang in said.names)
    row.kind, row.country = said.kind, said.country
    row.region_id, row.region_text = said.region, said.region_text
    row.security, row.sex = said.security, said.sex
    row.place_names = dict(said.town) if said.town else None
    row.is_demo, row.changed_at = said.is_demo, now
    kept = {one.code: one for one in row.codes}
    row.codes = [kept.get(code) or FacilityCodeRow(code=code) for code in said.codes]
    _write_capacities(row, said.capacities)


def _write_capacities(row: FacilityRow, said: Iterable[CapacitySaid]) -> None:
    known = {(one.notion, one.as_of): one for one in row.capacities}
    for capacity in said:
        one = known.get((capacity.notion, capacity.as_of))
        if one is None:
            one = CapacityRow(notion=capacity.notion, as_of=capacity.as_of)
            row.capacities.append(one)
        one.basis, one.places, one.stated_by = capacity.basis, capacity.places, capacity.stated_by


def _write_rooms(session: Session, row: FacilityRow, said: tuple[RoomSaid, ...]) -> None:
    """The facility is in the database already, and its blocks go there before their rooms."""
    if not said:
        return
    blocks = {block.name: block for block in row.blocks}
    for name in sorted({room.block for room in said if room.block} - set(blocks)):
        blocks[name] = BlockRow(id=str(uuid4()), name=name)
        row.blocks.append(blocks[name])
    session.flush()
    stored = session.scalars(select(RoomRow).where(RoomRow.facility_id == row.id))
    known = {(one.block_id, one.number): one for one in stored}
    for room in said:
        block = blocks[room.block].id if room.block is not None else None
        one = known.get((block, room.number))
        if one is None:
            one = RoomRow(id=str(uuid4()), facility_id=row.id, block_id=block, number=room.number)
            session.add(one)
        one.kind, one.regime, one.people = room.kind, room.regime, room.people
