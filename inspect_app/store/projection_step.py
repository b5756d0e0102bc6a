"""A few operations more, without reading the whole log: the ordinary push.

`step_of` gives None where only the whole log can tell: when the inspection itself is written to, when
held operations wait for an entity that comes now, or when an operation comes after one that
replaced it. In all other cases a step writes the same rows as a projection of the whole log would.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, exists, select

from inspect_app.domain.merging import Agreement, agreement, canonical_text
from inspect_app.domain.operations import EntityType, Operation, Status
from inspect_app.domain.projecting import Logged, Outcome, ReviewState
from inspect_app.domain.projecting.form import inspection_entity, type_of
from inspect_app.domain.projecting.judging import (
    Circumstances,
    fault_before_all,
    is_founding,
    judge_entity,
    judge_rights,
    makes,
    names_a_team,
)
from inspect_app.domain.projecting.log import CLOSED_STATES, OK
from inspect_app.domain.projecting.projection import Place, entity_of, files_of, head_of
from inspect_app.store.projection_log import further_places, logged_of, read_rows, standings_of
from inspect_app.store.projection_tables import (
    BLOB_USE,
    ENTITY,
    HEAD,
    INSPECTION,
    MEMBER,
    OP_BASE,
    OPERATION,
    Row,
    base_rows,
    delete_rows,
    entity_row,
    file_row,
    head_row,
    insert_rows,
)

Current = dict[Place, dict[str, str]]
"""(entity, field) -> its heads: operation -> canonical text."""

_MOST_FIELDS_NAMED = 1000
"""No statement may name more than some tens of thousands of values; a push can write more fields."""


@dataclass(slots=True)
class Step:
    """Rows to write. `counts`: new counts of the inspection's row; None: there is no inspection."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    counts: dict[str, int] | None = None
    bases: list[Row] = field(default_factory=list)
    heads: dict[tuple[str, str, str], Row] = field(default_factory=dict)
    gone: list[Row] = field(default_factory=list)
    entities: list[Row] = field(default_factory=list)
    files: list[Row] = field(default_factory=list)

    def write(self, connection: Connection) -> None:
        delete_rows(connection, HEAD, self.gone)
        for table, rows in (
            (OP_BASE, self.bases),
            (HEAD, list(self.heads.values())),
            (ENTITY, self.entities),
            (BLOB_USE, self.files),
        ):
            insert_rows(connection, table, rows)


def step_of(connection: Connection, insp: str, batch: Sequence[Logged]) -> Step | None:
    """What a batch, in order of n, adds to what is stored."""
    step = Step()
    sound: list[Logged] = []
    for logged in batch:
        fault = fault_before_all(logged)
        if fault is None:
            sound.append(logged)
        else:
            step.outcomes[logged.operation.id] = Outcome(Status.QUARANTINE, fault)
    kept = connection.execute(select(INSPECTION).where(INSPECTION.c.id == insp)).mappings().first()
    if kept is None:
        return _before_creation(step, sound)
    around = _circumstances(connection, insp, kept, sound)
    still_open = _judge_rights(step, sound, around)
    if any(type_of(logged.operation.entity) is EntityType.INSPECTION for logged in still_open):
        return None
    made = {o.entity: o for o in reversed(_operations(still_open)) if makes(o)}
    touched = {logged.operation.entity for logged in still_open}
    there = _entities_there(connection, insp, touched)
    new = {entity: made[entity] for entity in made if entity not in there}
    if kept["held"] and _is_waited_for(connection, insp, new):
        return None
    known = Circumstances(around.lead, None, entities=there | new.keys())
    for operation in _operations(still_open):
        step.outcomes[operation.id] = judge_entity(operation, known)
    applied = [logged for logged in still_open if step.outcomes[logged.operation.id] == OK]
    step.entities = [entity_row(insp, entity, entity_of(made)) for entity, made in new.items()]
    step.files = [file_row(insp, use) for logged in applied for use in files_of(logged)]
    conflicts = _merge(connection, insp, step, applied)
    if conflicts is None:
        return None
    statuses = [outcome.status for outcome in step.outcomes.values()]
    step.counts = {
        "conflicts": kept["conflicts"] + conflicts,
        "held": kept["held"] + statuses.count(Status.HELD),
        "quarantined": kept["quarantined"] + statuses.count(Status.QUARANTINE),
    }
    return step


def _before_creation(step: Step, sound: Sequence[Logged]) -> Step | None:
    if any(map(is_founding, sound)):
        return None
    nobody = Circumstances(None, None)
    for logged in sound:
        step.outcomes[logged.operation.id] = judge_rights(logged, nobody) or OK
    return step


def _operations(batch: Sequence[Logged]) -> list[Operation]:
    return [logged.operation for logged in batch]


