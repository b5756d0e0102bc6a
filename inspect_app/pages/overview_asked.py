"""What the address asks of the overview, and the choices that its form offers.

An address that asks for what there is not shows the list without that limit: old addresses live on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import request

from inspect_app.domain.projecting import ReviewState
from inspect_app.domain.terms import FacilityKind, Rating
from inspect_app.pages.scopes import Reader
from inspect_app.pages.wording import PageWording
from inspect_app.services.overviews import OverviewAsked, RegionOutline

SORTS = (
    "-need",
    "name",
    "-critical_failures",
    "index",
    "-index",
    "visited_on",
    "-visited_on",
    "coverage",
)
_AGES = (90, 180, 365, 730)
_OLDEST_DAYS = 100_000
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Field:
    """A question of the form. `choices`: (value, words); the empty value asks for nothing."""

    name: str
    label: str
    chosen: str
    choices: tuple[tuple[str, str], ...]


def asked(own: Reader) -> OverviewAsked:
    """A reader without results may ask by what the register says alone."""
    if not own.results:
        return OverviewAsked("name", text_of("region"), one_of("kind", FacilityKind))
    failures = one_of("critical_failures", (YES, NO))
    return OverviewAsked(
        sort=one_of("sort", SORTS) or SORTS[0],
        region=text_of("region"),
        kind=one_of("kind", FacilityKind),
        rating=one_of("rating", Rating),
        has_critical_failures=None if failures is None else failures == YES,
        review_state=one_of("state", ReviewState),
        min_age_days=whole("min_age", _OLDEST_DAYS),
    )


def fields(
    now_asked: OverviewAsked, own: Reader, regions: Sequence[RegionOutline], words: PageWording
) -> list[Field]:
    """`regions`: those of the reader's own scope; one of them is no question."""
    register = [
        Field("region", words.say("region"), now_asked.region or "", region_choices(regions, words)),
        Field("kind", words.say("overview.kind"), now_asked.kind or "",
              _words(FacilityKind, "facility", "overview.any", words)),
    ]  # fmt: skip
    shown = register if len(regions) > 1 else register[1:]
    return shown + (_of_results(now_asked, words) if own.results else [])


def region_choices(
    regions: Iterable[RegionOutline], words: PageWording
) -> tuple[tuple[str, str], ...]:
    named = sorted(((region.id, words.own(region.names)) for region in regions), key=_by_words)
    return ("", words.say("region.all")), *named


def state_choices(words: PageWording) -> tuple[tuple[str, str], ...]:
    return _words(ReviewState, "state", "overview.any", words)


def whole(name: str, most: int) -> int | None:
    """A question that a whole number answers; None for anything else."""
    text = request.args.get(name, "")
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    return int(text) if is_number and int(text) <= most else None


def _of_results(now_asked: OverviewAsked, words: PageWording) -> list[Field]:
    has_failures = now_asked.has_critical_failures
    failures = "" if has_failures is None else (YES if has_failures else NO)
    age = now_asked.min_age_days
    return [
        Field("rating", words.say("rating"), now_asked.rating or "",
              _words(Rating, "rating", "overview.any", words)),
        Field("critical_failures", words.say("failures"), failures,
              (("", words.say("overview.any")), (YES, words.say("overview.failures.yes")),
               (NO, words.say("overview.failures.no")))),
        Field("state", words.say("overview.state"), now_asked.review_state or "",
              state_choices(words)),
        Field("min_age", words.say("visit.last"), "" if age is None else str(age),
              _ages(age, words)),
        Field("sort", words.say("sort"), now_asked.sort,
              tuple((name, words.say(f"sort.{name}")) for name in SORTS)),
    ]  # fmt: skip


def _ages(now_asked: int | None, words: PageWording) -> tuple[tuple[str, str], ...]:
    days = sorted({*_AGES, *([] if now_asked is None else [now_asked])})
    told = ((str(number), words.count("overview.older", number)) for number in days)
    return ("", words.say("overview.any")), *told


def _words(
    values: Iterable[str], group: str, nothing: str, words: PageWording
) -> tuple[tuple[str, str], ...]:
    return ("", words.say(nothing)), *((str(v), words.say(f"{group}.{v}")) for v in values)


def _by_words(choice: tuple[str, str]) -> str:
    return choice[1].casefold()


def one_of(name: str, known: Iterable[str]) -> str | None:
    text = request.args.get(name, "")
    return text if text in [str(value) for value in known] else None


def text_of(name: str) -> str | None:
    """PostgreSQL stores no NUL, so nothing can be called so."""
    text = request.args.get(name, "")[:80]
    return text if text and "\0" not in text else None
