"""The tables for machines, streamed, and the page that explains every column of them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from inspect_app.api.etags import answered_bytes, etag_of, not_modified
from inspect_app.api.guarding import open_to_all
from inspect_app.api.machinery import machinery
from inspect_app.api.scoping import not_here
from inspect_app.api.streaming import streamed
from inspect_app.files.spreadsheet_cells import harmless
from inspect_app.pages.portal.frame import (
    CACHE,
    LANG,
    portal_group,
    portal_page,
    reading,
    words_of,
)
from inspect_app.pages.portal.gone import show_gone
from inspect_app.pages.portal.shown import Withdrawn, published_in_force
from inspect_app.services import portal
from inspect_app.services.portal import COLUMNS, Row

pages = portal_group("portal_data")
pages.register_error_handler(Withdrawn, show_gone)
TABLE = "<any(facilities, publications, criteria, results):table>"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_ROWS_AT_ONCE = 200
_BYTE_ORDER_MARK = "\ufeff"
"""By which spreadsheets know that the letters are UTF-8."""


@pages.get(f"/public/{LANG}/data")
@open_to_all("the portal is for everybody")
def dictionary(lang: str) -> Response:
    words = words_of(lang)
    places = portal.facilities(reading())
    return portal_page(
        "data",
        words,
        is_demo=any(one.is_demo for one in places),
        tables=[
            (table, words.say(f"portal.table.{table}"), _explained(columns, table, words.say))
            for table, columns in COLUMNS.items()
        ],
    )


@pages.get(f"/public/data/{TABLE}.csv")
@open_to_all("what is published may be taken along by everybody")
def table_csv(table: str) -> Response:
    return _streamed(table, "text/csv", _csv)


@pages.get(f"/public/data/{TABLE}.json")
@open_to_all("what is published may be taken along by everybody")
def table_json(table: str) -> Response:
    return _streamed(table, "application/json", _json)


@pages.get("/public/data/reports/<publication_code>.json")
@open_to_all("what is published may be taken along by everybody")
def document(publication_code: str) -> Response:
    """Byte for byte what was published: its SHA-256 is the one that the page and the PDF name."""
    session = reading()
    published = published_in_force(session, publication_code)
    data = portal.document_of(session, published)
    if data is None:
        raise not_here()
    return answered_bytes(data, etag=published.document_sha256, cache=CACHE)


@pages.get("/public/data/reports/<publication_code>.csv")
@open_to_all("what is published may be taken along by everybody")
def results_of_one(publication_code: str) -> Response:
    session = reading()
    published = published_in_force(session, publication_code)
    data = portal.document_of(session, published)
    if data is None:
        raise not_here()
    text = "".join(_csv("results", portal.results_of(published, data)))
    return answered_bytes(text.encode("utf-8"), cache=CACHE, mimetype="text/csv")


def _streamed(table: str, mimetype: str, written: Any) -> Response:
    """The ETag is known before a row is read: the state of what is published and of the register."""
    session, packs = reading(), machinery().standards.packs
    etag = etag_of(
        *portal.state_of_all(session), *portal.state_of_places(session), *(p.sha256 for p in packs)
    )
    known = not_modified(etag, CACHE)
    if known is not None:
        return known

    def pieces(session: Session) -> Iterator[str]:
        return _in_chunks(written(table, portal.rows_of(table, session, packs)))

    response = streamed(pieces, mimetype)
    response.set_etag(etag)
    response.headers["Cache-Control"] = CACHE
    return response


def _csv(table: str, rows: Iterable[Row]) -> Iterator[str]:
    columns = COLUMNS[table]
    yield _BYTE_ORDER_MARK + _line(columns)
    for row in rows:
        yield _line([_cell(row[column]) for column in columns])


def _json(table: str, rows: Iterable[Row]) -> Iterator[str]:
    head = {"table": table, "licence": LICENCE, "columns": COLUMNS[table]}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": ['
    between = "\n"
    for row in rows:
        yield between + json.dumps(row, ensure_ascii=False, default=str)
        between = ",\n"
    yield "\n]}\n"


def _line(cells: Iterable[object]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(cells)
    return written.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(str(value))


def _in_chunks(pieces: Iterable[str]) -> Iterator[str]:
    held: list[str] = []
    for piece in pieces:
        held.append(piece)
        if len(held) >= _ROWS_AT_ONCE:
            yield "".join(held)
            held.clear()
    yield "".join(held)


def _explained(columns: Iterable[str], table: str, say: Any) -> list[tuple[str, str]]:
    """A column means the same in every table that has it, unless its table says otherwise."""
    own = {"coverage_percent": "results"}
    return [
        (
            column,
            say(
                f"portal.column.{column}.{table}"
                if own.get(column) == table
                else f"portal.column.{column}"
            ),
        )
        for column in columns
    ]
