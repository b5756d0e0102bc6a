"""The page of one publication, part by part: every word and number ready for the template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy.orm import Session

from inspect_app.domain.exact import shown as shown_number
from inspect_app.domain.terms import COLUMNS
from inspect_app.pages.portal.findings import (
    CriterionLine,
    FailureLine,
    criterion_line,
    failure_line,
    place_says,
)
from inspect_app.pages.portal.lines import (
    Short,
    Visit,
    failures_say,
    index_says,
    interval,
    short,
    visit,
)
from inspect_app.pages.portal.people_touched import touched_says
from inspect_app.pages.portal.report_parts import (
    FileLine,
    PhotographLine,
    RecommendationLine,
    WithheldLine,
    files,
    photographs,
    recommendations,
    withheld,
)
from inspect_app.pages.portal.shown import Shown, earlier_of
from inspect_app.pages.portal.words import PortalWords, least
from inspect_app.services import portal
from inspect_app.services.portal import CriterionShown

MOST_IN_DETAIL = 5
"""Failures that the first page explains one by one; the others are listed and lead to their own."""
MOST_LISTED = 8
FIRST_RECOMMENDATIONS = 3
FIRST_PHOTOGRAPHS = 3
_SPACE = ("below_3", "from_3_to_4", "above_4", "not_measured")
_OPEN_STATES = ("access_denied", "not_assessed")


@dataclass(frozen=True, slots=True)
class DomainLine:
    """`low`, `width` and `at` are places on a line from 0 to 100."""

    id: str
    title: str
    index: str
    interval: str
    says: str
    coverage: str
    below: str
    severe: str | None
    low: str
    width: str
    at: str | None
    cap: int | None


@dataclass(frozen=True, slots=True)
class FamilyLine:
    family: str
    who: str
    met: str
    not_met: str
    open: str
    norm_not_entered: str


@dataclass(frozen=True)
class Said:
    headline: str
    touch: str | None
    severe: str | None
    result: Short
    at_best: str | None
    cap: str | None
    present: str
    announced: str
    failures: tuple[FailureLine, ...]
    more_failures: tuple[CriterionLine, ...]
    domains: tuple[DomainLine, ...]
    good: tuple[CriterionLine, ...]
    more_good: str | None
    coverage: str
    critical_coverage: str
    people_in_rooms: str | None
    denied: tuple[tuple[str, str], ...]
    not_assessed: tuple[CriterionLine, ...]
    more_not_assessed: str | None
    families: tuple[FamilyLine, ...]
    standing: str
    space: tuple[tuple[str, str], ...]
    court: tuple[tuple[str, str], ...]
    court_standing: str
    sensitivity: tuple[tuple[str, str], ...]
    recommendations: tuple[RecommendationLine, ...]
    more_recommendations: str | None
    photographs: tuple[PhotographLine, ...]
    more_photographs: str | None
    withheld: tuple[WithheldLine, ...]
    addendum: str | None
    files: tuple[FileLine, ...]
    revisions: tuple[Visit, ...]
    packs: tuple[str, ...]
    sha256: str


def report_said(session: Session, shown: Shown, words: PortalWords, today: date) -> Said:
    document, published = shown.document, shown.published
    failed, earlier = worst_failures(shown), earlier_of(session, shown)
    good = [one for one in document.criteria.values() if (one.level or 0) >= 2]
    unseen = [one for one in document.criteria.values() if one.state in _OPEN_STATES]
    figures = published.figures
    assert figures is not None  # noqa: S101  # only what is in force comes here
    severe = len(document.severe_failures)
    listed_good = sorted(good, key=_best_first)[:MOST_LISTED]
    return Said(
        headline=failures_say(len(failed), words),
        touch=touched_says(failed, shown, words),
        severe=words.count("portal.severe", severe) if severe else None,
        result=short(figures, words),
        at_best=words.say("cover.at_best", rating=words.say(f"rating.{document.at_best}"))
        if document.rating == "not_rated"
        else None,
        cap=words.say(f"cap.{document.caps[0]}") if document.caps else None,
        present=words.people(document.persons_present),
        announced=words.say(f"announced.{_yes_no(document.is_announced)}"),
        failures=tuple(failure_line(one, shown, earlier, words) for one in failed[:MOST_IN_DETAIL]),
        more_failures=tuple(criterion_line(one, shown, words) for one in failed[MOST_IN_DETAIL:]),
        domains=tuple(domain_line(domain, shown, words) for domain in document.domains),
        good=tuple(criterion_line(one, shown, words) for one in listed_good),
        more_good=_more(len(good) - len(listed_good), words),
        coverage=words.percent(document.coverage),
        critical_coverage=words.percent(document.critical_coverage),
        people_in_rooms=words.say(f"remark.untold.{document.people_in_rooms}")
        if document.people_in_rooms
        else None,
        denied=tuple(_denied(shown, words)),
        not_assessed=tuple(criterion_line(one, shown, words) for one in unseen[:MOST_LISTED]),
        more_not_assessed=_more(len(unseen) - MOST_LISTED, words),
        families=tuple(_families(shown, words)),
        standing=words.say(f"method.standing_{_country(shown)}"),
        space=tuple(_space(shown, words)),
        court=tuple(_court(shown, words)),
        court_standing=words.say(
            "court.standing" if document.country == "KZ" else "court.standing_other"
        ),
        sensitivity=tuple(_sensitivity(shown, words)),
        recommendations=recommendations(shown, words, 0, FIRST_RECOMMENDATIONS),
        more_recommendations=_more(len(document.recommendations) - FIRST_RECOMMENDATIONS, words),
        photographs=photographs(shown, words, 0, FIRST_PHOTOGRAPHS),
        more_photographs=_more(len(document.photographs) - FIRST_PHOTOGRAPHS, words),
        withheld=tuple(withheld(shown, words)),
        addendum=words.count("portal.addendum", document.addendum_operations)
        if document.addendum_operations
        else None,
        files=tuple(files(session, shown, words)),
        revisions=tuple(visit(one, words, today) for one in portal.revisions(session, published)),
        packs=tuple(pack_says(pack, version, shown, words) for pack, version, _ in document.packs),
        sha256=published.document_sha256,
    )


def domain_line(domain: str, shown: Shown, words: PortalWords) -> DomainLine:
    found = shown.document.domains[domain]
    known = shown.pack.domains.get(domain)
    below = found.levels.get(0, 0) + found.levels.get(1, 0)
    severe = found.levels.get(0, 0)
    width = max(found.high - found.low, Fraction(1))
    index = words.say("value.none") if found.index is None else words.index(found.index)
    possible = interval(found.low, found.high, words)
    return DomainLine(
        id=domain,
        title=words.own(known.title) if known else domain,
        index=index,
        interval=possible,
        says=index_says(index, found.low, found.high, words),
        coverage=words.percent(found.coverage),
        below=words.say("portal.below_of", n=below, of=found.assessed)
        if found.assessed
        else words.say("portal.none_assessed"),
        severe=words.count("portal.severe", severe) if severe else None,
        low=shown_number(found.low, 1),
        width=shown_number(width, 1),
        at=None if found.index is None else shown_number(found.index, 1),
        cap=found.cap,
    )


def pack_says(pack: str, version: int, shown: Shown, words: PortalWords) -> str:
    known = next((one for one in shown.standards.packs if one.id == pack), None)
    title = words.own(known.title) if known else pack
    return words.say("portal.pack", title=title, version=version)


def worst_failures(shown: Shown) -> list[CriterionShown]:
    """The severe ones first; among equals those that touch more people."""
    failed = [one for one in shown.document.criteria.values() if one.is_critical_failure]
    return sorted(failed, key=_worst_first)


def _worst_first(one: CriterionShown) -> tuple[int, int, str]:
    affected = least(one.reach.affected) if one.reach else 0
    return (one.critical_level or 0, -affected, one.id)


def _best_first(one: CriterionShown) -> tuple[int, bool, str]:
    return (-(one.level or 0), one.tier != "critical", one.id)


def _more(number: int, words: PortalWords) -> str | None:
    return words.count("portal.more", number) if number > 0 else None


def _denied(shown: Shown, words: PortalWords) -> Iterator[tuple[str, str]]:
    seen: dict[tuple[str, str], None] = {}
    for input_id, place in shown.document.access_denied:
        declared = shown.pack.inputs.get(input_id)
        asked = words.own(declared.label) if declared else input_id
        seen[(asked, place_says(place, words))] = None
    yield from list(seen)[:MOST_LISTED]


def _families(shown: Shown, words: PortalWords) -> Iterator[FamilyLine]:
    country = _country(shown)
    for family in COLUMNS:
        column = shown.document.columns.get(family)
        if column is not None:
            yield FamilyLine(
                words.say(f"family.{family}"),
                words.say(f"portal.bound.{family}_{country}"),
                *(
                    words.whole(column[what])
                    for what in ("met", "not_met", "open", "norm_not_entered")
                ),
            )


def _space(shown: Shown, words: PortalWords) -> Iterator[tuple[str, str]]:
    for name in _SPACE:
        count = shown.document.space_counts.get(name)
        if count is not None:
            yield words.say(f"portal.space.{name}"), words.people(count)


def _court(shown: Shown, words: PortalWords) -> Iterator[tuple[str, str]]:
    for value, rooms in shown.document.personal_space.items():
        if rooms:
            yield words.say(f"court.value.{value}"), words.count("portal.rooms", rooms)


def _sensitivity(shown: Shown, words: PortalWords) -> Iterator[tuple[str, str]]:
    index = shown.document.index
    named = {"as_is": index, **shown.document.sensitivity}
    for name, value in named.items():
        yield (
            words.say(f"method.{name}"),
            words.say("value.none") if value is None else words.index(value),
        )


def _country(shown: Shown) -> str:
    return "kz" if shown.document.country == "KZ" else "other"


def _yes_no(said: bool | None) -> str:
    return "unknown" if said is None else "yes" if said else "no"
