"""Is this PDF genuine? Asked with the file, or with the digits on the paper."""

from __future__ import annotations

import hashlib
import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug import formparser
from werkzeug.test import TestResponse

from inspect_app.extensions import db
from inspect_app.pages.portal.check import MOST_BYTES, HashingSink
from inspect_app.store.review import PublicationRow, PublishedFileRow
from tests.portal.html_reading import Page
from tests.portal.published_world import FULL_HASH, IN_FORCE, NEW, OFFICE_WORDS, OLD, WITHDRAWN

BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW7"


def sent(
    reader: FlaskClient, content: bytes, lang: str = "en", name: str = "report.pdf"
) -> TestResponse:
    """As a browser writes it; the test client would put it into a file first."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
    body = (
        head.encode()
        + b"Content-Type: application/pdf\r\n\r\n"
        + content
        + f"\r\n--{BOUNDARY}--\r\n".encode()
    )
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    return reader.post(f"/public/{lang}/check", data=body, content_type=kind)


def said(answer: TestResponse) -> str:
    return Page(answer.text).text


def pdf(code: str, language: str = "ru") -> bytes:
    return f"%PDF-1.7 {code} {language}".encode()


def test_our_file_is_genuine_and_in_force(reader_on_both: FlaskClient) -> None:
    answer = sent(reader_on_both, pdf(IN_FORCE))
    assert answer.status_code == 200
    assert "Genuine, and in force" in said(answer)
    assert f"/public/en/reports/{IN_FORCE}" in answer.text
    assert "Languages that fit: Русский." in said(answer)
    assert "The file was not kept." in said(answer)


def test_one_changed_letter_makes_it_somebody_elses(reader: FlaskClient) -> None:
    changed = pdf(IN_FORCE).replace(b"ru", b"rU")
    assert "Not a file of ours" in said(sent(reader, changed))


def test_a_withdrawn_file_is_genuine_but_withdrawn(reader: FlaskClient) -> None:
    told = said(sent(reader, pdf(WITHDRAWN)))
    assert "Genuine, but withdrawn" in told
    assert "figures were wrong" in told
    assert OFFICE_WORDS not in told
    assert f"What became of {WITHDRAWN}" in told


def test_an_older_revision_leads_to_the_one_in_force(reader: FlaskClient) -> None:
    answer = sent(reader, pdf(OLD))
    assert "Genuine, but no longer in force" in said(answer)
    assert f"/public/en/reports/{NEW}" in answer.text


def test_of_a_full_edition_only_the_day_of_printing_is_told(reader: FlaskClient) -> None:
    told = said(reader.get(f"/public/en/check?h={FULL_HASH[:16]}"))
    assert "The digits are of an edition that is not public" in told
    assert "We printed it on 4 March 2026" in told
    assert IN_FORCE not in told


@pytest.mark.parametrize("typed", ["{}", "{} ", "{upper}", "{spaced}", "{whole}"])
def test_the_digits_on_the_paper_are_enough(
    country: Flask, reader: FlaskClient, typed: str
) -> None:
    with country.app_context():
        row = db.session.query(PublicationRow).filter_by(code=IN_FORCE).one()
        whole = row.document_sha256
    first = whole[:16]
    spaced = " ".join(first[n : n + 4] for n in range(0, 16, 4))
    asked = typed.format(first, upper=first.upper(), spaced=spaced, whole=whole)
    answer = reader.get("/public/kk/check", query_string={"h": asked})
    assert "Бұл – күшіндегі есептің таңбалары" in said(answer)
    assert "Сай келген тілдері: English, Қазақша, Русский" in said(answer)


def test_digits_that_anybody_can_copy_make_no_paper_genuine(reader: FlaskClient) -> None:
    digits = hashlib.sha256(pdf(IN_FORCE)).hexdigest()[:16]
    told = said(reader.get(f"/public/en/check?h={digits}"))
    assert "The digits are of a report that is in force" in told
    assert "Digits can be copied onto a forged paper" in told
    assert "Genuine" not in told
    assert "Digits can be copied" not in said(sent(reader, pdf(IN_FORCE)))


@pytest.mark.parametrize(
    "typed", ["abc", "g" * 16, "'; DROP TABLE", "%" * 16, "f" * 15, "f" * 65, "_" * 20]
)
def test_what_is_no_hash_is_refused_in_a_sentence(reader: FlaskClient, typed: str) -> None:
    answer = reader.get("/public/en/check", query_string={"h": typed})
    assert answer.status_code == 200
    assert "at least 16 characters" in said(answer)
    assert 'role="alert"' in answer.text


def test_the_hash_of_the_file_itself_is_known_too(country: Flask, reader: FlaskClient) -> None:
    with country.app_context():
        sha256 = db.session.query(PublishedFileRow.file_sha256).first()[0]  # type: ignore[index]
    assert "The digits are of a report" in said(reader.get(f"/public/en/check?h={sha256[:20]}"))


def test_no_file_is_refused_in_a_sentence(reader: FlaskClient) -> None:
    for asked in ({}, {"file": (io.BytesIO(b""), "")}):
        answer = reader.post("/public/ru/check", data=asked, content_type="multipart/form-data")
        assert answer.status_code == 400
        assert "Файл не поступил" in said(answer)
    assert reader.post("/public/ru/check", json={}).status_code == 400


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "The file is empty."), ("ru", "Файл пуст."), ("kk", "Файл бос.")]
)
def test_an_empty_file_is_said_to_be_empty(reader: FlaskClient, lang: str, told: str) -> None:
    answer = sent(reader, b"", lang)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (400, "no-store")
    assert told in said(answer)
    assert 'id="file" name="file"' in answer.text
    assert 'aria-describedby="file-says refusal"' in answer.text


def test_what_is_no_pdf_is_said_to_be_none(reader: FlaskClient) -> None:
    told = said(sent(reader, b"PK\x03\x04 a workbook"))
    assert "Not a file of ours This is not a PDF; all our reports are." in told
    assert "somebody changed it" not in told
    assert "somebody changed it" in said(sent(reader, b"%PDF-1.7 of somebody else"))


def test_only_who_typed_can_have_mistyped(reader: FlaskClient) -> None:
    assert "mistyped" not in said(sent(reader, b"%PDF-1.7 of somebody else"))
    assert "mistyped" in said(reader.get(f"/public/en/check?h={'0' * 16}"))


def test_the_data_inside_a_report_are_known_as_ours(reader: FlaskClient) -> None:
    document = reader.get(f"/public/data/reports/{IN_FORCE}.json").data
    assert "Genuine, and in force" in said(sent(reader, document, name="publication.json"))


def test_a_file_of_twenty_megabytes_is_read_and_a_larger_one_refused(reader: FlaskClient) -> None:
    assert "Not a file of ours" in said(sent(reader, b"x" * MOST_BYTES))
    answer = sent(reader, b"x" * (MOST_BYTES + 1))
    assert (answer.status_code, "larger than 20 MB" in said(answer)) == (413, True)
    beyond = sent(reader, b"x" * (MOST_BYTES + 200_000))
    assert (beyond.status_code, beyond.mimetype) == (413, "text/html")


def test_nothing_of_the_file_is_written_or_held(
    reader: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was to be written")

    for name in ("SpooledTemporaryFile", "default_stream_factory", "BytesIO"):
        monkeypatch.setattr(formparser, name, refuse)
    assert sent(reader, b"%PDF " + b"y" * 3_000_000).status_code == 200
    sink = HashingSink()
    sink.write(b"one ")
    sink.write(memoryview(b"two"))
    assert sink.sha256 == hashlib.sha256(b"one two").hexdigest()
    assert sink.size == 7


def test_the_answer_is_kept_by_nobody(reader: FlaskClient) -> None:
    for answer in (sent(reader, pdf(IN_FORCE)), reader.get(f"/public/en/check?h={FULL_HASH}")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ETag" not in answer.headers
        assert "Set-Cookie" not in answer.headers
    assert reader.get("/public/en/check").headers["Cache-Control"] == "public, no-cache"


def test_the_name_of_the_file_reaches_no_page_and_no_log(
    reader: FlaskClient, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    answer = sent(reader, b"%PDF", name="жалоба Иванова <b>.pdf")
    told = capfd.readouterr()
    assert "Иванов" not in answer.text + told.out + told.err + caplog.text


def test_a_form_of_another_site_is_turned_away(reader: FlaskClient) -> None:
    answer = reader.post(
        "/public/en/check",
        data={"file": (io.BytesIO(pdf(IN_FORCE)), "a.pdf")},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403


def test_two_files_at_once_are_answered_by_the_first(reader: FlaskClient) -> None:
    two = {"file": [(io.BytesIO(pdf(IN_FORCE)), "a.pdf"), (io.BytesIO(b"other"), "b.pdf")]}
    assert "Genuine, and in force" in said(reader.post("/public/en/check", data=two))


def test_a_form_without_an_end_is_refused_quietly(reader: FlaskClient) -> None:
    answer = reader.post(
        "/public/en/check", data=b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nhalf",
        content_type="multipart/form-data; boundary=b",
    )  # fmt: skip
    assert answer.status_code in (200, 400)
    assert "Genuine" not in said(answer)
