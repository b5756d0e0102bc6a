"""One criterion of one publication: rule, bands with the one that was reached, people, places, columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspect_app.pages.portal.findings import (
    SideFound,
    remarks_of,
    sides_of,
    why_says,
)
from inspect_app.pages.portal.people_touched import is_about_all, reach_says
from inspect_app.pages.portal.rules import Rule, rule_of
from inspect_app.pages.portal.shown import Shown
from inspect_app.pages.portal.words import PortalWords
from inspect_app.services.portal import CriterionShown

_PLACES = ("3", "2", "1", "0", "open", "not_applicable")


@dataclass(frozen=True, slots=True)
class ColumnLine:
    family: str
    verdict: str
    verdict_says: str
    provisions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NormLine:
    says: str
    source: str
    required: str
    verdict_says: str


@dataclass(frozen=True, slots=True)
class Found:
    """`level` None: there is none, and `state_says` says so. `could_be`: what answering what is open
    could still make of it. `rule` None: the standards of that time are not here any more."""

    id: str
    domain: str
    domain_says: str
    title: str
    level: int | None
    state_says: str
    is_critical_failure: bool
    weight: str
    why: tuple[str, ...]
    remarks: tuple[str, ...]
    could_be: str | None
    missing: tuple[str, ...]
    people: str | None
    sampled: str | None
    places: tuple[tuple[str, str], ...]
    sides: tuple[SideFound, ...]
    columns: tuple[ColumnLine, ...]
    norms: tuple[NormLine, ...]
    rule: Rule | None


def criterion_found(result: CriterionShown, shown: Shown, words: PortalWords) -> Found:
    criterion = shown.criterion(result.id)
    rule = None
    if criterion is not None:
        rule = rule_of(criterion, shown.standards, words, shown.document.judged_on)
    domain = shown.pack.domains.get(result.domain)
    is_open = result.low != result.high
    return Found(
        id=result.id,
        domain=result.domain,
        domain_says=words.own(domain.title) if domain else result.domain,
        title=shown.title(result.id, words),
        level=result.level,
        state_says=words.say(
            f"state.{result.state}" if result.level is None else f"level.{result.level}"
        ),
        is_critical_failure=result.is_critical_failure,
        weight=words.say(f"tier.{result.tier}"),
        why=tuple(why_says(result, words)),
        remarks=tuple(m for m in remarks_of(result, words) if m not in why_says(result, words)),
        could_be=words.say("finding.could_be", low=result.low, high=result.high)
        if is_open
        else None,
        missing=tuple(_missing(result, shown, words)),
        people=reach_says(result.reach, words, is_about_all(result, shown))
        if result.reach
        else None,
        sampled=_sampled(result, words),
        places=tuple(_places(result, words)),
        sides=sides_of(result, criterion, shown, words) if criterion else (),
        columns=tuple(_columns(result, shown, words)),
        norms=tuple(_norms(result, shown, words, rule)),
        rule=rule,
    )


def _missing(result: CriterionShown, shown: Shown, words: PortalWords) -> Iterator[str]:
    for input_id in result.missing:
        declared = shown.pack.inputs.get(input_id)
        yield words.own(declared.label) if declared else input_id


def _sampled(result: CriterionShown, words: PortalWords) -> str | None:
    """Only where there are places to be looked at one by one."""
    if not isinstance(result.applicable, int) or result.applicable <= 1:
        return None
    return words.say(
        "finding.sample",
        assessed=words.figure(result.assessed),
        applicable=words.figure(result.applicable),
        required=words.figure(result.required),
    )


def _places(result: CriterionShown, words: PortalWords) -> Iterator[tuple[str, str]]:
    if result.levels is None or result.applicable == 1:
        return
    for what in _PLACES:
        count = result.levels.get(what)
        if count:
            says = words.say(f"level.{what}" if what.isdigit() else f"portal.place.{what}")
            yield says, words.figure(count)


def _columns(result: CriterionShown, shown: Shown, words: PortalWords) -> Iterator[ColumnLine]:
    for column in result.columns:
        yield ColumnLine(
            family=words.say(f"family.{column.family}"),
            verdict=column.verdict,
            verdict_says=words.say(f"portal.verdict.{column.verdict}"),
            provisions=tuple(
                (_cited(of, number, shown, words), words.say(f"portal.verdict.{verdict}"))
                for of, number, verdict in column.provisions
            ),
        )


def _cited(of: str, number: str, shown: Shown, words: PortalWords) -> str:
    """A provision of an instrument, or of a norm of national law."""
    for pack in shown.standards.packs:
        if of in pack.instruments:
            short = words.own(pack.instruments[of].short)
            return f"{short}, {number}" if number else short
    return f"{of}, {number}" if number else of


def _norms(
    result: CriterionShown, shown: Shown, words: PortalWords, rule: Rule | None
) -> Iterator[NormLine]:
    by_words = {norm.says: norm for norm in rule.norms} if rule else {}
    for pack in shown.standards.national:
        for norm in pack.norms.values():
            found = shown.document.norms.get(norm.id)
            said = by_words.get(words.own(norm.says))
            if found is not None and said is not None and found.criterion == result.id:
                verdict = words.say(f"portal.verdict.{found.verdict}")
                yield NormLine(said.says, said.source, said.required, verdict)
