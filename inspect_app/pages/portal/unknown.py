"""What we do not know: said as plainly as what we do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Response

from inspect_app.api.guarding import open_to_all
from inspect_app.api.machinery import machinery
from inspect_app.domain.publishing.withholding import GROUNDS, Withheld
from inspect_app.domain.standards import Doubt
from inspect_app.pages.portal.frame import (
    LANG,
    portal_group,
    portal_page,
    reading,
    today,
    words_of,
)
from inspect_app.pages.portal.rules import NormSaid, norm_said
from inspect_app.pages.portal.start import region_lines
from inspect_app.pages.portal.words import PortalWords
from inspect_app.services import portal
from inspect_app.services.assessments import Standards
from inspect_app.services.portal import Unknown

pages = portal_group("portal_unknown")
MOST_CRITERIA = 30
LIMITS = ("looked_at", "rooms", "sample", "counts", "word", "scope", "equal", "steps", "ranking")
"""The known limits of docs/method.md §10, in plain words."""


@dataclass(frozen=True, slots=True)
class OftenOpen:
    id: str
    title: str
    times: str
    denied: str


@dataclass(frozen=True, slots=True)
class DoubtLine:
    says: str
    confidence: str
    criteria: tuple[tuple[str, str], ...]


@pages.get(f"/public/{LANG}/what-we-do-not-know")
@open_to_all("the portal is for everybody")
def unknown(lang: str) -> Response:
    words, session, standards = words_of(lang), reading(), machinery().standards
    places = portal.facilities(session)
    latest = portal.latest_of_facilities(session)
    counted = portal.unknown_of(session)
    return portal_page(
        "unknown",
        words,
        is_demo=any(one.is_demo for one in places),
        facilities=len(places),
        without=sum(one.id not in latest for one in places),
        regions=[
            line for line in region_lines(portal.regions(session), places, latest, words)
            if line.facilities
        ],
        documents=counted.documents,
        often_open=list(_often_open(counted, standards, words))[:MOST_CRITERIA],
        norms=list(_norms_missing(standards, words)),
        doubts=_doubt_count(standards),
        withheld=list(_withheld(counted, words)),
        limits=[words.say(f"portal.limit.{limit}") for limit in LIMITS],
    )  # fmt: skip


@pages.get(f"/public/{LANG}/what-we-do-not-know/doubts")
@open_to_all("the portal is for everybody")
def doubts(lang: str) -> Response:
    words, standards = words_of(lang), machinery().standards
    places = portal.facilities(reading())
    return portal_page(
        "doubts",
        words,
        is_demo=any(one.is_demo for one in places),
        doubts=[
            _doubt_line(doubt, standards, words)
            for pack in standards.packs
            for doubt in pack.doubts
        ],
    )


def _often_open(counted: Unknown, standards: Standards, words: PortalWords) -> Iterator[OftenOpen]:
    """The criteria that were least often assessed first."""
    for criterion, times in sorted(counted.not_assessed.items(), key=lambda c: (-c[1], c[0])):
        known = standards.main.criteria.get(criterion)
        yield OftenOpen(
            id=criterion,
            title=words.own(known.title) if known else criterion,
            times=words.whole(times),
            denied=words.whole(counted.denied.get(criterion, 0)),
        )


def _norms_missing(standards: Standards, words: PortalWords) -> Iterator[NormSaid]:
    for pack in standards.national:
        for norm in pack.norms.values():
            said = norm_said(norm, pack, words, today())
            if not said.is_entered:
                yield said


def _doubt_count(standards: Standards) -> int:
    return sum(len(pack.doubts) for pack in standards.packs)


def _doubt_line(doubt: Doubt, standards: Standards, words: PortalWords) -> DoubtLine:
    criteria = standards.main.criteria
    return DoubtLine(
        says=words.own(doubt.says),
        confidence=words.say(f"confidence.{doubt.confidence}"),
        criteria=tuple(
            (of, words.own(criteria[of].title)) for of in doubt.concerns if of in criteria
        ),
    )


def _withheld(counted: Unknown, words: PortalWords) -> Iterator[tuple[str, str, str, str]]:
    """(what, why, on what ground, in how many publications)."""
    for what in Withheld:
        grounds: Sequence[str] = GROUNDS[what]
        yield (
            words.say(f"portal.withheld.{what}"),
            words.say(f"portal.withheld.{what}.why"),
            "; ".join(words.say(f"portal.ground.{ground}") for ground in grounds),
            words.whole(counted.withheld_in.get(what, 0)),
        )
