"""The shapes of facts in JSON, field by field as in domain/facts.py."""

from __future__ import annotations

from inspect_app.domain.terms import (
    AnswerState,
    EvidenceKind,
    FacilityKind,
    Grade,
    NotApplicableReason,
    People,
    Regime,
    RoomKind,
)
from inspect_app.schemas.fields import (
    Day,
    Flag,
    Inside,
    Items,
    Moment,
    OneOf,
    RawValue,
    Shape,
    Text,
    Whole,
)

LONGEST_ID = 64
LONGEST_NAME = 200
LONGEST_WORDS = 4000


def _id(**kwargs: bool) -> Text:
    return Text(longest=LONGEST_ID, **kwargs)


class NamesShape(Shape):
    en = Text(longest=LONGEST_NAME)
    ru = Text(longest=LONGEST_NAME)
    kk = Text(longest=LONGEST_NAME)


class FacilityShape(Shape):
    id = _id(required=True)
    names = Inside(NamesShape, required=True)
    kind = OneOf(FacilityKind, required=True)
    country = _id(required=True)
    region = Text(longest=LONGEST_NAME)
    codes = Items(_id())


class ChecklistShape(Shape):
    id = _id(required=True)
    version = Whole(required=True)
    sha256 = _id(required=True)


class InspectionShape(Shape):
    id = _id(required=True)
    visited_on = Day(required=True)
    is_announced = Flag()
    team = Items(_id())
    checklist = Inside(ChecklistShape)


class BlockShape(Shape):
    id = _id(required=True)
    name = Text(longest=LONGEST_NAME, required=True)


class RoomShape(Shape):
    id = _id(required=True)
    number = _id(required=True)
    kind = OneOf(RoomKind, required=True)
    block = _id()
    regime = OneOf(Regime)
    people = OneOf(People)
    is_in_use = Flag()


class AnswerShape(Shape):
    input = _id(required=True)
    place = _id(required=True)
    state = OneOf(AnswerState)
    value = RawValue()
    grade = OneOf(Grade)
    evidence = Items(_id())
    observed_at = Moment()
    recorded_by = _id()
    confirmed_by = _id()
    reason = OneOf(NotApplicableReason)
    words = Text(longest=LONGEST_WORDS)


class EvidenceShape(Shape):
    id = _id(required=True)
    kind = OneOf(EvidenceKind, required=True)
    caption = Text(longest=LONGEST_WORDS, required=True)
    file = Text(longest=LONGEST_NAME)
    sha256 = _id()
    taken_at = Moment()
    shows_person = Flag()
    is_publishable = Flag()


class RecommendationShape(Shape):
    id = _id(required=True)
    criterion = _id(required=True)
    says = Text(longest=LONGEST_WORDS, required=True)
    addressed_to = Text(longest=LONGEST_NAME, required=True)
    due_on = Day()


class SourceShape(Shape):
    name = Text(longest=LONGEST_NAME, required=True)
    licence = Text(longest=LONGEST_NAME, required=True)
    credit = Text(longest=LONGEST_WORDS, required=True)
    address = Text(longest=LONGEST_WORDS, required=True)


class FactsShape(Shape):
    facts = Whole(only=1, required=True)
    facility = Inside(FacilityShape, required=True)
    inspection = Inside(InspectionShape, required=True)
    blocks = Items(Inside(BlockShape))
    rooms = Items(Inside(RoomShape))
    answers = Items(Inside(AnswerShape))
    evidence = Items(Inside(EvidenceShape))
    recommendations = Items(Inside(RecommendationShape))
    is_demo = Flag()
    source = Inside(SourceShape)
    repairs = Items(Text(longest=LONGEST_WORDS))


LISTS = ("blocks", "rooms", "answers", "evidence", "recommendations")
