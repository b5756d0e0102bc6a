"""The shapes of standards as the doors answer them."""

from __future__ import annotations

from marshmallow import Schema, fields

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
from inspect_app.schemas.told import Exact, Sha256, Told, Word, Words


class PackRowTold(Told):
    id = fields.String()
    version = fields.Integer()
    title = Words()
    sha256 = Sha256()
    country = fields.String(allow_none=True)
    feeds_index = fields.Boolean()
    criteria = fields.Integer()
    norms = fields.Integer()
    doubts = fields.Integer()


class PacksTold(Told):
    standards = fields.List(fields.Nested(PackRowTold))


class DomainTold(Told):
    id = fields.String()
    title = Words()


class InstrumentTold(Told):
    id = fields.String()
    family = Word(Family)
    standing = Word(Standing)
    name = Words()
    short = Words()
    year = fields.Integer()


class MeasureUseTold(Told):
    id = fields.String()
    unit = fields.String(allow_none=True)
    inputs = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))


class ConditionTestTold(Told):
    measure = fields.Nested(MeasureUseTold)
    holds_when = fields.String()


class ProvisionTold(Told):
    instrument = fields.Nested(InstrumentTold)
    number = fields.String()
    met_at = fields.Integer(allow_none=True)
    test = fields.Nested(ConditionTestTold, allow_none=True)
    is_personal_space_test = fields.Boolean()


class AppliesToTold(Told):
    """Empty means: no limit on that side."""

    room_kinds = fields.List(Word(RoomKind))
    regimes = fields.List(Word(Regime))
    people = fields.List(Word(People))
    facility_kinds = fields.List(Word(FacilityKind))
    when = fields.Dict(keys=fields.String(), values=fields.String())


class RequiredTold(Told):
    since = fields.Date()
    condition = fields.String()


class NormTold(Told):
    id = fields.String()
    pack = fields.String()
    country = fields.String(allow_none=True)
    criterion = fields.String()
    says = Words()
    place = Word(PlaceKind)
    provision = fields.Nested(ProvisionTold)
    applies_to = fields.Nested(AppliesToTold)
    measure = fields.Nested(MeasureUseTold)
    required = fields.List(fields.Nested(RequiredTold))
    last_checked_on = fields.Date()


class DoubtTold(Told):
    id = fields.String()
    concerns = fields.List(fields.String())
    says = Words()
    confidence = Word(Confidence)


class PackTold(PackRowTold):
    measurement_error_m = Exact()
    domains = fields.List(fields.Nested(DomainTold))
    instruments = fields.List(fields.Nested(InstrumentTold))
    norm_items = fields.List(fields.Nested(NormTold))
    doubt_items = fields.List(fields.Nested(DoubtTold))


class CriterionRowTold(Told):
    id = fields.String()
    domain = fields.String()
    title = Words()
    says = Words()
    place = Word(PlaceKind)
    tier = Word(Tier)
    weight = fields.Integer()
    confidence = Word(Confidence)
    is_policy = fields.Boolean()
    last_checked_on = fields.Date()


class CriteriaTold(Told):
    pack = fields.String()
    sha256 = Sha256()
    criteria = fields.List(fields.Nested(CriterionRowTold))


class BandTold(Told):
    level = fields.Integer()
    condition = fields.String()


class BandsFromTold(Told):
    since = fields.Date()
    bands = fields.List(fields.Nested(BandTold))


class PartTold(Told):
    title = Words(allow_none=True)
    measure = fields.Nested(MeasureUseTold)
    when_nothing = fields.String(allow_none=True)
    bands_from = fields.List(fields.Nested(BandsFromTold))


class LiftTold(Told):
    to = fields.Integer()
    within = fields.String()
    test = fields.Nested(ConditionTestTold)


class AggravationTold(Told):
    within = fields.String()
    by = fields.List(fields.String())


class OptionTold(Told):
    id = fields.String()
    label = Words()


class InputTold(Told):
    id = fields.String()
    place = Word(PlaceKind)
    kind = Word(InputKind)
    label = Words()
    unit = fields.String(allow_none=True)
    unit_words = Words(allow_none=True)
    plausible = fields.List(Exact(), allow_none=True)
    options = fields.List(fields.Nested(OptionTold))


class CriterionTold(CriterionRowTold):
    explains = Words(allow_none=True)
    provisions = fields.List(fields.Nested(ProvisionTold))
    applies_to = fields.Nested(AppliesToTold)
    parts = fields.List(fields.Nested(PartTold))
    lift = fields.Nested(LiftTold, allow_none=True)
    aggravation = fields.Nested(AggravationTold, allow_none=True)
    critical_room_kinds = fields.List(Word(RoomKind))
    critical_months = fields.List(fields.Integer())
    inputs = fields.List(fields.Nested(InputTold))
    norm_items = fields.List(fields.Nested(NormTold))
    doubt_items = fields.List(fields.Nested(DoubtTold))


class ChecklistRowTold(Told):
    """`questions` is null where they are known only when the checklist is used."""

    id = fields.String()
    version = fields.Integer()
    title = Words()
    sha256 = Sha256()
    is_released = fields.Boolean()
    criteria = fields.Integer(allow_none=True)
    questions = fields.Integer(allow_none=True)


class ChecklistsTold(Told):
    checklists = fields.List(fields.Nested(ChecklistRowTold))


class QuestionTold(Told):
    input = fields.Dict(metadata={"description": "As in the standards, with its unit in words."})
    asks = Words()
    help = Words()
    evidence = fields.List(fields.String())
    feeds = fields.List(fields.String())


class ChecklistTold(Schema):
    """The content of a version; where that is known only in use, its rule: `choice` alone."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    title = Words(required=True)
    criteria = fields.List(fields.String())
    questions = fields.List(fields.Nested(QuestionTold))
    choice = Word(("from_previous",))
