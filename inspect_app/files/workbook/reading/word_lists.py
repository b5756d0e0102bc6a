"""What the words of the drop-downs stand for: as the workbook itself says, and in any language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from inspect_app.domain.facts_checking import inputs_of
from inspect_app.domain.standards import Criterion, Input, Pack
from inspect_app.domain.terms import InputKind, PlaceKind
from inspect_app.files.workbook.layout import CLOSED_LISTS, choice_list, ids_key
from inspect_app.files.workbook.reading.cell_values import folded
from inspect_app.files.workbook.reading.cells import WordList
from inspect_app.files.workbook.reading.grid import Table
from inspect_app.files.workbook.wording import words_in_every_language


class WordLists:
    """The workbook's own words come first; the words of other languages and bare ids also count."""

    def __init__(self, table: Table, packs: Sequence[Pack]) -> None:
        self._table = table
        self._lists: dict[str, WordList] = {}
        for name, ids in CLOSED_LISTS.items():
            other = words_in_every_language(name, ids) | {item: item for item in ids}
            self._lists[name] = self._list(name, other)
        for asked in inputs_of(packs).values():
            if asked.kind is InputKind.CHOICE:
                name = choice_list(asked.id)
                self._lists[name] = self._list(name, dict(_labels(asked)))
        rooms = [asked for asked in inputs_of(packs).values() if asked.place is PlaceKind.ROOM]
        labels = {label: asked.id for asked in rooms for label in asked.label.values()}
        self._lists["room_question"] = self._list("room_question", labels | _themselves(rooms))
        criteria = [criterion for pack in packs for criterion in pack.criteria.values()]
        self._lists["criterion"] = self._list("criterion", _themselves(criteria))

    def __getitem__(self, name: str) -> WordList:
        return self._lists[name]

    def of_choice(self, asked: Input) -> WordList:
        return self._lists[choice_list(asked.id)]

    def _list(self, name: str, other: Mapping[str, str]) -> WordList:
        own = dict(self._own(name))
        known = {folded(word): item for word, item in other.items()}
        known |= {folded(item): item for item in own.values()}
        known |= {folded(word): item for word, item in own.items()}
        return WordList(known, tuple(own) or tuple(dict.fromkeys(other.values())))

    def _own(self, name: str) -> Iterator[tuple[str, str]]:
        if name not in self._table.columns or ids_key(name) not in self._table.columns:
            return
        for row in self._table.rows:
            word, item = row.cells[name].raw, row.cells[ids_key(name)].raw
            if word != "" and item != "":
                yield str(word), str(item)


def _themselves(items: Iterable[Input | Criterion]) -> dict[str, str]:
    """Ids stand for themselves."""
    return {item.id: item.id for item in items}


def _labels(asked: Input) -> Iterator[tuple[str, str]]:
    for option in asked.options:
        yield option.id, option.id
        for label in option.label.values():
            yield label, option.id
