"""What all pages share: language, the frame around the content, and refusals as pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
)
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.api.errors import reader_language
from inspect_app.api.machinery import machinery
from inspect_app.api.request_log import request_id
from inspect_app.domain.permissions import Permission, condition
from inspect_app.pages.style import style_address
from inspect_app.pages.wording import PageWording, known_language, page_wording
from inspect_app.problems import CATALOGUE, Language, Problem, Problems
from inspect_app.services.sign_in import SignedIn

LANGUAGE_COOKIE = "inspect_language"
_ONE_YEAR_SECONDS = 365 * 24 * 3600
_DESK = (
    ("/overview", "desk.overview", Permission.READ_REGISTER),
    ("/inspections", "desk.inspections", Permission.READ_INSPECTION),
    ("/devices", "desk.devices", Permission.READ_DEVICES),
    ("/standards", "desk.standards", Permission.READ_STANDARDS),
    ("/administration", "desk.administration", Permission.READ_ACCOUNTS),
)
_SHOWN_FIRST: tuple[Language, ...] = ("kk", "ru", "en")
_AGAIN_AFTER_SECONDS = 10
_View = TypeVar("_View", bound=Callable[..., object])


def page_group(name: str) -> Blueprint:
    """A blueprint whose answers are pages, refusals too."""
    pages = Blueprint(name, __name__)
    pages.after_request(_remember_language)
    pages.register_error_handler(Problem, lambda problem: _refused([problem]))
    pages.register_error_handler(Problems, lambda problems: _refused(problems.problems))
    pages.register_error_handler(InternalServerError, _failed)
    pages.register_error_handler(HTTPException, _http)
    return pages


def asks_again(view: _View) -> _View:
    """Marks a page that asks again by itself while it waits: a failure of the server on the way does
    not end that."""
    view.asks_again = True  # type: ignore[attr-defined]
    return view


def page_language() -> Language:
    """Chosen in the address, or before; else the browser's or the account's own."""
    chosen = known_language(request.args.get("lang"))
    return chosen or known_language(request.cookies.get(LANGUAGE_COOKIE)) or reader_language()


def wording() -> PageWording:
    return page_wording(page_language(), machinery().settings.templates_dir)


def page(template: str, *, is_demo: bool = False, **content: Any) -> Response:
    """`is_demo`: something shown is invented, whatever the setting says."""
    words = wording()
    held: SignedIn | None = g.get("signed_in")
    html = render_template(
        f"{template}.html" if "/" in template else f"pages/{template}.html",
        words=words,
        say=words.say,
        count=words.count,
        is_demo=is_demo or machinery().settings.is_demo,
        style=style_address(),
        languages=[(language, _with_language(language)) for language in _SHOWN_FIRST],
        csrf_token=held.csrf_token if held else None,
        rooms_of_desk=_rooms_of_desk(held),
        here=request.path,
        **content,
    )
    response = make_response(html)
    response.headers["Content-Language"] = words.language
    response.headers["Cache-Control"] = "no-store"
    return response


def _rooms_of_desk(held: SignedIn | None) -> list[tuple[str, str]]:
    """(address, key of its name) of the parts of the desk that this reader may enter."""
    if held is None:
        return []
    return [
        (address, name)
        for address, name, permission in _DESK
        if condition(held.actor, permission) is not None
    ]


def here(**changed: str | None) -> str:
    """This page's address with some of its questions changed; None takes one out."""
    asked = {name: value for name, value in request.args.items() if name != "lang"} | changed
    kept = {name: value for name, value in asked.items() if value}
    return f"{request.path}?{urlencode(kept)}" if kept else request.path


def _with_language(language: Language) -> str:
    return here(lang=language) if request.method == "GET" else f"/?lang={language}"


def _remember_language(response: Response) -> Response:
    chosen = known_language(request.args.get("lang"))
    if chosen is not None:
        is_secure = machinery().settings.cookie_secure
        response.set_cookie(
            LANGUAGE_COOKIE, chosen, max_age=_ONE_YEAR_SECONDS, httponly=True, samesite="Lax",
            secure=is_secure,
        )  # fmt: skip
    return response


def _refused(problems: Iterable[Problem], without_refresh: str | None = None) -> AnyResponse:
    """`without_refresh`: where the page stands still, if it asks again by itself."""
    told = list(problems)
    if any(problem.code == "access.log_in" for problem in told):
        return redirect(f"/login?{urlencode({'next': request.full_path.rstrip('?')})}", 303)
    language = page_language()
    response = page(
        "refused",
        sentences=[problem.sentence(language) for problem in told],
        without_refresh=without_refresh,
    )
    response.status_code = max(problem.kind.status for problem in told)
    return response


def _failed(_: InternalServerError) -> AnyResponse:
    problem = Problem("http.500", path=request.path, request=request_id())
    view = current_app.view_functions.get(request.endpoint or "")
    is_waiting = request.method == "GET" and request.args.get("refresh") != "no"
    if not (is_waiting and getattr(view, "asks_again", False)):
        return _refused([problem])
    response = _refused([problem], without_refresh=here(refresh="no"))
    response.headers["Refresh"] = f"{_AGAIN_AFTER_SECONDS}; url={here()}"
    return response


def _http(fault: HTTPException) -> AnyResponse:
    code = f"http.{fault.code}"
    return _refused([Problem(code if code in CATALOGUE else "http.400", path=request.path)])
