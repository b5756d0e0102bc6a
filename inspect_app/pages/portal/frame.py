"""What the pages of the portal share: no cookie, no script, one language in the address, an ETag."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Literal

from flask import Blueprint, Response, make_response, render_template, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException, InternalServerError, NotFound

from inspect_app.api.etags import SHARED, answered_bytes
from inspect_app.api.gzip_bodies import zipped
from inspect_app.api.machinery import machinery, now
from inspect_app.api.request_log import request_id
from inspect_app.extensions import db
from inspect_app.pages.portal.words import PortalWords, portal_words
from inspect_app.pages.style import style_address
from inspect_app.pages.wording import known_language
from inspect_app.problems import CATALOGUE, LANGUAGES, Language, Problem, Problems
from inspect_app.store.engine import start_reading

LANG = "<any(kk, ru, en):lang>"
"""In a route: the language of the page."""
CACHE = SHARED
"""Kept by everybody and asked about at each visit, so that a withdrawal is seen by the next one."""
FALLBACK: Language = "kk"
PREFIX = "/public/"
_SHOWN_FIRST: tuple[Language, ...] = ("kk", "ru", "en")
Demo = Literal[True, False]


def portal_group(name: str) -> Blueprint:
    """A blueprint whose answers are pages of the portal, refusals too."""
    pages = Blueprint(name, __name__)
    pages.register_error_handler(Problem, lambda problem: _refused([problem]))
    pages.register_error_handler(Problems, lambda problems: _refused(problems.problems))
    pages.register_error_handler(InternalServerError, _failed)
    pages.register_error_handler(HTTPException, _http)
    return pages


def reading() -> Session:
    """The session of this request, which reads one state of the database and holds up no writer."""
    session = db.session()
    start_reading(session)
    return session


def words_of(lang: str) -> PortalWords:
    language = known_language(lang)
    assert language is not None  # noqa: S101  # the route takes no other
    return portal_words(language, machinery().settings.templates_dir)


def reader_language() -> Language:
    """Of the browser; Kazakh, the language of the state, where it asks for none of ours."""
    asked = request.accept_languages.best_match(LANGUAGES)
    return known_language(asked) or FALLBACK


def portal_page(
    template: str, words: PortalWords, *, is_demo: bool, status: int = 200, **content: Any
) -> Response:
    """`is_demo`: something shown is invented, whatever the setting says. A refusal is kept by no cache."""
    html = render_template(
        f"public/{template}.html",
        words=words,
        say=words.say,
        count=words.count,
        is_demo=is_demo or machinery().settings.is_demo,
        style=style_address("public"),
        base=f"{PREFIX}{words.language}",
        here=request.path,
        languages=[(language, _in_language(language)) for language in _SHOWN_FIRST],
        **content,
    )
    if status != 200:
        response = make_response(html, status)
    else:
        response = answered_bytes(html.encode("utf-8"), cache=CACHE, mimetype="text/html")
        response = zipped(response)  # a fifth of the bytes, for who pays for each
    response.headers["Content-Language"] = words.language
    return response


def unkept(response: Response) -> Response:
    """What somebody had checked is kept by no cache on the way."""
    response.headers.pop("ETag", None)
    response.headers["Cache-Control"] = "no-store"
    return response


def today() -> Any:
    return now().date()


def content_hash(*parts: object) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode("utf-8")).hexdigest()


def unknown_address() -> Response | None:
    """Before every request: an address below the portal that no route has is refused as a page."""
    if isinstance(request.routing_exception, NotFound) and request.path.startswith(PREFIX):
        return _http(request.routing_exception)
    return None


def _in_language(language: Language) -> str:
    """This page in another language; the question in its address stays."""
    parts = request.path.split("/")
    if len(parts) < 3 or known_language(parts[2]) is None:
        return f"{PREFIX}{language}/"
    path = "/".join([*parts[:2], language, *parts[3:]])
    query = request.query_string.decode("latin-1")
    return f"{path}?{query}" if query and request.method == "GET" else path


def _refused(problems: Iterable[Problem]) -> Response:
    told = list(problems)
    parts = request.path.split("/")
    language = (known_language(parts[2]) if len(parts) > 2 else None) or reader_language()
    words = portal_words(language, machinery().settings.templates_dir)
    status = max(problem.kind.status for problem in told)
    sentences = [problem.sentence(language) for problem in told]
    return portal_page(
        "refused",
        words,
        is_demo=False,
        status=status,
        title=words.say("portal.refused" if status == 404 else "portal.failed"),
        sentences=[words.say("portal.refused.not_here")] if status == 404 else sentences,
    )


def _failed(_: InternalServerError) -> Response:
    return _refused([Problem("http.500", path=request.path, request=request_id())])


def _http(fault: HTTPException) -> Response:
    code = f"http.{fault.code}"
    return _refused([Problem(code if code in CATALOGUE else "http.400", path=request.path)])
