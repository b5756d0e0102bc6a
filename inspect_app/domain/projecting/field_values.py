"""Which fields each entity has, and the JSON shape that each value must have.

Whether an input exists in the standards, and whether a number suits it, is not asked here: standards
change, what was recorded does not. The scoring says what it could not use.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from inspect_app.domain.answer_values import day_from_text
from inspect_app.domain.operations import ANSWER, CONFIRMED, VOID, EntityType, SignerRole
from inspect_app.domain.terms import (
    AnswerState,
    EvidenceKind,
    Grade,
    NotApplicableReason,
    People,
    Regime,
    RoomKind,
)

LONGEST_WORDS = 4000
LONGEST_NAME = 200
LONGEST_NUMBER = 64
MOST_ON_A_TEAM = 100
MOST_SUPPORTED = 500
MOST_DRAWN = 2000
_MOST_BYTES = 2**53

Shape = Callable[[Any], bool]

ENTITY = re.compile(r"([a-z]{1,20}):([A-Za-z0-9][A-Za-z0-9._-]{0,63})")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_REGISTER_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,35}")
_OP_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
_INPUT = re.compile(r"[a-z0-9][a-z0-9_]{0,79}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_CRITERION = re.compile(r"[A-Z]{2,4}[0-9]{2}")


def shape_of(entity_type: EntityType, field: str) -> Shape | None:
    """What values of a field must be like; None: the entity has no such field."""
    if field == VOID:
        return _is_void
    prefix, _, input_id = field.partition(".")
    if input_id:
        shape = _STATEMENTS.get(f"{prefix}.")
        is_place = entity_type in _PLACES and _INPUT.fullmatch(input_id)
        return shape if is_place else None
    return _FIELDS[entity_type].get(field)


def file_of(value: Any) -> tuple[str, int | None] | None:
    """The SHA-256 and the size in bytes that a `file` names; None where it is no file."""
    return (value["sha"], value.get("size")) if _is_file(value) else None


def _or_nothing(shape: Shape) -> Shape:
    return lambda value: value is None or shape(value)


def _is_true_or_false(value: Any) -> bool:
    return isinstance(value, bool)


def _words(longest: int) -> Shape:
    return lambda value: (
        isinstance(value, str) and 0 < len(value) <= longest and not value.isspace()
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_WORDS


def _like(form: re.Pattern[str]) -> Shape:
    return lambda value: isinstance(value, str) and form.fullmatch(value) is not None


def _one_of(words: type[StrEnum]) -> Shape:
    known = frozenset(word.value for word in words)
    return lambda value: isinstance(value, str) and value in known


def _is_day(value: Any) -> bool:
    try:
        day_from_text(value)
    except ValueError:
        return False
    return True


def _is_moment(value: Any) -> bool:
    """ISO 8601; without an offset from UTC it is the place's own time."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)


def _is_void(value: Any) -> bool:
    return value is False or (_has_keys(value, {"why"}, ()) and _WORDS(value["why"]))


def _is_team(value: Any) -> bool:
    return _is_list_of_codes(value) and len(value) <= MOST_ON_A_TEAM


def _has_keys(value: Any, needed: Collection[str], allowed: Collection[str]) -> bool:
    if not isinstance(value, dict):
        return False
    return all(key in value for key in needed) and all(
        key in needed or key in allowed for key in value
    )


def _is_file(value: Any) -> bool:
    if not _has_keys(value, ("sha", "size", "mime"), ("width", "height")):
        return False
    numbers = [value[key] for key in ("size", "width", "height") if key in value]
    return (
        _SHA(value["sha"])
        and _SHORT(value["mime"])
        and all(type(number) is int and 0 <= number < _MOST_BYTES for number in numbers)
    )


def _is_sample(value: Any) -> bool:
    """Rooms drawn by lot: docs/operations.md says how they follow from the seed."""
    if not _has_keys(value, ("seed", "drawn_at", "rooms"), ("of",)):
        return False
    drawn, out_of = value["rooms"], value.get("of", {})
    return (
        _SHORT(value["seed"])
        and "\0" not in value["seed"]
        and _is_moment(value["drawn_at"])
        and _is_by_room_kind(drawn, _is_list_of_codes)
        and sum(map(len, drawn.values())) <= MOST_DRAWN
        and _is_by_room_kind(out_of, _is_count)
    )


def _is_by_room_kind(value: Any, shape: Shape) -> bool:
    return isinstance(value, dict) and all(
        _ROOM_KIND(kind) and shape(item) for kind, item in value.items()
    )


