"""Every refusal in one shape, from the one catalogue, in the reader's language.

`{"problems": [{"code", "status", "sentence", "details"}]}` with the language in Content-Language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flask import Flask, Response, g, jsonify, request
from werkzeug.exceptions import HTTPException

from inspect_app.problems import CATALOGUE, LANGUAGES, Language, Problem, Problems


def register_errors(app: Flask) -> None:
    app.register_error_handler(Problem, lambda problem: answer([problem]))
    app.register_error_handler(Problems, lambda problems: answer(problems.problems))
    app.register_error_handler(HTTPException, _http)


def reader_language() -> Language:
    """What the browser asks for, or else the account's own."""
    asked = request.accept_languages.best_match(LANGUAGES)
    if asked is None and "signed_in" in g:
        asked = g.signed_in.actor.language
    return next((language for language in LANGUAGES if language == asked), "en")


def answer(problems: Iterable[Problem]) -> Response:
    told = list(problems)
    language = reader_language()
    response = jsonify(problems=[shape(problem, language) for problem in told])
    response.status_code = max(problem.kind.status for problem in told)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    response.vary.add("Accept-Language")
    return response


def shape(problem: Problem, language: Language) -> dict[str, Any]:
    return {
        "code": problem.code,
        "status": problem.kind.status,
        "sentence": problem.sentence(language),
        "details": problem.details,
    }


def _http(fault: HTTPException) -> Response:
    messages = getattr(fault, "data", {}).get("messages")
    if messages:
        response = answer(_field_problems(messages))
    else:
        code = f"http.{fault.code}"
        response = answer([Problem(code if code in CATALOGUE else "http.500", path=request.path)])
    for name, value in fault.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value  # Allow, Retry-After ...
    return response


def _field_problems(messages: Mapping[str, Any]) -> Iterator[Problem]:
    for path, said in _leaves(messages, ()):
        field = ".".join(path).encode("utf-8", "replace").decode("utf-8")  # names may be anything
        yield Problem("http.field", field=field, why=said)


def _leaves(messages: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(messages, Mapping):
        for step, below in messages.items():
            yield from _leaves(below, (*path, str(step)))
    elif isinstance(messages, list | tuple):
        for message in messages:
            yield path, str(message)
    else:
        yield path, str(messages)
