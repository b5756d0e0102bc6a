"""Recommendations, photographs, files, and what is withheld: the parts of one publication."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from inspect_app.domain.publishing.withholding import GROUNDS, Withheld
from inspect_app.pages.portal.shown import Shown
from inspect_app.pages.portal.words import PortalWords
from inspect_app.services import portal
from inspect_app.services.portal import Photograph, Recommendation


@dataclass(frozen=True, slots=True)
class WithheldLine:
    says: str
    why: str
    count: str
    grounds: str


@dataclass(frozen=True, slots=True)
class RecommendationLine:
    """`language`, `to_language`: of the words, where it is not the page's."""

    says: str
    language: str | None
    to: str | None
    to_language: str | None
    due: str | None
    criterion: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class PhotographLine:
    """`short`: "Photograph 3", for who does not see it; `says`: the cleared caption, or what it is
    about; `language`: of the caption, where it is not the page's."""

    file: str
    short: str
    says: str
    language: str | None


@dataclass(frozen=True, slots=True)
class FileLine:
    language: str
    size: str
    sha256: str


def recommendations(
    shown: Shown, words: PortalWords, first: int, most: int
) -> tuple[RecommendationLine, ...]:
    """`most` of them from the one numbered `first`, counted from 0."""
    every: Sequence[Recommendation] = shown.document.recommendations
    return tuple(
        RecommendationLine(
            says=one.says,
            language=words.tongue(one.says),
            to=one.addressed_to,
            to_language=words.tongue(one.addressed_to) if one.addressed_to else None,
            due=words.day(one.due_on) if one.due_on else None,
            criterion=one.criterion if one.criterion in shown.document.criteria else None,
            title=shown.title(one.criterion, words) if one.criterion else None,
        )
        for one in every[first : first + most]
    )


def photographs(
    shown: Shown, words: PortalWords, first: int, most: int
) -> tuple[PhotographLine, ...]:
    """The same of the photographs; they are numbered as in the document."""
    every: Sequence[Photograph] = shown.document.photographs[first : first + most]
    return tuple(
        PhotographLine(
            one.file,
            words.say("portal.photo.n", n=number),
            _photograph_says(one, shown, words),
            words.tongue(one.caption) if one.caption else None,
        )
        for number, one in enumerate(every, first + 1)
    )


def _photograph_says(one: Photograph, shown: Shown, words: PortalWords) -> str:
    titles = [shown.title(criterion, words) for criterion in one.criteria]
    return one.caption or words.listed(titles) or words.say("portal.photo.no_caption")


def withheld(shown: Shown, words: PortalWords) -> Iterator[WithheldLine]:
    for what, count in shown.document.withheld:
        if count == 0:
            continue
        grounds: Sequence[str] = GROUNDS.get(Withheld(what), ())
        yield WithheldLine(
            says=words.say(f"portal.withheld.{what}"),
            why=words.say(f"portal.withheld.{what}.why"),
            count=words.say("portal.withheld.untold")
            if count is None
            else words.count("portal.withheld.items", count),
            grounds="; ".join(words.say(f"portal.ground.{ground}") for ground in grounds),
        )


def files(session: Session, shown: Shown, words: PortalWords) -> Iterator[FileLine]:
    order = (words.language, "kk", "ru", "en")
    kept = sorted(
        portal.files_in_force(session, shown.published), key=lambda f: order.index(f.language)
    )
    for file in kept:
        yield FileLine(file.language, words.size(file.size_bytes), file.sha256)
