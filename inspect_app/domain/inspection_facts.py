"""From the heads of an inspection to the facts that are scored.

    facts_of(state, facility, inputs, criteria, is_demo) -> FactsRead

Nothing that was recorded is dropped without a word: what the standards of today cannot use, and what
the tablets do not agree about, is listed in `FactsRead.not_used`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from inspect_app.domain.answer_values import NotAValue, day_from_text, value_from_json
from inspect_app.domain.facts import (
    Answer,
    Block,
    ChecklistUsed,
    Facility,
    Facts,
    Inspection,
    Room,
    Value,
)
from inspect_app.domain.facts_checking import is_code
from inspect_app.domain.inspection_evidence import Evidenced, evidence_of, recommendations_of
from inspect_app.domain.inspection_state import FoundState, NotUsed, Unused, Worklist, printable
from inspect_app.domain.merging import canonical_text
from inspect_app.domain.operations import ANSWER, CONFIRMED, EntityType
from inspect_app.domain.projecting.form import inspection_entity
from inspect_app.domain.projecting.log import Head
from inspect_app.domain.standards import Input
from inspect_app.domain.terms import (
    AnswerState,
    Grade,
    NotApplicableReason,
    People,
    Regime,
    RoomKind,
)
from inspect_app.domain.value_checking import unsuitable


class NoDay(LookupError):
    """Nobody said when the visit was, and no tablet's clock could be read."""


@dataclass(frozen=True, slots=True)
class FactsRead:
    """`facts` pass `domain.facts_checking.check_facts` against the packs that gave the inputs."""

    facts: Facts
    not_used: tuple[NotUsed, ...]


def facts_of(
    state: FoundState,
    facility: Facility,
    inputs: Mapping[str, Input],
    criteria: Collection[str],
    is_demo: bool = False,
) -> FactsRead:
    """The facts of one inspection, for scoring.

    `facility` is the register's, with the register's id; `inputs` and `criteria` (ids) are those of
    the packs in use. Heads of one answer that differ become several answers, which the scoring
    shows as a contradiction; equal ones become one. Entities that were taken back are left out, and
    listed. Where heads of an attribute differ, the one with the highest n stands, and it is listed.
    A day of the visit that nobody entered is the first day on which anything was recorded.

    Raises NoDay where there is none at all.
    """
    work = Worklist(state, facility.id)
    visited_on = _visited_on(work)
    blocks = tuple(blocks_of(work))
    rooms = tuple(rooms_of(work, {block.id for block in blocks}))
    evidenced = evidence_of(work)
    answers = tuple(_answers(work, inputs, visited_on, evidenced))
    used = state.checklist
    own = inspection_entity(state.inspection)
    announced = work.attribute(own, "is_announced")
    work.attribute(own, "facility")  # the caller chose it; that it is disputed must be told
    facts = Facts(
        facility,
        Inspection(
            state.inspection,
            visited_on,
            is_announced=announced,
            team=tuple(code for code in state.members if is_code(code)),
            checklist=ChecklistUsed(used.id, used.version, used.sha256) if used else None,
        ),
        blocks=blocks,
        rooms=rooms,
        answers=answers,
        evidence=evidenced.items,
        recommendations=tuple(recommendations_of(work, criteria)),
        is_demo=is_demo,
    )
    evidenced.list_unused(work)
    return FactsRead(facts, tuple(work.not_used))


def _visited_on(work: Worklist) -> date:
    own = inspection_entity(work.state.inspection)
    said = work.attribute(own, "visited_on")
    if said is not None:
        return day_from_text(said)
    days = [
        head.observed_at.date()
        for heads in work.state.heads.values()
        for head in heads
        if head.observed_at is not None
    ]
    if not days:
        raise NoDay(work.state.inspection)
    work.leave_out(own, "visited_on", (), Unused.INCOMPLETE)
    return min(days)


def blocks_of(work: Worklist) -> Iterator[Block]:
    """Those that stand, in order of their ids."""
    for entity, block_id in work.places(EntityType.BLOCK):
        name = work.needed(entity, "name", block_id)
        yield Block(block_id, name)


