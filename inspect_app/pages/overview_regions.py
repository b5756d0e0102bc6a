"""The regions of the reader: a map, and a table that says the same."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from inspect_app.pages.frame import here
from inspect_app.pages.region_map import RegionPicture, RegionSaid, region_picture, step_of
from inspect_app.pages.wording import PageWording
from inspect_app.services.overviews import Overview, RegionStanding


@dataclass(frozen=True, slots=True)
class RegionLine:
    """`address`: the overview limited to it; None where the register names no region."""

    address: str | None
    name: str
    visited: str
    failing: str
    persons: str
    need: str
    is_asked: bool


@dataclass(frozen=True, slots=True)
class RegionsPart:
    """`picture` None: no border is known. `note`: what the sums do not hold."""

    lines: tuple[RegionLine, ...]
    picture: RegionPicture | None
    note: str | None


def regions_part(found: Overview, asked: str | None, words: PageWording) -> RegionsPart | None:
    """None: there are not several regions to compare."""
    regions = found.regions
    if len(regions) < 2:
        return None
    names = region_names(found, words)
    ordered = sorted(regions, key=lambda region: (-region.need, names[region.region]))
    uncounted = sum(region.uncounted for region in regions)
    return RegionsPart(
        lines=tuple(_line(region, names[region.region], asked, words) for region in ordered),
        picture=region_picture(
            found.outlines, _said(ordered, words), _title(ordered, names, words)
        ),
        note=words.count("overview.regions.uncounted", uncounted) if uncounted else None,
    )


def region_names(found: Overview, words: PageWording) -> dict[str | None, str]:
    """By id; None stands for facilities whose region the register does not know."""
    named: dict[str | None, str] = {r.id: words.own(r.names) for r in found.outlines}
    return named | {None: words.say("overview.no_region")}


def _line(region: RegionStanding, name: str, asked: str | None, words: PageWording) -> RegionLine:
    return RegionLine(
        address=here(region=region.region, after=None) if region.region else None,
        name=name,
        visited=words.say("overview.n_of", n=region.visited, of=region.facilities),
        failing=words.say("overview.n_of", n=region.failing, of=region.visited),
        persons=words.whole(region.persons),
        need=_need(region, words),
        is_asked=region.region is not None and region.region == asked,
    )


def _said(regions: list[RegionStanding], words: PageWording) -> dict[str, RegionSaid]:
    greatest = max((region.need for region in regions), default=0) or 1
    return {
        region.region: RegionSaid(step_of(Fraction(region.need, greatest)), _need(region, words))
        for region in regions
        if region.region is not None
    }


def _need(region: RegionStanding, words: PageWording) -> str:
    """Where nobody was visited there is no number, and nought would be one."""
    return words.whole(region.need) if region.visited else words.say("value.none")


def _title(ordered: list[RegionStanding], names: dict[str | None, str], words: PageWording) -> str:
    first = ordered[0]
    if not first.need:
        return words.say("overview.map.none")
    told = "; ".join(f"{names[r.region]}: {_need(r, words)}" for r in ordered[1:])
    return words.say(
        "overview.map.title", region=names[first.region], need=_need(first, words), others=told
    )
