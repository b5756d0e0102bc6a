"""What was approved is read back whole, without scoring: equal in every value and in every order."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspect_app.domain.facts import Facts
from inspect_app.domain.inspection_state import NotUsed, Unused
from inspect_app.domain.scoring import Assessment, assess
from inspect_app.domain.scoring.document import assessment_document
from inspect_app.domain.scoring.reading_document import assessment_from_document
from inspect_app.domain.scoring.resting import rests_of
from inspect_app.domain.standards import Pack
from inspect_app.files.packs import load_pack, load_seed_pack
from inspect_app.jobs.freezing import freezing, frozen, frozen_result
from inspect_app.problems import Problem
from inspect_app.schemas.facts import facts_from_document
from inspect_app.schemas.frozen import Frozen, Unreadable, read_frozen
from inspect_app.schemas.frozen_facts import facts_as_dumped
from inspect_app.schemas.json_text import parse_json
from inspect_app.schemas.result import result_from
from inspect_app.services.assessments import Standards, assess_facts
from inspect_app.store.review import ApprovalRow
from tests.domain.scoring.real_facts import good_answers
from tests.twin import inspections as chance

CHECKOUT = Path(__file__).resolve().parents[2]
PACKS = (("international", "kz"), ("international", "nl"), ("compact", "country"))
NOT_USED = (NotUsed("room:1", None, ("a", "b"), Unused.WITHDRAWN),)


@cache
def _pack(name: str) -> Pack:
    if name in ("compact", "country"):
        return load_pack(CHECKOUT / "tests" / "vectors" / "pack" / name)
    return load_seed_pack(CHECKOUT / "seed", name)


def _read_back(facts: Facts, assessment: Assessment, packs: tuple[Pack, ...]) -> Frozen:
    made = Frozen(result_from(facts, assessment), NOT_USED)
    return read_frozen(made.data, str(made.result.document["data_sha256"]), packs)


def _assert_the_same(one: Assessment, other: Assessment) -> None:
    """Also in the orders in which a report prints it, which equality does not ask for."""
    assert one == other
    for name in ("domains", "criteria", "norms"):
        assert list(getattr(one, name)) == list(getattr(other, name))
    for domain in one.domains:
        assert list(one.domains[domain].levels) == list(other.domains[domain].levels)


def test_the_demo_facility_is_read_back_as_it_was(whole_facts: Facts, standards: Standards) -> None:
    assessment = assess_facts(whole_facts, standards)
    back = _read_back(whole_facts, assessment, standards.packs)
    _assert_the_same(back.result.assessment, assessment)
    assert back.result.facts == whole_facts
    assert back.not_used == NOT_USED


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    names=st.sampled_from(PACKS),
    rooms=st.one_of(st.integers(0, 6), st.integers(0, 25)),
    mood=st.sampled_from(chance.MOODS),
    seed=st.integers(0, 2**32),
)
def test_whatever_was_found_is_read_back_as_it_was(
    names: tuple[str, ...], rooms: int, mood: chance.Mood, seed: int
) -> None:
    packs = tuple(_pack(name) for name in names)
    good = good_answers() if names[0] == "international" else {}
    raw = chance.inspection(chance.Standards(packs, good), rooms, mood, seed)
    document, _ = parse_json(json.dumps(raw).encode(), "chance")
    facts = facts_from_document(document, packs, "chance")
    assessment = assess(facts, packs[0], packs[1:])
    back = _read_back(facts, assessment, packs)
    _assert_the_same(back.result.assessment, assessment)
    assert back.result.facts == facts


def test_what_no_shape_would_let_in_today_is_read_as_it_was_approved(
    facts: Facts, standards: Standards
) -> None:
    """A caption may be empty on a tablet; what is checked of facts may become stricter."""
    odd = replace(facts, evidence=tuple(replace(item, caption="") for item in facts.evidence))
    back = _read_back(odd, assess_facts(odd, standards), standards.packs)
    assert back.result.facts == odd != facts


def test_another_method_of_a_later_release_changes_nothing(
    facts: Facts, standards: Standards, monkeypatch: pytest.MonkeyPatch
) -> None:
    assessment = assess_facts(facts, standards)
    row = _row(facts, assessment)

    def later(*_: object) -> Assessment:
        raise AssertionError("an approved result is never scored again")

    monkeypatch.setattr("inspect_app.schemas.result.assess_facts", later)
    monkeypatch.setattr("inspect_app.services.assessments.assess", later)
    assert frozen_result(row, standards).assessment == assessment


def _row(facts: Facts, assessment: Assessment) -> ApprovalRow:
    ice = freezing(facts, assessment, 7, [])
    return ApprovalRow(
        insp="i", op_id="o", of_n=7, data_sha256=ice.data_sha256,
        document_sha256=ice.document_sha256, packs=[], evidence=[], waivers=[],
        result=gzip.compress(ice.data),
    )  # fmt: skip


@pytest.mark.parametrize("place", ["first", "second", "cut", "none"])
def test_one_byte_that_changed_is_noticed(facts: Facts, standards: Standards, place: str) -> None:
    assessment = assess_facts(facts, standards)
    row, ice = _row(facts, assessment), freezing(facts, assessment, 7, [])
    first, second = ice.data.split(b"\n")
    changed = {
        "first": first.replace(b'"rating":"', b'"rating":"x', 1) + b"\n" + second,
        "second": first + b"\n" + second.replace(b'"rests"', b'"rest"', 1),
        "cut": ice.data[:-100],
        "none": b"",
    }[place]
    assert changed != ice.data
    row.result = gzip.compress(changed)
    with pytest.raises(Problem) as refused:
        frozen(row, standards)
    assert refused.value.code == "review.frozen_unreadable"


def test_what_is_no_gzip_and_what_the_operation_does_not_say_is_not_read(
    facts: Facts, standards: Standards
) -> None:
    row = _row(facts, assess_facts(facts, standards))
    with pytest.raises(Problem):
        frozen(row, standards, "0" * 64)
    row.result = b"no gzip at all"
    with pytest.raises(Problem):
        frozen(row, standards)


def test_a_document_and_facts_of_two_inspections_do_not_make_one(
    facts: Facts, standards: Standards
) -> None:
    assessment = assess_facts(facts, standards)
    document, rests = assessment_document(assessment), rests_of(assessment, facts)
    fewer = replace(facts, rooms=(), answers=facts.answers[:1])
    with pytest.raises((KeyError, IndexError)):
        assessment_from_document(document, rests, fewer)
    with pytest.raises(Unreadable):
        read_frozen(b'{"result":1}\n{}', "0" * 64, standards.packs)
    with pytest.raises(KeyError):
        facts_as_dumped({}, {})
