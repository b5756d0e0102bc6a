"""Do facts fit together, and do they fit the packs they are to be judged by?

Every fault is told, each with its path into the document of facts: `("answers", 3, "value")`. A value
that is merely implausible is no fault: the score carries a remark about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from inspect_app.domain.facts import Answer, Evidence, Facility, Facts, Inspection, Recommendation
from inspect_app.domain.standards import Input, Pack
from inspect_app.domain.terms import AnswerState, PlaceKind
from inspect_app.domain.value_checking import unsuitable

Path = tuple[str | int, ...]

_CODE = re.compile(r"[^\W_][\w./-]{0,31}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Fault:
    """`code` is a code of the problem catalogue; `details` fill its sentence beside the place."""

    path: Path
    code: str
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownIds:
    """Ids that stand in the document beside the facts given: those of items that are broken."""

    blocks: frozenset[str] = frozenset()
    rooms: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Known:
    inputs: Mapping[str, Input]
    criteria: frozenset[str]
    blocks: frozenset[str]
    rooms: frozenset[str]
    evidence: frozenset[str]


def inputs_of(packs: Iterable[Pack]) -> dict[str, Input]:
    """All inputs of the packs; the first pack that defines one decides."""
    found: dict[str, Input] = {}
    for pack in packs:
        for input_id, asked in pack.inputs.items():
            found.setdefault(input_id, asked)
    return found


def check_facts(
    facts: Facts, packs: Sequence[Pack], beside: KnownIds | None = None
) -> tuple[Fault, ...]:
    """Every fault, in the order of the document."""
    other = beside or KnownIds()
    known = _Known(
        inputs_of(packs),
        frozenset(criterion for pack in packs for criterion in pack.criteria),
        other.blocks | {block.id for block in facts.blocks},
        other.rooms | {room.id for room in facts.rooms},
        other.evidence | {item.id for item in facts.evidence},
    )
    return tuple(_faults(facts, known))


def _faults(facts: Facts, known: _Known) -> Iterator[Fault]:
    yield from _of_facility(facts.facility)
    yield from _of_inspection(facts.inspection)
    yield from _repeated_places(facts)
    for position, room in enumerate(facts.rooms):
        if room.block is not None and room.block not in known.blocks:
            yield Fault(("rooms", position, "block"), "facts.unknown_block", {"place": room.block})
    for position, answer in enumerate(facts.answers):
        for fault in _of_answer(answer, facts, known):
            yield Fault(("answers", position, *fault.path), fault.code, fault.details)
    yield from _repeated("evidence", facts.evidence)
    for position, item in enumerate(facts.evidence):
        yield from _of_evidence(("evidence", position), item)
    yield from _repeated("recommendations", facts.recommendations)
    for position, recommendation in enumerate(facts.recommendations):
        yield from _of_recommendation(("recommendations", position), recommendation, known)


def _of_facility(facility: Facility) -> Iterator[Fault]:
    if not any(name.strip() for name in facility.names.values()):
        yield Fault(("facility", "names"), "facts.no_name")
    if not _COUNTRY.fullmatch(facility.country):
        yield Fault(("facility", "country"), "facts.not_a_country", {"given": facility.country})


def _of_inspection(inspection: Inspection) -> Iterator[Fault]:
    for position, code in enumerate(inspection.team):
        yield from _code_of_person(("inspection", "team", position), code)
    used = inspection.checklist
    if used is not None:
        yield from _hash(("inspection", "checklist", "sha256"), used.sha256)


def _of_answer(answer: Answer, facts: Facts, known: _Known) -> Iterator[Fault]:
    """Paths begin at the answer."""
    asked = known.inputs.get(answer.input)
    if asked is None:
        yield Fault(("input",), "facts.unknown_input", {"input": answer.input})
    else:
        yield from _of_place(answer.place, asked, facts.facility.id, known)
        yield from _of_value(answer, asked, facts.inspection)
    if answer.reason is not None and answer.state is not AnswerState.NOT_APPLICABLE:
        yield Fault(("reason",), "facts.reason_unwanted")
    for position, item in enumerate(answer.evidence):
        if item not in known.evidence:
            yield Fault(("evidence", position), "facts.unknown_evidence", {"evidence": item})
    yield from _of_people(answer)


def _of_place(place: str, asked: Input, facility: str, known: _Known) -> Iterator[Fault]:
    code, places = {
        PlaceKind.FACILITY: ("facts.not_the_facility", {facility}),
        PlaceKind.BLOCK: ("facts.unknown_block", known.blocks),
        PlaceKind.ROOM: ("facts.unknown_room", known.rooms),
    }[asked.place]
    if place not in places:
        yield Fault(("place",), code, {"place": place, "facility": facility})


def _of_value(answer: Answer, asked: Input, inspection: Inspection) -> Iterator[Fault]:
    if answer.state is not AnswerState.ANSWERED:
        if answer.value is not None:
            yield Fault(("value",), "facts.value_unwanted", {"state": answer.state.value})
    elif answer.value is None:
        yield Fault(("value",), "facts.value_missing")
    elif found := unsuitable(asked, answer.value, inspection.visited_on):
        yield Fault(("value",), found.code, found.details)


def _of_people(answer: Answer) -> Iterator[Fault]:
    for name, code in (("recorded_by", answer.recorded_by), ("confirmed_by", answer.confirmed_by)):
        if code is not None:
            yield from _code_of_person((name,), code)
    if answer.confirmed_by is not None and answer.confirmed_by == answer.recorded_by:
        yield Fault(("confirmed_by",), "facts.same_person", {"given": answer.confirmed_by})


def _of_evidence(path: Path, item: Evidence) -> Iterator[Fault]:
    if item.file is not None and not _is_inside(item.file):
        yield Fault((*path, "file"), "facts.not_inside", {"given": item.file})
    if item.sha256 is not None:
        yield from _hash((*path, "sha256"), item.sha256)


def _of_recommendation(path: Path, item: Recommendation, known: _Known) -> Iterator[Fault]:
    if item.criterion not in known.criteria:
        yield Fault((*path, "criterion"), "facts.unknown_criterion", {"criterion": item.criterion})


def _repeated_places(facts: Facts) -> Iterator[Fault]:
    """The facility, blocks and rooms share one set of ids: an answer names its place by id alone."""
    seen = {facts.facility.id}
    yield from _repeated("blocks", facts.blocks, seen)
    yield from _repeated("rooms", facts.rooms, seen)


def _repeated(name: str, items: Sequence[object], seen: set[str] | None = None) -> Iterator[Fault]:
    seen = set() if seen is None else seen
    for position, item in enumerate(items):
        item_id = str(getattr(item, "id"))  # noqa: B009  # blocks, rooms, evidence share no base
        if item_id in seen:
            yield Fault((name, position, "id"), "facts.repeated_id", {"given": item_id})
        seen.add(item_id)


def is_code(text: str) -> bool:
    """A code has no space in it: what looks like a name and a surname never enters the product."""
    return _CODE.fullmatch(text) is not None


def _code_of_person(path: Path, code: str) -> Iterator[Fault]:
    if not is_code(code):
        yield Fault(path, "facts.not_a_code", {"given": code})


def _hash(path: Path, text: str) -> Iterator[Fault]:
    if not _SHA256.fullmatch(text):
        yield Fault(path, "facts.not_a_hash", {"given": text})


def _is_inside(file: str) -> bool:
    """A relative path that stays in the folder of the facts, on every operating system."""
    if any(sign in file for sign in "\\:\x00"):
        return False
    parts = file.split("/")
    return all(part not in ("", ".", "..") for part in parts)
