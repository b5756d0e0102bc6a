"""Files that are no workbooks, are damaged, or were made to do harm get one sentence each."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from inspect_app.files.workbook import facts_from_workbook, read_facts
from inspect_app.files.workbook.reading import package
from inspect_app.problems import Problem, Problems
from tests.files.filling import visited
from tests.files.small_packs import PACK

GOOD = visited().content()


def _code(content: bytes) -> str:
    with pytest.raises((Problem, Problems)) as caught:
        facts_from_workbook(content, [PACK], "facts.xlsx")
    refused = caught.value
    return refused.code if isinstance(refused, Problem) else refused.problems[0].code


def _zip(parts: dict[str, bytes]) -> bytes:
    into = BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return into.getvalue()


def _with_part(name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(GOOD)) as packed:
        parts = {one: packed.read(one) for one in packed.namelist()}
    return _zip(parts | {name: content})


def _damaged() -> bytes:
    """One byte of the packed sheet of the facility turned round, so that its checksum fails."""
    with zipfile.ZipFile(BytesIO(GOOD)) as packed:
        info = packed.getinfo("xl/worksheets/sheet2.xml")
    middle = info.header_offset + info.compress_size // 2
    return GOOD[:middle] + bytes([GOOD[middle] ^ 0xFF]) + GOOD[middle + 1 :]


SHEET = "xl/worksheets/sheet1.xml"
OPEN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHUT = b"</sheetData></worksheet>"
ENTITIES = (
    b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    + OPEN
    + b'<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>'
    + SHUT
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "workbook.not_a_workbook"),
        (b"name;value\n", "workbook.not_a_workbook"),
        (b"%PDF-1.7", "workbook.not_a_workbook"),
        (_zip({"mimetype": b"application/vnd.oasis"}), "workbook.not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "workbook.locked_or_old"),
        (GOOD[: len(GOOD) // 2], "workbook.damaged"),
        (_damaged(), "workbook.damaged"),
        (_with_part(SHEET, b"<worksheet><sheetData><row"), "workbook.damaged"),
        (_with_part(SHEET, ENTITIES), "workbook.damaged"),
        (_with_part("xl/workbook.xml", b"<workbook/>"), "workbook.not_ours"),
    ],
    ids=["empty", "csv", "pdf", "ods", "xls", "cut", "flipped", "xml", "entities", "no-sheets"],
)
def test_what_is_no_whole_workbook_is_refused(content: bytes, code: str) -> None:
    assert _code(content) == code


def test_a_workbook_that_would_unpack_to_too_much_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb = _with_part("xl/media/zeros.bin", b"\0" * 2_000_000)
    monkeypatch.setattr(package, "LIMIT_UNPACKED", 1_000_000)
    monkeypatch.setattr(package, "_unpack", lambda *_: pytest.fail("it was unpacked"))
    assert len(bomb) < 100_000
    assert _code(bomb) == "workbook.swollen"


def test_a_directory_that_lies_about_a_size_is_found_out() -> None:
    honest = _with_part("xl/media/zeros.bin", b"\0" * 2_000_000)
    true_size, small = (2_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little")
    assert true_size in honest
    assert _code(honest.replace(true_size, small)) == "workbook.damaged"


def test_too_many_parts_and_too_large_a_file_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LIMIT_PARTS", 5)
    assert _code(GOOD) == "workbook.swollen"
    monkeypatch.setattr(package, "LIMIT_FILE", 100)
    assert _code(GOOD) == "file.too_large"


def test_one_cell_at_the_far_end_makes_no_endless_table() -> None:
    far = OPEN + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + SHUT
    assert _code(_with_part(SHEET, far)) == "workbook.cell_far_out"


def test_styled_but_empty_cells_at_the_far_end_do_no_harm() -> None:
    far = OPEN + b'<row r="1048576"><c r="XFD1048576" s="1"/></row>' + SHUT
    facts = facts_from_workbook(_with_part(SHEET, far), [PACK], "facts.xlsx")
    assert facts.facility.country == "KZ"


def test_a_workbook_of_somebody_else_is_refused() -> None:
    filled = visited()
    for sheet in tuple(filled.names):
        filled.put_at(sheet, "A1", "")
    assert filled.refusals() == [("", "workbook.not_ours")]


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "no.xlsx", "file.not_found"), (tmp_path, "file.unreadable")):
        with pytest.raises(Problem) as caught:
            read_facts(path, [PACK])
        assert caught.value.code == code


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1"><c r="A99999999991"><v>1</v></c></row>',
        b'<row r="1"><c r="ZZZ1"><v>1</v></c></row>',
        b'<row r="1"><c r="A0"><v>1</v></c></row>',
        b'<row r="99999999999"><c><v>1</v></c></row>',
        b'<row r="-1"><c><v>1</v></c></row>',
    ],
)
def test_an_address_outside_of_every_sheet_is_refused(cells: bytes) -> None:
    assert _code(_with_part(SHEET, OPEN + cells + SHUT)) == "workbook.damaged"


def test_an_encoding_that_nobody_knows_is_refused() -> None:
    content = b'<?xml version="1.0" encoding="UTF-6"?>' + OPEN + SHUT
    assert _code(_with_part(SHEET, content)) == "workbook.damaged"
