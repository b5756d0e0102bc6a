"""Whatever facts the domain can hold come back equal from their JSON."""

from __future__ import annotations

from datetime import UTC, date, timedelta, timezone
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain.facts import (
    Answer,
    Block,
    Evidence,
    Facility,
    Facts,
    Inspection,
    Recommendation,
    Rectangle,
    Room,
    Source,
    Value,
)
from inspect_app.domain.standards import Input
from inspect_app.domain.terms import (
    AnswerState,
    EvidenceKind,
    FacilityKind,
    Grade,
    InputKind,
    NotApplicableReason,
    People,
    PlaceKind,
    Regime,
    RoomKind,
)
from inspect_app.schemas.facts import facts_json, read_facts_json
from tests.files.small_packs import INPUTS, PACK

VISIT = date(2026, 1, 15)
_ZONES = [None, UTC, timezone(timedelta(hours=5))]
_words = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=30,
).filter(str.strip)
_maybe = st.none() | _words
_codes = st.from_regex(r"[A-Z][0-9]{1,3}", fullmatch=True)
_moments = st.datetimes(timezones=st.sampled_from(_ZONES))
_exact = st.fractions(0, 10_000, max_denominator=9_999) | st.decimals(0, 999, places=2).map(
    Fraction
)
_sides = st.fractions(Fraction(1, 100), 60, max_denominator=100)
_rectangles = st.lists(st.builds(Rectangle, _sides, _sides), max_size=3).map(tuple)


def _values(asked: Input) -> st.SearchStrategy[Value]:
    return {
        InputKind.NUMBER: _exact,
        InputKind.COUNT: st.integers(0, 10**9).map(Fraction),
        InputKind.YES_NO: st.booleans(),
        InputKind.CHOICE: st.sampled_from([option.id for option in asked.options] or ["-"]),
        InputKind.DATE: st.dates(date(1900, 1, 1), VISIT),
        InputKind.RECTANGLES: _rectangles,
    }[asked.kind]


@st.composite
def _answers(draw: st.DrawFn) -> Answer:
    asked = draw(st.sampled_from(list(INPUTS.values())))
    place = {PlaceKind.FACILITY: "home", PlaceKind.BLOCK: "B1", PlaceKind.ROOM: "101"}[asked.place]
    state = draw(st.sampled_from(AnswerState))
    reasons = st.none() | st.sampled_from(NotApplicableReason)
    return Answer(
        input=asked.id,
        place=place,
        state=state,
        value=draw(_values(asked)) if state is AnswerState.ANSWERED else None,
        grade=draw(st.sampled_from(Grade)),
        evidence=draw(st.sampled_from([(), ("P1",)])),
        observed_at=draw(st.none() | _moments),
        recorded_by=draw(st.none() | _codes.map("R".__add__)),
        confirmed_by=draw(st.none() | _codes.map("S".__add__)),
        reason=draw(reasons) if state is AnswerState.NOT_APPLICABLE else None,
        words=draw(_maybe),
    )


_facts = st.builds(
    Facts,
    facility=st.builds(
        Facility,
        id=st.just("home"),
        names=st.dictionaries(st.sampled_from(["en", "ru", "kk"]), _words, min_size=1),
        kind=st.sampled_from(FacilityKind),
        country=st.sampled_from(["KZ", "IT"]),
        region=_maybe,
        codes=st.lists(_words, max_size=2).map(tuple),
    ),
    inspection=st.builds(
        Inspection,
        id=_words,
        visited_on=st.just(VISIT),
        is_announced=st.none() | st.booleans(),
        team=st.lists(_codes, max_size=3).map(tuple),
    ),
    blocks=st.tuples(st.builds(Block, st.just("B1"), _words)),
    rooms=st.tuples(
        st.builds(
            Room,
            id=st.just("101"),
            number=_words,
            kind=st.sampled_from(RoomKind),
            block=st.sampled_from([None, "B1"]),
            regime=st.none() | st.sampled_from(Regime),
            people=st.none() | st.sampled_from(People),
            is_in_use=st.booleans(),
        )
    ),
    answers=st.lists(_answers(), max_size=4).map(tuple),
    evidence=st.tuples(
        st.builds(
            Evidence,
            id=st.just("P1"),
            kind=st.sampled_from(EvidenceKind),
            caption=_words,
            file=st.sampled_from([None, "a.jpg", "photos/ә.jpg"]),
            sha256=st.sampled_from([None, "0" * 64]),
            taken_at=st.none() | _moments,
            shows_person=st.booleans(),
            is_publishable=st.booleans(),
        )
    ),
    recommendations=st.lists(
        st.builds(Recommendation, _words, st.just("SP01"), _words, _words, st.none() | st.dates()),
        max_size=2,
        unique_by=lambda item: item.id,
    ).map(tuple),
    is_demo=st.booleans(),
    source=st.none() | st.builds(Source, _words, _words, _words, _words),
    repairs=st.lists(_words, max_size=2).map(tuple),
)


@given(_facts)
def test_facts_come_back_equal_from_their_json(facts: Facts) -> None:
    assert read_facts_json(facts_json(facts), [PACK], "facts.json") == facts


@given(_facts)
def test_the_json_of_facts_is_the_same_every_time_it_is_written(facts: Facts) -> None:
    written = facts_json(facts)
    assert facts_json(read_facts_json(written, [PACK], "facts.json")) == written
