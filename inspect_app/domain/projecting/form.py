"""Is an operation well formed, taken by itself? Depends on its body alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from inspect_app.domain.operation_reading import FILE, has_odd_writes
from inspect_app.domain.operations import (
    BODY_VERSION,
    VOID,
    EntityType,
    Operation,
    OperationKind,
)
from inspect_app.domain.projecting.field_values import ENTITY, SIGNATURE, shape_of
from inspect_app.domain.projecting.log import Reason

MAKING = {
    OperationKind.CREATE: frozenset(EntityType) - {EntityType.FACILITY},
    OperationKind.ATTACH: frozenset({EntityType.EVIDENCE}),
    OperationKind.COMMENT: frozenset({EntityType.COMMENT}),
}
"""Which kinds of operation make an entity, and of which types."""

NOTES = frozenset({OperationKind.CLOCK, OperationKind.DEV, OperationKind.WIPE})
"""What a tablet says about itself: applied without an inspection, an entity or a team."""

MOST_BASES_OF_A_WRITE = 200
MOST_BASES = 2000
"""Of all writes of one operation. A base is what was on a screen; each id is a row for ever."""

_WRITING = frozenset({*MAKING, OperationKind.SET, OperationKind.RETRACT, OperationKind.RESOLVE})
_ENVELOPE_KEYS = frozenset({"v", "op", "insp", "e", "k", "usr", "sets", "seen", "t", "app", "chk"})
# Kinds that change what is known may hold nothing that this program does not understand: an unknown
# key could change what they mean. Notes, signatures and acts of the server change no field.
_KEYS: Mapping[OperationKind, Collection[str]] = {
    OperationKind.CREATE: {"type", "parent"},
    OperationKind.SET: (),
    OperationKind.RETRACT: {"why"},
    OperationKind.ATTACH: {"type", "parent", FILE},
    OperationKind.RESOLVE: {"why"},
    OperationKind.COMMENT: {"type", "parent"},
    OperationKind.SUBMIT: {"covers"},
}


def type_of(entity: str) -> EntityType | None:
    """What kind of thing `type:id` is; None for one that is not known."""
    return _TYPES.get(entity.partition(":")[0])


def fault_of(operation: Operation) -> Reason | None:
    """Why this program cannot apply the operation, whoever wrote it; None: it can."""
    if operation.version > BODY_VERSION:
        return Reason.NEWER_VERSION
    if operation.version < 1 or has_odd_writes(operation):
        return Reason.BAD_BODY
    kind = _KINDS.get(operation.kind)
    if kind is None:
        return Reason.UNKNOWN_KIND
    if kind in NOTES:
        return Reason.UNKNOWN_FIELD if operation.writes else None
    return _fault_of_entity(operation, kind) or _fault_of_keys(operation, kind)


def _fault_of_entity(operation: Operation, kind: OperationKind) -> Reason | None:
    entity_type = type_of(operation.entity)
    if entity_type is None:
        return Reason.UNKNOWN_KIND
    if not ENTITY.fullmatch(operation.entity):
        return Reason.BAD_BODY
    if entity_type is EntityType.INSPECTION and operation.entity != inspection_entity(
        operation.inspection
    ):
        return Reason.BAD_VALUE
    if kind in MAKING and not _makes_well(operation.document, kind, entity_type):
        return Reason.BAD_VALUE
    return _fault_of_writes(operation, kind, entity_type)


def inspection_entity(inspection: str) -> str:
    return f"{EntityType.INSPECTION}:{inspection}"


def _makes_well(document: Mapping[str, Any], kind: OperationKind, made: EntityType) -> bool:
    if made not in MAKING[kind] or document.get("type", made) != made:
        return False
    parent = document.get("parent")
    return parent is None or (isinstance(parent, str) and ENTITY.fullmatch(parent) is not None)


def _fault_of_writes(
    operation: Operation, kind: OperationKind, entity_type: EntityType
) -> Reason | None:
    if operation.writes and kind not in _WRITING:
        return Reason.UNKNOWN_FIELD
    if not operation.writes and kind in _MUST_WRITE:
        return Reason.BAD_BODY
    if _has_too_many_bases(operation):
        return Reason.BAD_VALUE
    for write in operation.writes:
        if operation.id in write.base:
            return Reason.BAD_BODY  # it cannot have seen itself
        shape = shape_of(entity_type, write.field)
        if shape is None or (kind is OperationKind.RETRACT and write.field != VOID):
            return Reason.UNKNOWN_FIELD
        if not shape(write.value):
            return Reason.BAD_VALUE
    return None


def _has_too_many_bases(operation: Operation) -> bool:
    counts = [len(write.base) for write in operation.writes]
    return sum(counts) > MOST_BASES or any(count > MOST_BASES_OF_A_WRITE for count in counts)


def _fault_of_keys(operation: Operation, kind: OperationKind) -> Reason | None:
    if kind is OperationKind.SIGN:
        return None if _signs_well(operation.document) else Reason.BAD_VALUE
    allowed = _KEYS.get(kind)
    if allowed is None:
        return None
    document = operation.document
    if not all(key in _ENVELOPE_KEYS or key in allowed for key in document):
        return Reason.UNKNOWN_FIELD
    if kind is OperationKind.RESOLVE and not _is_words(document.get("why")):
        return Reason.BAD_VALUE
    return None


def _signs_well(document: Mapping[str, Any]) -> bool:
    return all(shape(document[key]) for key, shape in SIGNATURE.items() if key in document)


def _is_words(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


_KINDS = {kind.value: kind for kind in OperationKind}
_TYPES = {entity_type.value: entity_type for entity_type in EntityType}
_MUST_WRITE = frozenset({OperationKind.SET, OperationKind.RETRACT, OperationKind.RESOLVE})
