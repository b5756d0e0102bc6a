"""A filled workbook becomes facts, or a list of all that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

from inspect_app.domain.facts import Facts
from inspect_app.domain.facts_checking import check_facts, inputs_of
from inspect_app.domain.standards import Pack
from inspect_app.files.workbook.layout import FORMAT, TABLES, SheetKey
from inspect_app.files.workbook.reading.answers import AnswerSheets
from inspect_app.files.workbook.reading.cells import Cells
from inspect_app.files.workbook.reading.context import Context
from inspect_app.files.workbook.reading.grid import Book, read_book
from inspect_app.files.workbook.reading.lists import ListSheets
from inspect_app.files.workbook.reading.refusals import Refusals
from inspect_app.files.workbook.reading.visit import VisitSheet
from inspect_app.files.workbook.reading.word_lists import WordLists
from inspect_app.files.workbook.wording import Words
from inspect_app.problems import LANGUAGES, Problem, Problems

_ANSWER_KEYS = ("place", "value", "state", "reason", "grade", "evidence", "confirmed_by", "words")


def facts_from_workbook(data: bytes, packs: Sequence[Pack], file: str) -> Facts:
    """Facts from the bytes of an .xlsx made by `template_bytes`; `file` is how refusals name it.

    Raises Problem (no workbook, damaged, not ours) or Problems (every wrong cell, all at once).
    """
    refusals = Refusals(file)
    book = read_book(data, refusals)
    _check_sheets(book, file)
    words = WordLists(book.tables[SheetKey.LISTS], packs)
    context = Context(book.tables, Cells(refusals, book.is_1904), words, inputs_of(packs))
    facts = _facts(context)
    for fault in check_facts(facts, packs):
        cell = context.nearest(fault.path)
        if cell is None:
            raise AssertionError(f"no cell stands behind {fault.path}")
        refusals.add(cell, fault.code, **fault.details)
    refusals.raise_if_any()
    return facts


def _facts(context: Context) -> Facts:
    visit = VisitSheet(context).read()
    sheets = ListSheets(context)
    blocks = tuple(sheets.blocks())
    rooms = tuple(sheets.rooms())
    return Facts(
        facility=visit.facility,
        inspection=visit.inspection,
        blocks=blocks,
        rooms=tuple(room for _, room in rooms),
        answers=AnswerSheets(context, visit).read(rooms),
        evidence=tuple(sheets.evidence()),
        recommendations=tuple(sheets.recommendations()),
        is_demo=visit.is_demo,
    )


def _check_sheets(book: Book, file: str) -> None:
    """All sheets and columns must still be there: nothing is half-read."""
    missing = [
        Problem("workbook.sheet_missing", file=file, sheet=_names(key))
        for key in SheetKey
        if key not in book.tables
    ]
    if missing:
        raise Problems(missing)
    needed = {key: tuple(column.key for column in columns) for key, columns in TABLES.items()}
    needed |= dict.fromkeys((SheetKey.FACILITY, SheetKey.KEYS), ("value",))
    needed[SheetKey.ANSWERS] = _ANSWER_KEYS
    gone = [
        Problem("workbook.column_missing", file=file, sheet=book.tables[key].name, column=column)
        for key, columns in needed.items()
        for column in columns
        if column not in book.tables[key].columns
    ]
    if gone:
        raise Problems(gone)
    said = {row.key: str(row.cells["value"].raw) for row in book.tables[SheetKey.KEYS].rows}
    if said.get("format") != FORMAT:
        raise Problem("workbook.other_format", file=file, given=said.get("format", "–"))


def _names(key: SheetKey) -> str:
    """The sheet in every language; hidden ones have one name."""
    if key in (SheetKey.KEYS, SheetKey.LISTS):
        return f"_{key}"
    return " / ".join(Words(language)(f"sheet.{key}") for language in LANGUAGES)
