"""Standards and checklists over the doors, and the description of all doors."""

from __future__ import annotations

import hashlib
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask

from inspect_app.api.openapi import description, doors
from inspect_app.api.refusals import REFUSALS
from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from inspect_app.problems import CATALOGUE
from inspect_app.services.assessments import Standards
from tests.inspections.readers import COUNCIL, Reader
from tests.inspections.recorded import account


@pytest.fixture
def reader(app: Flask) -> Reader:
    with app.app_context():
        db.session.add(account(COUNCIL, Role.COUNCIL_MEMBER))
        db.session.commit()
    return Reader(app, COUNCIL)


def test_every_pack_is_listed_and_the_first_feeds_the_index(
    reader: Reader, standards: Standards
) -> None:
    packs: Any = reader.read("standards")["standards"]
    assert [pack["id"] for pack in packs] == [pack.id for pack in standards.packs]
    assert [pack["feeds_index"] for pack in packs].count(True) == 1


def test_a_pack_admits_its_doubts_and_shows_norms_that_are_not_entered(reader: Reader) -> None:
    pack: Any = reader.read("standards/kz")
    assert pack["doubt_items"][0]["says"]["kk"]
    assert [] in [norm["required"] for norm in pack["norm_items"]]


def test_every_criterion_of_every_pack_can_be_read_whole(
    reader: Reader, standards: Standards
) -> None:
    for row in reader.read("standards/international/criteria")["criteria"]:
        told: Any = reader.read(f"standards/international/criteria/{row['id']}")
        assert set(told["says"]) == {"en", "ru", "kk"}
        assert told["provisions"]
        assert told["parts"] or told["norm_items"]


def test_a_criterion_shows_its_bands_from_the_best_level_down(reader: Reader) -> None:
    told: Any = reader.read("standards/international/criteria/SP01")
    bands = told["parts"][0]["bands_from"][0]["bands"]
    assert [band["level"] for band in bands] == [3, 2, 1, 0]
    assert (told["tier"], told["weight"]) == ("critical", 5)


def test_the_etag_of_a_checklist_is_the_sha256_of_its_bytes(reader: Reader) -> None:
    checklists: Any = reader.read("checklists")["checklists"]
    for listed in checklists:
        answer = reader.get(f"checklists/{listed['id']}/{listed['version']}")
        sha256 = hashlib.sha256(answer.get_data()).hexdigest()
        assert sha256 == listed["sha256"]
        assert answer.headers["ETag"] == f'"{sha256}"'
        assert "immutable" in answer.headers["Cache-Control"]


def test_who_has_a_document_already_gets_no_bytes(reader: Reader) -> None:
    for path in ("standards", "standards/kz", "checklists", "checklists/full/1"):
        etag = reader.get(path).headers["ETag"]
        assert not etag.startswith("W/")
        again = reader.get(path, If_None_Match=etag)
        assert (again.status_code, again.get_data()) == (304, b"")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("standards/mars", "standards.not_found"),
        ("standards/international/criteria/ZZ99", "standards.criterion_not_found"),
        ("checklists/full/99", "checklist.version_not_found"),
        ("standards/a%00b", "http.404"),
    ],
)
def test_what_is_not_there_is_told_by_name(reader: Reader, path: str, code: str) -> None:
    answer = reader.get(path)
    assert answer.status_code == 404
    assert answer.get_json()["problems"][0]["code"] == code


def test_every_door_says_what_it_is_for_who_may_use_it_and_what_it_answers(app: Flask) -> None:
    with app.test_request_context():
        for door in doors(description()):
            assert door.operation["summary"], door
            assert door.guard is not None, door
            assert door.operation.get("x-permission") or door.operation["x-open"], door
            assert any(int(status) < 300 for status in door.operation["responses"]), door
            assert "default" not in door.operation["responses"]


def test_every_refusal_that_is_described_is_in_the_catalogue_and_of_a_door(app: Flask) -> None:
    assert set(REFUSALS) <= set(app.view_functions)
    assert {code for codes in REFUSALS.values() for code in codes} <= set(CATALOGUE)


def test_the_description_is_open_and_tells_its_version(app: Flask) -> None:
    answer = app.test_client().get("/api/openapi.json")
    assert answer.status_code == 200
    assert answer.get_json()["openapi"].startswith("3.1")


class _Page(HTMLParser):
    """What an HTML page loads, and where its links inside the page lead."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.inside: list[str] = []
        self.styled = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.loads += [given[name] for name in ("src", "href") if tag == "link" and name in given]
        self.ids += [given["id"]] if "id" in given else []
        self.inside += [given["href"][1:]] if given.get("href", "").startswith("#") else []
        self.styled = self.styled or "style" in given


def test_the_page_of_the_doors_runs_nothing_and_loads_nothing_from_elsewhere(app: Flask) -> None:
    client = app.test_client()
    page = _Page()
    page.feed(client.get("/api/docs").get_data(as_text=True))
    assert {"script", "style", "iframe", "img"} & set(page.tags) == set()
    assert not page.styled
    assert [client.get(path).status_code for path in page.loads] == [200]


def test_every_link_inside_the_page_of_the_doors_leads_somewhere_and_each_id_is_one(
    app: Flask,
) -> None:
    page = _Page()
    page.feed(app.test_client().get("/api/docs").get_data(as_text=True))
    assert set(page.inside) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert [tag for tag in page.tags if tag in ("h1", "main", "nav")] == ["h1", "nav", "main"]
