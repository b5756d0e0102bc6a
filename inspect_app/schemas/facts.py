"""Facts as JSON: shapes apart from the values of the domain, read all or nothing, written back alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError

from inspect_app.domain.answer_values import NotAValue, shortened, value_from_json
from inspect_app.domain.canonical import canonical_bytes
from inspect_app.domain.facts import (
    Answer,
    Block,
    ChecklistUsed,
    Evidence,
    Facility,
    Facts,
    Inspection,
    Recommendation,
    Room,
    Source,
    Value,
)
from inspect_app.domain.facts_checking import Fault, KnownIds, Path, check_facts, inputs_of
from inspect_app.domain.standards import Input, Pack
from inspect_app.problems import Problem, Problems
from inspect_app.schemas.fact_shapes import LISTS, FactsShape
from inspect_app.schemas.fields import faults_of
from inspect_app.schemas.json_text import parse_json, path_text

VERSION = 1
_LISTS_OF_IDS = frozenset({"codes", "team", "evidence"})


def read_facts_json(data: bytes, packs: Sequence[Pack], file: str) -> Facts:
    """Facts from the bytes of a JSON file; `file` is how refusals name it.

    Raises Problem (not JSON, too large) or Problems (every fault with its path, all at once).
    """
    document, faults = parse_json(data, file)
    return _facts_or_refusal(document, packs, file, faults)


def facts_from_document(document: Any, packs: Sequence[Pack], file: str) -> Facts:
    """Facts from JSON that is already read (numbers as int, Decimal or text). Raises Problems."""
    return _facts_or_refusal(document, packs, file, ())


def dump_facts(facts: Facts) -> dict[str, Any]:
    """The document of facts; reading it again gives equal facts. Numbers are exact text."""
    shape: Any = FactsShape().dump(facts)
    known = {name: _without_nothing(item) for name, item in shape.items() if item is not None}
    return {"facts": VERSION, **known}


def facts_json(facts: Facts) -> bytes:
    """Canonical bytes: the same facts have the same."""
    return canonical_bytes(dump_facts(facts))


@dataclass(frozen=True, slots=True)
class _Sound:
    """What has the right shape, and where it stood: list -> position here -> position in the file."""

    shape: Mapping[str, Any]
    positions: Mapping[str, tuple[int, ...]]
    beside: KnownIds

    def in_file(self, fault: Fault) -> Fault:
        """The fault with its position in the file instead of the one among the sound items."""
        if len(fault.path) < 2 or fault.path[0] not in self.positions:
            return fault
        name, position, *rest = fault.path
        return Fault(
            (name, self.positions[str(name)][int(position)], *rest), fault.code, fault.details
        )


def _facts_or_refusal(
    document: Any, packs: Sequence[Pack], file: str, before: tuple[Fault, ...]
) -> Facts:
    try:
        shape: Any = FactsShape().load(document)
        messages: Any = {}
    except ValidationError as error:
        shape, messages = None, error.messages
    faults = [*before, *faults_of(messages)]
    sound = _sound_items(document, messages) if shape is None else _Sound(shape, {}, KnownIds())
    facts = None
    if sound is not None:
        facts, wrong_values = _facts_of(sound.shape, inputs_of(packs))
        meaning = [*wrong_values, *check_facts(facts, packs, sound.beside)]
        faults += [sound.in_file(fault) for fault in meaning]
    if faults or facts is None:
        raise Problems(_told(fault, file) for fault in _one_a_place(faults))
    return facts


def _sound_items(document: Any, messages: Any) -> _Sound | None:
    """The document without the list items that are broken; None where the rest is broken too.

    So an answer with a misspelt key does not keep the unknown room of another from being told.
    """
    broken = {
        name: set(found)
        for name, found in messages.items()
        if name in LISTS and isinstance(found, Mapping) and all(isinstance(i, int) for i in found)
    }
    if set(messages) - set(broken):
        return None
    kept = {
        name: tuple(i for i in range(len(document.get(name, []))) if i not in broken.get(name, ()))
        for name in LISTS
    }
    sound = document | {name: [document[name][i] for i in kept[name]] for name in broken}
    shape: Any = FactsShape().load(sound)
    beside = {
        name: frozenset(_ids(document[name][i] for i in broken.get(name, ())))
        for name in ("blocks", "rooms", "evidence")
    }
    return _Sound(shape, kept, KnownIds(**beside))


def _ids(items: Iterable[Any]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Mapping) and isinstance(item.get("id"), str):
            yield item["id"]


def _facts_of(
    shape: Mapping[str, Any], inputs: Mapping[str, Input]
) -> tuple[Facts, tuple[Fault, ...]]:
    """Facts and the values that do not fit their input; such an answer is kept without its value."""
    faults: list[Fault] = []
    answers: list[Answer] = []
    for position, raw in enumerate(shape.get("answers", ())):
        value: Value | None = None
        if "value" in raw and raw["input"] in inputs:
            try:
                value = value_from_json(raw["value"], inputs[raw["input"]])
            except NotAValue as error:
                path: Path = ("answers", position, "value")
                faults.append(Fault(path, error.code, {"given": error.given}))
        answers.append(Answer(**(dict(raw) | {"value": value})))
    used = shape["inspection"].get("checklist")
    inspection = dict(shape["inspection"]) | {"checklist": ChecklistUsed(**used) if used else None}
    source = shape.get("source")
    facts = Facts(
        facility=Facility(**shape["facility"]),
        inspection=Inspection(**inspection),
        blocks=tuple(Block(**item) for item in shape.get("blocks", ())),
        rooms=tuple(Room(**item) for item in shape.get("rooms", ())),
        answers=tuple(answers),
        evidence=tuple(Evidence(**item) for item in shape.get("evidence", ())),
        recommendations=tuple(Recommendation(**item) for item in shape.get("recommendations", ())),
        is_demo=shape.get("is_demo", False),
        source=Source(**source) if source else None,
        repairs=shape.get("repairs", ()),
    )
    return facts, tuple(faults)


def _one_a_place(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The first fault of each path: a wrong value need not also be told to be missing."""
    seen: set[Path] = set()
    for fault in faults:
        if fault.path not in seen:
            seen.add(fault.path)
            yield fault


def _told(fault: Fault, file: str) -> Problem:
    details = {name: shortened(text) for name, text in fault.details.items() if name != "choices"}
    choices = {name: text for name, text in fault.details.items() if name == "choices"}
    return Problem(fault.code, where=f"{file}, {path_text(fault.path)}", **details, **choices)


def _without_nothing(shape: Any) -> Any:
    """Leaves out what has no value, and empty lists of ids; an empty `value` is a value."""
    if isinstance(shape, Mapping):
        return {
            name: _without_nothing(item)
            for name, item in shape.items()
            if item is not None and not (item == [] and name in _LISTS_OF_IDS)
        }
    if isinstance(shape, list):
        return [_without_nothing(item) for item in shape]
    return shape
