"""The shapes of kept results: the overview of facilities, and one facility over time."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from inspect_app.domain.projecting.log import ReviewState
from inspect_app.domain.terms import FacilityKind, Rating
from inspect_app.schemas.inspections import (
    PRINTABLE,
    DomainResultTold,
    FacilityNamedTold,
    RollupTold,
    domain_document,
    facility_named,
    rollup_document,
)
from inspect_app.schemas.told import Told, TotalAndAfter, Word
from inspect_app.services.overviews import SORTS, Standing
from inspect_app.services.rollups import Result

SORT_WORDS = tuple(f"{sign}{name}" for name in SORTS for sign in ("", "-"))


class OverviewArguments(Schema):
    """Limits and order of the overview; what is left out limits nothing."""

    sort = Word(
        SORT_WORDS,
        load_default="name",
        metadata={"description": "A minus for descending. Without a result: lowest."},
    )
    region = fields.String(validate=PRINTABLE, metadata={"description": "ISO 3166-2 code."})
    kind = Word(FacilityKind)
    rating = Word(Rating)
    has_critical_failures = fields.Boolean(truthy={"true"}, falsy={"false"})


class LatestResultTold(Told):
    """`age_days`: since the visit."""

    inspection = fields.String()
    review_state = Word(ReviewState)
    age_days = fields.Integer()
    result = fields.Nested(RollupTold)


class StandingTold(Told):
    """A facility with its latest result; null: no inspection of it that the reader may see."""

    facility = fields.Nested(FacilityNamedTold)
    latest = fields.Nested(LatestResultTold, allow_none=True)


class OverviewTold(TotalAndAfter):
    facilities = fields.List(fields.Nested(StandingTold))


class FacilityResultTold(Told):
    inspection = fields.String()
    review_state = Word(ReviewState)
    result = fields.Nested(RollupTold)
    domains = fields.List(fields.Nested(DomainResultTold))


class FacilityResultsTold(TotalAndAfter):
    facility = fields.String()
    results = fields.List(fields.Nested(FacilityResultTold))


def standing_document(standing: Standing) -> dict[str, Any]:
    rollup = standing.rollup
    latest = rollup and {
        "inspection": rollup.insp,
        "review_state": standing.review_state,
        "age_days": standing.age_days,
        "result": rollup_document(rollup, standing.is_current),
    }
    return {"facility": facility_named(standing.facility), "latest": latest}


def result_document(result: Result) -> dict[str, Any]:
    return {
        "inspection": result.rollup.insp,
        "review_state": result.review_state,
        "result": rollup_document(result.rollup, result.is_current),
        "domains": [domain_document(domain) for domain in result.domains],
    }
