"""The rooms: sorted and filtered in the address, a hundred a page; all of them as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask import Response, request

from inspect_app.api.guarding import guarded
from inspect_app.domain.exact import shown
from inspect_app.domain.facts import Block
from inspect_app.domain.permissions import Permission
from inspect_app.files.spreadsheet_cells import harmless
from inspect_app.pages.frame import here
from inspect_app.pages.inspection.failures import finding_address
from inspect_app.pages.inspection.group import pages
from inspect_app.pages.inspection.keeping import kept
from inspect_app.pages.inspection.places import Places
from inspect_app.pages.inspection.reading import Opened, opened
from inspect_app.pages.inspection.room_rows import (
    SORTS,
    RoomRow,
    RoomsAsked,
    chosen_rows,
    natural,
    room_rows,
)
from inspect_app.pages.inspection_frame import inspection_page
from inspect_app.reports.model.rows import Badge
from inspect_app.reports.model.verdicts import space_text

ROWS = 100
WORST = ("0", "1", "2", "3", "open")
_SPACE_EDGES = (Fraction(3), Fraction(4))
_MOST_CODES = 8
COLUMNS = (
    "block",
    "number",
    "kind",
    "regime",
    "people",
    "is_in_use",
    "persons_sleeping",
    "living_space_m2",
    "living_space_per_person_m2",
    "worst_level",
    "critical_failures",
    "below_minimum",
    "room_id",
)


@dataclass(frozen=True, slots=True)
class RoomLine:
    number: str
    address: str
    block: str
    kind: str
    persons: str
    space: str
    is_small: bool
    badge: Badge
    critical: tuple[tuple[str, str], ...]
    more: str
    below: str


@pages.get("/inspections/<inspection_id>/rooms")
@guarded(Permission.READ_INSPECTION)
def rooms(inspection_id: str) -> Response:
    about = opened(inspection_id, "/rooms")
    rows, asked, places = rows_of(about), _asked(), Places(about)
    found = chosen_rows(rows, asked)
    last = max(1, -(-len(found) // ROWS))
    number = _page_number(last)
    part = found[(number - 1) * ROWS : number * ROWS]
    return inspection_page(
        "inspection/rooms",
        about.listed,
        "/rooms",
        lines=[_line(row, about, places) for row in part],
        total=len(found),
        of=len(rows),
        asked=asked,
        page=number,
        pages=last,
        sorts=tuple(SORTS),
        blocks=_blocks(rows, about),
        kinds=_kinds(rows, about),
        worsts=[(name, _worst_words(name, about)) for name in WORST],
        next_page=here(page=str(number + 1)) if number < last else None,
        previous_page=here(page=str(number - 1)) if number > 1 else None,
        csv=f"{about.address}/rooms.csv",
        whole=places.cell(about.facts.facility.id),
        block_cells=[places.cell(block.id) for block in _in_order(about)],
    )


@pages.get("/inspections/<inspection_id>/rooms.csv")
@guarded(Permission.READ_INSPECTION)
def rooms_csv(inspection_id: str) -> Response:
    """All rooms, in the order of blocks and numbers; sent piece by piece."""
    about = opened(inspection_id, "/rooms")
    names = {block.id: block.name for block in about.facts.blocks}
    response = Response(csv_of(rows_of(about), names), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="rooms-{about.id}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


def rows_of(about: Opened) -> tuple[RoomRow, ...]:
    return kept().get_or_make(
        ("rooms", *about.made_of),
        lambda: room_rows(about.facts, about.assessment),
    )


def csv_of(rows: Sequence[RoomRow], blocks: dict[str, str]) -> Iterator[str]:
    """Lines in pieces of a hundred rooms, with the mark by which spreadsheets know UTF-8.

    Names are those of the schemas, the same in every language; decimals are rounded to two places,
    never over an edge of 3 or 4 m².
    """
    yield "\ufeff" + _csv_lines([COLUMNS])
    for start in range(0, len(rows), ROWS):
        yield _csv_lines([_csv_row(row, blocks) for row in rows[start : start + ROWS]])


class _Lines(list[str]):
    def write(self, line: str) -> None:
        self.append(line)


def _csv_lines(rows: Sequence[Sequence[str]]) -> str:
    lines = _Lines()
    csv.writer(lines).writerows(rows)
    return "".join(lines)


def _csv_row(row: RoomRow, blocks: dict[str, str]) -> Sequence[str]:
    room, per_person = row.room, row.space_m2_per_person
    return (
        harmless(blocks.get(room.block or "", "")),
        harmless(room.number),
        room.kind.value,
        room.regime.value if room.regime else "",
        room.people.value if room.people else "",
        "yes" if room.is_in_use else "no",
        "" if row.persons is None else str(row.persons),
        "" if row.space_m2 is None else shown(row.space_m2),
        "" if per_person is None else shown(per_person, 2, _SPACE_EDGES),
        "" if row.worst is None else str(row.worst),
        " ".join(row.critical),
        " ".join(code for _, code in row.below),
        room.id,
    )


def _asked() -> RoomsAsked:
    """A filter or an order that there is not counts as not asked: an old address still works."""
    args = request.args
    sort, worst = args.get("sort", "number"), args.get("worst")
    return RoomsAsked(
        sort=sort if sort in SORTS else "number",
        block=args.get("block") or None,
        kind=args.get("kind") or None,
        worst=worst if worst in WORST else None,
        is_critical=args.get("critical") == "yes",
    )


def _page_number(last: int) -> int:
    text = request.args.get("page", "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return min(max(number, 1), last)


def _in_order(about: Opened) -> list[Block]:
    return sorted(about.facts.blocks, key=lambda block: natural(block.name))


def _blocks(rows: Sequence[RoomRow], about: Opened) -> list[tuple[str, str]]:
    """To choose from; rooms without a block only where there are some."""
    named = [(block.id, about.sources.block_title(block.id)) for block in _in_order(about)]
    has_others = bool(named) and any(row.room.block is None for row in rows)
    return [*named, ("-", about.words.say("annex.no_block"))] if has_others else named


def _kinds(rows: Sequence[RoomRow], about: Opened) -> list[tuple[str, str]]:
    kinds = sorted({row.room.kind.value for row in rows})
    return [(kind, about.words.say(f"room.{kind}")) for kind in kinds]


def _worst_words(name: str, about: Opened) -> str:
    return about.words.say(f"level.{name}" if name.isdigit() else "state.not_assessed")


def _line(row: RoomRow, about: Opened, places: Places) -> RoomLine:
    words, room, space = about.words, row.room, row.space_m2_per_person
    left = len(row.critical) - _MOST_CODES
    return RoomLine(
        number=room.number,
        address=f"{about.address}/rooms/{room.id}",
        block=places.block(room),
        kind=places.kind(room),
        persons=words.say("value.none") if row.persons is None else words.whole(row.persons),
        space=space_text(space, about.sources),
        is_small=space is not None and space < _SPACE_EDGES[1],
        badge=_badge(row, about),
        critical=tuple(
            (code, finding_address(about, code, room.id)) for code in row.critical[:_MOST_CODES]
        ),
        more=f"+{left}" if left > 0 else "",
        below=words.whole(len(row.below)),
    )


def _badge(row: RoomRow, about: Opened) -> Badge:
    if row.worst is None:
        return Badge("none", "–", about.words.say("state.not_assessed"))
    return about.sources.level_badge(row.worst)
