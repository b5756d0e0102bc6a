"""One row of a register as a place, or every reason why it cannot be one.

Nothing is guessed. Here a value that cannot be meant refuses its row, unlike in scoring, where it
is left out and listed: a register is what everything else refers to.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum

from inspect_app.domain.exact import parse_exact
from inspect_app.domain.registers.mapping import (
    CapacityColumn,
    Column,
    PlacesMapping,
    Register,
    RoomSheet,
    Row,
)
from inspect_app.domain.registers.places import (
    CapacitySaid,
    PlaceSaid,
    Refused,
    RoomRow,
    RoomSaid,
)
from inspect_app.domain.terms import FacilityKind

MOST_PLACES = 100_000
LONGEST_NAME, LONGEST_CODE, LONGEST_REGION, LONGEST_KEY = 200, 60, 200, 120
LONGEST_BLOCK, LONGEST_ROOM = 60, 40
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def read_place(
    register: Register, row: Row, rooms: Iterable[RoomRow], regions: Collection[str]
) -> tuple[PlaceSaid | None, tuple[Refused, ...]]:
    """The place, or every reason why it is none. `regions`: ISO codes that are known."""
    reading = _Reading(register, row)
    mapping = register.places or PlacesMapping()
    region, region_text = _region(reading, regions)
    said = PlaceSaid(
        key=row.key,
        names=_names(reading, mapping),
        kind=reading.word(register.kind, register.kinds) or FacilityKind.OTHER.value,
        country=register.country,
        region=region,
        region_text=region_text,
        security=reading.word(mapping.security, mapping.securities or {}),
        sex=reading.word(mapping.sex, mapping.sexes or {}),
        town=_town(reading, mapping),
        codes=_codes(reading, mapping),
        capacities=_capacities(reading, mapping),
        rooms=_rooms(reading, mapping, rooms),
        is_demo=mapping.is_demo,
    )
    if flaw := _flaw(row.key, LONGEST_KEY):
        reading.refuse(Column(next(iter(register.sheets)), register.key), row.key, flaw,
                       limit=str(LONGEST_KEY))  # fmt: skip
    return (None if reading.refused else said), tuple(reading.refused)


class _Reading:
    """The cells of one row, with the corrections of the mapping applied, and what is wrong."""

    def __init__(self, register: Register, row: Row) -> None:
        self.register, self.row = register, row
        self.refused: list[Refused] = []
        self._corrections = {(c.column, c.reads): c.means for c in register.corrections}

    def text(self, column: Column | None, longest: int = LONGEST_NAME) -> str | None:
        """None for what stands for nothing."""
        if column is None:
            return None
        text = " ".join((self.row.text(column) or "").split())
        text = self._corrections.get((column, text), text)
        if not text or text in self.register.nothing:
            return None
        flaw = _flaw(text, longest)
        if flaw:
            self.refuse(column, text, flaw, limit=str(longest))
        return None if flaw else text

    def word(self, column: Column | None, words: Mapping[str, StrEnum]) -> str | None:
        text = self.text(column)
        if text is None or column is None:
            return None
        if text not in words:
            self.refuse(column, text, "unknown_word")
            return None
        return words[text].value

    def refuse(self, column: Column, value: str, code: str, **details: str) -> None:
        self.refused.append(
            Refused(
                self.register.sheets.get(column.sheet, column.sheet),
                self.row.lines.get(column.sheet, 0),
                column.name,
                _printable(value),
                code,
                tuple(sorted(details.items())),
            )
        )


def _flaw(text: str, longest: int) -> str | None:
    """No database keeps NUL in a text, other control characters do something on the screen that they
    are shown on, and no column keeps more than it has room for."""
    if _CONTROL.search(text):
        return "control_character"
    return "too_long" if len(text) > longest else None


def _printable(value: str) -> str:
    return _CONTROL.sub("\ufffd", value[:80])


def _names(reading: _Reading, mapping: PlacesMapping) -> dict[str, str]:
    wanted = mapping.names or {"en": reading.register.name}
    names: dict[str, str] = {}
    refused_before = len(reading.refused)
    for language, columns in wanted.items():
        known = [text for column in columns if (text := reading.text(column))]
        if known:
            names[language] = " ".join(known)
    first = next(iter(wanted.values()))[0]
    if not names and len(reading.refused) == refused_before:
        reading.refuse(first, reading.row.text(first) or "", "no_value")
    for name in names.values():
        if len(name) > LONGEST_NAME:
            reading.refuse(first, name, "too_long", limit=str(LONGEST_NAME))
    return names


def _region(reading: _Reading, known: Collection[str]) -> tuple[str | None, str | None]:
    """A country whose regions we know takes no other ones; of any other the text is kept."""
    register = reading.register
    text = reading.text(register.region, LONGEST_REGION)
    if text is None or register.region is None:
        return None, None
    meant = register.regions.get(text, text)
    if meant in known:
        return meant, None
    if any(code.startswith(f"{register.country}-") for code in known):
        reading.refuse(register.region, text, "unknown_region")
        return None, None
    return None, meant


def _town(reading: _Reading, mapping: PlacesMapping) -> dict[str, str] | None:
    columns = mapping.town or {}
    town = {lang: text for lang, column in columns.items() if (text := reading.text(column))}
    return town or None


def _codes(reading: _Reading, mapping: PlacesMapping) -> tuple[str, ...]:
    own = (reading.register.code,) if reading.register.code else ()
    texts = [reading.text(column, LONGEST_CODE) for column in (*own, *mapping.codes)]
    return tuple(sorted({text for text in texts if text}))


def _capacities(reading: _Reading, mapping: PlacesMapping) -> tuple[CapacitySaid, ...]:
    found: list[CapacitySaid] = []
    for column in mapping.capacities:
        places = _places(reading, column.figure)
        as_of = _as_of(reading, column)
        if places is not None and as_of is not None:
            found.append(CapacitySaid(column.notion, as_of, column.basis, places, column.stated_by))
    return tuple(sorted(found, key=lambda said: (said.notion, said.as_of)))


def _places(reading: _Reading, figure_id: str) -> int | None:
    """A whole number of places: of a column, or the difference of two figures."""
    figure = reading.register.figures[figure_id]
    if figure.difference is not None:
        first, second = (_places(reading, name) for name in figure.difference)
        if first is None or second is None:
            return None
        if second > first:
            sheet = next(iter(reading.register.sheets))
            reading.refuse(Column(sheet, figure_id), f"{first} - {second}", "below_nothing")
            return None
        return first - second
    if figure.column is None:
        return None
    text = reading.text(figure.column)
    if text is None:
        return None
    try:
        value = parse_exact(text)
    except ValueError:
        reading.refuse(figure.column, text, "not_whole")
        return None
    if value.denominator != 1 or not 0 <= value <= MOST_PLACES:
        reading.refuse(figure.column, text, "not_whole")
        return None
    return int(value)


def _as_of(reading: _Reading, column: CapacityColumn) -> date | None:
    if column.as_of_column is None:
        return column.as_of or reading.register.visited_on
    text = reading.text(column.as_of_column)
    try:
        if text is not None and len(text) == len("2026-01-31"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    reading.refuse(column.as_of_column, text or "", "not_day")
    return None


def _rooms(
    reading: _Reading, mapping: PlacesMapping, rows: Iterable[RoomRow]
) -> tuple[RoomSaid, ...]:
    sheet = mapping.rooms
    if sheet is None:
        return ()
    found: dict[tuple[str | None, str], RoomSaid] = {}
    for row in rows:
        one = _RoomReading(reading, sheet, row)
        room = one.room()
        if room is None:
            continue
        if (room.block, room.number) in found:
            one.refuse(sheet.number, room.number, "room_twice")
        found[room.block, room.number] = room
    return tuple(found[place] for place in sorted(found, key=lambda p: (p[0] or "", p[1])))


class _RoomReading:
    def __init__(self, reading: _Reading, sheet: RoomSheet, row: RoomRow) -> None:
        self._reading, self._sheet, self._row = reading, sheet, row

    def room(self) -> RoomSaid | None:
        sheet = self._sheet
        number = self._text(sheet.number, LONGEST_ROOM)
        kind = self._word(sheet.kind, sheet.kinds)
        if number is None:
            self.refuse(sheet.number, "", "no_value")
        if kind is None and not self._row.cells.get(sheet.kind, "").strip():
            self.refuse(sheet.kind, "", "no_value")
        if number is None or kind is None:
            return None
        return RoomSaid(
            self._text(sheet.block, LONGEST_BLOCK),
            number,
            kind,
            self._word(sheet.regime, sheet.regimes or {}),
            self._word(sheet.people, sheet.peoples or {}),
        )

    def refuse(self, column: str, value: str, code: str, **details: str) -> None:
        self._reading.refused.append(
            Refused(
                self._sheet.file,
                self._row.line,
                column,
                _printable(value),
                code,
                tuple(sorted(details.items())),
            )
        )

    def _text(self, column: str | None, longest: int) -> str | None:
        text = " ".join(self._row.cells.get(column or "", "").split())
        if not text or text in self._reading.register.nothing:
            return None
        flaw = _flaw(text, longest)
        if flaw:
            self.refuse(column or "", text, flaw, limit=str(longest))
        return None if flaw else text

    def _word(self, column: str | None, words: Mapping[str, StrEnum]) -> str | None:
        text = self._text(column, LONGEST_NAME)
        if text is None or column is None:
            return None
        if text not in words:
            self.refuse(column, text, "unknown_word")
            return None
        return words[text].value
