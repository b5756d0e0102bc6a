"""The cover: the result in five seconds, and the same result in figures behind it."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_app.domain.scoring.assessment import DomainResult
from inspect_app.domain.scoring.indexing import CAP_NOT_SUFFICIENT, CAP_POOR, CAP_REASONABLE
from inspect_app.domain.terms import Rating
from inspect_app.reports.model.charts import histogram, index_range, space_zones
from inspect_app.reports.model.report import Cover, DomainRow, Range, Summary
from inspect_app.reports.model.rows import Line
from inspect_app.reports.model.sources import Sources

SHOWN_HASH = 16
CAPS = {
    "critical_at_0_reaches_a_tenth": CAP_POOR,
    "critical_at_0_in_three_domains": CAP_POOR,
    "critical_at_0": CAP_NOT_SUFFICIENT,
    "critical_at_1": CAP_REASONABLE,
}


def cover_of(sources: Sources) -> Cover:
    assessment, wording = sources.assessment, sources.wording
    critical, severe = len(assessment.critical_failures), len(assessment.severe_failures)
    return Cover(
        facility=wording.line(wording.own(sources.facts.facility.names), 200),
        facility_language=wording.language_of(sources.facts.facility.names),
        lines=_lines(sources),
        rating=sources.rating_badge(assessment.rating),
        index=None if assessment.index is None else sources.index(assessment.index),
        critical=(
            wording.count("cover.critical", critical)
            if critical
            else wording.say("cover.no_critical")
        ),
        is_failing=critical > 0,
        severe=wording.count("cover.severe", severe) if severe else None,
        coverage=sources.coverage(assessment.coverage),
        critical_coverage=sources.coverage(assessment.critical_coverage),
        interval=_interval(sources),
        range=_range(sources),
        verdict_note=_verdict_note(sources),
        zones=space_zones(assessment.space_counts, wording),
        zones_alt=_zones_alt(sources),
        zone_notes=zone_notes(sources),
        source=source_line(sources),
    )


def summary_of(sources: Sources) -> Summary:
    assessment, wording = sources.assessment, sources.wording
    return Summary(
        domains=tuple(
            _domain_row(result, sources)
            for result in assessment.domains.values()
            if result.applicable
        ),
        caps=_caps(sources),
        histogram=histogram(assessment.space_counts, wording),
        zones=space_zones(assessment.space_counts, wording),
        zone_notes=zone_notes(sources),
    )


def domain_anchor(domain: str) -> str:
    return f"domain-{domain}"


def domain_title(domain: str, sources: Sources) -> str:
    return sources.wording.own(sources.pack.domains[domain].title)


def source_line(sources: Sources) -> str | None:
    """Whose data these are and under which licence; the credit that the licence asks for."""
    source, wording = sources.facts.source, sources.wording
    if source is None:
        return None
    parts = {"name": source.name, "licence": source.licence, "credit": source.credit}
    cleaned = {key: wording.line(text) for key, text in parts.items()}
    return wording.say("method.source_line", address=wording.line(source.address), **cleaned)


def zone_notes(sources: Sources) -> tuple[str, ...]:
    counts, wording = sources.assessment.space_counts, sources.wording
    notes = []
    if counts.below_3 + counts.from_3_to_4 + counts.above_4 == 0:
        notes.append(wording.say("cover.no_space"))
    if counts.not_measured:
        notes.append(wording.count("cover.not_measured", counts.not_measured))
    if counts.rooms_not_counted:
        notes.append(wording.count("cover.not_counted", counts.rooms_not_counted))
    return tuple(notes)


def _lines(sources: Sources) -> tuple[Line, ...]:
    facts, wording, assessment = sources.facts, sources.wording, sources.assessment
    announced = {True: "yes", False: "no", None: "unknown"}[facts.inspection.is_announced]
    region = sources.stamp.region or facts.facility.region
    where = [wording.line(region, 80)] if region else []
    where.append(wording.country(facts.facility.country))
    persons = assessment.persons_present
    lines = [
        Line(
            wording.say("cover.visited"),
            f"{wording.day(facts.inspection.visited_on)}, {wording.say(f'announced.{announced}')}",
        ),
        Line(wording.say("cover.kind"), wording.say(f"facility.{facts.facility.kind}")),
        Line(wording.say("cover.where"), ", ".join(where)),
        Line(
            wording.say("cover.people"),
            wording.say("value.not_counted") if persons is None else wording.whole(persons),
        ),
        Line(wording.say("cover.code"), wording.line(facts.inspection.id, 80)),
    ]
    lines += _stamped(sources)
    if assessment.judged_on != facts.inspection.visited_on:
        lines.insert(1, Line(wording.say("cover.judged"), wording.day(assessment.judged_on)))
    return tuple(lines)


def _stamped(sources: Sources) -> Iterator[Line]:
    """Which revision it is, or when it was approved and with which data."""
    stamp, wording = sources.stamp, sources.wording
    if sources.is_public:
        if stamp.revision is not None:
            yield Line(wording.say("cover.revision"), wording.whole(stamp.revision))
    elif stamp.approved_on is not None:
        day, first = wording.day(stamp.approved_on), stamp.approved_sha256[:SHOWN_HASH]
        says = wording.say("cover.approved_on", day=day, sha256=first)
        yield Line(wording.say("cover.approved"), says)


def _interval(sources: Sources) -> str:
    interval, wording = sources.assessment.interval, sources.wording
    return wording.say(
        "cover.interval_value",
        low=sources.index(interval.low),
        high=sources.index(interval.high),
    )


def _range(sources: Sources) -> Range:
    assessment, wording = sources.assessment, sources.wording
    index = assessment.index
    alt = wording.say(
        "summary.interval_alt",
        index=sources.index(index),
        low=sources.index(assessment.interval.low),
        high=sources.index(assessment.interval.high),
    )
    return index_range(index, assessment.interval, alt)


def _verdict_note(sources: Sources) -> str | None:
    assessment, wording = sources.assessment, sources.wording
    if assessment.rating is not Rating.NOT_RATED:
        return None
    best = wording.say("cover.at_best", rating=wording.say(f"rating.{assessment.at_best}").lower())
    return f"{wording.say('cover.not_rated')} {best}."


def _zones_alt(sources: Sources) -> str:
    counts, wording = sources.assessment.space_counts, sources.wording
    return wording.say(
        "summary.share_alt",
        below=wording.whole(counts.below_3),
        between=wording.whole(counts.from_3_to_4),
        above=wording.whole(counts.above_4),
    )


def _domain_row(result: DomainResult, sources: Sources) -> DomainRow:
    wording, title = sources.wording, domain_title(result.domain, sources)
    low, high = sources.index(result.interval.low), sources.index(result.interval.high)
    if result.index is None:
        index, style = wording.say("value.dash"), "none"
        alt = wording.say("summary.bar_alt_none", domain=title)
    else:
        index, style = sources.index(result.index), _style_of(result)
        alt = wording.say("summary.bar_alt", domain=title, index=index, low=low, high=high)
    return DomainRow(
        anchor=domain_anchor(result.domain),
        title=title,
        index=index,
        style=style,
        range=index_range(result.index, result.interval, alt),
        coverage=sources.coverage(result.coverage),
        levels=tuple(wording.whole(result.levels.get(level, 0)) for level in (3, 2, 1, 0)),
    )


def _style_of(result: DomainResult) -> str:
    """The colour of the rating that the domain's index alone would earn."""
    index = result.index or 0
    for edge, level in ((80, 3), (60, 2), (40, 1)):
        if index >= edge:
            return f"level-{level}"
    return "level-0"


def _caps(sources: Sources) -> tuple[str, ...]:
    """The caps that bind (a higher one beside them changes nothing), then those of the domains."""
    assessment, wording = sources.assessment, sources.wording
    lowest = min((CAPS[name] for name in assessment.caps), default=None)
    lines = [wording.say(f"cap.{name}") for name in assessment.caps if CAPS[name] == lowest]
    for result in assessment.domains.values():
        if result.cap is not None and result.mean is not None and result.mean > result.cap:
            lines.append(
                wording.say(
                    "summary.domain_cap",
                    domain=domain_title(result.domain, sources),
                    cap=wording.whole(result.cap),
                    mean=sources.index(result.mean),
                )
            )
    return tuple(lines)
