"""Is this file a workbook that can be read safely? Looked at before anything is unpacked.

An .xlsx is a zip of XML. Sizes are held against the zip's own directory, then each part is unpacked
once under that limit, so that a directory that lies is found out too. Each sheet is walked once for
what the reader of values would hide: errors, formulas without a result, cells far outside.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from posixpath import join, normpath

from inspect_app.files.workbook.reading.xml_walk import (
    NotXml,
    SheetScan,
    scan_book,
    scan_relations,
    scan_sheet,
)
from inspect_app.problems import Problem

LIMIT_FILE = 32 * 1024 * 1024
LIMIT_UNPACKED = 256 * 1024 * 1024
LIMIT_PARTS = 2000
_ZIP, _OLD_OR_LOCKED = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


@dataclass(frozen=True, slots=True)
class Package:
    """`scans`: name of the sheet -> what was seen in it. `is_1904`: days count from 1904."""

    scans: Mapping[str, SheetScan]
    is_1904: bool


def open_package(data: bytes, file: str) -> Package:
    """Raises Problem `file.too_large` or `workbook.*`, one sentence."""
    if len(data) > LIMIT_FILE:
        raise Problem("file.too_large", file=file, limit=f"{LIMIT_FILE // 2**20} MiB")
    if data.startswith(_OLD_OR_LOCKED):
        raise Problem("workbook.locked_or_old", file=file)
    if not data.startswith(_ZIP):
        raise Problem("workbook.not_a_workbook", file=file)
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _check_directory(package, file)
            parts = {info.filename: info for info in package.infolist()}
            if _BOOK not in parts or _RELATIONS not in parts:
                raise Problem("workbook.not_a_workbook", file=file)
            for name in parts:
                _unpack(package, name)
            return _read(package)
    except (zipfile.BadZipFile, NotXml, EOFError, OSError, NotImplementedError) as error:
        raise Problem("workbook.damaged", file=file, why=str(error)) from error
    except RuntimeError as error:  # how zipfile says that a part is encrypted
        raise Problem("workbook.locked_or_old", file=file) from error


def _check_directory(package: zipfile.ZipFile, file: str) -> None:
    infos = package.infolist()
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > LIMIT_PARTS or unpacked > LIMIT_UNPACKED:
        raise Problem(
            "workbook.swollen",
            file=file,
            unpacked=f"{unpacked // 2**20} MiB",
            limit=f"{LIMIT_UNPACKED // 2**20} MiB",
        )
    if len({info.filename for info in infos}) != len(infos):
        raise Problem("workbook.damaged", file=file, why="a part stands twice in the zip")


def _unpack(package: zipfile.ZipFile, name: str) -> None:
    """Reads a part to its end: one longer than the directory says fails its checksum."""
    with package.open(name) as part:
        while part.read(1 << 20):
            pass


def _read(package: zipfile.ZipFile) -> Package:
    book = scan_book(package.read(_BOOK))
    targets = scan_relations(package.read(_RELATIONS))
    scans: dict[str, SheetScan] = {}
    for name, relation in book.sheets:
        target = targets.get(relation, "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if part in package.NameToInfo and part.startswith("xl/worksheets/"):
            scans[name] = scan_sheet(package.read(part))
    return Package(scans, book.is_1904)
