"""The part of a facility's page that comes from the register: who it is, and its notions of capacity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspect_app.pages.wording import PageWording
from inspect_app.services.facility_history import (
    Occupancy,
    Registered,
    Told,
    Visit,
    disagreement_of,
    occupancies,
    place_in_order,
    stated_by,
)
from inspect_app.store.places import CapacityRow, FacilityRow

_OTHER_LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True, slots=True)
class CapacityLine:
    notion: str
    places: str
    basis: str
    as_of: str
    stated_by: str
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class OccupancyCell:
    """`of`: the figure with its basis and day, always beside the share. `over`: how many more
    persons than places; None: not more."""

    notion: str
    share: str
    of: str
    over: str | None


@dataclass(frozen=True, slots=True)
class OccupancyLine:
    """One visit. `persons` None: nobody said. `told`: the capacity written down at the visit;
    `differs`: what the register says instead."""

    inspection: str
    day: str
    persons: str | None
    cells: tuple[OccupancyCell, ...]
    told: str | None
    differs: str | None


@dataclass(frozen=True, slots=True)
class RegisterPart:
    """`names`: (language, name) of the languages other than the page's. `rooms`: (kind, number)."""

    names: tuple[tuple[str, str], ...]
    codes: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    source: str
    blocks: str
    rooms: tuple[tuple[str, str], ...]
    rooms_say: str
    out_of_use: str | None
    capacities: tuple[CapacityLine, ...]
    disagreement: str | None
    is_closed: bool


def register_part(found: Registered, today: date, words: PageWording) -> RegisterPart:
    facility = found.facility
    in_force = stated_by(facility.capacities, today)
    apart = disagreement_of(in_force)
    return RegisterPart(
        names=tuple(_other_names(facility, words)),
        codes=tuple(code.code for code in facility.codes),
        facts=tuple(_facts(facility, words)),
        source=_source(facility, words),
        blocks=words.count("facility.blocks", found.blocks),
        rooms=tuple(
            (words.say(f"room.{kind}"), words.whole(number)) for kind, number in found.rooms.items()
        ),
        rooms_say=words.count("facility.rooms", found.rooms_in_use),
        out_of_use=words.count("facility.out_of_use", found.out_of_use)
        if found.out_of_use
        else None,
        capacities=tuple(_capacity(row, row in in_force, words) for row in _ordered(facility)),
        disagreement=words.say(
            "facility.capacity.differ",
            least=capacity_said(apart.least, words),
            most=capacity_said(apart.most, words),
        )
        if apart
        else None,
        is_closed=not facility.is_open,
    )


def occupancy_lines(
    visits: Sequence[Visit],
    capacities: Sequence[CapacityRow],
    told: dict[str, Told],
    words: PageWording,
) -> tuple[OccupancyLine, ...]:
    """Of the visits with a day that stand, in the order given."""
    return tuple(
        _occupancy(visit, visit.row.visited_on, capacities, told.get(visit.row.id), words)
        for visit in visits
        if visit.row.visited_on is not None and not visit.is_withdrawn
    )


def occupancy_cells(
    capacities: Sequence[CapacityRow], day: date, persons: int, words: PageWording
) -> tuple[OccupancyCell, ...]:
    return tuple(_cell(one, words) for one in occupancies(capacities, day, persons))


def capacity_said(row: CapacityRow, words: PageWording) -> str:
    """`633 places (official capacity, by design, as of 1 Jan 2019)`: never a number alone."""
    return words.say(
        "facility.capacity.said",
        places=words.count("facility.places", row.places),
        notion=_word("facility.notion", row.notion, words),
        basis=_word("facility.basis", row.basis, words),
        day=words.day(row.as_of),
    )


def region_name(facility: FacilityRow, words: PageWording) -> str:
    if facility.region is not None:
        return words.own(facility.region.names)
    return facility.region_text or words.say("value.none")


def _occupancy(
    visit: Visit,
    day: date,
    capacities: Sequence[CapacityRow],
    told: Told | None,
    words: PageWording,
) -> OccupancyLine:
    persons = visit.rollup.persons_present if visit.rollup else None
    return OccupancyLine(
        inspection=visit.row.id,
        day=words.day(day),
        persons=None if persons is None else words.whole(persons),
        cells=() if persons is None else occupancy_cells(capacities, day, persons, words),
        told=" / ".join(words.whole(places) for places in told.places) if told else None,
        differs=_difference(capacities, day, told, words),
    )


def _difference(
    capacities: Sequence[CapacityRow], day: date, told: Told | None, words: PageWording
) -> str | None:
    """Where the visit wrote down another official capacity than the register had on that day."""
    official = next((row for row in stated_by(capacities, day) if row.notion == "official"), None)
    if told is None:
        return None
    if len(told.places) > 1:
        return words.say("facility.told.disputed")
    if official is None or told.places == (official.places,):
        return None
    return words.say("facility.told.differs", figure=capacity_said(official, words))


def _cell(one: Occupancy, words: PageWording) -> OccupancyCell:
    row = one.capacity
    return OccupancyCell(
        notion=_word("facility.notion", row.notion, words),
        share=words.say("value.none") if one.share is None else words.percent(one.share),
        of=words.say(
            "facility.occupancy.of",
            places=words.count("facility.places", row.places),
            basis=_word("facility.basis", row.basis, words),
            day=words.day(row.as_of),
        ),
        over=words.count("facility.over", one.over) if one.over else None,
    )


def _capacity(row: CapacityRow, is_in_force: bool, words: PageWording) -> CapacityLine:
    return CapacityLine(
        notion=_word("facility.notion", row.notion, words),
        places=words.whole(row.places),
        basis=_word("facility.basis", row.basis, words),
        as_of=words.day(row.as_of),
        stated_by=row.stated_by or words.say("facility.stated_by.nobody"),
        is_in_force=is_in_force,
    )


def _ordered(facility: FacilityRow) -> list[CapacityRow]:
    """The newest figure of a notion before its older ones."""
    newest_first = sorted(facility.capacities, key=lambda row: row.as_of, reverse=True)
    return sorted(newest_first, key=place_in_order)


def _other_names(facility: FacilityRow, words: PageWording) -> list[tuple[str, str]]:
    shown = words.language_of(facility.names) or words.language
    return [
        (language, facility.names[language])
        for language in _OTHER_LANGUAGES
        if language in facility.names and language != shown
    ]


def _facts(facility: FacilityRow, words: PageWording) -> list[tuple[str, str]]:
    """(what, how) of what the register says of it; what it does not say is left out."""
    said = [
        ("facility.kind", words.say(f"facility.{facility.kind}")),
        ("region", region_name(facility, words)),
        ("facility.town", words.own(facility.place_names) if facility.place_names else None),
        ("facility.security", _known("facility.security", facility.security, words)),
        ("facility.sex", _known("facility.sex", facility.sex, words)),
    ]
    return [(words.say(key), text) for key, text in said if text]


def _source(facility: FacilityRow, words: PageWording) -> str:
    if facility.source is None:
        return words.say("facility.source.none", day=words.day(facility.changed_at.date()))
    return words.say(
        "facility.source.said",
        source=facility.source,
        entry=facility.source_key or words.say("value.none"),
        day=words.day(facility.changed_at.date()),
    )


def _known(area: str, value: str | None, words: PageWording) -> str | None:
    return None if value is None else _word(area, value, words)


def _word(area: str, value: str, words: PageWording) -> str:
    return words.say(f"{area}.{value}")
