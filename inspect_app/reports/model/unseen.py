"""What was not seen: refused, not assessed, not applicable, and what should be looked at again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from inspect_app.domain.facts import Answer
from inspect_app.domain.publishing.withholding import GROUNDS
from inspect_app.domain.scoring.assessment import CriterionResult, Remark, State, Why
from inspect_app.domain.scoring.remarks import is_about_people, people_told
from inspect_app.domain.terms import AnswerState
from inspect_app.reports.model.cover import domain_title
from inspect_app.reports.model.rows import (
    DeniedRow,
    NotApplicableRow,
    OpenRow,
    OpenTable,
    RemarkRow,
    Unseen,
    WithheldRow,
)
from inspect_app.reports.model.sources import Sources
from inspect_app.reports.wording import Wording

MOST_MISSING = 4
MOST_REMARKS = 120
MOST_PLACES = 30
_OPEN = (State.NOT_ASSESSED, State.ACCESS_DENIED)


def unseen_of(sources: Sources) -> Unseen:
    remarks = _remarks(sources)
    left = len(remarks) - MOST_REMARKS
    return Unseen(
        denied=tuple(_denied(sources)),
        open=tuple(_open_tables(sources)),
        not_applicable=tuple(
            _not_applicable(result, sources)
            for result in sources.assessment.criteria.values()
            if result.state is State.NOT_APPLICABLE
        ),
        remarks=tuple(remarks[:MOST_REMARKS]),
        more_remarks=sources.wording.count("unseen.more_remarks", left) if left > 0 else None,
        withheld=tuple(_withheld(sources)),
    )


def open_titles(codes: Iterable[str], sources: Sources) -> str:
    return ", ".join(f"{sources.title(code)} ({code})" for code in codes)


def open_critical(sources: Sources) -> tuple[str, ...]:
    """Critical criteria about which nothing is known."""
    return tuple(
        result.criterion
        for result in sources.assessment.criteria.values()
        if result.state in _OPEN and result.tier == "critical"
    )


def _withheld(sources: Sources) -> Iterable[WithheldRow]:
    wording = sources.wording
    for what, count in sources.stamp.withheld:
        yield WithheldRow(
            what=wording.say(f"withheld.{what}"),
            how_many=wording.say("withheld.untold") if count is None else wording.whole(count),
            why="; ".join(wording.say(f"ground.{ground}") for ground in GROUNDS[what]),
        )


def _denied(sources: Sources) -> Iterable[DeniedRow]:
    """One row for each thing refused for the same reason, with the places."""
    places: dict[tuple[str, str], list[str]] = {}
    for input_id, place in sources.assessment.access_denied:
        answers = sources.answers.get(place, {}).get(input_id, ())
        words = [a.words for a in answers if a.state is AnswerState.ACCESS_DENIED and a.words]
        places.setdefault((input_id, sources.words(words)), []).append(place)
    for (input_id, said), at in places.items():
        yield DeniedRow(item=_label(input_id, sources), place=_places(at, sources), words=said)


def _open_tables(sources: Sources) -> Iterable[OpenTable]:
    for domain in sources.assessment.domains:
        rows = tuple(
            _open_row(result, sources)
            for result in sources.results_of(domain)
            if result.state in _OPEN
        )
        if rows:
            yield OpenTable(domain_title(domain, sources), rows)


def _open_row(result: CriterionResult, sources: Sources) -> OpenRow:
    wording = sources.wording
    why = [w for w in result.why if w is not Why.OUT_OF_SCOPE] or [Why.UNANSWERED]
    missing = dict.fromkeys(i for f in result.findings for i in f.judgement.missing)
    labels = [_label(input_id, sources) for input_id in missing]
    listed = "; ".join(labels[:MOST_MISSING])
    return OpenRow(
        code=result.criterion,
        title=sources.title(result.criterion),
        tier=wording.say(f"tier.{result.tier}"),
        why="; ".join(wording.say(f"why.{w}") for w in why),
        missing=f"{listed} …" if len(labels) > MOST_MISSING else listed,
    )


def _not_applicable(result: CriterionResult, sources: Sources) -> NotApplicableRow:
    wording = sources.wording
    answers = list(_claims(result, sources))
    reasons = dict.fromkeys(wording.say(f"reason.{a.reason}") for a in answers if a.reason)
    words = [a.words for a in answers if a.words]
    why = result.why or (Why.OUT_OF_SCOPE,)
    said = list(reasons) or list(dict.fromkeys(wording.say(f"why.{w}") for w in why))
    said += [sources.words(words)] if words else []
    confirmed = dict.fromkeys(a.confirmed_by for a in answers if a.confirmed_by)
    return NotApplicableRow(
        code=result.criterion,
        title=sources.title(result.criterion),
        why="; ".join(said),
        confirmed=", ".join(filter(None, map(sources.person, confirmed)))
        or wording.say("value.dash"),
    )


def _claims(result: CriterionResult, sources: Sources) -> Iterable[Answer]:
    """The answers "not applicable" that the criterion rests on."""
    inputs = sources.pack.criteria[result.criterion].input_ids
    places = [finding.place for finding in result.findings] or [sources.facts.facility.id]
    for place in (*places, sources.facts.facility.id):
        for input_id in inputs:
            for answer in sources.answers.get(place, {}).get(input_id, ()):
                if answer.state is AnswerState.NOT_APPLICABLE:
                    yield answer


def _remarks(sources: Sources) -> list[RemarkRow]:
    """One row for each remark, with the places that it was made on."""
    places: dict[Remark, list[str]] = {}
    for remark in sources.assessment.warnings:
        places.setdefault(replace(remark, place=""), []).append(remark.place)
    return [
        RemarkRow(
            item=_label(remark.input, sources),
            place=_places(at, sources),
            remark=_told(remark, sources.wording),
        )
        for remark, at in places.items()
    ]


def _told(remark: Remark, wording: Wording) -> str:
    people = people_told(remark)
    if people is None and is_about_people(remark):
        return wording.say(f"remark.untold.{remark.code}")
    if people is None:
        details = wording.decimal(wording.line(remark.details))
        return wording.say(f"remark.{remark.code}", details=details)
    counted, present = map(wording.whole, people)
    return wording.say(f"remark.{remark.code}", counted=counted, present=present)


def _places(ids: list[str], sources: Sources) -> str:
    names = [sources.place(place) for place in ids]
    left = len(names) - MOST_PLACES
    listed = ", ".join(names[:MOST_PLACES])
    return f"{listed} (+{left})" if left > 0 else listed


def _label(input_id: str, sources: Sources) -> str:
    declared = sources.pack.inputs.get(input_id)
    return sources.wording.own(declared.label) if declared else sources.wording.line(input_id)
