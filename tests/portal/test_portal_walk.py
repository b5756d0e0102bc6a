"""Every page of the portal, in every language, followed link by link as a reader would."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from inspect_app.app import create_app
from inspect_app.extensions import db
from inspect_app.settings import Settings
from inspect_app.store.review import PublicationRow
from tests.portal.html_reading import Page
from tests.portal.published_world import (
    IN_FORCE,
    INSP,
    OFFICE_WORDS,
    TONGUES,
    build_country,
    edition,
    put_document,
    worst_document,
)

MOST_BYTES = 60_000
MOST_CSS_BYTES = 15_000
STAFF = {"/login"}
BEGIN = ("/public/kk/", "/public/ru/", "/public/en/", "/public/sitemap.txt", "/robots.txt")


@dataclass
class Seen:
    answers: dict[str, TestResponse]

    @property
    def pages(self) -> dict[str, Page]:
        return {
            address: Page(answer.text)
            for address, answer in self.answers.items()
            if answer.mimetype == "text/html"
        }


@pytest.fixture(scope="module")
def seen(
    sqlite_file: Path,
    seed_dir: Path,
    templates_dir: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Seen]:
    """The whole portal, with one publication made as bad and as long as can be."""
    folder = tmp_path_factory.mktemp("walk")
    shutil.copy(sqlite_file, folder / "inspect.sqlite")
    settings = Settings(
        seed_dir=seed_dir,
        templates_dir=templates_dir,
        app_dir=folder,
        data_dir=folder / "data",
        database_url=f"sqlite:///{folder / 'inspect.sqlite'}",
        cookie_secure=False,
    )
    app = create_app(settings)
    build_country(app)
    _make_worst(app)
    yield Seen(_walk(app.test_client(use_cookies=False)))
    with app.app_context():
        db.engine.dispose()


def _make_worst(app: Flask) -> None:
    with app.app_context():
        row = db.session.query(PublicationRow).filter_by(code=IN_FORCE).one()
        put_document(row, worst_document(edition(IN_FORCE, row.facility_id).document))
        row.critical_failures = ["SP01"] * 48
        db.session.commit()


def _walk(reader: FlaskClient) -> dict[str, TestResponse]:
    """Address -> its answer, of all that can be reached without leaving the portal."""
    answers: dict[str, TestResponse] = {}
    waiting = [*BEGIN]
    while waiting:
        address = waiting.pop()
        if address in answers or address in STAFF:
            continue
        answer = reader.get(address)
        answers[address] = answer
        answer.get_data()
        if answer.mimetype == "text/html":
            waiting += [a.partition("#")[0] for a in Page(answer.text).addresses if a[0] != "#"]
        elif address.endswith("sitemap.txt"):
            waiting += [line.removeprefix("http://localhost") for line in answer.text.split()]
    return answers


def test_every_link_resolves(seen: Seen) -> None:
    assert len(seen.answers) > 900
    wrong = {a: r.status_code for a, r in seen.answers.items() if r.status_code not in (200, 410)}
    assert wrong == {}


def test_what_is_gone_says_so_and_is_no_more_than_the_withdrawn(seen: Seen) -> None:
    gone = {address for address, answer in seen.answers.items() if answer.status_code == 410}
    assert gone == {
        f"/public/{language}/reports/{code}"
        for language in TONGUES
        for code in ("KZ-WWWW-0001", "KZ-AAAA-0001")
    }


def test_every_link_within_a_page_has_its_target(seen: Seen) -> None:
    for address, page in seen.pages.items():
        inside = {a[1:] for a in page.addresses if a.startswith("#")}
        assert inside <= set(page.ids), address


def test_no_page_sets_a_cookie_or_has_a_script(seen: Seen) -> None:
    for address, answer in seen.answers.items():
        assert "Set-Cookie" not in answer.headers, address
        assert "Vary" not in answer.headers or "Cookie" not in answer.headers["Vary"], address
    for address, page in seen.pages.items():
        names = {name for _, attributes in page.tags for name in attributes}
        assert not {tag for tag, _ in page.tags} & {"script", "iframe", "object", "embed"}, address
        assert not [name for name in names if name.startswith("on") or name == "style"], address


def test_no_address_leads_elsewhere(seen: Seen) -> None:
    for address, page in seen.pages.items():
        own = [
            a for a in page.addresses if a.startswith(("/public/", "/style-", "#")) or a in STAFF
        ]
        assert own == page.addresses, address


def test_every_page_is_small(seen: Seen) -> None:
    """With its style sheet, which comes once; the worst report there can be, without it."""
    (sheet,) = (len(a.data) for address, a in seen.answers.items() if address.startswith("/style"))
    sizes = {
        address: len(answer.data) + (0 if address.endswith(f"/reports/{IN_FORCE}") else sheet)
        for address, answer in seen.answers.items()
        if answer.mimetype == "text/html"
    }
    assert {address: size for address, size in sizes.items() if size >= MOST_BYTES} == {}


def test_the_style_sheet_is_small_and_plain(seen: Seen) -> None:
    (css,) = (
        answer.text for address, answer in seen.answers.items() if address.startswith("/style")
    )
    assert len(css.encode()) < MOST_CSS_BYTES
    for new in (":has(", "color-mix(", "@layer", "@container", "var(--", "&:", "@import", "url("):
        assert new not in css


def test_every_page_is_well_formed(seen: Seen) -> None:
    for address, page in seen.pages.items():
        assert page.faults == [], address
        assert len(set(page.ids)) == len(page.ids), address
        assert page.text_of.startswith("<!doctype html>\n<html lang="), address


def test_headings_are_in_order_with_one_at_the_top(seen: Seen) -> None:
    for address, page in seen.pages.items():
        assert page.headings[0] == 1, address
        assert page.headings.count(1) == 1, address
        assert all(after <= before + 1 for before, after in pairwise(page.headings)), address


def test_every_page_can_be_read_aloud(seen: Seen) -> None:
    for address, page in seen.pages.items():
        tags = [tag for tag, _ in page.tags]
        assert tags.count("main") == 1, address
        assert tags.count("caption") == tags.count("table"), address
        heads = [attributes for tag, attributes in page.tags if tag == "th"]
        assert all(head.get("scope") in ("col", "row") for head in heads), address
        pictures = [attributes for tag, attributes in page.tags if tag == "img"]
        assert all(picture.get("alt") for picture in pictures), address
        assert ("a", {"class": "skip", "href": "#content"}) in page.tags, address


def test_every_page_says_its_language_and_leads_to_the_others(seen: Seen) -> None:
    for address, page in seen.pages.items():
        language = address.split("/")[2]
        assert ("html", {"lang": language}) in page.tags
        others = {
            a["hreflang"]: a["href"]
            for t, a in page.tags
            if t == "a" and a.get("hreflang") and "lang" in a
        }
        for other in TONGUES:
            assert others[other] == address.replace(f"/public/{language}/", f"/public/{other}/", 1)


def test_whatever_shows_something_invented_says_so(seen: Seen) -> None:
    """The register of this country holds an invented facility, so that no overview is free of it."""
    real = re.compile(
        r"/(reports/KZ-RRRR|facilities/[0-9a-f-]+ab0[23]|check|regions/KZ-75|facilities\?)"
    )
    for address, page in seen.pages.items():
        is_marked = 'class="demo"' in page.text_of
        assert is_marked != bool(real.search(address)), address


def test_no_page_file_or_table_tells_what_the_office_keeps(seen: Seen) -> None:
    secret = [OFFICE_WORDS, "Иванов", "701 555", "u_publisher", "op-KZ", INSP, "insp-2", "insp-3"]
    for address, answer in seen.answers.items():
        head = str(answer.headers)
        found = [word for word in secret if word.encode() in answer.data or word in head]
        assert found == [], address


def test_what_is_below_a_benchmark_is_never_called_a_violation(templates_dir: Path) -> None:
    files = sorted((templates_dir / "public" / "messages").glob("*.json"))
    assert len(files) >= 9
    for file in files:
        said = file.read_text("utf-8").casefold()
        for word in ("violat", "нарушен", "бұзушылық", "inmate", "зэк"):
            assert word not in said, f"{file.name}: {word}"


def test_every_kind_of_page_was_walked(seen: Seen) -> None:
    kinds = {re.sub(r"^/public/(kk|ru|en)", "", address) for address in seen.answers}
    for end in ("/", "/facilities", "/how-we-score/SP01", "/what-we-do-not-know/doubts", "/check",
                f"/reports/{IN_FORCE}/criteria/SP01", f"/reports/{IN_FORCE}/domains/space",
                f"/reports/{IN_FORCE}/recommendations?page=3", f"/reports/{IN_FORCE}/photographs",
                "/data", "/accessibility", "/how-we-score/domains/health", "/public/data/results.csv",
                f"/public/files/{IN_FORCE}/kk.pdf", "/regions/KZ-75"):  # fmt: skip
        assert end in kinds, end
