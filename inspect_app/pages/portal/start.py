"""Where a reader begins: what this is, the search, the regions on a map and in a table, the latest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask import Response, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.api.guarding import open_to_all
from inspect_app.api.scoping import not_here
from inspect_app.pages.portal.frame import (
    LANG,
    PREFIX,
    portal_group,
    portal_page,
    reader_language,
    reading,
    today,
    unknown_address,
    words_of,
)
from inspect_app.pages.portal.lines import (
    PAGE_ROWS,
    FacilityLine,
    Part,
    facility_lines,
    part_of,
)
from inspect_app.pages.portal.words import PortalWords
from inspect_app.pages.region_map import RegionPicture, RegionSaid, region_picture, step_of
from inspect_app.services import portal
from inspect_app.services.portal import Facility, Published, Region

pages = portal_group("portal_start")
pages.before_app_request(unknown_address)
LATEST = 8


@dataclass(frozen=True, slots=True)
class RegionLine:
    """Facilities of a region in numbers; `severe`: those with a failure at level 0."""

    id: str
    name: str
    name_language: str | None
    facilities: int
    published: int
    failing: int
    severe: int


@pages.get("/public")
@pages.get("/public/")
@open_to_all("leads to the portal in the reader's language")
def in_own_language() -> AnyResponse:
    answer = redirect(f"{PREFIX}{reader_language()}/", 303)
    answer.vary.add("Accept-Language")
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


@pages.get(f"/public/{LANG}/")
@open_to_all("the portal is for everybody")
def start(lang: str) -> Response:
    words, session = words_of(lang), reading()
    places = portal.facilities(session)
    latest = portal.latest_of_facilities(session)
    regions = portal.regions(session)
    lines = region_lines(regions, places, latest, words)
    by_id = {one.id: one for one in places}
    newest = [one for one in portal.newest(session, LATEST) if one.facility_id in by_id]
    found = [
        facility_lines(
            [by_id[one.facility_id]], {one.facility_id: one}, _by_id(regions), words, today()
        )[0]
        for one in newest
    ]
    return portal_page(
        "start",
        words,
        is_demo=any(one.is_demo for one in places),
        facilities=len(places),
        published=len(latest),
        regions=[line for line in lines if line.facilities],
        regions_without=[line for line in lines if not line.facilities],
        picture=_picture(regions, lines, words),
        latest=found,
    )


@pages.get(f"/public/{LANG}/facilities")
@open_to_all("the portal is for everybody")
def facilities(lang: str) -> Response:
    words, session = words_of(lang), reading()
    asked = request.args.get("q", "").strip()
    places = portal.facilities(session, asked)
    return portal_page(
        "facilities",
        words,
        is_demo=any(one.is_demo for one in places),
        asked=asked[:100],
        part=listed_part(session, places, _by_id(portal.regions(session)), words),
    )


@pages.get(f"/public/{LANG}/regions/<region_id>")
@open_to_all("the portal is for everybody")
def region(lang: str, region_id: str) -> Response:
    words, session = words_of(lang), reading()
    found = portal.region(session, region_id)
    if found is None:
        raise not_here()
    places = portal.facilities(session, region_id=region_id)
    latest = portal.latest_of_facilities(session, [one.id for one in places])
    return portal_page(
        "region",
        words,
        is_demo=any(one.is_demo for one in places),
        name=words.own(found.names),
        name_language=words.language_of(found.names),
        line=region_lines([found], places, latest, words)[0],
        part=listed_part(session, places, {found.id: found}, words),
    )


def listed_part(
    session: Session, places: Sequence[Facility], regions: Mapping[str, Region], words: PortalWords
) -> Part:
    page, pages_in_all = part_of(len(places), request.args.get("page"))
    here = places[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]
    latest = portal.latest_of_facilities(session, [one.id for one in here])
    lines: tuple[FacilityLine, ...] = facility_lines(here, latest, regions, words, today())
    return Part(lines, len(places), page, pages_in_all)


def region_lines(
    regions: Iterable[Region],
    places: Iterable[Facility],
    latest: Mapping[str, Published],
    words: PortalWords,
) -> tuple[RegionLine, ...]:
    """One line a region, also of those without a facility."""
    inside: dict[str, list[Facility]] = {}
    for place in places:
        inside.setdefault(place.region_id or "", []).append(place)
    return tuple(_region_line(one, inside.get(one.id, []), latest, words) for one in regions)


def _region_line(
    region: Region, inside: Sequence[Facility], latest: Mapping[str, Published], words: PortalWords
) -> RegionLine:
    figures = [latest[one.id].figures for one in inside if one.id in latest]
    return RegionLine(
        id=region.id,
        name=words.own(region.names),
        name_language=words.language_of(region.names),
        facilities=len(inside),
        published=len(figures),
        failing=sum(1 for one in figures if one and one.critical_failures),
        severe=sum(1 for one in figures if one and one.severe),
    )


def _picture(
    regions: Sequence[Region], lines: Sequence[RegionLine], words: PortalWords
) -> RegionPicture | None:
    """The shade: which share of the facilities with a report has something severe."""
    said = {
        line.id: RegionSaid(
            step_of(Fraction(line.severe, line.published)), words.whole(line.severe)
        )
        for line in lines
        if line.published
    }
    worst = max(lines, key=lambda line: line.severe, default=None)
    title = words.say("portal.map.nothing")
    if worst is not None and worst.severe:
        title = words.say(
            "portal.map.says",
            severe=words.count("portal.map.facilities", sum(line.severe for line in lines)),
            region=worst.name,
            most=words.whole(worst.severe),
        )
    elif any(line.published for line in lines):
        title = words.say("portal.map.none_severe")
    return region_picture(regions, said, title)


def _by_id(regions: Iterable[Region]) -> dict[str, Region]:
    return {one.id: one for one in regions}
