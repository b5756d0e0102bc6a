"""The whole state of one inspection as a pure function of its log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from inspect_app.domain.answer_values import day_from_text
from inspect_app.domain.merging import Agreement, agreement, canonical_text, heads
from inspect_app.domain.operation_reading import FILE
from inspect_app.domain.operations import (
    EntityType,
    Operation,
    OperationKind,
    Status,
)
from inspect_app.domain.projecting.field_values import file_of
from inspect_app.domain.projecting.form import inspection_entity, type_of
from inspect_app.domain.projecting.judging import (
    TEAM,
    Circumstances,
    fault_before_all,
    is_founding,
    judge_entity,
    judge_rights,
    makes,
    names_a_team,
)
from inspect_app.domain.projecting.log import (
    CLOSED_STATES,
    OK,
    ChecklistNamed,
    Entity,
    FileUse,
    Head,
    Logged,
    Outcome,
    ReviewState,
)

Place = tuple[str, str]
"""(entity, field)."""


@dataclass(frozen=True, slots=True)
class Projection:
    """Everything that the operations of one inspection add up to. `outcomes` in order of n.

    `lead` is None until a creation that counts has arrived; then there is no inspection, and
    `review_state` is None too. `members` are the lead and the team as it is named now, in order;
    `writers` besides them everybody whom the lead ever named. Where heads of `facility`,
    `visited_on` or `is_announced` differ, the one with the highest n is shown, and counted as a
    conflict. `bases` holds, for applied operations alone, what each replaced.
    """

    outcomes: Mapping[str, Outcome]
    heads: Mapping[Place, tuple[Head, ...]]  # in order of n
    bases: Mapping[Place, Mapping[str, tuple[str, ...]]]
    entities: Mapping[str, Entity]
    files: tuple[FileUse, ...]
    lead: str | None = None
    members: tuple[str, ...] = ()
    writers: frozenset[str] = frozenset()
    facility: str | None = None
    visited_on: date | None = None
    is_announced: bool | None = None
    checklist: ChecklistNamed | None = None
    review_state: ReviewState | None = None
    conflicts: int = 0
    held: int = 0
    quarantined: int = 0


def project(log: Sequence[Logged]) -> Projection:
    """The state that the operations of one inspection add up to.

    A function of the set of operations: the order of the sequence does not matter, and neither does
    the order of arrival, except in two things that `n` decides. The first creation by `n` makes its
    author the lead, and what stands behind the first approval by `n` is an addendum. Operations that
    are held or quarantined touch nothing; as they are judged anew with every projection, they are
    applied once what they wait for has come.
    """
    ordered = sorted(log, key=lambda logged: logged.n)
    outcomes: dict[str, Outcome] = {}
    sound: list[Logged] = []
    for logged in ordered:
        fault = fault_before_all(logged)
        if fault is None:
            sound.append(logged)
        else:
            outcomes[logged.operation.id] = Outcome(Status.QUARANTINE, fault)
    around = _circumstances(sound)
    outcomes |= _judged(sound, around)
    outcomes = {logged.operation.id: outcomes[logged.operation.id] for logged in ordered}
    applied = [logged for logged in sound if outcomes[logged.operation.id] == OK]
    return _added_up(applied, outcomes, around)


def _circumstances(sound: Sequence[Logged]) -> Circumstances:
    """All but the entities, which depend on it."""
    founding = next(filter(is_founding, sound), None)
    if founding is None:
        return Circumstances(None, None)
    lead = founding.operation.author
    closed_at = next((logged.n for logged in sound if _approves(logged)), None)
    writers = {lead}
    for logged in sound:
        is_in_time = closed_at is None or logged.n < closed_at or logged is founding
        if is_in_time:
            writers.update(names_a_team(logged, lead))
    return Circumstances(lead, founding.operation.id, frozenset(writers), closed_at)


def _approves(logged: Logged) -> bool:
    operation = logged.operation
    is_whole = type_of(operation.entity) is EntityType.INSPECTION
    return is_whole and operation.kind == OperationKind.APPROVE


def _judged(sound: Iterable[Logged], around: Circumstances) -> dict[str, Outcome]:
    outcomes: dict[str, Outcome] = {}
    still_open: list[Operation] = []
    made = set()
    for logged in sound:
        operation = logged.operation
        outcome = judge_rights(logged, around)
        if outcome is None:
            still_open.append(operation)
        else:
            outcomes[operation.id] = outcome
        if makes(operation) and outcome in (None, OK):
            made.add(operation.entity)
    around = replace(around, entities=made)
    for operation in still_open:
        outcomes[operation.id] = judge_entity(operation, around)
    return outcomes


def _added_up(
    applied: Sequence[Logged], outcomes: Mapping[str, Outcome], around: Circumstances
) -> Projection:
    bases, found = _heads(applied)
    statuses = [outcome.status for outcome in outcomes.values()]
    projection = Projection(
        outcomes,
        found,
        bases,
        entities=_entities(applied),
        files=tuple(use for logged in applied for use in files_of(logged)),
        conflicts=sum(map(is_conflict, found.values())),
        held=statuses.count(Status.HELD),
        quarantined=statuses.count(Status.QUARANTINE),
    )
    if around.lead is None:
        return projection
    own = inspection_entity(applied[0].operation.inspection)
    visited_on = newest(found.get((own, "visited_on"), ()))
    return replace(
        projection,
        lead=around.lead,
        members=members_of(around.lead, found.get((own, TEAM), ())),
        writers=frozenset(around.writers),
        facility=newest(found.get((own, "facility"), ())),
        visited_on=None if visited_on is None else day_from_text(visited_on),
        is_announced=newest(found.get((own, "is_announced"), ())),
        checklist=_checklist(applied, around.founded_by),
        review_state=_review_state(applied),
    )


def _heads(
    applied: Iterable[Logged],
) -> tuple[dict[Place, dict[str, tuple[str, ...]]], dict[Place, tuple[Head, ...]]]:
    bases: dict[Place, dict[str, tuple[str, ...]]] = {}
    written: dict[Place, dict[str, Head]] = {}
    for logged in applied:
        operation = logged.operation
        for write in operation.writes:
            place = (operation.entity, write.field)
            bases.setdefault(place, {})[operation.id] = write.base
            written.setdefault(place, {})[operation.id] = head_of(logged, write.value)
    found = {}
    for place, of_place in bases.items():
        current = heads(of_place)
        found[place] = tuple(head for op_id, head in written[place].items() if op_id in current)
    return bases, found


def head_of(logged: Logged, value: Any) -> Head:
    operation = logged.operation
    return Head(operation.id, value, operation.author, operation.observed_at, logged.dev, logged.n)


def is_conflict(current: Iterable[Head]) -> bool:
    """Whether the heads of one field differ."""
    several = tuple(current)
    if len(several) < 2:
        return False
    return agreement(canonical_text(head.value) for head in several) is Agreement.CONFLICT


def newest(current: Sequence[Head]) -> Any:
    """The value to show where only one can be: that of the highest n. None: there is no head."""
    return max(current, key=lambda head: head.n).value if current else None


def members_of(lead: str, teams: Iterable[Head]) -> tuple[str, ...]:
    """The lead, and whom any head of the team names, in order of their codes."""
    return tuple(sorted({lead, *(code for head in teams for code in head.value)}))


def _entities(applied: Iterable[Logged]) -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    for logged in applied:
        operation = logged.operation
        if makes(operation) and operation.entity not in found:
            found[operation.entity] = entity_of(operation)
    return found


def entity_of(operation: Operation) -> Entity:
    """What a creation makes."""
    parent = operation.document.get("parent")
    return Entity(operation.entity.partition(":")[0], parent, operation.id)


def files_of(logged: Logged) -> Iterable[FileUse]:
    """The bytes that an applied operation names."""
    operation = logged.operation
    for value in _files_named(operation):
        named = file_of(value)
        if named is not None:
            yield FileUse(named[0], operation.id, logged.dev, named[1])


def _files_named(operation: Operation) -> Iterable[Any]:
    """Of evidence, and the drawn signature of a `sign`, which is no evidence and in no report."""
    if operation.kind == OperationKind.SIGN:
        yield operation.document.get(FILE)
    elif type_of(operation.entity) is EntityType.EVIDENCE:
        yield from (write.value for write in operation.writes if write.field == FILE)


def _checklist(applied: Iterable[Logged], founded_by: str | None) -> ChecklistNamed | None:
    for logged in applied:
        if logged.operation.id == founded_by:
            return checklist_of(logged.operation)
    return None


def checklist_of(operation: Operation) -> ChecklistNamed | None:
    """The checklist that a creation names; None where it names none that can be read."""
    named = operation.document.get("chk")
    if not isinstance(named, dict):
        return None
    checklist, version, sha256 = named.get("id"), named.get("ver"), named.get("sha")
    if not (isinstance(checklist, str) and 0 < len(checklist) <= 64 and "\0" not in checklist):
        return None
    if type(version) is not int or not 0 < version < 2**31:
        return None
    if not (isinstance(sha256, str) and is_sha256(sha256)):
        return None
    return ChecklistNamed(checklist, version, sha256)


def is_sha256(text: str) -> bool:
    """Lowercase hexadecimal, 64 digits."""
    return len(text) == 64 and all(digit in "0123456789abcdef" for digit in text)


_BEFORE_APPROVAL = {
    OperationKind.SUBMIT: ReviewState.SUBMITTED,
    OperationKind.RETURN: ReviewState.RETURNED,
    OperationKind.APPROVE: ReviewState.APPROVED,
}
_AFTER_APPROVAL = {
    OperationKind.PUBLISH: ReviewState.PUBLISHED,
    OperationKind.WITHDRAW: ReviewState.WITHDRAWN,
}


def _review_state(applied: Iterable[Logged]) -> ReviewState:
    """After the last act by n. The server signs its own acts and has asked before it signed."""
    state = ReviewState.IN_PROGRESS
    for logged in applied:
        kind, entity = logged.operation.kind, logged.operation.entity
        acts = _AFTER_APPROVAL if state in CLOSED_STATES else _BEFORE_APPROVAL
        if kind in acts and type_of(entity) is EntityType.INSPECTION:
            state = acts[OperationKind(kind)]
    return state
