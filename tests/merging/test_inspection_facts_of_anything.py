"""Facts of any state at all: sound, writable, scorable, and nothing dropped without a word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain.facts_checking import check_facts
from inspect_app.domain.inspection_state import FoundState
from inspect_app.domain.scoring import assess
from inspect_app.domain.terms import AnswerState
from inspect_app.schemas.facts import facts_json, read_facts_json
from tests.merging.invented_logs import LEAD, MEMBER, OWN, body
from tests.merging.invented_states import FILE, PACK, of_state, state

VALUES = st.sampled_from(
    ["8", "7.850", "-1", "28/9", "yes", "2026-06-16", "", 3, True, [["5", "4"]], [["5", "0"]], []]
)
ANSWERS = st.one_of(
    st.builds(lambda value: {"state": "answered", "value": value}, VALUES),
    st.builds(lambda value: {"state": "answered", "value": value, "grade": "D"}, VALUES),
    st.sampled_from([{"state": "not_applicable", "reason": "other", "words": "none there"}]),
    st.sampled_from([{"state": state.value} for state in AnswerState if state != "answered"]),
)
PLACES = ["room:r1", "room:r2", "room:b1", "block:b1", "block:f1", "facility:f1", "facility:f2"]
INPUTS = [*PACK.inputs, "ghosts"]


@st.composite
def any_write(draw: st.DrawFn, op: str) -> bytes:
    author = draw(st.sampled_from([LEAD, MEMBER]))
    entity = draw(st.sampled_from([*PLACES, "evidence:e1", "recommendation:x1", OWN]))
    kind = "set" if entity.startswith(("facility", "inspection")) else "create"
    field, value = draw(_field_of(entity))
    return body(op, kind, entity, author, sets=[(field, value)])


def _field_of(entity: str) -> st.SearchStrategy[tuple[str, Any]]:
    answers = st.tuples(st.sampled_from([f"answer.{i}" for i in INPUTS]), ANSWERS)
    supports = st.lists(
        st.fixed_dictionaries({"place": st.sampled_from(PLACES), "input": st.sampled_from(INPUTS)}),
        max_size=3,
    )
    own: dict[str, list[Any]] = {
        "room": [("number", "7"), ("kind", "cell"), ("block", "b1"), ("block", "b9"),
                 ("_void", {"why": "twice"}), ("_void", False), ("is_in_use", False),
                 ("confirmed.daylight", "op1"), ("people", None)],
        "block": [("name", "A"), ("name", "B"), ("_void", {"why": "twice"})],
        "evidence": [("file", FILE), ("caption", ""), ("taken_at", "2026-06-15T09:14"),
                     ("shows_person", True), ("_void", {"why": "blurred"})],
        "recommendation": [("criterion", "SP01"), ("criterion", "ZZ99"), ("says", "Do."),
                           ("addressed_to", "All"), ("due_on", "2027-01-01")],
        "inspection": [("visited_on", "2026-06-15"), ("visited_on", "2026-06-16"),
                       ("is_announced", None), ("is_announced", True), ("facility", "f2")],
        "facility": [("confirmed.visits", "op2")],
    }  # fmt: skip
    kind = entity.partition(":")[0]
    plain = st.sampled_from(own[kind])
    if kind == "evidence":
        return st.one_of(plain, st.tuples(st.just("supports"), supports))
    return st.one_of(plain, answers) if kind in ("room", "block", "facility") else plain


@st.composite
def states(draw: st.DrawFn) -> FoundState:
    writes = [draw(any_write(f"op{i}")) for i in range(draw(st.integers(0, 25)))]
    return state(*writes)


@given(states())
def test_whatever_was_recorded_the_facts_are_sound_can_be_written_and_scored(found):
    made = of_state(found).facts
    assert check_facts(made, [PACK]) == ()
    assert read_facts_json(facts_json(made), [PACK], "facts.json") == made
    assess(made, PACK, (), None)


@given(states())
def test_every_answer_that_stands_is_in_the_facts_or_on_the_list(found):
    made = of_state(found)
    listed = {op for item in made.not_used for op in item.ops}
    whole = {item.entity for item in made.not_used if item.field is None}
    used = {(answer.place, answer.input) for answer in made.facts.answers}
    for (entity, field), heads in found.heads.items():
        if field.startswith("answer.") and entity not in whole:
            place = (entity.partition(":")[2], field.removeprefix("answer."))
            assert place in used or {head.op for head in heads} <= listed


@given(states())
def test_facts_do_not_depend_on_the_order_in_which_heads_are_given(found):
    turned = replace(
        found, heads={place: heads[::-1] for place, heads in reversed(found.heads.items())}
    )
    made, again = of_state(found), of_state(turned)
    assert made.facts == again.facts
    assert sorted(map(repr, made.not_used)) == sorted(map(repr, again.not_used))
