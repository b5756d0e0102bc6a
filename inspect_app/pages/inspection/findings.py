"""The places of one criterion, worst first, a hundred a page.

The first of them, on which the level rests, are told with every reading and all that is known of it;
the others in a line each, which leads to the same for that place alone. So a page stays light however
many places there are, and nothing is out of reach.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from inspect_app.domain.scoring.assessment import CriterionResult, Finding, State, Why
from inspect_app.domain.standards import Criterion
from inspect_app.extensions import db
from inspect_app.pages.inspection.answers import AnswerShown, AnswerWords
from inspect_app.pages.inspection.failures import finding_address
from inspect_app.pages.inspection.places import PlaceCell, Places
from inspect_app.pages.inspection.reading import Opened
from inspect_app.reports.model.measured import measured_text, worst_first
from inspect_app.reports.model.rows import Badge
from inspect_app.services.inspections import sources_of

ROWS = 100
IN_FULL = 8
"""Of the first page, worst first. A place in full weighs as much as ten in a line."""
FILTERS = ("0", "1", "2", "3", "open", "not_applicable")
"""As in the address: a level, what is open, and where it does not apply."""


@dataclass(frozen=True, slots=True)
class Asked:
    """As in the address. A filter or a place that there is not counts as not asked; a page beyond the
    last one is the last one. A place alone is told whatever else is asked."""

    level: str | None = None
    page: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """One page of the places asked for. `counts`: filter -> places, over all of the criterion. `place`:
    the only one that was asked for."""

    result: CriterionResult
    level: str | None
    place: str | None
    in_full: tuple[Finding, ...]
    in_a_line: tuple[Finding, ...]
    page: int
    pages: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place. `notes`: why it is borderline, contradictory, open, or another level than its
    measure alone would give. `address`: where its finding alone is told in full."""

    place: PlaceCell
    badge: Badge
    measured: str
    persons: str
    notes: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """The same with its readings. `remark`: where a reviewer remarks on the finding there."""

    line: PlaceLine
    answers: tuple[AnswerShown, ...]
    is_open: bool
    remark: str | None


def choose(result: CriterionResult, about: Opened, asked: Asked) -> Chosen:
    ordered = worst_first(result.findings, about.criterion(result.criterion), about.sources)
    alone = tuple(f for f in ordered if f.place == asked.place)
    level = asked.level if asked.level in FILTERS and not alone else None
    wanted = [f for f in ordered if level is None or filter_of(f) == level]
    pages = 1 if alone else max(1, -(-len(wanted) // ROWS))
    number = 1 if alone else _page_number(asked.page, pages)
    here = tuple(wanted[(number - 1) * ROWS : number * ROWS])
    in_full = IN_FULL if number == 1 else 0
    return Chosen(
        result=result,
        level=level,
        place=asked.place if alone else None,
        in_full=alone or here[:in_full],
        in_a_line=() if alone else here[in_full:],
        page=number,
        pages=pages,
        counts=Counter(filter_of(finding) for finding in result.findings),
    )


def _page_number(text: str | None, last: int) -> int:
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < 7
    return min(max(int(text), 1), last) if text is not None and is_number else 1


def filter_of(finding: Finding) -> str:
    if finding.judgement.level is not None:
        return str(finding.judgement.level)
    return "not_applicable" if finding.judgement.state is State.NOT_APPLICABLE else "open"


def filter_words(name: str, about: Opened) -> str:
    if name.isdigit():
        return about.words.say(f"level.{name}")
    key = "state.not_applicable" if name == "not_applicable" else "inspection.filter_open"
    return about.words.say(key)


def places_shown(chosen: Chosen, about: Opened, places: Places) -> tuple[PlaceShown, ...]:
    """Those that are told in full; one statement for the sources of all their readings."""
    asked = {
        (places.entity(answer.place), answer.input)
        for finding in chosen.in_full
        for answer in finding.answers
    }
    sources = sources_of(db.session(), about.id, asked) if asked else {}
    words = AnswerWords(about, places, sources)
    first = chosen.in_full[0] if chosen.in_full else None
    criterion = about.criterion(chosen.result.criterion)
    return tuple(
        PlaceShown(
            line=_line(finding, criterion, about, places),
            answers=words.of_finding(finding),
            is_open=finding is first,
            remark=words.remarking.on(places.entity(finding.place), criterion=criterion.id),
        )
        for finding in chosen.in_full
    )


def lines_shown(chosen: Chosen, about: Opened, places: Places) -> tuple[PlaceLine, ...]:
    criterion = about.criterion(chosen.result.criterion)
    return tuple(_line(finding, criterion, about, places) for finding in chosen.in_a_line)


def _line(finding: Finding, criterion: Criterion, about: Opened, places: Places) -> PlaceLine:
    judgement = finding.judgement
    return PlaceLine(
        place=places.cell(finding.place),
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
        notes=_notes(finding, about),
        address=finding_address(about, criterion.id, finding.place),
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