def rooms_of(work: Worklist, blocks: Collection[str]) -> Iterator[Room]:
    """A room that nobody named or classed is kept, or leaving that out would hide who slept there."""
    for entity, room_id in work.places(EntityType.ROOM):
        regime = work.attribute(entity, "regime")
        people = work.attribute(entity, "people")
        is_in_use = work.attribute(entity, "is_in_use")
        yield Room(
            room_id,
            work.needed(entity, "number", room_id),
            RoomKind(work.needed(entity, "kind", RoomKind.OTHER)),
            block=_block_of(work, entity, blocks),
            regime=Regime(regime) if regime else None,
            people=People(people) if people else None,
            is_in_use=is_in_use is not False,
        )


def _block_of(work: Worklist, entity: str, blocks: Collection[str]) -> str | None:
    """As the field says, or else the parent that the room was created under."""
    said = work.heads_of(entity).get("block", ())
    block: str | None = work.attribute(entity, "block")
    if not said:
        kind, _, parent = (work.state.entities[entity].parent or "").partition(":")
        block = parent if kind == EntityType.BLOCK else None
    if block is None or block in blocks:
        return block
    work.leave_out(entity, "block", said, Unused.UNKNOWN_BLOCK)
    return None


def _answers(
    work: Worklist, inputs: Mapping[str, Input], visited_on: date, evidenced: Evidenced
) -> Iterator[Answer]:
    for entity, place, kind in work.answered_places():
        for name, heads in sorted(work.heads_of(entity).items()):
            if not name.startswith(ANSWER):
                continue
            asked = inputs.get(name.removeprefix(ANSWER))
            if asked is None or asked.place is not kind:
                why = Unused.UNKNOWN_INPUT if asked is None else Unused.WRONG_PLACE
                work.leave_out(entity, name, heads, why)
                continue
            yield from _to_one_input(
                work, _Asked(entity, place, asked, visited_on), heads, evidenced
            )


class _Asked(NamedTuple):
    entity: str
    place: str
    input: Input
    visited_on: date


def _to_one_input(
    work: Worklist, about: _Asked, heads: Sequence[Head], evidenced: Evidenced
) -> Iterator[Answer]:
    confirmations = work.heads_of(about.entity).get(CONFIRMED + about.input.id, ())
    used: list[Head] = []
    for same in _equal_ones(heads):
        try:
            value = _value(same[0].value, about)
        except NotAValue:
            name = ANSWER + about.input.id
            work.leave_out(about.entity, name, same, Unused.UNSUITABLE_VALUE)
            continue
        confirmed = [head for head in confirmations if _confirms(head, same)]
        used += confirmed
        yield _answer(same[0], value, about, confirmed, evidenced)
    lost = [head for head in confirmations if head not in used]
    if lost:
        work.leave_out(about.entity, CONFIRMED + about.input.id, lost, Unused.NOT_CONFIRMED)


def _answer(
    head: Head, value: Value | None, about: _Asked, confirmed: list[Head], evidenced: Evidenced
) -> Answer:
    said = head.value
    reason, words = said.get("reason"), said.get("words")
    return Answer(
        about.input.id,
        about.place,
        AnswerState(said["state"]),
        value,
        Grade(said.get("grade", Grade.A)),
        evidenced.of(about.entity, about.input.id),
        head.observed_at,
        head.author if is_code(head.author) else None,
        min(head.author for head in confirmed) if confirmed else None,
        None if reason is None else NotApplicableReason(reason),
        None if words is None else printable(words),
    )


def _equal_ones(heads: Sequence[Head]) -> list[list[Head]]:
    """Heads with one canonical value together, in order of their operations' ids."""
    if len(heads) == 1:
        return [[heads[0]]]
    found: dict[str, list[Head]] = {}
    for head in sorted(heads, key=lambda head: head.op):
        found.setdefault(canonical_text(head.value), []).append(head)
    return list(found.values())


def _value(said: Mapping[str, Any], about: _Asked) -> Value | None:
    """Raises NotAValue where what was answered is no answer to the question."""
    if said["state"] != AnswerState.ANSWERED:
        return None
    value = value_from_json(said["value"], about.input)
    if wrong := unsuitable(about.input, value, about.visited_on):
        raise NotAValue(wrong.code, said["value"])
    return value


def _confirms(confirmation: Head, same: Sequence[Head]) -> bool:
    """Only another person can, whose code can be told from that of every author."""
    authors = {head.author.casefold() for head in same}
    is_another = confirmation.author.casefold() not in authors and is_code(confirmation.author)
    return is_another and confirmation.value in [head.op for head in same]
