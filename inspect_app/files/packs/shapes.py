"""The shape of each kind of item in a pack, as docs/writing-a-standards-pack.md describes it."""

from __future__ import annotations

from typing import Any

from inspect_app.domain.standards import NOTHING_TO_COUNT
from inspect_app.domain.terms import (
    Confidence,
    FacilityKind,
    Family,
    InputKind,
    People,
    PlaceKind,
    Regime,
    RoomKind,
    Standing,
    Tier,
)
from inspect_app.files.packs.fields import (
    Day,
    Exact,
    Id,
    Items,
    Line,
    OneOrMany,
    Range,
    Shape,
    StrictField,
    StrictSchema,
    Table,
    Truth,
    Whole,
    Word,
    Wording,
    refuse,
    text_of,
)


class _LevelOrNothing(StrictField):
    """A level, or `not_applicable`."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        text = text_of(value)
        if text == NOTHING_TO_COUNT:
            return text
        if text not in ("0", "1", "2", "3"):
            refuse("unknown_word", value=text, known=f"0, 1, 2, 3, {NOTHING_TO_COUNT}")
        return int(text)


class PackShape(StrictSchema):
    id = Id(required=True)
    version = Whole(1, 100_000, required=True)
    title = Wording(required=True)
    builds_on = Id()
    country = Line()
    measurement_error_m = Exact()
    domains = Table(Id(), Wording(), load_default=dict)
    units = Table(Id(), Wording(may_be_empty=True), load_default=dict)


class InstrumentShape(StrictSchema):
    family = Word(Family, required=True)
    standing = Word(Standing, required=True)
    name = Wording(required=True)
    short = Wording(required=True)
    year = Whole(1800, 2200, required=True)


class InputShape(StrictSchema):
    place = Word(PlaceKind, required=True)
    kind = Word(InputKind, required=True)
    label = Wording(required=True)
    unit = Id()
    plausible = Range()
    options = Table(Id(), Wording(), load_default=dict)


class _Measured(StrictSchema):
    measure = Line(required=True)
    inputs = Table(Line(), OneOrMany(), required=True)


class TestShape(_Measured):
    holds_when = OneOrMany(required=True)


class ProvisionShape(StrictSchema):
    instrument = Line(required=True)
    number = Line(required=True)
    met_at = Whole(1, 3)
    test = Shape(TestShape())
    personal_space_test = Truth(load_default=False)


class AppliesToShape(StrictSchema):
    room_kinds = Items(Word(RoomKind), load_default=())
    regimes = Items(Word(Regime), load_default=())
    people = Items(Word(People), load_default=())
    facility_kinds = Items(Word(FacilityKind), load_default=())
    when = Table(Line(), OneOrMany(), load_default=dict)


class PartShape(_Measured):
    title = Wording()
    bands = Table(Day(), Table(Whole(0, 3), OneOrMany()), required=True)
    when_nothing = _LevelOrNothing()


class LiftShape(TestShape):
    to = Whole(1, 3, required=True)
    within = Line(required=True)


class AggravationShape(StrictSchema):
    within = Line(required=True)
    by = Items(Line(), required=True)


class CriterionShape(StrictSchema):
    """One measured side stands at the top; several stand in `parts`; with `norm` there is none."""

    domain = Line(required=True)
    title = Wording(required=True)
    says = Wording(required=True)
    explains = Wording()
    provisions = Items(Shape(ProvisionShape()), distinct=False, required=True)
    place = Word(PlaceKind, required=True)
    applies_to = Shape(AppliesToShape())
    measure = Line()
    inputs = Table(Line(), OneOrMany())
    bands = Table(Day(), Table(Whole(0, 3), OneOrMany()))
    when_nothing = _LevelOrNothing()
    parts = Items(Shape(PartShape()), distinct=False)
    lift = Shape(LiftShape())
    aggravation = Shape(AggravationShape())
    tier = Word(Tier, required=True)
    critical_in = Items(Word(RoomKind), load_default=())
    critical_months = Items(Whole(1, 12), load_default=())
    confidence = Word(Confidence, required=True)
    policy = Truth(load_default=False)
    norm = Id()
    last_checked_on = Day(required=True)


class NormShape(_Measured):
    criterion = Line(required=True)
    says = Wording(required=True)
    provision = Shape(ProvisionShape(), required=True)
    applies_to = Shape(AppliesToShape())
    required_from = Table(Day(), OneOrMany(), required=True)
    last_checked_on = Day(required=True)


class DoubtShape(StrictSchema):
    concerns = Items(Line(), required=True)
    confidence = Word(Confidence, required=True)
    says = Wording(required=True)


class CaseRoomShape(StrictSchema):
    kind = Word(RoomKind)
    regime = Word(Regime)
    people = Word(People)


class CaseFacilityShape(StrictSchema):
    kind = Word(FacilityKind)


class Answers(StrictField):
    """What was answered; a value means something only beside its input, so it stays as written."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **_: Any) -> Any:
        if not isinstance(value, dict):
            refuse("not_table")
        return value


class CaseShape(StrictSchema):
    criterion = Line(required=True)
    says = Line(required=True)
    on = Day(required=True)
    facility = Shape(CaseFacilityShape())
    room = Shape(CaseRoomShape())
    given = Answers(load_default=dict)
    rooms = Items(Answers(), distinct=False)
    failing = Items(Line(), load_default=())
    level = Line(required=True)
