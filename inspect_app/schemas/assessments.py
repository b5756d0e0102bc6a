"""The shapes of assessments as the doors answer them: `domain.scoring.document`, described.

docs/schemas/result.schema.json says the same with every pattern; a test holds both to one result.
"""

from __future__ import annotations

from marshmallow import fields

from inspect_app.domain.scoring.assessment import PersonalSpace, State, Verdict, Why
from inspect_app.domain.terms import Family, Grade, PlaceKind, Rating, RoomKind, Tier
from inspect_app.schemas.inspections import IntervalTold, NotUsedTold, PackUsedTold
from inspect_app.schemas.standards_shapes import BandTold, CriterionTold
from inspect_app.schemas.told import Exact, Told, TotalAndAfter, Word, Words


class MeasuredPartTold(Told):
    """One measured side: its value, and the band as written in which it fell."""

    measure = fields.String()
    unit = fields.String(allow_none=True)
    value = fields.String(allow_none=True)
    error = Exact()
    level = fields.Integer(allow_none=True)
    band = fields.String(allow_none=True)
    band_since = fields.Date(allow_none=True)


class ReadingTold(Told):
    """`value`: text, true or false, or lengths and widths in metres."""

    input = fields.String()
    place = fields.String()
    value = fields.Raw()
    grade = Word(Grade)
    observed_at = fields.DateTime(allow_none=True)
    recorded_by = fields.String(allow_none=True)
    evidence = fields.List(fields.String())


class JudgedTold(Told):
    """One criterion at one place."""

    persons = fields.Integer(allow_none=True)
    tier = Word(Tier)
    state = Word(State)
    level = fields.Integer(allow_none=True)
    low = fields.Integer()
    high = fields.Integer()
    why = fields.List(Word(Why))
    grade = Word(Grade, allow_none=True)
    is_borderline = fields.Boolean()
    missing = fields.List(fields.String())
    parts = fields.List(fields.Nested(MeasuredPartTold))
    aggravated_by = fields.List(fields.String())


class FindingTold(JudgedTold):
    place = fields.String()
    readings = fields.List(fields.Nested(ReadingTold))


class ReachTold(Told):
    persons_affected = fields.Integer()
    persons_present = fields.Integer(allow_none=True)
    share = Exact(allow_none=True)
    places_affected = fields.Integer()
    places_uncounted = fields.Integer()


class PlacesCountedTold(Told):
    applicable = fields.Integer()
    assessed = fields.Integer()
    required = fields.Integer()


class CitedTold(Told):
    instrument = fields.String()
    number = fields.String()


class TestedProvisionTold(Told):
    of = fields.String()
    number = fields.String()
    verdict = Word(Verdict)


class ColumnVerdictTold(Told):
    family = Word(Family)
    verdict = Word(Verdict)
    provisions = fields.List(fields.Nested(TestedProvisionTold))


class CriterionHeadTold(Told):
    """The worst place that applies to any person decides."""

    domain = fields.String()
    tier = Word(Tier)
    state = Word(State)
    level = fields.Integer(allow_none=True)
    critical_level = fields.Integer(allow_none=True)
    low = fields.Integer()
    high = fields.Integer()
    why = fields.List(Word(Why))
    provisions = fields.List(fields.Nested(CitedTold))
    reach = fields.Nested(ReachTold, allow_none=True)
    places = fields.Nested(PlacesCountedTold)
    coverage = Exact()
    is_borderline = fields.Boolean()
    is_contradictory = fields.Boolean()
    columns = fields.List(fields.Nested(ColumnVerdictTold))


class CriterionResultTold(CriterionHeadTold):
    findings = fields.List(fields.Nested(FindingTold))


class NormFindingTold(Told):
    place = fields.String()
    verdict = Word(Verdict)
    value = fields.String(allow_none=True)
    persons = fields.Integer(allow_none=True)


class NormResultTold(Told):
    criterion = fields.String()
    verdict = Word(Verdict)
    required = fields.String(allow_none=True)
    findings = fields.List(fields.Nested(NormFindingTold))


class PersonalSpaceTold(Told):
    room = fields.String()
    value = Word(PersonalSpace)
    space_m2_per_person = Exact(allow_none=True)
    persons = fields.Integer(allow_none=True)
    factors = fields.Dict(keys=fields.String(), values=Word(("yes", "no", "open")))
    is_borderline = fields.Boolean()


class SpaceCountsTold(Told):
    below_3 = fields.Integer()
    from_3_to_4 = fields.Integer()
    above_4 = fields.Integer()
    not_measured = fields.Integer()
    rooms_not_counted = fields.Integer()
    histogram = fields.List(
        fields.List(fields.Raw()), metadata={"description": "(lower edge in m², persons)."}
    )


