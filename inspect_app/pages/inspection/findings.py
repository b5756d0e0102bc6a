"""The places of one criterion, worst first, a hundred a page, each with the readings it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from inspect_app.domain.scoring.assessment import CriterionResult, Finding, State, Why
from inspect_app.domain.standards import Criterion
from inspect_app.extensions import db
from inspect_app.pages.inspection.answers import AnswerShown, AnswerWords
from inspect_app.pages.inspection.places import PlaceCell, Places
from inspect_app.pages.inspection.reading import Opened
from inspect_app.reports.model.measured import measured_text, worst_first
from inspect_app.reports.model.rows import Badge
from inspect_app.services.inspections import sources_of

ROWS = 100
FILTERS = ("0", "1", "2", "3", "open", "not_applicable")
"""As in the address: a level, what is open, and where it does not apply."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One page of the places asked for. `counts`: filter -> places, over all of the criterion."""

    result: CriterionResult
    level: str | None
    findings: tuple[Finding, ...]
    total: int
    page: int
    pages: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """One place. `notes`: why it is borderline, contradictory, open, or another level than its
    measure alone would give. `remark`: where a reviewer remarks on the finding there."""

    place: PlaceCell
    badge: Badge
    measured: str
    persons: str
    grade: str
    notes: tuple[str, ...]
    answers: tuple[AnswerShown, ...]
    is_open: bool
    remark: str | None


def choose(result: CriterionResult, about: Opened, level: str | None, page: str | None) -> Chosen:
    """A filter that there is not shows all; a page beyond the last one is the last one."""
    known = level if level in FILTERS else None
    ordered = worst_first(result.findings, about.criterion(result.criterion), about.sources)
    wanted = [f for f in ordered if known is None or filter_of(f) == known]
    pages = max(1, -(-len(wanted) // ROWS))
    number = min(int(page), pages) if page and page.isascii() and page.isdigit() else 1
    number = max(number, 1)
    return Chosen(
        result=result,
        level=known,
        findings=tuple(wanted[(number - 1) * ROWS : number * ROWS]),
        total=len(wanted),
        page=number,
        pages=pages,
        counts=Counter(filter_of(finding) for finding in result.findings),
    )


def filter_of(finding: Finding) -> str:
    if finding.judgement.level is not None:
        return str(finding.judgement.level)
    return "not_applicable" if finding.judgement.state is State.NOT_APPLICABLE else "open"


def filter_words(name: str, about: Opened) -> str:
    if name.isdigit():
        return about.words.say(f"level.{name}")
    key = "state.not_applicable" if name == "not_applicable" else "inspection.filter_open"
    return about.words.say(key)


def places_shown(chosen: Chosen, about: Opened) -> tuple[PlaceShown, ...]:
    """One statement for the sources of all readings on the page."""
    places = Places(about)
    asked = {
        (places.entity(answer.place), answer.input)
        for finding in chosen.findings
        for answer in finding.answers
    }
    sources = sources_of(db.session(), about.id, asked) if asked else {}
    words = AnswerWords(about, places, sources)
    first = chosen.findings[0] if chosen.findings else None
    criterion = about.criterion(chosen.result.criterion)
    return tuple(_place(finding, criterion, words, finding is first) for finding in chosen.findings)


def _place(
    finding: Finding, criterion: Criterion, words: AnswerWords, is_first: bool
) -> PlaceShown:
    about, judgement = words.about, finding.judgement
    return PlaceShown(
        place=words.places.cell(finding.place),
        badge=_badge(finding, about),
        measured=(
            measured_text([finding], criterion, about.sources, about.values)
            if judgement.parts
            else ""
        ),
        persons=(
            about.words.say("value.not_counted")
            if finding.persons is None
            else about.words.whole(finding.persons)
        ),
        grade=str(judgement.grade) if judgement.grade else "",
        notes=_notes(finding, about),
        answers=words.of_finding(finding),
        is_open=is_first,
        remark=words.remarking.on(words.places.entity(finding.place), criterion=criterion.id),
    )


def _badge(finding: Finding, about: Opened) -> Badge:
    if finding.judgement.level is not None:
        return about.sources.level_badge(finding.judgement.level)
    return Badge("none", "–", about.words.say(f"state.{finding.judgement.state}"))


def _notes(finding: Finding, about: Opened) -> tuple[str, ...]:
    words, judgement = about.words, finding.judgement
    notes = [words.say("inspection.borderline")] if judgement.is_borderline else []
    if finding.aggravated_by:
        titles = [f"{about.sources.title(c)} ({c})" for c in finding.aggravated_by]
        listed = about.sources.wording.listed(titles)
        notes.append(words.say("finding.aggravated_by", list=listed))
    notes += [
        words.say(f"why.{why}")
        for why in dict.fromkeys(judgement.why)
        if why is not Why.AGGRAVATED or not finding.aggravated_by
    ]
    return tuple(notes)
