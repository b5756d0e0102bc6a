"""The sheets that list things: blocks, rooms, evidence, recommendations. A row, an item."""

from __future__ import annotations

from collections.abc import Iterator

from inspect_app.domain.facts import Block, Evidence, Recommendation, Room
from inspect_app.domain.terms import EvidenceKind, People, Regime, RoomKind
from inspect_app.files.workbook.layout import SheetKey
from inspect_app.files.workbook.reading.context import Context
from inspect_app.files.workbook.reading.grid import Cell, Row

_ID = frozenset({"id"})


class ListSheets:
    def __init__(self, context: Context) -> None:
        self._context = context

    def blocks(self) -> Iterator[Block]:
        """A prepared row that has nothing but its id is no block."""
        for position, row in enumerate(self._filled(SheetKey.BLOCKS, but=_ID)):
            path = ("blocks", position)
            self._context.place(path, row, id="id", name="name")
            yield Block(self._required(row.cells["id"]), self._required(row.cells["name"]))

    def rooms(self) -> Iterator[tuple[Row, Room]]:
        """Each room with its row, in which its answers stand too."""
        for position, row in enumerate(self._filled(SheetKey.ROOMS)):
            self._context.place(("rooms", position), row, id="id", block="block")
            yield row, self._room(row)

    def evidence(self) -> Iterator[Evidence]:
        cells, words = self._context.cells, self._context.words
        for position, row in enumerate(self._filled(SheetKey.EVIDENCE)):
            self._context.place(("evidence", position), row, id="id", file="file")
            kind = cells.word(row.cells["kind"], words["evidence_kind"])
            flags = (
                bool(cells.yes_no(row.cells[key], words["yes_no"]))
                for key in ("shows_person", "is_publishable")
            )
            shows_person, is_publishable = flags
            yield Evidence(
                id=self._required(row.cells["id"]),
                kind=EvidenceKind(cells.required(row.cells["kind"], kind) or EvidenceKind.PHOTO),
                caption=self._required(row.cells["caption"]),
                file=cells.text(row.cells["file"]),
                taken_at=cells.moment(row.cells["taken_at"]),
                shows_person=shows_person,
                is_publishable=is_publishable,
            )

    def recommendations(self) -> Iterator[Recommendation]:
        """Without an id of its own, a recommendation has the number of its place in the list."""
        cells = self._context.cells
        for position, row in enumerate(self._filled(SheetKey.RECOMMENDATIONS)):
            path = ("recommendations", position)
            self._context.place(path, row, id="id", criterion="criterion")
            cell = row.cells["criterion"]
            criterion = cells.word(cell, self._context.words["criterion"])
            yield Recommendation(
                id=cells.text(row.cells["id"]) or str(position + 1),
                criterion=cells.required(cell, criterion) or "",
                says=self._required(row.cells["says"]),
                addressed_to=self._required(row.cells["addressed_to"]),
                due_on=cells.day(row.cells["due_on"]),
            )

    def _room(self, row: Row) -> Room:
        cells, words = self._context.cells, self._context.words
        room_id, number = cells.text(row.cells["id"]), cells.text(row.cells["number"])
        kind = cells.required(row.cells["kind"], cells.word(row.cells["kind"], words["room_kind"]))
        regime = cells.word(row.cells["regime"], words["regime"])
        people = cells.word(row.cells["people"], words["people"])
        if room_id is None and number is None:
            cells.required(row.cells["id"], None)
        return Room(
            id=room_id or number or "",
            number=number or room_id or "",
            kind=RoomKind(kind or RoomKind.OTHER),
            block=cells.text(row.cells["block"]),
            regime=Regime(regime) if regime else None,
            people=People(people) if people else None,
            is_in_use=cells.yes_no(row.cells["is_in_use"], words["yes_no"]) is not False,
        )

    def _filled(self, key: SheetKey, but: frozenset[str] = frozenset()) -> Iterator[Row]:
        for row in self._context.tables[key].rows:
            if not row.is_empty(but):
                yield row

    def _required(self, cell: Cell) -> str:
        cells = self._context.cells
        return cells.required(cell, cells.text(cell)) or ""