class DeniedTold(Told):
    input = fields.String()
    place = fields.String()


class DomainAssessedTold(Told):
    mean = Exact(allow_none=True)
    index = Exact(allow_none=True)
    cap = fields.Integer(allow_none=True)
    interval = fields.Nested(IntervalTold)
    coverage = Exact()
    critical_coverage = Exact()
    assessed = fields.Integer()
    applicable = fields.Integer()
    levels = fields.Dict(keys=fields.String(), values=fields.Integer())


class ColumnTotalTold(Told):
    met = fields.Integer()
    not_met = fields.Integer()
    open = fields.Integer()
    norm_not_entered = fields.Integer()


class SensitivityTold(Told):
    equal_weights = Exact(allow_none=True)
    arithmetic_mean = Exact(allow_none=True)
    without_caps = Exact(allow_none=True)


class RemarkTold(Told):
    code = fields.String()
    place = fields.String()
    input = fields.String()
    details = fields.String()


class AssessmentTold(Told):
    """The whole result with its reasons; every number can be opened down to its readings."""

    assessment = fields.Integer()
    method = fields.Integer()
    packs = fields.List(fields.Nested(PackUsedTold))
    facility = fields.String()
    visited_on = fields.Date()
    judged_on = fields.Date()
    rating = Word(Rating)
    at_best = Word(Rating)
    index = Exact(allow_none=True)
    interval = fields.Nested(IntervalTold)
    coverage = Exact()
    critical_coverage = Exact()
    caps = fields.List(fields.String())
    critical_failures = fields.List(fields.String())
    severe_failures = fields.List(fields.String())
    access_denied = fields.List(fields.Nested(DeniedTold))
    persons_present = fields.Integer(allow_none=True)
    domains = fields.Dict(keys=fields.String(), values=fields.Nested(DomainAssessedTold))
    criteria = fields.Dict(keys=fields.String(), values=fields.Nested(CriterionResultTold))
    norms = fields.Dict(keys=fields.String(), values=fields.Nested(NormResultTold))
    columns = fields.Dict(keys=fields.String(), values=fields.Nested(ColumnTotalTold))
    personal_space = fields.List(fields.Nested(PersonalSpaceTold))
    space_counts = fields.Nested(SpaceCountsTold)
    sensitivity = fields.Nested(SensitivityTold)
    remarks = fields.List(fields.Nested(RemarkTold))


class InspectionAssessedTold(Told):
    """`n`: of how many operations it is made. `not_used`: what was recorded and is not in it."""

    inspection = fields.String()
    n = fields.Integer()
    not_used = fields.List(fields.Nested(NotUsedTold))
    assessment = fields.Nested(AssessmentTold)


class PlaceTold(Told):
    """`label`: the room's number or the block's name; null for the facility."""

    id = fields.String()
    entity = fields.String()
    kind = Word(PlaceKind)
    label = fields.String(allow_none=True)
    room_kind = Word(RoomKind, allow_none=True)
    block = fields.String(allow_none=True)


class RecordedTold(Told):
    """The operation that says so; null author and device for readers of what is published alone."""

    op = fields.String()
    author = fields.String(allow_none=True)
    device = fields.String(allow_none=True)
    received_at = fields.DateTime()


class SourcedReadingTold(ReadingTold):
    label = Words()
    unit = fields.String(allow_none=True)
    recorded = fields.List(fields.Nested(RecordedTold))


class FindingOpenedTold(JudgedTold):
    """A finding with its rule in words, its place, and where each reading comes from."""

    criterion = fields.String()
    domain = fields.String()
    title = Words()
    says = Words()
    place = fields.Nested(PlaceTold)
    readings = fields.List(fields.Nested(SourcedReadingTold))


class FindingsTold(TotalAndAfter):
    inspection = fields.String()
    n = fields.Integer()
    findings = fields.List(fields.Nested(FindingOpenedTold))


class ThresholdsTold(Told):
    """The bands of one measured side on the day of the judgement; empty before the first."""

    measure = fields.String()
    since = fields.Date(allow_none=True)
    bands = fields.List(fields.Nested(BandTold))


class CriterionOpenedTold(Told):
    """One number opened: the rule, what was in force, whom it concerns, and what it rests on."""

    inspection = fields.String()
    n = fields.Integer()
    judged_on = fields.Date()
    criterion = fields.Nested(CriterionTold)
    in_force = fields.List(fields.Nested(ThresholdsTold))
    result = fields.Nested(CriterionHeadTold)
    findings = fields.List(fields.Nested(FindingOpenedTold))
    norms = fields.Dict(keys=fields.String(), values=fields.Nested(NormResultTold))
    personal_space = fields.List(fields.Nested(PersonalSpaceTold))
