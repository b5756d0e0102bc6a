"""What is served under /app/: the built files, kept for as long as they stay right, and locked down."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from inspect_app.app import create_app
from inspect_app.settings import Settings

INDEX = "<!doctype html><title>tablet</title>" + "<p>word</p>" * 200
SCRIPT = "export const one = 1;\n" * 100
FILES = {
    "index.html": INDEX,
    "rescue.html": "<!doctype html><title>rescue</title>",
    "sw.js": SCRIPT,
    "manifest.webmanifest": "{}",
    "assets/main-BbL518F-.js": SCRIPT,
    "assets/inter-DqGufNeO.woff2": "font",
    "assets/argon2-X1.wasm": "wasm",
}
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Sec-Fetch-Mode": "navigate"}


def write_build(folder: Path, files: dict[str, str], stamp: str) -> None:
    for name, text in {**files, ".built-from": stamp}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


@pytest.fixture
def built(app: Flask, tmp_path: Path) -> Flask:
    """An application whose tablet app is built, of invented files."""
    write_build(tmp_path / "app", FILES, "1")
    kept: Settings = app.extensions["inspect"].settings
    settings = Settings(
        seed_dir=kept.seed_dir,
        templates_dir=kept.templates_dir,
        data_dir=kept.data_dir,
        database_url=kept.database_url,
        cookie_secure=False,
        app_dir=tmp_path / "app",
    )
    return create_app(settings)


@pytest.fixture
def browser(built: Flask) -> FlaskClient:
    return built.test_client()


def test_the_app_opens_without_a_log_in(browser: FlaskClient) -> None:
    answer = browser.get("/app/", headers=BROWSER)
    assert answer.status_code == 200
    assert answer.text == INDEX
    assert answer.mimetype == "text/html"
    assert browser.get("/app").headers["Location"] == "/app/"


@pytest.mark.parametrize(
    ("name", "mimetype"),
    [
        ("sw.js", "text/javascript"),
        ("manifest.webmanifest", "application/manifest+json"),
        ("assets/inter-DqGufNeO.woff2", "font/woff2"),
        ("assets/argon2-X1.wasm", "application/wasm"),
        ("rescue.html", "text/html"),
    ],
)
def test_every_file_has_its_type(browser: FlaskClient, name: str, mimetype: str) -> None:
    answer = browser.get(f"/app/{name}")
    assert answer.text == FILES[name]
    assert answer.mimetype == mimetype
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["", "sw.js", "rescue.html", "manifest.webmanifest"])
def test_what_keeps_its_name_is_asked_for_each_time(browser: FlaskClient, name: str) -> None:
    answer = browser.get(f"/app/{name}")
    assert answer.headers["Cache-Control"] == "public, no-cache"
    again = browser.get(f"/app/{name}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_what_is_named_by_its_content_is_kept_for_ever(browser: FlaskClient) -> None:
    answer = browser.get("/app/assets/main-BbL518F-.js")
    assert "immutable" in answer.headers["Cache-Control"]


def test_text_travels_packed_under_an_etag_of_its_own(browser: FlaskClient) -> None:
    plain = browser.get("/app/sw.js")
    packed = browser.get("/app/sw.js", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert packed.headers["Vary"] == "Accept-Encoding"


def test_an_address_of_the_app_itself_gets_its_first_page(browser: FlaskClient) -> None:
    assert browser.get("/app/visit/one/rooms", headers=BROWSER).text == INDEX
    assert browser.get("/app/assets/gone-1.js", headers=BROWSER).status_code == 404
    fetched = {**BROWSER, "Sec-Fetch-Mode": "cors"}
    assert browser.get("/app/visit/one", headers=fetched).status_code == 404


@pytest.mark.parametrize("name", ["", "sw.js", "assets/main-BbL518F-.js", "rescue.html"])
def test_nothing_inline_and_nothing_from_elsewhere_runs(browser: FlaskClient, name: str) -> None:
    headers = browser.get(f"/app/{name}").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy
    assert "connect-src 'self';" in policy
    assert "camera=(self)" in headers["Permissions-Policy"]


def test_camera_and_microphone_are_for_the_app_alone(browser: FlaskClient) -> None:
    policy = browser.get("/login").headers["Permissions-Policy"]
    assert "camera=()" in policy
    assert "microphone=()" in policy


@pytest.mark.parametrize("name", [".built-from", "../inspect.sqlite", "%2e%2e/inspect.sqlite"])
def test_nothing_but_the_build_is_served(browser: FlaskClient, name: str) -> None:
    assert browser.get(f"/app/{name}").status_code == 404


def test_a_new_build_is_served_at_once(browser: FlaskClient, tmp_path: Path) -> None:
    browser.get("/app/")
    (tmp_path / "app").rename(tmp_path / "old")
    write_build(tmp_path / "app", {"index.html": "new"}, "2")
    assert browser.get("/app/").text == "new"
    assert browser.get("/app/sw.js").status_code == 404


def test_where_nothing_is_built_one_sentence_says_how_to(
    built: Flask, tmp_path: Path, browser: FlaskClient
) -> None:
    (tmp_path / "app").rename(tmp_path / "elsewhere")
    answer = browser.get("/app/", headers={**BROWSER, "Accept-Language": "en"})
    assert answer.status_code == 503
    assert "make app" in answer.text
    assert browser.get("/login").status_code == 200


def test_the_log_in_page_leads_to_the_app(browser: FlaskClient) -> None:
    assert 'href="/app/"' in browser.get("/login").text
