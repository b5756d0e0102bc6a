"""One criterion opened: rule, bands and the band reached, inputs, places, readings, columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from flask import Response, request

from inspect_app.api.guarding import guarded
from inspect_app.api.scoping import not_here
from inspect_app.domain.permissions import Permission
from inspect_app.domain.scoring.assessment import CriterionResult, State, Why
from inspect_app.domain.standards import Criterion
from inspect_app.domain.terms import Confidence
from inspect_app.pages.frame import here
from inspect_app.pages.inspection.columns import criterion_columns
from inspect_app.pages.inspection.domains import result_badge, why_open
from inspect_app.pages.inspection.findings import (
    FILTERS,
    Asked,
    Chosen,
    choose,
    filter_words,
    lines_shown,
    places_shown,
)
from inspect_app.pages.inspection.group import pages
from inspect_app.pages.inspection.places import Places
from inspect_app.pages.inspection.reading import Opened, opened
from inspect_app.pages.inspection.remarking import Remarking
from inspect_app.pages.inspection.rule import rule_shown
from inspect_app.pages.inspection_frame import inspection_page
from inspect_app.reports.model.cover import domain_anchor, domain_title
from inspect_app.reports.model.findings import reach_text
from inspect_app.reports.model.measured import decisive, measured_text, met_threshold, worst_first
from inspect_app.reports.model.rows import Badge, CourtTotal
from inspect_app.reports.model.verdicts import court_of


@dataclass(frozen=True, slots=True)
class CriterionShown:
    """The head of the page: what came out, for whom, and what to be careful about."""

    criterion: str
    title: str
    badge: Badge
    tier: str
    domain: str
    domain_address: str
    measured: str
    minimum: str
    people: str
    sample: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    address: str
    title: str


@pages.get("/inspections/<inspection_id>/findings/<criterion>")
@guarded(Permission.READ_INSPECTION)
def finding(inspection_id: str, criterion: str) -> Response:
    about = opened(inspection_id, "")
    result = about.assessment.criteria.get(criterion)
    if result is None:
        raise not_here()
    args, places = request.args, Places(about)
    chosen = choose(result, about, Asked(args.get("level"), args.get("page"), args.get("place")))
    return inspection_page(
        "inspection/criterion",
        about.listed,
        "",
        shown=_shown(result, about),
        rule=rule_shown(result, about),
        columns=criterion_columns(result, about),
        court=_court(about.criterion(criterion), about),
        places=places_shown(chosen, about, places),
        lines=lines_shown(chosen, about, places),
        chosen=chosen,
        filters=[(name, filter_words(name, about)) for name in FILTERS if chosen.counts.get(name)],
        pages=_pages(chosen),
        remark=Remarking(about.listed).on(criterion=result.criterion),
        back=about.address,
    )


def _shown(result: CriterionResult, about: Opened) -> CriterionShown:
    criterion, sources, words = about.criterion(result.criterion), about.sources, about.words
    deciding = worst_first(decisive(result), criterion, sources)
    is_known = result.level is not None
    return CriterionShown(
        criterion=criterion.id,
        title=sources.title(criterion.id),
        badge=result_badge(result, about),
        tier=words.say(f"tier.{result.tier}"),
        domain=domain_title(result.domain, sources),
        domain_address=f"{about.address}#{domain_anchor(result.domain)}",
        measured=measured_text(deciding, criterion, sources, about.values) if is_known else "",
        minimum=met_threshold(deciding, criterion, sources, about.values) if is_known else "",
        people=reach_text(result, sources) if is_known else "",
        sample=words.say(
            "finding.sample",
            assessed=words.whole(result.places_assessed),
            applicable=words.whole(result.places_applicable),
            required=words.whole(result.places_required),
        ),
        notes=tuple(_notes(result, criterion, about)),
    )


def _notes(result: CriterionResult, criterion: Criterion, about: Opened) -> Iterable[str]:
    words = about.words
    if result.level is None and result.state is not State.NOT_APPLICABLE:
        for why in why_open(result):
            yield _sentence(words.say(f"why.{why}"))
    if result.is_borderline:
        yield words.say("finding.borderline")
    if result.is_contradictory:
        yield words.say("finding.contradictory")
    yield from _aggravations(result, about)
    if result.low < result.high:
        yield words.say("finding.could_be", low=result.low, high=result.high)
    if result.critical_level is not None and result.critical_level != result.level:
        yield words.say("finding.critical_level", n=result.critical_level)
    if criterion.is_policy:
        yield words.say("finding.policy")
    if criterion.confidence is not Confidence.HIGH:
        confidence = words.say(f"confidence.{criterion.confidence}")
        yield words.say("finding.confidence", confidence=confidence)


_SAID_ELSEWHERE = frozenset(
    {Why.AGGRAVATED, Why.CONTRADICTORY, Why.UNANSWERED, Why.NO_HEAD_COUNT, Why.OUT_OF_SCOPE}
)


def _aggravations(result: CriterionResult, about: Opened) -> Iterable[str]:
    """Why the deciding places have another level than the measure alone would give."""
    if result.level is None:
        return
    deciding = decisive(result)
    by = dict.fromkeys(chain.from_iterable(found.aggravated_by for found in deciding))
    if by:
        titles = [f"{about.sources.title(c)} ({c})" for c in by]
        yield about.words.say("finding.aggravated_by", list=about.sources.wording.listed(titles))
    said = dict.fromkeys(why for f in deciding for why in f.judgement.why)
    for why in said:
        if why not in _SAID_ELSEWHERE:
            yield _sentence(about.words.say(f"why.{why}"))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _court(criterion: Criterion, about: Opened) -> tuple[CourtTotal, ...]:
    """The Court's reasoning in figures, where this criterion cites it."""
    if not any(provision.is_personal_space_test for provision in criterion.provisions):
        return ()
    return court_of(about.sources).totals


def _pages(chosen: Chosen) -> list[tuple[str, str, bool]]:
    """(rel, address, is it forward) of the page before and after."""
    found = []
    if chosen.page > 1:
        found.append(("prev", here(page=str(chosen.page - 1)), False))
    if chosen.page < chosen.pages:
        found.append(("next", here(page=str(chosen.page + 1)), True))
    return found
