"""Checklists out of one bank of questions: what to ask so that the chosen criteria can be judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inspect_app.domain.canonical import canonical_bytes, sha256_text
from inspect_app.domain.checklists import Checklist, Question
from inspect_app.domain.exact import exact_text
from inspect_app.domain.packs import norm_inputs
from inspect_app.domain.scoring import known_inputs
from inspect_app.domain.standards import Criterion, Input, Norm, Pack
from inspect_app.domain.terms import EvidenceKind, PlaceKind, Text, Tier

SPACE_TEST_INPUTS = (
    known_inputs.DAYS_BELOW_3_M2,
    known_inputs.REDUCTIONS_OCCASIONAL,
    known_inputs.REDUCTIONS_MINOR,
    known_inputs.FREE_MOVEMENT,
)
REACH_INPUTS: Mapping[PlaceKind, tuple[str, ...]] = {
    PlaceKind.FACILITY: (known_inputs.PERSONS_PRESENT,),
    PlaceKind.BLOCK: (known_inputs.PERSONS_PRESENT, known_inputs.BLOCK_PERSONS),
    PlaceKind.ROOM: (known_inputs.PERSONS_PRESENT, known_inputs.HEAD_COUNT),
}
"""What the method counts people by, for each kind of place that is judged."""


@dataclass(frozen=True, slots=True)
class BankQuestion:
    asks: Text
    help: Text
    evidence: tuple[EvidenceKind, ...]


Bank = Mapping[str, BankQuestion]
"""Input id -> its question, in the order of a natural walk."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which criteria a checklist takes.

    All; or those of some tiers and some named ones; or (`from_previous`) those that an earlier
    result makes worth another look, which are known only when the checklist is used.
    """

    all: bool = False
    tiers: tuple[Tier, ...] = ()
    named: tuple[str, ...] = ()
    from_previous: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A checklist as its file says it; `packs` are those whose content its releases fix."""

    id: str
    version: int
    title: Text
    packs: tuple[str, ...]
    choice: Choice


def build_checklist(
    plan: Plan, bank: Bank, packs: Sequence[Pack], previous: Iterable[str] = ()
) -> Checklist:
    """The questions for the criteria that the plan chooses in these packs, in the bank's order.

    `previous` are the criteria to follow up. An input without a question is left out: `pack check`
    tells of it.
    """
    criteria = chosen(plan.choice, packs, frozenset(previous))
    inputs = {id_: one for pack in packs for id_, one in pack.inputs.items()}
    feeds = fed_by_inputs(criteria, packs)
    questions = {
        id_: Question(inputs[id_], asked.asks, asked.help, asked.evidence, feeds[id_])
        for id_, asked in bank.items()
        if id_ in feeds and id_ in inputs
    }
    units = {id_: text for pack in packs for id_, text in pack.units.items()}
    ids = tuple(one.id for one in criteria)
    shown = _shown(plan, ids, questions.values(), units)
    return Checklist(
        id=plan.id,
        version=plan.version,
        title=plan.title,
        criteria=ids,
        questions=questions,
        sha256=sha256_text(canonical_bytes(shown)),
    )


def checklist_document(checklist: Checklist, packs: Sequence[Pack]) -> dict[str, Any]:
    """Everything that an inspector is shown: `sha256` of the checklist is that of its canonical bytes.

    `packs` are those that the checklist was built with.
    """
    units = {id_: text for pack in packs for id_, text in pack.units.items()}
    return _shown(checklist, checklist.criteria, checklist.questions.values(), units)


def rule_document(plan: Plan) -> dict[str, Any]:
    """What is fixed of a checklist whose criteria are known only when it is used: its rule."""
    return _head(plan) | {"choice": "from_previous"}


def rule_sha256(plan: Plan) -> str:
    return sha256_text(canonical_bytes(rule_document(plan)))


def chosen(
    choice: Choice, packs: Sequence[Pack], previous: frozenset[str]
) -> tuple[Criterion, ...]:
    """The criteria in the order of the packs."""
    every = [one for pack in packs for one in pack.criteria.values()]
    if choice.from_previous:
        return tuple(one for one in every if one.id in previous)
    return tuple(
        one
        for one in every
        if choice.all or one.tier.tier in choice.tiers or one.id in choice.named
    )


def fed_by_inputs(
    criteria: Iterable[Criterion], packs: Sequence[Pack]
) -> dict[str, tuple[str, ...]]:
    """Input -> the criteria and norms that rest on it; what the method counts by feeds them all.

    An input that only the counting of people needs is said to feed every criterion that is counted
    by it.
    """
    direct: dict[str, list[str]] = {}
    counted: dict[str, list[str]] = {}
    norms = [norm for pack in packs for norm in pack.norms.values()]
    for criterion in criteria:
        for id_ in _inputs_of(criterion):
            direct.setdefault(id_, []).append(criterion.id)
        for norm in _beside(criterion, norms):
            for id_ in norm_inputs(norm):
                direct.setdefault(id_, []).append(norm.id)
        for id_ in REACH_INPUTS[criterion.place]:
            counted.setdefault(id_, []).append(criterion.id)
    fed = {**counted, **direct}
    return {id_: tuple(dict.fromkeys(ids)) for id_, ids in fed.items()}


def criteria_to_follow(assessment: Mapping[str, Any], recommended: Iterable[str]) -> frozenset[str]:
    """What a follow-up visit looks at: criteria at level 0 or 1 last time, and recommended ones.

    `assessment` is the JSON document of the earlier result. What was not assessed then is no
    follow-up: a full visit asks for it.
    """
    failed = {id_ for id_, result in assessment["criteria"].items() if result["level"] in (0, 1)}
    return frozenset(failed | set(recommended))


def _inputs_of(criterion: Criterion) -> tuple[str, ...]:
    if any(provision.is_personal_space_test for provision in criterion.provisions):
        return tuple(dict.fromkeys([*criterion.input_ids, *SPACE_TEST_INPUTS]))
    return criterion.input_ids


def _beside(criterion: Criterion, norms: Iterable[Norm]) -> list[Norm]:
    return [norm for norm in norms if norm.criterion == criterion.id]


def _head(plan: Plan | Checklist) -> dict[str, Any]:
    return {"id": plan.id, "version": plan.version, "title": dict(plan.title)}


def _shown(
    plan: Plan | Checklist,
    criteria: tuple[str, ...],
    questions: Iterable[Question],
    units: Mapping[str, Text],
) -> dict[str, Any]:
    """Everything that an inspector is shown, as JSON values."""
    return _head(plan) | {
        "criteria": list(criteria),
        "questions": [
            {
                "input": _shown_input(question.input, units),
                "asks": dict(question.asks),
                "help": dict(question.help),
                "evidence": [str(kind) for kind in question.evidence],
                "feeds": list(question.feeds),
            }
            for question in questions
        ],
    }


def _shown_input(one: Input, units: Mapping[str, Text]) -> dict[str, Any]:
    return {
        "id": one.id,
        "place": str(one.place),
        "kind": str(one.kind),
        "label": dict(one.label),
        "unit": dict(units[one.unit]) if one.unit else None,
        "plausible": [exact_text(end) for end in one.plausible] if one.plausible else None,
        "options": [{"id": o.id, "label": dict(o.label)} for o in one.options],
    }
