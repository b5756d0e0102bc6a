"""What lasts: withdrawn reports, histories, refusals, caches, files, rules and doubts."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from inspect_app.extensions import db
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
    WITHDRAWN,
    demo_result,
    edition,
)


def text(reader: FlaskClient, address: str) -> str:
    answer = reader.get(address)
    assert answer.status_code == 200, address
    return Page(answer.text).text


@pytest.mark.parametrize("code", [WITHDRAWN, OLD])
@pytest.mark.parametrize(
    "address",
    [
        "/public/en/reports/{}", "/public/en/reports/{}/criteria/SP01", "/public/en/reports/{}/domains/space",
        "/public/en/reports/{}/recommendations", "/public/data/reports/{}.json", "/public/data/reports/{}.csv",
        "/public/files/{}/en.pdf", "/public/photographs/{}/x.jpg",
    ],
)  # fmt: skip
def test_a_withdrawn_report_tells_when_and_why_and_nothing_else(
    reader: FlaskClient, address: str, code: str
) -> None:
    answer = reader.get(address.format(code), headers={"Accept-Language": "en"})
    said = Page(answer.text).text
    assert answer.status_code == 410
    assert "Withdrawn on" in said
    assert ("figures were wrong" if code == WITHDRAWN else "a newer revision") in said
    assert OFFICE_WORDS not in answer.text
    assert not re.search(r"[Pp]oor|seriously wrong|Not sufficiently", said)
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_withdrawn_report_leads_to_what_took_its_place(reader: FlaskClient) -> None:
    assert f"/public/en/reports/{NEW}" in reader.get(f"/public/en/reports/{OLD}").text
    assert "Read the revision" not in reader.get(f"/public/en/reports/{WITHDRAWN}").text


def test_a_facility_shows_every_visit_that_was_ever_published(reader: FlaskClient) -> None:
    page = reader.get(f"/public/en/facilities/{FACILITY}").text
    listed = re.findall(r'<th scope="row"[^>]*><a href="/public/en/reports/([^"]+)"', page)
    assert listed == [IN_FORCE, WITHDRAWN, NEW, OLD]
    said = Page(page).text
    assert said.count("Withdrawn on") == 2
    assert "9 months ago" in said
    assert "international 1, kz 1" in said


def test_other_standards_than_before_are_marked(country: Flask, reader: FlaskClient) -> None:
    address = f"/public/en/facilities/{FACILITY}"
    assert "other standards than the visit before" not in reader.get(address).text
    with country.app_context():
        row = db.session.query(PublicationRow).filter_by(code=NEW).one()
        said = json.loads(row.document)
        said["assessment"]["packs"][0] |= {"version": 9, "sha256": "9" * 64}
        row.document = json.dumps(said).encode()
        db.session.commit()
    assert reader.get(address).text.count("other standards than the visit before") == 1


def test_rules_of_a_version_that_is_gone_are_todays_and_said_to_be(
    country: Flask, reader: FlaskClient
) -> None:
    with country.app_context():
        row = db.session.query(PublicationRow).filter_by(code=NEW).one()
        said = json.loads(row.document)
        said["assessment"]["packs"][0] |= {"version": 9, "sha256": "9" * 64}
        row.document = json.dumps(said).encode()
        db.session.commit()
    for end in ("", "/criteria/SP01"):
        assert "no longer kept here" in text(reader, f"/public/en/reports/{NEW}{end}")
        assert "no longer kept here" not in text(reader, f"/public/en/reports/{IN_FORCE}{end}")
    about = text(reader, f"/public/en/reports/{NEW}/criteria/SP01")
    assert "The rule it was judged by" not in about


def test_a_facility_without_a_report_is_neither_good_nor_bad(reader: FlaskClient) -> None:
    said = text(reader, f"/public/en/facilities/{SILENT_FACILITY}")
    assert "Nothing about this facility is published at present." in said
    assert "does not mean that nobody was there" in said


def test_real_facilities_are_not_marked_as_invented(reader: FlaskClient) -> None:
    real = reader.get(f"/public/en/reports/{REAL}").text
    assert 'class="demo"' not in real
    assert 'class="demo"' in reader.get(f"/public/en/reports/{IN_FORCE}").text


@pytest.mark.parametrize(
    "address",
    [
        "/public/en/nothing", "/public/en/reports/KZ-0000-0000", "/public/en/reports/" + "x" * 300,
        f"/public/en/reports/{IN_FORCE}/criteria/XX99", f"/public/en/reports/{IN_FORCE}/domains/none",
        "/public/en/facilities/none", "/public/en/regions/KZ-99", "/public/en/how-we-score/XX99",
        "/public/en/how-we-score/domains/none", f"/public/files/{IN_FORCE}/fr.pdf", "/public/xx/",
        "/public/data/accounts.csv", f"/public/photographs/{IN_FORCE}/{'0' * 64}.jpg",
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_in_a_page(reader: FlaskClient, address: str) -> None:
    answer = reader.get(address)
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
    assert 'class="name"' in answer.text
    assert "Set-Cookie" not in answer.headers


def test_addresses_outside_the_portal_are_refused_as_before(reader: FlaskClient) -> None:
    assert reader.get("/publicity").mimetype == "application/json"


def test_a_language_in_the_question_sets_no_cookie(reader: FlaskClient) -> None:
    answer = reader.get("/public/en/?lang=ru")
    assert "Set-Cookie" not in answer.headers
    assert '<html lang="en">' in answer.text


def test_who_has_a_page_already_is_told_so(reader_on_both: FlaskClient) -> None:
    for end in ("", f"reports/{IN_FORCE}", "how-we-score", "data"):
        first = reader_on_both.get(f"/public/ru/{end}")
        assert first.headers["Cache-Control"] == "public, no-cache"
        tag = first.headers["ETag"]
        again = reader_on_both.get(f"/public/ru/{end}", headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag


@pytest.mark.parametrize(
    "address",
    [
        "/public/en/reports/{}", "/public/en/reports/{}/criteria/SP01", "/public/en/reports/{}/photographs",
        "/public/data/reports/{}.json", "/public/data/reports/{}.csv", "/public/files/{}/en.pdf",
    ],
)  # fmt: skip
def test_a_withdrawal_is_seen_at_the_next_visit(
    country: Flask, reader: FlaskClient, address: str
) -> None:
    """Whoever kept the page asks again each time, and is told no later than that."""
    first = reader.get(address.format(REAL))
    assert first.headers["Cache-Control"] == "public, no-cache"
    kept = {"If-None-Match": first.headers["ETag"]}
    again = reader.get(address.format(REAL), headers=kept)
    assert (again.status_code, again.headers["Cache-Control"]) == (304, "public, no-cache")
    with country.app_context():
        row = db.session.query(PublicationRow).filter_by(code=REAL).one()
        row.withdrawn_at, row.withdrawn_reason = NOW, "figures_wrong"
        db.session.commit()
    assert reader.get(address.format(REAL), headers=kept).status_code == 410


def test_the_style_sheet_is_kept_for_ever(reader: FlaskClient) -> None:
    (address,) = [a for a in Page(reader.get("/public/en/").text).addresses if "/style-" in a]
    assert "immutable" in reader.get(address).headers["Cache-Control"]


def test_a_page_travels_packed_for_who_takes_it(reader: FlaskClient) -> None:
    plain = reader.get("/public/kk/how-we-score")
    packed = reader.get("/public/kk/how-we-score", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(plain.data) / 3
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_the_language_of_the_facility_is_named_where_it_is_another(
    country: Flask, reader: FlaskClient
) -> None:
    with country.app_context():
        db.session.get_one(FacilityRow, REAL_FACILITY).names = {"kk": "Дала"}
        db.session.commit()
    assert '<h1 lang="kk">Дала</h1>' in reader.get(f"/public/en/facilities/{REAL_FACILITY}").text


def test_rules_show_levels_sources_weight_and_doubt(reader: FlaskClient) -> None:
    said = text(reader, "/public/en/how-we-score/SP01")
    for wanted in (
        "≥ 4.0 m² per person",
        "critical: 5 times",
        "CPT",
        "NMR",
        "binding",
        "Confidence in the figure: high",
        "must be checked",
        "one level is lost",
    ):
        assert wanted in said, wanted


def test_every_criterion_has_its_page_and_stands_on_its_areas_page(reader: FlaskClient) -> None:
    pack = demo_result().standards.main
    areas = {d: reader.get(f"/public/ru/how-we-score/domains/{d}").text for d in pack.domains}
    for criterion in pack.criteria.values():
        assert f'id="{criterion.id}"' in areas[criterion.domain]
        page = reader.get(f"/public/ru/how-we-score/{criterion.id}").text
        assert criterion.title["ru"] in Page(page).text


def test_what_we_do_not_know_counts_what_was_not_assessed(reader: FlaskClient) -> None:
    said = text(reader, "/public/en/what-we-do-not-know")
    assert "For 1 of 3 facilities nothing is published" in said
    open_ones = [
        c
        for c, r in demo_result().assessment.criteria.items()
        if r.state in ("not_assessed", "access_denied")
    ]
    assert open_ones
    page = reader.get("/public/en/what-we-do-not-know").text
    for criterion in open_ones[:20]:
        assert f'how-we-score/{criterion}"' in page
    assert "nobody has read" in said.casefold()


def test_every_doubt_of_the_standards_is_told(reader: FlaskClient) -> None:
    said = text(reader, "/public/en/what-we-do-not-know/doubts")
    doubts = [d for pack in demo_result().standards.packs for d in pack.doubts]
    assert len(doubts) > 50
    assert all(" ".join(d.says["en"].split()) in said for d in doubts)


def test_robots_may_see_the_portal_alone(reader: FlaskClient) -> None:
    told = reader.get("/robots.txt").text
    assert "Allow: /public/\nDisallow: /\n" in told
    listed = reader.get("/public/sitemap.txt").text.split()
    assert f"http://localhost/public/kk/reports/{IN_FORCE}" in listed
    assert not [address for address in listed if WITHDRAWN in address]


def test_a_printed_edition_is_handed_out_byte_by_byte(reader: FlaskClient) -> None:
    page = reader.get(f"/public/en/reports/{IN_FORCE}").text
    answer = reader.get(f"/public/files/{IN_FORCE}/ru.pdf")
    assert answer.data == f"%PDF-1.7 {IN_FORCE} ru".encode()
    assert hashlib.sha256(answer.data).hexdigest() in page
    assert answer.mimetype == "application/pdf"
    part = reader.get(f"/public/files/{IN_FORCE}/ru.pdf", headers={"Range": "bytes=0-3"})
    assert part.data in (b"%PDF", answer.data)


def test_a_picture_is_shown_only_where_a_publication_names_it(
    country: Flask, reader: FlaskClient
) -> None:
    document = edition(IN_FORCE, FACILITY).document
    (picture,) = {p["file"] for p in document["photographs"]}
    assert reader.get(f"/public/photographs/{IN_FORCE}/{picture}.jpg").mimetype == "image/jpeg"
    assert reader.get(f"/public/photographs/{WITHDRAWN}/{picture}.jpg").status_code == 410
    with country.app_context():
        row = db.session.query(PublicationRow).filter_by(code=REAL).one()
        row.document = json.dumps(json.loads(row.document) | {"photographs": []}).encode()
        db.session.commit()
    assert reader.get(f"/public/photographs/{REAL}/{picture}.jpg").status_code == 404
