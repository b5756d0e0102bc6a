"""The state of an inspection as facts are read from it, and what could not be used of it.

`FoundState` is a plain value. A `Projection` gives it (`state_of`), and so do the tables of entities
and heads (`store.projection.found_state`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from inspect_app.domain.merging import canonical_text
from inspect_app.domain.operations import VOID, EntityType
from inspect_app.domain.projecting.form import type_of
from inspect_app.domain.projecting.log import ChecklistNamed, Entity, Head
from inspect_app.domain.projecting.projection import Place, Projection, newest
from inspect_app.domain.terms import PlaceKind


@dataclass(frozen=True, slots=True)
class FoundState:
    """`heads`: (entity, field) -> its heads in any order. `members`: the lead and the team."""

    inspection: str
    members: tuple[str, ...]
    checklist: ChecklistNamed | None
    entities: Mapping[str, Entity]
    heads: Mapping[Place, tuple[Head, ...]]


def state_of(inspection: str, projection: Projection) -> FoundState:
    return FoundState(
        inspection,
        projection.members,
        projection.checklist,
        projection.entities,
        projection.heads,
    )


class Unused(StrEnum):
    """Why something that was recorded is not in the facts, or not as it was recorded."""

    UNKNOWN_INPUT = "unknown_input"  # no such question in the standards in use
    WRONG_PLACE = "wrong_place"  # the question is asked of another kind of place
    UNSUITABLE_VALUE = "unsuitable_value"  # another kind of value than the question asks for
    OTHER_FACILITY = "other_facility"  # said of a facility that is not the one inspected
    WITHDRAWN = "withdrawn"  # taken back, and left out
    WITHDRAWN_AND_EDITED = "withdrawn_and_edited"  # the same, but somebody wrote to it since
    DISPUTED = "disputed"  # heads differ; one of them stands in the facts
    REPEATED_ID = "repeated_id"  # another place has this id
    UNKNOWN_BLOCK = "unknown_block"  # the room is kept, without its block
    INCOMPLETE = "incomplete"  # something needed was never said; a stand-in is used
    NOT_CONFIRMED = "not_confirmed"  # the confirmation is of another answer, or by its own author
    NOTHING_SUPPORTED = "nothing_supported"  # evidence for an answer that is not there
    UNKNOWN_CRITERION = "unknown_criterion"  # a recommendation on what the standards do not know


class NotUsed(NamedTuple):
    """`field` is None where the whole entity is meant; `ops` are the heads in question."""

    entity: str
    field: str | None
    ops: tuple[str, ...]
    reason: Unused


_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def printable(text: str) -> str:
    """Signs that no document can hold come with pasted text; a mark stands where each was. The
    operation keeps what was written."""
    return _UNPRINTABLE.sub("\ufffd", text)


_KIND_OF_PLACE = {EntityType.BLOCK: PlaceKind.BLOCK, EntityType.ROOM: PlaceKind.ROOM}


class Worklist:
    """A state while facts are read from it: heads by entity, and the list of what is not used."""

    def __init__(self, state: FoundState, facility: str) -> None:
        self.state = state
        self.facility = facility
        self.not_used: list[NotUsed] = []
        self._heads: dict[str, dict[str, tuple[Head, ...]]] = {}
        for (entity, field), heads in state.heads.items():
            self._heads.setdefault(entity, {})[field] = heads
        self._standing = {kind: list(self._in_force(kind)) for kind in EntityType}
        self._places = self._with_ids_of_their_own()

    def heads_of(self, entity: str) -> Mapping[str, tuple[Head, ...]]:
        """field -> heads."""
        return self._heads.get(entity, {})

    def leave_out(
        self, entity: str, field: str | None, heads: Iterable[Head], reason: Unused
    ) -> None:
        ops = tuple(sorted(head.op for head in heads))
        self.not_used.append(NotUsed(entity, field, ops, reason))

    def entities(self, kind: EntityType) -> Iterator[tuple[str, str]]:
        """(entity, id) of those that stand, in order of their ids."""
        yield from self._standing[kind]

    def places(self, kind: EntityType) -> Iterator[tuple[str, str]]:
        """The same for blocks and rooms, without those whose id another place has."""
        yield from self._places[kind]

    def answered_places(self) -> Iterator[tuple[str, str, PlaceKind]]:
        """(entity, id, kind) of everything that answers may be about."""
        for entity in sorted(self._heads):
            if type_of(entity) is EntityType.FACILITY:
                if entity.partition(":")[2] == self.facility:
                    yield entity, self.facility, PlaceKind.FACILITY
                else:
                    every = [head for heads in self._heads[entity].values() for head in heads]
                    self.leave_out(entity, None, every, Unused.OTHER_FACILITY)
        for kind, place_kind in _KIND_OF_PLACE.items():
            for entity, place in self.places(kind):
                yield entity, place, place_kind

    def attribute(self, entity: str, field: str) -> Any:
        """The value, or of several the one with the highest n; None where nothing was said."""
        heads = self.heads_of(entity).get(field, ())
        if len(heads) > 1 and len({canonical_text(head.value) for head in heads}) > 1:
            self.leave_out(entity, field, heads, Unused.DISPUTED)
        value = newest(heads)
        return printable(value) if isinstance(value, str) else value

    def needed(self, entity: str, field: str, stand_in: Any) -> Any:
        """The same, with something to stand in where nothing was said."""
        value = self.attribute(entity, field)
        if value is None:
            self.leave_out(entity, field, (), Unused.INCOMPLETE)
        return stand_in if value is None else value

    def _in_force(self, kind: EntityType) -> Iterator[tuple[str, str]]:
        """Without what was taken back. Where that is disputed it is left out as well, and listed."""
        for entity in sorted(self.state.entities):
            if type_of(entity) is not kind:
                continue
            voids = [head for head in self.heads_of(entity).get(VOID, ()) if head.value]
            if not voids:
                yield entity, entity.partition(":")[2]
                continue
            is_edited = self._is_edited_beside(entity, voids)
            reason = Unused.WITHDRAWN_AND_EDITED if is_edited else Unused.WITHDRAWN
            self.leave_out(entity, None, voids, reason)

    def _is_edited_beside(self, entity: str, voids: list[Head]) -> bool:
        """Whether anybody else wrote to it later in the log, or holds that it stands."""
        since = min(head.n for head in voids)
        authors = {head.author for head in voids}
        return any(
            (field == VOID and not head.value) or (head.n > since and head.author not in authors)
            for field, heads in self.heads_of(entity).items()
            for head in heads
        )

    def _with_ids_of_their_own(self) -> dict[EntityType, list[tuple[str, str]]]:
        """Facility, blocks and rooms share one set of ids: an answer names its place by id alone."""
        seen = {self.facility}
        kept: dict[EntityType, list[tuple[str, str]]] = {}
        for kind in _KIND_OF_PLACE:
            kept[kind] = []
            for entity, place in self._standing[kind]:
                if place in seen:
                    self.leave_out(entity, None, (), Unused.REPEATED_ID)
                else:
                    seen.add(place)
                    kept[kind].append((entity, place))
        return kept
