"""The CSV of the overview says what the page says, exactly, and harms no spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from fractions import Fraction

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from inspect_app.extensions import db
from inspect_app.pages import overview_csv
from inspect_app.pages.moments import days_ago
from inspect_app.pages.overview_csv import csv_text, safe
from inspect_app.pages.wording import page_wording
from inspect_app.store.places import FacilityRow
from inspect_app.store.rollups import InspectionRollupRow
from tests.benchmarks.sizes import TEMPLATES

QUESTIONS = (
    "",
    "region=KZ-11",
    "sort=name",
    "rating=poor",
    "critical_failures=yes&sort=index",
    "critical_failures=no",
    "min_age=60",
    "state=in_progress&kind=colony&sort=-visited_on",
)


def _rows(client: FlaskClient, question: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/overview.csv?{question}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


@pytest.mark.parametrize("question", QUESTIONS)
def test_page_and_csv_show_the_same_facilities_in_the_same_order_with_the_same_numbers(
    inspector: FlaskClient, question: str
) -> None:
    page = inspector.get(f"/overview?lang=en&{question}").text
    rows = _rows(inspector, question)
    lines = page.split('<th scope="row" role="rowheader"><a href="/facilities/')[1:]
    assert [line.split('"', 1)[0] for line in lines] == [row["facility_id"] for row in rows]
    for line, row in zip(lines, rows, strict=True):
        assert _shown_index(line) == ((row["index"] and f"{float(row['index']):.1f}") or "–")
        assert re.findall(r"<summary><b>(\d+)</b>", line) == [row["need"]]
        age = days_ago(int(row["days_since_visit"]), page_wording("en", TEMPLATES))
        assert f'href="/inspections/{row["inspection_id"]}">{age}</a>' in line
        assert f'class="rating {row["rating"]}"' in line


def _shown_index(line: str) -> str:
    found = re.search(r'<span class="index"><b>([^<]+)</b>', line)
    return found[1] if found else ""


def test_an_exact_number_stands_as_a_decimal_and_as_the_fraction_that_it_is(
    listed: Flask, inspector: FlaskClient
) -> None:
    with listed.app_context():
        exact = update(InspectionRollupRow).where(InspectionRollupRow.insp == "i0")
        db.session.execute(exact.values(coverage=Fraction(87, 91), index=Fraction(1199999, 20000)))
        db.session.commit()
    (row,) = _rows(inspector, "rating=poor")
    assert (row["coverage_numerator"], row["coverage_denominator"]) == ("87", "91")
    assert row["coverage"] == "0.9560"
    assert row["index"] == "59.99995"  # 60.0000 would be a better rating
    assert Fraction(int(row["index_numerator"]), int(row["index_denominator"])) < 60


def test_what_nobody_knows_is_an_empty_cell_and_not_nought(
    inspector: FlaskClient, supervisor: FlaskClient
) -> None:
    unrated = next(row for row in _rows(inspector) if row["rating"] == "not_rated")
    assert (unrated["index"], unrated["index_numerator"]) == ("", "")
    assert unrated["visited_on_before"] == ""


def test_the_file_begins_with_a_mark_and_is_offered_under_its_day(inspector: FlaskClient) -> None:
    answer = inspector.get("/overview.csv")
    assert answer.data.startswith(b"\xef\xbb\xbffacility_id,name_kk,")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="overview-2026-11-20.csv"'
    )
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_name_that_looks_like_a_formula_is_text(listed: Flask, inspector: FlaskClient) -> None:
    with listed.app_context():
        named = update(FacilityRow).where(FacilityRow.sort_name == "facility 0")
        db.session.execute(
            named.values(names={"en": '=HYPERLINK("http://x")', "ru": "+7", "kk": "@"})
        )
        db.session.commit()
    (row,) = _rows(inspector, "rating=poor")
    assert row["name_en"] == '\'=HYPERLINK("http://x")'
    assert (row["name_ru"], row["name_kk"]) == ("'+7", "'@")


@given(st.text())
def test_no_text_begins_as_a_formula_does(text: str) -> None:
    written = safe(text)
    assert isinstance(written, str)
    assert written.lstrip(" ")[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n") or not text
    assert written.removeprefix("'") == text.removeprefix("'")


def test_a_cell_with_every_mark_comes_back_as_it_was() -> None:
    cell = 'a "b", c\nd;é'
    assert list(csv.reader(io.StringIO(csv_text([[cell, 7, None]]), newline=""))) == [
        [cell, "7", ""]
    ]


def test_a_supervisor_takes_away_the_own_regions_alone(supervisor: FlaskClient) -> None:
    assert {row["region_id"] for row in _rows(supervisor)} == {"KZ-11"}
    assert _rows(supervisor, "region=KZ-35") == []


def test_an_administrator_takes_away_the_register_without_results(
    administrator: FlaskClient,
) -> None:
    rows = _rows(administrator, "rating=poor")
    assert len(rows) == 6
    assert "rating" not in rows[0]
    assert "need" not in rows[0]


def test_all_pages_of_the_list_are_in_the_file_once(
    inspector: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _rows(inspector)
    monkeypatch.setattr(overview_csv, "_ROWS_AT_A_TIME", 2)
    assert _rows(inspector) == whole


def test_the_rows_are_sent_as_they_are_read(listed: Flask, inspector: FlaskClient) -> None:
    answer = inspector.get("/overview.csv", buffered=False)
    assert "Content-Length" not in answer.headers
    assert len(answer.data) > 1000
