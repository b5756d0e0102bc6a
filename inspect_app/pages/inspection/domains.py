"""Findings by domain, the worst domain first and within it the worst criterion first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from inspect_app.domain.scoring.assessment import CriterionResult, DomainResult, State, Why
from inspect_app.domain.terms import Tier
from inspect_app.pages.inspection.failures import finding_address
from inspect_app.pages.inspection.reading import Opened
from inspect_app.reports.model.cover import domain_anchor, summary_of
from inspect_app.reports.model.findings import is_below, reach_text
from inspect_app.reports.model.measured import decisive, measured_text, met_threshold, worst_first
from inspect_app.reports.model.report import DomainRow
from inspect_app.reports.model.rows import Badge

_TIERS = (Tier.CRITICAL, Tier.MAJOR, Tier.MINOR, Tier.NONE)
_OPEN = (State.ACCESS_DENIED, State.NOT_ASSESSED)


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """`measured` is empty where there is no level, and `notes` then says why."""

    criterion: str
    title: str
    address: str
    badge: Badge
    tier: str
    is_critical: bool
    measured: str
    minimum: str
    people: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DomainShown:
    """`row` is as in the printed report; `counts` say in words what stands below."""

    row: DomainRow
    line: str
    interval: str
    below: tuple[CriterionLine, ...]
    open: tuple[CriterionLine, ...]
    met: tuple[CriterionLine, ...]
    not_applicable: tuple[tuple[str, str, str], ...]


def domains_shown(about: Opened) -> tuple[DomainShown, ...]:
    rows = {row.anchor: row for row in summary_of(about.sources).domains}
    results = sorted((d for d in about.assessment.domains.values() if d.applicable), key=_need)
    return tuple(_domain(result, rows[domain_anchor(result.domain)], about) for result in results)


def _need(result: DomainResult) -> tuple[int, Fraction, str]:
    """The lowest index first; of what nothing is known last."""
    if result.index is None:
        return (1, Fraction(0), result.domain)
    return (0, result.index, result.domain)


def _domain(result: DomainResult, row: DomainRow, about: Opened) -> DomainShown:
    results, words = about.sources.results_of(result.domain), about.words
    ordered = sorted(results, key=_weight)
    line = "inspection.domain_line" if result.index is not None else "inspection.domain_none"
    return DomainShown(
        row=row,
        line=words.say(
            line,
            index=row.index,
            coverage=row.coverage,
            assessed=words.whole(result.assessed),
            applicable=words.whole(result.applicable),
        ),
        interval=words.say(
            "index.interval",
            low=words.index(result.interval.low),
            high=words.index(result.interval.high),
        ),
        below=_lines((r for r in ordered if is_below(r)), about),
        open=_lines((r for r in ordered if r.state in _OPEN), about),
        met=_lines((r for r in ordered if r.level is not None and not is_below(r)), about),
        not_applicable=tuple(
            (r.criterion, about.sources.title(r.criterion), finding_address(about, r.criterion))
            for r in ordered
            if r.state is State.NOT_APPLICABLE
        ),
    )


def _weight(result: CriterionResult) -> tuple[int, int, str]:
    """By level, of equal ones the critical first."""
    level = 4 if result.level is None else result.level
    return (level, _TIERS.index(result.tier), result.criterion)


def _lines(results: Iterable[CriterionResult], about: Opened) -> tuple[CriterionLine, ...]:
    return tuple(_line(result, about) for result in results)


def _line(result: CriterionResult, about: Opened) -> CriterionLine:
    criterion, sources, words = about.criterion(result.criterion), about.sources, about.words
    deciding = worst_first(decisive(result), criterion, sources)
    is_known = result.level is not None
    return CriterionLine(
        criterion=criterion.id,
        title=sources.title(criterion.id),
        address=finding_address(about, criterion.id),
        badge=result_badge(result, about),
        tier=words.say(f"tier.{result.tier}"),
        is_critical=result.tier is Tier.CRITICAL,
        measured=measured_text(deciding, criterion, sources, about.values) if is_known else "",
        minimum=met_threshold(deciding, criterion, sources, about.values) if is_known else "",
        people=reach_text(result, sources) if is_below(result) else "",
        notes=tuple(_notes(result, about)),
    )


def result_badge(result: CriterionResult, about: Opened) -> Badge:
    if result.level is not None:
        return about.sources.level_badge(result.level)
    return Badge("none", "–", about.words.say(f"state.{result.state}"))


def _notes(result: CriterionResult, about: Opened) -> Iterable[str]:
    words = about.words
    if result.level is None:
        for why in why_open(result):
            yield words.say(f"why.{why}")
    if result.is_borderline:
        yield words.say("failures.borderline")
    if result.is_contradictory:
        yield words.say("failures.contradictory")
    if result.level is not None and result.places_assessed < result.places_required:
        yield words.say(
            "finding.sample",
            assessed=words.whole(result.places_assessed),
            applicable=words.whole(result.places_applicable),
            required=words.whole(result.places_required),
        )


def why_open(result: CriterionResult) -> tuple[Why, ...]:
    """Why there is no level; a place that it does not concern is no reason."""
    return tuple(w for w in result.why if w is not Why.OUT_OF_SCOPE) or (Why.UNANSWERED,)
