"""Down to the readings: in which places, what was answered, when, by whom, and on what evidence."""

from __future__ import annotations

from inspect_app.domain.scoring.assessment import Finding, Reading
from inspect_app.domain.standards import Criterion
from inspect_app.domain.terms import PlaceKind
from inspect_app.reports.model.measured import measured_text
from inspect_app.reports.model.rows import PlaceRow, ReadingRow
from inspect_app.reports.model.sources import Sources
from inspect_app.reports.model.values import Values

MOST_ROWS = 10
MOST_NAMED = 40
MOST_READINGS = 24


def place_rows(
    findings: list[Finding], criterion: Criterion, sources: Sources, values: Values
) -> tuple[tuple[PlaceRow, ...], str | None]:
    """The first places in full, more of them by number; none where the facility is the place."""
    places = [f for f in findings if f.place_kind is not PlaceKind.FACILITY]
    rows = tuple(_place_row(finding, criterion, sources, values) for finding in places[:MOST_ROWS])
    left = places[MOST_ROWS:]
    if not left:
        return rows, None
    named = where_text(left, sources)
    return rows, sources.wording.count("finding.more_rooms", len(left), list=named)


def where_text(findings: list[Finding], sources: Sources) -> str:
    """Places by name, the first forty of them."""
    wording = sources.wording
    names = list(dict.fromkeys(sources.place(finding.place) for finding in findings))
    listed = ", ".join(names[:MOST_NAMED])
    if len(names) <= MOST_NAMED:
        return listed
    return wording.say("finding.more_in_annex", list=listed)


def reading_rows(finding: Finding, sources: Sources, values: Values) -> tuple[ReadingRow, ...]:
    return tuple(_reading_row(r, sources, values) for r in finding.readings[:MOST_READINGS])


def _place_row(
    finding: Finding, criterion: Criterion, sources: Sources, values: Values
) -> PlaceRow:
    wording, judgement = sources.wording, finding.judgement
    evidence = tuple(e for reading in finding.readings for e in reading.evidence)
    return PlaceRow(
        place=sources.place(finding.place),
        block=sources.block_of(finding.place),
        measured=measured_text([finding], criterion, sources, values),
        persons=sources.persons(finding.persons),
        badge=sources.short_badge(judgement.level or 0),
        grade=str(judgement.grade) if judgement.grade else wording.say("value.dash"),
        evidence=sources.evidence_links(evidence),
    )


def _reading_row(reading: Reading, sources: Sources, values: Values) -> ReadingRow:
    declared, wording = sources.pack.inputs[reading.input], sources.wording
    when = [wording.moment(reading.observed_at)] if reading.observed_at else []
    when += filter(None, [sources.person(reading.recorded_by)])
    return ReadingRow(
        question=wording.own(declared.label),
        answer=values.reading(reading.value, declared),
        grade=str(reading.grade),
        when=", ".join(when) or wording.say("value.dash"),
        evidence=sources.evidence_links(reading.evidence),
    )
