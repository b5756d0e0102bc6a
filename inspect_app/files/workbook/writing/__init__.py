"""The workbook that an office fills by hand, made from a checklist and the packs behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from inspect_app.domain.checklists import Checklist
from inspect_app.domain.standards import Pack
from inspect_app.domain.terms import PlaceKind
from inspect_app.files.workbook.layout import (
    CLOSED_LISTS,
    FORMAT,
    MARK,
    TABLES,
    SheetKey,
)
from inspect_app.files.workbook.wording import Words
from inspect_app.files.workbook.writing.answers import write_answers
from inspect_app.files.workbook.writing.checks import list_name
from inspect_app.files.workbook.writing.facility import write_facility, write_readme
from inspect_app.files.workbook.writing.keyed_sheet import (
    KeyedSheet,
    prepare_cells,
    write_headings,
)
from inspect_app.files.workbook.writing.lists import Lists
from inspect_app.files.workbook.writing.questions import Questions
from inspect_app.files.workbook.writing.rooms import RoomsSheet
from inspect_app.files.workbook.writing.styles import make_styles
from inspect_app.problems import Language

_HEADINGS, _FIRST = 3, 5
_PREPARED_ROWS = 40
_MADE_ON = datetime(2000, 1, 1)  # noqa: DTZ001  # a fixed date, so that equal templates have equal bytes
_HOME = "KZ"  # the country of a pack that names none


def template_bytes(
    checklist: Checklist, packs: Sequence[Pack], language: Language, rooms: int, blocks: int
) -> bytes:
    """An .xlsx with `rooms` prepared rows and the questions about blocks for `blocks` of them.

    The same arguments give the same bytes.
    """
    into = BytesIO()
    book = Workbook(into, {"in_memory": True, "default_date_format": "dd.mm.yyyy"})
    book.set_properties({"created": _MADE_ON, "title": checklist.title[language]})
    words = Words(language)
    styles, lists = make_styles(book), Lists()
    questions = Questions(checklist, packs, words)
    _collect_lists(lists, questions, checklist, packs, words)
    prepared = [f"B{number}" for number in range(1, blocks + 1)]

    def keyed(key: SheetKey) -> KeyedSheet:
        return KeyedSheet(book, key, words, styles)

    write_readme(book, checklist, words, styles)
    country = next((pack.country for pack in packs if pack.country), _HOME)
    grade = lists.word("grade", "A")
    write_facility(keyed(SheetKey.FACILITY), lists, {"country": country, "default_grade": grade})
    _write_table(keyed(SheetKey.BLOCKS), SheetKey.BLOCKS, lists, max(blocks, 1), prepared)
    RoomsSheet(keyed(SheetKey.ROOMS), questions, lists, rooms).write()
    write_answers(keyed(SheetKey.ANSWERS), questions, lists, prepared)
    for key in (SheetKey.ROOM_ANSWERS, SheetKey.EVIDENCE, SheetKey.RECOMMENDATIONS):
        _write_table(keyed(key), key, lists, _PREPARED_ROWS)
    _write_keys(book, checklist, packs, language)
    lists.write(book)
    book.close()
    return into.getvalue()


def _collect_lists(
    lists: Lists, questions: Questions, checklist: Checklist, packs: Sequence[Pack], words: Words
) -> None:
    for name, ids in CLOSED_LISTS.items():
        lists.add(name, words.list_of(name, ids))
    for question in questions.inputs_with_options():
        options = question.input.options
        lists.add(
            list_name(question.input),
            {option.id: option.label[words.language] for option in options},
        )
    rooms = {one.question.input.id: one.label for one in questions.at(PlaceKind.ROOM)}
    lists.add("room_question", rooms)
    titles = {
        criterion.id: f"{criterion.id}: {criterion.title[words.language]}"
        for pack in packs
        for criterion in pack.criteria.values()
        if criterion.id in checklist.criteria
    }
    lists.add("criterion", titles)


def _write_table(
    keyed: KeyedSheet, key: SheetKey, lists: Lists, rows: int, ids: Sequence[str] = ()
) -> None:
    """A sheet of plain rows; `ids` stand in the first column from the beginning."""
    columns = TABLES[key]
    write_headings(keyed, _HEADINGS, columns)
    prepare_cells(keyed, (_FIRST, _FIRST + rows - 1), columns, lists)
    for row, item in enumerate(ids, start=_FIRST):
        keyed.sheet.write_string(row, 1, item, keyed.styles.text)
    keyed.sheet.freeze_panes(_FIRST, 2)
    keyed.print_as(_HEADINGS + 1)


def _write_keys(
    book: Workbook, checklist: Checklist, packs: Sequence[Pack], language: Language
) -> None:
    """What the workbook was made from; hidden, for the program alone."""
    sheet = book.add_worksheet("_keys")
    rows = [
        (f"{MARK}{SheetKey.KEYS}", "value"),
        ("format", FORMAT),
        ("language", language),
        ("checklist.id", checklist.id),
        ("checklist.version", str(checklist.version)),
        ("checklist.sha256", checklist.sha256),
    ]
    rows += [(f"pack.{pack.id}", f"{pack.version} {pack.sha256}") for pack in packs]
    for row, (name, text) in enumerate(rows):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, text)
    sheet.very_hidden()
