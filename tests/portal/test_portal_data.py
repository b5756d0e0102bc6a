"""The tables agree with the pages, say what they mean, and harm no spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from flask import Flask
from flask.testing import FlaskClient

from inspect_app.extensions import db
from inspect_app.pages.portal.data import _cell
from inspect_app.services.portal import COLUMNS
from inspect_app.store.places import FacilityRow
from inspect_app.store.review import PublicationRow
from tests.portal.html_reading import Page
from tests.portal.published_world import (
    FACILITY,
    IN_FORCE,
    NEW,
    NOW,
    OFFICE_WORDS,
    OLD,
    REAL,
    REAL_FACILITY,
    SILENT_FACILITY,
    TONGUES,
    WITHDRAWN,
    demo_result,
)

CHECKOUT = Path(__file__).resolve().parents[2]


def rows(reader: FlaskClient, table: str) -> list[dict[str, str]]:
    answer = reader.get(f"/public/data/{table}.csv", buffered=True)
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


@pytest.mark.parametrize("table", COLUMNS)
def test_both_forms_of_a_table_say_the_same(reader_on_both: FlaskClient, table: str) -> None:
    listed = rows(reader_on_both, table)
    told: dict[str, Any] = json.loads(reader_on_both.get(f"/public/data/{table}.json").data)
    assert tuple(told["columns"]) == COLUMNS[table] == tuple(listed[0])
    assert len(told["rows"]) == len(listed)
    for shown, said in zip(listed, told["rows"], strict=True):
        assert shown == {column: _cell(value) for column, value in said.items()}


def test_the_facilities_agree_with_their_pages(reader: FlaskClient) -> None:
    by_id = {row["facility_id"]: row for row in rows(reader, "facilities")}
    assert set(by_id) == {FACILITY, REAL_FACILITY, SILENT_FACILITY}
    row = by_id[FACILITY]
    page = Page(reader.get(f"/public/en/facilities/{FACILITY}").text).text
    assert f"{row['critical_failures']} things are seriously wrong" in page
    assert f"{row['severe_failures']} of them are severe" in page
    assert row["latest_code"] == IN_FORCE
    assert (row["is_demo"], by_id[REAL_FACILITY]["is_demo"]) == ("true", "false")
    silent = by_id[SILENT_FACILITY]
    assert silent["latest_code"] == silent["rating"] == silent["index"] == ""


def test_a_withdrawn_report_is_listed_without_its_figures(reader: FlaskClient) -> None:
    by_code = {row["code"]: row for row in rows(reader, "publications")}
    assert set(by_code) == {IN_FORCE, WITHDRAWN, OLD, NEW, REAL}
    gone = by_code[WITHDRAWN]
    assert (gone["withdrawn_on"], gone["withdrawn_reason"]) == ("2026-10-23", "figures_wrong")
    assert gone["rating"] == gone["index"] == gone["critical_failures"] == ""
    assert by_code[NEW]["revision"] == "2"
    assert by_code[IN_FORCE]["withdrawn_on"] == ""


def test_results_hold_each_report_in_force_and_rule_once(reader: FlaskClient) -> None:
    listed = rows(reader, "results")
    criteria = demo_result().assessment.criteria
    assert {row["code"] for row in listed} == {IN_FORCE, NEW, REAL}
    assert len(listed) == 3 * len(criteria)
    assert len({(row["code"], row["criterion"]) for row in listed}) == len(listed)


def test_a_result_agrees_with_its_page(reader: FlaskClient) -> None:
    listed = [row for row in rows(reader, "results") if row["code"] == IN_FORCE]
    failed = [row for row in listed if row["critical_level"] in ("0", "1")]
    page = Page(reader.get(f"/public/en/reports/{IN_FORCE}").text).text
    assert f"{len(failed)} things are seriously wrong" in page
    for row in failed[:5]:
        about = Page(reader.get(f"/public/en/reports/{IN_FORCE}/criteria/{row['criterion']}").text)
        number = row["persons_affected"].removeprefix(">=")
        assert row["persons_affected"] == "<3" or number in about.text
        assert row["domain"] in {
            a.split("/domains/")[1] for a in about.addresses if "/domains/" in a
        }


def test_the_table_of_one_report_is_its_part_of_all_results(reader: FlaskClient) -> None:
    answer = reader.get(f"/public/data/reports/{IN_FORCE}.csv")
    own = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert own == [row for row in rows(reader, "results") if row["code"] == IN_FORCE]


def test_small_numbers_stay_withheld_in_every_table(reader: FlaskClient) -> None:
    for row in rows(reader, "results"):
        assert row["persons_affected"] not in ("1", "2"), row


def test_the_criteria_are_those_in_force(reader: FlaskClient) -> None:
    pack = demo_result().standards.main
    listed = {row["criterion"]: row for row in rows(reader, "criteria")}
    assert set(listed) == set(pack.criteria)
    assert listed["SP01"]["bands"].startswith(
        "living_space_per_person_m2 since 2015-12-15 (3: >=4.0"
    )
    assert listed["SP01"]["weight"] == "5"
    assert int(listed["SP01"]["doubts"]) >= 1


def test_the_document_is_handed_out_byte_by_byte(reader: FlaskClient) -> None:
    answer = reader.get(f"/public/data/reports/{IN_FORCE}.json")
    sha256 = hashlib.sha256(answer.data).hexdigest()
    assert sha256 in reader.get(f"/public/en/reports/{IN_FORCE}").text
    assert sha256 in {row["document_sha256"] for row in rows(reader, "publications")}
    schema = json.loads((CHECKOUT / "docs/schemas/publication.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(answer.data), schema)


def test_a_table_that_somebody_has_is_not_made_again(reader_on_both: FlaskClient) -> None:
    first = reader_on_both.get("/public/data/results.csv", buffered=True)
    assert first.headers["Cache-Control"] == "public, no-cache"
    tag = {"If-None-Match": first.headers["ETag"]}
    assert reader_on_both.get("/public/data/results.csv", headers=tag).status_code == 304
    other = reader_on_both.get("/public/data/results.json", headers=tag, buffered=True)
    assert other.status_code == 200


@pytest.mark.parametrize("change", ["register", "withdrawal"])
def test_a_table_is_made_again_when_something_changed(
    country: Flask, reader: FlaskClient, change: str
) -> None:
    first = reader.get("/public/data/facilities.csv", buffered=True)
    tag = {"If-None-Match": first.headers["ETag"]}
    with country.app_context():
        if change == "register":
            facility = db.session.get_one(FacilityRow, SILENT_FACILITY)
            facility.changed_at = NOW.replace(hour=10)
        else:
            row = db.session.query(PublicationRow).filter_by(code=REAL).one()
            row.withdrawn_at, row.withdrawn_reason = NOW, "other"
        db.session.commit()
    again = reader.get("/public/data/facilities.csv", headers=tag, buffered=True)
    assert again.status_code == 200


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "@x", "\tx", " =1+1", "\n-1", "\u00a0@x"])
def test_no_spreadsheet_runs_a_name(country: Flask, reader: FlaskClient, name: str) -> None:
    with country.app_context():
        facility = db.session.get_one(FacilityRow, SILENT_FACILITY)
        facility.names = dict.fromkeys(TONGUES, name)
        db.session.commit()
    by_id = {row["facility_id"]: row for row in rows(reader, "facilities")}
    assert by_id[SILENT_FACILITY]["name_en"] == f"'{name}"


@pytest.mark.parametrize("lang", TONGUES)
def test_every_column_is_explained(reader: FlaskClient, lang: str) -> None:
    page = reader.get(f"/public/{lang}/data").text
    explained = re.findall(r'<th scope="row"><code>(\w+)</code></th><td>([^<]+)</td>', page)
    assert [name for name, _ in explained] == [c for columns in COLUMNS.values() for c in columns]
    assert all(len(means) > 3 for _, means in explained)


def test_the_written_dictionary_names_every_column_and_address(country: Flask) -> None:
    text = (CHECKOUT / "docs" / "portal.md").read_text("utf-8")
    for table, columns in COLUMNS.items():
        part = text.split(f"### {table}")[1].split("\n### ")[0]
        for column in columns:
            assert f"`{column}`" in part, (table, column)
    for rule in country.url_map.iter_rules():
        if rule.endpoint.startswith("portal_"):
            assert _as_written(rule.rule) in text, rule.rule


def _as_written(rule: str) -> str:
    """/public/<any(kk, ru, en):lang>/… as docs/portal.md writes it: /public/LANG/…"""
    written = rule.replace("<any(kk, ru, en):lang>", "LANG")
    written = re.sub(r"<any\(([^)]*)\):\w+>", lambda m: "{" + m[1] + "}", written)
    return re.sub(r"<(\w+)>", lambda m: f"<{m[1].removeprefix('public_')}>", written)


def test_no_table_tells_what_the_office_keeps(reader: FlaskClient) -> None:
    for table in COLUMNS:
        for form in ("csv", "json"):
            told = reader.get(f"/public/data/{table}.{form}").text
            assert OFFICE_WORDS not in told
            assert "u_publisher" not in told
