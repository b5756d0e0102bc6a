"""Of any log at all: the order of arrival decides nothing, and no difference stays unseen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain.merging import canonical_text
from inspect_app.domain.operations import Status
from inspect_app.domain.projecting import Logged, Projection, project
from tests.merging.invented_logs import (
    LEAD,
    MEMBER,
    ROOM,
    SPACE,
    answer,
    begun,
    body,
    log_of,
    logs,
    room,
)


def apart_from_n(projection: Projection) -> dict[str, Any]:
    """All that may not depend on the order: heads without their n, entities without their maker."""
    shown = asdict(projection)
    heads = {
        place: sorted((head.op, canonical_text(head.value)) for head in heads)
        for place, heads in projection.heads.items()
    }
    entities = {entity: made.type for entity, made in projection.entities.items()}
    files = sorted(projection.files)
    one_of_several = dict.fromkeys(("visited_on", "facility", "is_announced", "checklist"))
    return {**shown, "heads": heads, "entities": entities, "files": files, **one_of_several}


def decided_by_n(logged: Logged) -> bool:
    operation = logged.operation
    is_creation = operation.kind == "create" and operation.entity.startswith("inspection:")
    return is_creation or operation.kind in ("approve", "submit", "return", "publish")


@given(logs(), st.randoms())
def test_any_order_gives_the_same_state(log, random):
    log = [logged for logged in log if not decided_by_n(logged) or logged.operation.id == "begin"]
    places = [logged.n for logged in log]
    random.shuffle(places)
    moved = [logged._replace(n=n) for logged, n in zip(log, places, strict=True)]
    assert apart_from_n(project(moved)) == apart_from_n(project(log))


@given(logs(), st.randoms())
def test_the_sequence_in_which_a_log_is_handed_over_does_not_matter(log, random):
    shuffled = random.sample(log, len(log))
    assert project(shuffled) == project(log)


@given(logs())
def test_every_operation_has_one_outcome_and_only_applied_ones_are_heads(log):
    projection = project(log)
    assert projection.outcomes.keys() == {logged.operation.id for logged in log}
    applied = {op for op, outcome in projection.outcomes.items() if outcome.status is Status.OK}
    assert {head.op for heads in projection.heads.values() for head in heads} <= applied
    assert {op for bases in projection.bases.values() for op in bases} <= applied
    assert all(outcome.reason or op in applied for op, outcome in projection.outcomes.items())


@given(logs())
def test_of_each_field_that_was_written_something_is_shown(log):
    projection = project(log)
    written = {
        (logged.operation.entity, write.field)
        for logged in log
        if projection.outcomes[logged.operation.id].status is Status.OK
        for write in logged.operation.writes
    }
    assert written == {place for place, heads in projection.heads.items() if heads}


@st.composite
def tablets_at_work(draw: st.DrawFn) -> tuple[list[bytes], list[tuple[int, str, str]]]:
    """Two tablets that write, and now and then show each other what they have.

    Gives the operations, and for the oracle of each: which write it is, by whom, and its value.
    """
    bodies: list[bytes] = []
    seen: dict[str, dict[str, list[str]]] = {LEAD: {}, MEMBER: {}}
    history: list[tuple[int, str, str]] = []
    for number in range(draw(st.integers(0, 12))):
        who = draw(st.sampled_from([LEAD, MEMBER]))
        if draw(st.booleans()):
            other = MEMBER if who == LEAD else LEAD
            seen[who] = _met(seen[who], seen[other])
            history.append((number, "meets", who))
            continue
        value, op_id = draw(st.sampled_from(["7.85", "8"])), f"op{number}"
        on_screen = seen[who].get(SPACE, [])
        bodies.append(body(op_id, "set", ROOM, who, sets=[(SPACE, answer(value), on_screen)]))
        seen[who] = {SPACE: [op_id], "all": [*seen[who].get("all", []), *on_screen, op_id]}
        history.append((number, value, who))
    return bodies, history


def _met(mine: dict[str, list[str]], other: dict[str, list[str]]) -> dict[str, list[str]]:
    """What both have seen; of it on screen: what neither has seen replaced."""
    old = (set(mine.get("all", ())) - set(mine.get(SPACE, ()))) | (
        set(other.get("all", ())) - set(other.get(SPACE, ()))
    )
    every = set(mine.get("all", ())) | set(other.get("all", ()))
    return {SPACE: sorted(every - old), "all": sorted(every)}


def still_standing(history: Sequence[tuple[int, str, str]]) -> dict[int, str]:
    """The oracle: who could know of what, as sets of writes; no bases, no graph. A write stands
    unless a later one was made by somebody who knew of it."""
    known: dict[str, set[int]] = defaultdict(set)
    values: dict[int, str] = {}
    overruled: set[int] = set()
    for number, what, who in history:
        if what == "meets":
            known[who] |= known[MEMBER if who == LEAD else LEAD]
        else:
            overruled |= known[who]
            known[who] = known[who] | {number}
            values[number] = what
    return {number: value for number, value in values.items() if number not in overruled}


@given(tablets_at_work(), st.randoms())
def test_conflicts_are_exactly_what_the_histories_of_the_tablets_say(work, random):
    bodies, history = work
    random.shuffle(bodies)
    projection = project(log_of([begun(), room(), *bodies]))
    standing = still_standing(history)
    heads = projection.heads.get((ROOM, SPACE), ())
    assert {head.op for head in heads} == {f"op{number}" for number in standing}
    assert projection.conflicts == (len(set(standing.values())) > 1)
