"""One facility for the desk: what is known of it, its visits, and where it goes.

Whoever reads no results sees the part of the register alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import Response, request

from inspect_app.api.guarding import guarded
from inspect_app.api.machinery import machinery, now
from inspect_app.api.scoping import not_here
from inspect_app.domain.permissions import Condition, Permission
from inspect_app.domain.standards import Criterion
from inspect_app.extensions import db
from inspect_app.pages.facility_domains import DomainsPart, domains_part
from inspect_app.pages.facility_failures import FailuresPart, failures_part
from inspect_app.pages.facility_glance import Glance, glance
from inspect_app.pages.facility_recommendations import RecommendationsPart, recommendations_part
from inspect_app.pages.facility_register import (
    OccupancyLine,
    occupancy_lines,
    region_name,
    register_part,
)
from inspect_app.pages.facility_space import SpacePart, criteria_of_space, space_part
from inspect_app.pages.facility_visits import VisitLine, visit_lines
from inspect_app.pages.frame import here, page, page_group, wording
from inspect_app.pages.scopes import Reader, reader
from inspect_app.pages.wording import PageWording
from inspect_app.services import facility_history as history
from inspect_app.services.facility_history import Registered, Visit

pages = page_group("facility")
VISITS = 12
"""On one page of the timeline: a year of monthly visits."""


@dataclass(frozen=True, slots=True)
class Latest:
    """What the page says of the facility as it stands now."""

    glance: Glance
    failures: FailuresPart
    recommendations: RecommendationsPart | None
    space: SpacePart | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of it. `latest` None: an older page, or no visit with a result."""

    lines: tuple[VisitLine, ...]
    total: int
    domains: DomainsPart | None
    occupancy: tuple[OccupancyLine, ...]
    latest: Latest | None
    has_withdrawn: bool
    next_page: str | None
    first_page: str | None


@dataclass(frozen=True, slots=True)
class _Asked:
    found: Registered
    own: Reader
    words: PageWording
    today: date


@pages.get("/facilities/<facility_id>")
@guarded(Permission.READ_REGISTER)
def facility(facility_id: str) -> Response:
    own, words = reader(), wording()
    found = history.registered(db.session(), facility_id, own.facilities)
    if found is None:
        raise not_here()
    asked = _Asked(found, own, words, now().date())
    row = found.facility
    return page(
        "desk/facility",
        is_demo=row.is_demo,
        name=words.own(row.names),
        name_language=words.language_of(row.names),
        kind=words.say(f"facility.{row.kind}"),
        region=region_name(row, words),
        register=register_part(found, asked.today, words),
        timeline=_timeline(asked) if own.results is not None else None,
        made_on=words.day(asked.today),
        own_visits_alone=own.results is Condition.OWN_INSPECTIONS,
        reader=own,
        facility_id=row.id,
    )


def _timeline(asked: _Asked) -> Timeline:
    session, row = db.session(), asked.found.facility
    after = request.args.get("after") or None
    visits, listed = history.visits_page(session, row.id, asked.own.inspections, VISITS, after)
    standard = machinery().standards.main
    told = history.told_at(session, row.id, [visit.row.id for visit in visits])
    histories = history.domain_histories(session, visits, tuple(standard.domains))
    words = asked.words
    return Timeline(
        lines=visit_lines(visits, words),
        total=listed.total,
        domains=domains_part(histories, history.pack_changes(visits), standard.domains, words),
        occupancy=occupancy_lines(visits, row.capacities, told, words),
        latest=_latest(asked, visits) if after is None else None,
        has_withdrawn=any(visit.is_withdrawn for visit in visits),
        next_page=here(after=listed.after) if listed.after else None,
        first_page=here(after=None) if after else None,
    )


def _latest(asked: _Asked, visits: Sequence[Visit]) -> Latest | None:
    """Of the newest visit that stands and has a result, beside the one before it."""
    standing = [v for v in visits if v.rollup is not None and not v.is_withdrawn]
    if not standing:
        return None
    session, words, criteria = db.session(), asked.words, machinery().standards.main.criteria
    newest, before = standing[0], standing[1] if len(standing) > 1 else None
    alike = [v for v in standing[1:] if v.row.checklist_id == newest.row.checklist_id]
    rows = history.criteria_at(session, [visit.row.id for visit in standing[:2]])
    given = _recommendations(asked, (newest, rows[newest.row.id]), criteria)
    return Latest(
        glance=glance(newest, alike, asked.found.facility, given, (asked.today, words)),
        failures=failures_part(newest, before, rows, criteria, words),
        recommendations=given,
        space=_space(asked),
    )


def _recommendations(
    asked: _Asked,
    newest: tuple[Visit, history.CriteriaAt],
    criteria: Mapping[str, Criterion],
) -> RecommendationsPart | None:
    scope, facility_id = asked.own.inspections, asked.found.facility.id
    given = history.latest_recommendations(db.session(), facility_id, scope, criteria)
    if given is None:
        return None
    return recommendations_part(given, criteria, newest, asked.today, asked.words)


def _space(asked: _Asked) -> SpacePart | None:
    scope = asked.own.inspections
    measured = history.visits_with_space(
        db.session(), asked.found.facility.id, scope, criteria_of_space()
    )
    return space_part(measured, request.args.get("earlier"), scope, asked.words)
