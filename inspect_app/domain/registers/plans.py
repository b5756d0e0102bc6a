"""What an import would change: field by field, with what stands there before and after.

A plan is a value. It knows the state of the register that it was made against, so that it can be
refused when that has moved on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from inspect_app.domain.registers.places import PlaceSaid, Refused

Fields = Mapping[str, Any]
"""Name of a field -> text, number, truth, list or table of them; JSON as it stands."""

KEPT = ("capacity.", "room.")
"""Fields that stay when a later edition is silent about them: history is not taken back."""


class FieldChange(NamedTuple):
    """`before` None: the field is new; `after` None: it goes."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Addition:
    said: PlaceSaid


@dataclass(frozen=True, slots=True)
class Change:
    facility: str
    said: PlaceSaid
    fields: tuple[FieldChange, ...]


class Missing(NamedTuple):
    """A facility (or a room of it, when `room` is given) that the file does not name. It stays."""

    facility: str
    key: str
    name: str
    room: str | None = None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """`unchanged` holds keys. `state` is the hash of all that the plan was compared with."""

    register: str
    source: str
    state: str
    additions: tuple[Addition, ...]
    changes: tuple[Change, ...]
    unchanged: tuple[str, ...]
    refused: tuple[Refused, ...]
    missing: tuple[Missing, ...]

    @property
    def changes_nothing(self) -> bool:
        return not (self.additions or self.changes)


def fields_of(said: PlaceSaid) -> dict[str, Any]:
    """The place as flat fields, to be compared and shown; what is not stated has no field."""
    fields: dict[str, Any] = {f"name.{lang}": text for lang, text in said.names.items()}
    fields |= {f"town.{lang}": text for lang, text in (said.town or {}).items()}
    fields |= {
        "kind": said.kind,
        "country": said.country,
        "region": said.region,
        "region_text": said.region_text,
        "security": said.security,
        "sex": said.sex,
        "is_demo": said.is_demo,
        "codes": list(said.codes) or None,
    }
    for capacity in said.capacities:
        fields[f"capacity.{capacity.notion}.{capacity.as_of.isoformat()}"] = {
            "places": capacity.places,
            "basis": capacity.basis,
            "stated_by": capacity.stated_by,
        }
    for room in said.rooms:
        fields[f"room.{room.block or ''}/{room.number}"] = {
            "kind": room.kind,
            "regime": room.regime,
            "people": room.people,
        }
    return {name: value for name, value in fields.items() if value is not None}


def changes_between(before: Fields, after: Fields) -> tuple[FieldChange, ...]:
    """In order of the fields' names."""
    return tuple(_changes(before, after))


def rooms_not_named(before: Fields, after: Fields) -> tuple[str, ...]:
    return tuple(
        field.removeprefix("room.")
        for field in sorted(before)
        if field.startswith("room.") and field not in after
    )


def _changes(before: Fields, after: Fields) -> Iterator[FieldChange]:
    for field in sorted({*before, *after}):
        old, new = before.get(field), after.get(field)
        if old != new and not (new is None and field.startswith(KEPT)):
            yield FieldChange(field, old, new)