def _judge_rights(step: Step, sound: Sequence[Logged], around: Circumstances) -> list[Logged]:
    """Writes down what is settled; gives back what is not."""
    still_open = []
    for logged in sound:
        outcome = judge_rights(logged, around)
        if outcome is None:
            still_open.append(logged)
        else:
            step.outcomes[logged.operation.id] = outcome
    return still_open


def _circumstances(
    connection: Connection, insp: str, kept: Mapping[Any, Any], sound: Sequence[Logged]
) -> Circumstances:
    """Whoever is not on the team now may have been on it: then the lead's own writes tell."""
    lead: str = kept["lead"]
    writers = set(connection.scalars(select(MEMBER.c.usr).where(MEMBER.c.insp == insp)))
    if any(logged.operation.author not in writers for logged in sound):
        own = [inspection_entity(insp)]
        rows = [row for row in read_rows(connection, insp, own) if row.status == Status.OK]
        standings = standings_of(connection, rows, further_places(connection, insp, own))
        for row in rows:
            writers.update(names_a_team(logged_of(row, insp, standings), lead))
    is_closed = ReviewState(kept["review_state"]) in CLOSED_STATES
    return Circumstances(lead, None, writers, closed_at=0 if is_closed else None)


def _entities_there(connection: Connection, insp: str, entities: set[str]) -> set[str]:
    found = select(ENTITY.c.entity).where(ENTITY.c.insp == insp, ENTITY.c.entity.in_(entities))
    return set(connection.scalars(found))


def _is_waited_for(connection: Connection, insp: str, new: Mapping[str, Operation]) -> bool:
    waiting = exists().where(
        OPERATION.c.insp == insp,
        OPERATION.c.entity.in_(new),
        OPERATION.c.status == Status.HELD.value,
    )
    return bool(new) and bool(connection.scalar(select(waiting)))


def _merge(connection: Connection, insp: str, step: Step, applied: Sequence[Logged]) -> int | None:
    """Brings the heads on; how many conflicts more there are. None: an operation comes after one
    that replaced it, and only all bases of the field together can tell which are heads."""
    writing = [logged for logged in applied if logged.operation.writes]
    if not writing:
        return 0
    named = _named(connection, insp, writing)
    current = _current(connection, insp, writing)
    stored = {(*place, op_id) for place, heads in current.items() for op_id in heads}
    touched: dict[Place, bool] = {}
    for logged in writing:
        operation = logged.operation
        for write in operation.writes:
            place = (operation.entity, write.field)
            if (*place, operation.id) in named:
                return None
            heads = current.setdefault(place, {})
            touched.setdefault(place, _differ(heads))
            for base in write.base:
                named.add((*place, base))
                if heads.pop(base, None) is not None:
                    _take_out(step, insp, (*place, base), stored)
            step.bases += base_rows(insp, *place, operation.id, write.base)
            head, text = head_of(logged, write.value), canonical_text(write.value)
            heads[operation.id] = text
            step.heads[(*place, operation.id)] = head_row(insp, *place, head, text)
    return sum(_differ(current[place]) - before for place, before in touched.items())


def _take_out(
    step: Step, insp: str, key: tuple[str, str, str], stored: set[tuple[str, str, str]]
) -> None:
    if key in stored:
        step.gone.append((insp, *key))
    else:
        del step.heads[key]


def _differ(heads: Mapping[str, str]) -> bool:
    return agreement(heads.values()) is Agreement.CONFLICT


def _named(
    connection: Connection, insp: str, writing: Sequence[Logged]
) -> set[tuple[str, str, str]]:
    """(entity, field, operation) of this batch's operations that stored ones replaced already."""
    query = select(OP_BASE.c.entity, OP_BASE.c.field, OP_BASE.c.base_op).where(
        OP_BASE.c.insp == insp,
        OP_BASE.c.entity.in_({logged.operation.entity for logged in writing}),
        OP_BASE.c.base_op.in_({logged.operation.id for logged in writing}),
    )
    return {(entity, name, base) for entity, name, base in connection.execute(query)}


def _current(connection: Connection, insp: str, writing: Sequence[Logged]) -> Current:
    """The heads of the fields that are written. Every field of every entity written would be a room
    read whole for each answer that it gets."""
    query = select(HEAD.c.entity, HEAD.c.field, HEAD.c.op_id, HEAD.c.value).where(
        HEAD.c.insp == insp,
        HEAD.c.entity.in_({logged.operation.entity for logged in writing}),
    )
    fields = {w.field for logged in writing for w in logged.operation.writes}
    if len(fields) <= _MOST_FIELDS_NAMED:
        query = query.where(HEAD.c.field.in_(fields))
    found: Current = {}
    for entity, name, op_id, value in connection.execute(query):
        found.setdefault((entity, name), {})[op_id] = value
    return found
