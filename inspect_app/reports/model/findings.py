"""Findings by domain: what is below the minimum in full, what meets it in a line."""

from __future__ import annotations

from inspect_app.domain.scoring.assessment import CriterionResult
from inspect_app.domain.standards import Criterion
from inspect_app.domain.terms import Confidence, PlaceKind, Tier
from inspect_app.reports.model.cover import domain_anchor, domain_title
from inspect_app.reports.model.measured import (
    decisive,
    measured_text,
    met_threshold,
    sides_of,
    worst_first,
)
from inspect_app.reports.model.photos import Album
from inspect_app.reports.model.readings import place_rows, reading_rows
from inspect_app.reports.model.rows import DomainFindings, Finding, MetRow
from inspect_app.reports.model.sources import Sources, anchor_of
from inspect_app.reports.model.values import Values

_TIERS = (Tier.CRITICAL, Tier.MAJOR, Tier.MINOR, Tier.NONE)


def findings_of(sources: Sources, values: Values, album: Album) -> tuple[DomainFindings, ...]:
    return tuple(
        _domain(domain, sources, values, album)
        for domain, result in sources.assessment.domains.items()
        if result.applicable
    )


def is_below(result: CriterionResult) -> bool:
    return result.level is not None and result.level <= 1


def _domain(domain: str, sources: Sources, values: Values, album: Album) -> DomainFindings:
    results = sources.results_of(domain)
    below = sorted(
        (r for r in results if is_below(r)),
        key=lambda r: (r.level or 0, _TIERS.index(r.tier), r.criterion),
    )
    met = [r for r in results if r.level is not None and not is_below(r)]
    return DomainFindings(
        anchor=domain_anchor(domain),
        title=domain_title(domain, sources),
        line=_domain_line(domain, sources),
        below=tuple(_finding(result, sources, values, album) for result in below),
        met=tuple(_met_row(result, sources, values) for result in met),
    )


def _domain_line(domain: str, sources: Sources) -> str:
    result, wording = sources.assessment.domains[domain], sources.wording
    if result.index is None:
        return wording.say("findings.domain_none", applicable=wording.whole(result.applicable))
    return wording.say(
        "findings.domain_line",
        index=sources.index(result.index),
        coverage=sources.coverage(result.coverage),
        assessed=wording.whole(result.assessed),
        applicable=wording.whole(result.applicable),
    )


def _finding(result: CriterionResult, sources: Sources, values: Values, album: Album) -> Finding:
    criterion, wording = sources.pack.criteria[result.criterion], sources.wording
    affected = worst_first(decisive(result), criterion, sources)
    rows, more = place_rows(affected, criterion, sources, values)
    used = [e for found in affected for reading in found.readings for e in reading.evidence]
    return Finding(
        anchor=anchor_of(criterion.id),
        code=criterion.id,
        title=wording.own(criterion.title),
        badge=sources.level_badge(result.level or 0),
        tier=wording.say(f"tier.{result.tier}"),
        says=wording.own(criterion.says),
        provisions=sources.provisions(criterion),
        sides=sides_of(affected, criterion, sources, values),
        reach=reach_text(result, sources),
        places=rows,
        more_places=more,
        read_at=sources.place(affected[0].place) if affected else "",
        readings=reading_rows(affected[0], sources, values) if affected else (),
        notes=(*_notes(result, sources), *_figure_notes(criterion, sources)),
        photos=album.beside_finding(used),
    )


def reach_text(result: CriterionResult, sources: Sources) -> str:
    """How many people, of how many, in how many rooms; "not counted" where nobody was."""
    reach, wording = result.reach, sources.wording
    if reach is None:
        return wording.say("value.not_counted")
    is_rooms = any(found.place_kind is PlaceKind.ROOM for found in result.findings)
    if not reach.persons_affected and (reach.places_uncounted or not reach.persons_present):
        persons = wording.say("value.not_counted")
    elif reach.share is None:
        persons = wording.whole(reach.persons_affected)
    else:
        persons = wording.say(
            "finding.reach_of",
            persons=wording.whole(reach.persons_affected),
            present=wording.whole(reach.persons_present or 0),
            share=wording.percent(reach.share),
        )
    texts = [persons]
    if is_rooms and reach.places_affected:
        texts.append(wording.count("finding.places", reach.places_affected))
        if 0 < reach.places_uncounted < reach.places_affected:
            texts.append(wording.count("finding.uncounted", reach.places_uncounted))
    return ", ".join(texts)


def _notes(result: CriterionResult, sources: Sources) -> list[str]:
    wording = sources.wording
    notes: list[str] = []
    if result.is_borderline:
        notes.append(wording.say("finding.borderline"))
    if result.is_contradictory:
        notes.append(wording.say("finding.contradictory"))
    notes += _why_notes(result, sources)
    if result.critical_level is not None and result.critical_level != result.level:
        notes.append(wording.say("finding.critical_level", n=result.critical_level))
    if result.places_applicable > 1 and result.places_assessed < result.places_applicable:
        notes.append(_sample_note(result, sources))
    if result.low != result.high:
        notes.append(wording.say("finding.could_be", low=result.low, high=result.high))
    return notes


def _figure_notes(criterion: Criterion, sources: Sources) -> list[str]:
    """How sure the figure itself is; said where the level would be argued about."""
    wording = sources.wording
    notes = []
    if criterion.is_policy:
        notes.append(wording.say("finding.policy"))
    if criterion.confidence is not Confidence.HIGH:
        confidence = wording.say(f"confidence.{criterion.confidence}")
        notes.append(wording.say("finding.confidence", confidence=confidence))
    return notes


def _why_notes(result: CriterionResult, sources: Sources) -> list[str]:
    wording = sources.wording
    by = dict.fromkeys(c for found in decisive(result) for c in found.aggravated_by)
    notes = []
    if by:
        titles = [f"{sources.title(c)} ({c})" for c in by]
        notes.append(wording.say("finding.aggravated_by", list=wording.listed(titles)))
    said = dict.fromkeys(
        why
        for found in decisive(result)
        for why in found.judgement.why
        if why not in _SAID_ELSEWHERE
    )
    notes += [_sentence(wording.say(f"why.{why}")) for why in said]
    return notes


_SAID_ELSEWHERE = frozenset({"aggravated", "contradictory", "unanswered", "no_head_count"})


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _sample_note(result: CriterionResult, sources: Sources) -> str:
    wording = sources.wording
    return wording.say(
        "finding.sample",
        assessed=wording.whole(result.places_assessed),
        applicable=wording.whole(result.places_applicable),
        required=wording.whole(result.places_required),
    )


def _met_row(result: CriterionResult, sources: Sources, values: Values) -> MetRow:
    criterion, wording = sources.pack.criteria[result.criterion], sources.wording
    deciding = worst_first(decisive(result), criterion, sources)
    return MetRow(
        code=criterion.id,
        title=wording.own(criterion.title),
        badge=sources.level_badge(result.level or 0),
        tier=wording.say(f"tier.{result.tier}"),
        measured=measured_text(deciding, criterion, sources, values),
        threshold=met_threshold(deciding, criterion, sources, values),
        provisions=sources.provisions(criterion),
        notes=tuple(_notes(result, sources)),
    )
