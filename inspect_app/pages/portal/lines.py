"""A facility and its results in short, as words and ready numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from inspect_app.domain.exact import shown
from inspect_app.pages.portal.words import PortalWords
from inspect_app.services.portal import Facility, Figures, Published, Region

PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class Short:
    """A result in one row. `failures`: a sentence; `failures_in_short`: the number alone. `steps` of four are filled in the sign beside the rating's word; `low`,
    `width` and `at` are places on a line from 0 to 100."""

    rating: str
    rating_says: str
    steps: int
    failures: str
    failures_in_short: str
    severe: str | None
    index: str
    interval: str
    index_says: str
    coverage: str
    low: str
    width: str
    at: str | None


@dataclass(frozen=True, slots=True)
class Visit:
    """`short` None: it was withdrawn on `withdrawn_on`, for `reason`."""

    code: str
    revision: int
    day: str
    since: str
    published_on: str
    short: Short | None
    withdrawn_on: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class FacilityLine:
    """`latest` None: nothing about it is published and in force."""

    id: str
    name: str
    name_language: str | None
    kind: str
    region: str
    region_id: str | None
    is_demo: bool
    latest: Visit | None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a long list: rows, and the numbers of the parts before and after."""

    lines: tuple[FacilityLine, ...]
    total: int
    page: int
    pages: int

    @property
    def before(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def after(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None


_STEPS = {"poor": 1, "not_sufficiently_good": 2, "reasonably_good": 3, "good": 4}


def part_of(total: int, asked: str | None, rows: int = PAGE_ROWS) -> tuple[int, int]:
    """(part, number of parts): a part that there is not is the first one."""
    pages = max(1, -(-total // rows))
    page = int(asked) if asked and asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    return (page if 1 <= page <= pages else 1), pages


def facility_lines(
    facilities: Iterable[Facility],
    latest: Mapping[str, Published],
    regions: Mapping[str, Region],
    words: PortalWords,
    today: date,
) -> tuple[FacilityLine, ...]:
    return tuple(
        FacilityLine(
            id=one.id,
            name=words.own(one.names),
            name_language=words.language_of(one.names),
            kind=words.say(f"facility.{one.kind}"),
            region=region_name(one.region_id, regions, words),
            region_id=one.region_id,
            is_demo=one.is_demo,
            latest=visit(latest[one.id], words, today) if one.id in latest else None,
        )
        for one in facilities
    )


def region_name(region_id: str | None, regions: Mapping[str, Region], words: PortalWords) -> str:
    found = regions.get(region_id or "")
    return words.own(found.names) if found else words.say("portal.no_region")


def visit(published: Published, words: PortalWords, today: date) -> Visit:
    figures = published.figures
    gone = published.withdrawn_at
    return Visit(
        code=published.code,
        revision=published.revision,
        day=words.day(published.visited_on),
        since=words.since(published.visited_on, today),
        published_on=words.moment(published.published_at),
        short=None if figures is None else short(figures, words),
        withdrawn_on=words.moment(gone) if gone else None,
        reason=reason(published, words),
    )


def reason(published: Published, words: PortalWords) -> str | None:
    """The public reason of a withdrawal; the office's own words are read nowhere."""
    if published.withdrawn_at is None:
        return None
    return words.say(f"portal.withdrawn.{published.withdrawn_reason or 'other'}")


def short(figures: Figures, words: PortalWords) -> Short:
    failures = len(figures.critical_failures)
    index = words.say("value.none") if figures.index is None else words.index(figures.index)
    possible = interval(figures.low, figures.high, words)
    return Short(
        rating=figures.rating,
        rating_says=words.say(f"rating.{figures.rating}"),
        steps=_STEPS.get(figures.rating, 0),
        failures=failures_say(failures, words),
        failures_in_short=words.whole(failures) if failures else words.say("portal.none_found"),
        severe=words.count("portal.severe", figures.severe) if figures.severe else None,
        index=index,
        interval=possible,
        index_says=index_says(index, figures.low, figures.high, words),
        coverage=words.percent(figures.coverage),
        low=shown(figures.low, 1),
        width=shown(max(figures.high - figures.low, Fraction(1)), 1),
        at=None if figures.index is None else shown(figures.index, 1),
    )


def failures_say(failures: int, words: PortalWords) -> str:
    return words.count("portal.failures", failures) if failures else words.say("portal.no_failures")


def interval(low: Fraction, high: Fraction, words: PortalWords) -> str:
    """What the index could be once everything is answered; empty: it is what it is."""
    if low == high:
        return ""
    return words.say("portal.interval", low=words.index(low), high=words.index(high))


def index_says(index: str, low: Fraction, high: Fraction, words: PortalWords) -> str:
    if low == high:
        return words.say("portal.index_known", index=index)
    ends = {"low": words.index(low), "high": words.index(high)}
    return words.say("portal.index_says", index=index, **ends)
