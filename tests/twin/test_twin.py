"""The tablet scores as the server does: the same facts and standards give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspect_app.domain.canonical import canonical_bytes
from inspect_app.domain.facts import Value
from inspect_app.domain.pack_document import pack_document
from inspect_app.domain.scoring import assess
from inspect_app.domain.scoring.document import assessment_document
from inspect_app.domain.standards import Pack
from inspect_app.files.packs import load_pack, load_seed_pack
from inspect_app.schemas.facts import facts_from_document
from inspect_app.schemas.json_text import parse_json
from tests.domain.scoring.real_facts import good_answers
from tests.twin.inspections import MOODS, Standards, inspection
from tests.twin.node import Runner, bundled, running

CHECKOUT = Path(__file__).resolve().parents[2]
GOOD_VECTOR = CHECKOUT / "tests" / "vectors" / "a_good_facility.json"
PACKS = {
    "international": CHECKOUT / "seed" / "standards" / "international",
    "kz": CHECKOUT / "seed" / "standards" / "kz",
    "nl": CHECKOUT / "seed" / "standards" / "nl",
    "compact": CHECKOUT / "tests" / "vectors" / "pack" / "compact",
    "country": CHECKOUT / "tests" / "vectors" / "pack" / "country",
}
REAL = (("international", "kz"), ("international", "nl"), ("international", "kz", "nl"))
MADE_UP = (("compact", "country"), ("compact",))
# Hypothesis chooses what an inspection is like; chance fills it in, from a seed that it chooses too.
INSPECTIONS = {
    "rooms": st.one_of(st.integers(0, 6), st.integers(0, 40)),
    "mood": st.sampled_from(MOODS),
    "seed": st.integers(0, 2**32),
    "days_later": st.one_of(st.none(), st.sampled_from([0, 1, -4000, 400, -400])),
}
THOROUGH = settings(
    max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=False
)


@cache
def pack(name: str) -> Pack:
    folder = PACKS[name]
    return (
        load_pack(folder)
        if name in ("compact", "country")
        else load_seed_pack(CHECKOUT / "seed", name)
    )


@cache
def standards_of(names: tuple[str, ...]) -> Standards:
    packs = [pack(name) for name in names]
    return Standards(
        packs, good_answers() if names[0] == "international" else vector_answers(packs)
    )


def vector_answers(packs: Sequence[Pack]) -> Mapping[str, Value]:
    """What the good facility of the vectors answers."""
    document, _ = parse_json(GOOD_VECTOR.read_bytes(), GOOD_VECTOR.name)
    facts = facts_from_document(document["facts"], packs, GOOD_VECTOR.name)
    return {one.input: one.value for one in facts.answers if one.value is not None}


@pytest.fixture(scope="session")
def tablet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """The tablet's scoring, with every pack at hand."""
    program = bundled("src/testing/twin_runner.ts", tmp_path_factory.mktemp("twin"))
    with running(program) as runner:
        for name in PACKS:
            runner.ask({"as": name, "pack": pack_document(pack(name))})
        yield runner


def by_server(text: str, names: tuple[str, ...], on: date | None) -> bytes:
    document, faults = parse_json(text.encode(), "inspection")
    assert faults == ()
    main, *norms = (pack(name) for name in names)
    facts = facts_from_document(document, (main, *norms), "inspection")
    return canonical_bytes(assessment_document(assess(facts, main, norms, on)))


def first_difference(one: Any, other: Any, path: str = "") -> str:
    """Where two documents part, and what stands there on either side."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        steps = [(name, one[name], other[name]) for name in one]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        steps = [(str(at), *both) for at, both in enumerate(zip(one, other, strict=True))]
    else:
        return f"{path}: the server has {one!r}, the tablet {other!r}"
    return next(first_difference(a, b, f"{path}/{step}") for step, a, b in steps if a != b)


def hold_to_the_same_bytes(tablet, names, rooms, mood, seed, days_later):
    facts = inspection(standards_of(names), rooms, mood, seed)
    visited_on = date.fromisoformat(facts["inspection"]["visited_on"])
    on = None if days_later is None else visited_on + timedelta(days=days_later)
    main, *norms = names
    said = tablet.ask(
        {"facts": facts, "main": main, "norms": norms, "on": on.isoformat() if on else None}
    )
    expected = by_server(json.dumps(facts), names, on)
    if said.encode() != expected:
        pytest.fail(
            first_difference(json.loads(expected), json.loads(said)) or "in the order of keys"
        )


@THOROUGH
@given(names=st.sampled_from(REAL), **INSPECTIONS)
def test_a_whole_inspection_by_the_real_standards_has_the_same_bytes_on_the_tablet(
    tablet, names, rooms, mood, seed, days_later
):
    hold_to_the_same_bytes(tablet, names, rooms, mood, seed, days_later)


@THOROUGH
@given(names=st.sampled_from(MADE_UP), **INSPECTIONS)
def test_an_inspection_by_a_pack_with_one_of_each_thing_has_the_same_bytes_on_the_tablet(
    tablet, names, rooms, mood, seed, days_later
):
    hold_to_the_same_bytes(tablet, names, rooms, mood, seed, days_later)
