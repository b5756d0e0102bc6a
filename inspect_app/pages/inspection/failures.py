"""Critical failures, one sentence each with persons and places; and what of the critical is open."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from inspect_app.domain.scoring.assessment import CriterionResult, Finding
from inspect_app.domain.terms import PlaceKind
from inspect_app.pages.inspection.places import Places
from inspect_app.pages.inspection.reading import Opened
from inspect_app.reports.model.findings import reach_text
from inspect_app.reports.model.measured import decisive, measured_text, met_threshold, worst_first
from inspect_app.reports.model.rows import Badge
from inspect_app.reports.model.unseen import open_critical

MOST_PLACES = 8


@dataclass(frozen=True, slots=True)
class FailureShown:
    criterion: str
    title: str
    address: str
    badge: Badge
    level: int
    sentence: str
    people: str
    where: str


@dataclass(frozen=True, slots=True)
class Failures:
    """`open`: (criterion, title, address) of critical criteria about which nothing is known."""

    rows: tuple[FailureShown, ...]
    open: tuple[tuple[str, str, str], ...]


def failures_of(about: Opened) -> Failures:
    places, results = Places(about), about.assessment.criteria
    return Failures(
        rows=tuple(_shown(results[c], about, places) for c in about.assessment.critical_failures),
        open=tuple(
            (c, about.sources.title(c), finding_address(about, c))
            for c in open_critical(about.sources)
        ),
    )


def finding_address(about: Opened, criterion: str, place: str | None = None) -> str:
    """With a place: where its finding alone is told in full."""
    address = f"{about.address}/findings/{criterion}"
    return f"{address}?{urlencode({'place': place})}#places" if place else address


def _shown(result: CriterionResult, about: Opened, places: Places) -> FailureShown:
    criterion, sources = about.criterion(result.criterion), about.sources
    deciding = worst_first(decisive(result), criterion, sources)
    level = (result.critical_level if result.critical_level is not None else result.level) or 0
    return FailureShown(
        criterion=criterion.id,
        title=sources.title(criterion.id),
        address=finding_address(about, criterion.id),
        badge=sources.level_badge(level),
        level=level,
        sentence=about.words.say(
            "inspection.failure",
            measured=measured_text(deciding, criterion, sources, about.values),
            minimum=met_threshold(deciding, criterion, sources, about.values),
        ),
        people=about.words.say("inspection.failure_people", reach=reach_text(result, sources)),
        where=where_shown(deciding, about, places),
    )


def where_shown(findings: list[Finding], about: Opened, places: Places) -> str:
    """The first places by name, and how many more; empty where the facility is the place."""
    names = [places.name(f.place) for f in findings if f.place_kind is not PlaceKind.FACILITY]
    if not names:
        return ""
    listed, left = ", ".join(names[:MOST_PLACES]), len(names) - MOST_PLACES
    if left > 0:
        listed = f"{listed} {about.words.count('inspection.more_places', left)}"
    return listed