def _is_list_of_codes(value: Any) -> bool:
    return (
        isinstance(value, list)
        and all(isinstance(code, str) and CODE.fullmatch(code) for code in value)
        and len(set(value)) == len(value)
    )


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value < _MOST_BYTES


def _is_supports(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= MOST_SUPPORTED
        and all(
            _has_keys(item, ("place", "input"), ())
            and _IS_ENTITY(item["place"])
            and _IS_INPUT(item["input"])
            for item in value
        )
    )


def _is_about(value: Any) -> bool:
    """What a comment is about: an entity (of another comment, whose answer it is), perhaps one field
    of it, one operation, or the finding of one criterion there."""
    if not _has_keys(value, ("e",), ("f", "op", "c")) or not _IS_ENTITY(value["e"]):
        return False
    is_anchor = _SHORT(value.get("f", "-")) and _IS_OP(value.get("op", "0"))
    return is_anchor and _IS_CRITERION(value.get("c", "AA00"))


def _is_answer(value: Any) -> bool:
    if not isinstance(value, dict) or not value.keys() <= _ANSWER_KEYS:
        return False
    state = value.get("state")
    if not isinstance(state, str) or state not in _STATES:
        return False
    if (state == AnswerState.ANSWERED) != ("value" in value):
        return False
    if "value" in value and not _is_answer_value(value["value"]):
        return False
    if "reason" in value and (state != AnswerState.NOT_APPLICABLE or not _REASON(value["reason"])):
        return False
    return ("grade" not in value or _GRADE(value["grade"])) and (
        "words" not in value or _WORDS(value["words"])
    )


def _is_answer_value(value: Any) -> bool:
    """Text (a number, an option, a day), a whole number, true, false, or rectangles."""
    if isinstance(value, list):
        return all(
            isinstance(side, list) and len(side) == 2 and all(map(_is_number, side))
            for side in value
        )
    return isinstance(value, bool | int) or (isinstance(value, str) and len(value) <= LONGEST_NAME)


def _is_number(value: Any) -> bool:
    return (isinstance(value, str) and len(value) <= LONGEST_NUMBER) or type(value) is int


_STATES = frozenset(state.value for state in AnswerState)
_ANSWER_KEYS = frozenset({"state", "value", "grade", "reason", "words"})
_GRADE, _REASON = _one_of(Grade), _one_of(NotApplicableReason)
_ROOM_KIND, _ROLE = _one_of(RoomKind), _one_of(SignerRole)
_WORDS, _NAME, _SHORT = _words(LONGEST_WORDS), _words(LONGEST_NAME), _words(120)
_SHA, _IS_ENTITY, _IS_INPUT, _IS_OP = map(_like, (_SHA256, ENTITY, _INPUT, _OP_ID))
_IS_CRITERION = _like(_CRITERION)

_PLACES = frozenset({EntityType.FACILITY, EntityType.BLOCK, EntityType.ROOM})
_STATEMENTS: Mapping[str, Shape] = {ANSWER: _is_answer, CONFIRMED: _IS_OP}

SIGNATURE: Mapping[str, Shape] = {
    "covers": _SHA,
    "role": _ROLE,
    "refused": _is_true_or_false,
    "objections": _WORDS,
    "file": _is_file,
}
"""What a `sign` says beside the envelope. It writes no field: nothing in it can be in conflict."""

_FIELDS: Mapping[EntityType, Mapping[str, Shape]] = {
    EntityType.INSPECTION: {
        "facility": _like(_REGISTER_ID),
        "visited_on": _is_day,
        "is_announced": _or_nothing(_is_true_or_false),
        "team": _is_team,
        "sample": _is_sample,
    },
    EntityType.FACILITY: {},
    EntityType.BLOCK: {"name": _NAME},
    EntityType.ROOM: {
        "number": _words(LONGEST_NUMBER),
        "kind": _ROOM_KIND,
        "block": _or_nothing(_like(CODE)),
        "regime": _or_nothing(_one_of(Regime)),
        "people": _or_nothing(_one_of(People)),
        "is_in_use": _is_true_or_false,
    },
    EntityType.EVIDENCE: {
        "kind": _one_of(EvidenceKind),
        "caption": _is_text,
        "supports": _is_supports,
        "taken_at": _or_nothing(_is_moment),
        "shows_person": _is_true_or_false,
        "is_publishable": _is_true_or_false,
        "copy_of": _IS_ENTITY,
        "file": _is_file,
    },
    EntityType.RECOMMENDATION: {
        "criterion": _like(_CRITERION),
        "says": _WORDS,
        "addressed_to": _NAME,
        "due_on": _or_nothing(_is_day),
    },
    EntityType.COMMENT: {"says": _WORDS, "about": _is_about},
}
