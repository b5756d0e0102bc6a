"""The description of all doors (OpenAPI 3.1): what flask-smorest knows, and what the guard knows.

Who may use a door, and every status that it can answer with, are read from the routes themselves, so
that the description cannot promise less than the doors do. Made once a process, at its first reader.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from flask import Flask, Response, current_app
from flask_smorest import Api

from inspect_app.api.etags import SHARED, answered_bytes
from inspect_app.api.guarding import CSRF_HEADER, Guard, cookie_name, guard_of, open_to_all
from inspect_app.api.refusals import REFUSALS, SIGNED
from inspect_app.domain.permissions import PERMISSIONS
from inspect_app.problems import CATALOGUE
from inspect_app.schemas.told import ProblemsTold, SignedProblemsTold

ENDPOINT = "api-docs.openapi_json"  # flask-smorest's name for it
_KEPT = "inspect_api_description"
_SAFE = frozenset({"get", "head", "options"})
_PARAMETER = re.compile(r"<(?:[^<>:]+:)?([^<>]+)>")
_SHAPE = {"$ref": "#/components/schemas/Problems"}
_SIGNED_SHAPE = {"$ref": "#/components/schemas/SignedProblems"}
_PROBLEMS = {"application/json": {"schema": _SHAPE}}
_SIGNED_PROBLEMS = {"application/json": {"schema": {"anyOf": [_SHAPE, _SIGNED_SHAPE]}}}
_SAYS = """\
Doors of the server. Every refusal has one shape, “problems”, with a stable code and one sentence in \
English, Russian or Kazakh by Accept-Language.

People log in and carry a cookie; whatever changes something carries the token of the log-in as well. \
Tablets sign what they send instead. Exact numbers are text (28/9), days and moments ISO 8601. Every \
GET answers with a strong ETag and 304 to whoever has it. Lists take “page_size” and “after”, and say \
“total”, “after” and a Link header. Any door may answer 405, 500 or 503 in the same shape."""


class Door(NamedTuple):
    """One operation of the description. `method` in lower case; `endpoint` is Flask's name for it."""

    path: str
    method: str
    endpoint: str
    guard: Guard | None
    operation: dict[str, Any]


def register_description(app: Flask, api: Api) -> None:
    """Takes the place of flask-smorest's own view; to be called before the doors are registered."""
    api.spec.components.schema("Problems", schema=ProblemsTold)
    api.spec.components.schema("SignedProblems", schema=SignedProblemsTold)
    app.view_functions[ENDPOINT] = read_description


@open_to_all("how to ask is no secret; what is answered is guarded door by door")
def read_description() -> Response:
    data = json.dumps(description(), ensure_ascii=False, indent=1).encode("utf-8")
    return answered_bytes(data, cache=SHARED)


def description() -> dict[str, Any]:
    """The whole document; the same object every time."""
    kept = current_app.extensions.get(_KEPT)
    if kept is None:
        kept = current_app.extensions[_KEPT] = _described(current_app)
    document: dict[str, Any] = kept
    return document


def doors(document: Mapping[str, Any]) -> Iterator[Door]:
    """Every operation in the order of the document, with the guard of its route."""
    endpoints = _endpoints(current_app)
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                endpoint = endpoints[path, method]
                guard = guard_of(current_app.view_functions[endpoint])
                yield Door(path, method, endpoint, guard, operation)


def _described(app: Flask) -> dict[str, Any]:
    api = app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    document: dict[str, Any] = json.loads(json.dumps(api.spec.to_dict()))
    document["info"]["description"] = _SAYS
    components = document.setdefault("components", {})
    components["securitySchemes"] = {
        "session": {"type": "apiKey", "in": "cookie", "name": cookie_name()},
        "csrf": {"type": "apiKey", "in": "header", "name": CSRF_HEADER},
    }
    components.pop("responses", None)  # the framework's own shape of refusals, which nobody sends
    components["schemas"].pop("Error", None)
    for door in doors(document):
        door.operation["summary"] = " ".join(door.operation.get("summary", "").split())
        _document_guard(door)
        _document_answers(door)
    return document


def _document_guard(door: Door) -> None:
    guard, operation = door.guard, door.operation
    if guard is None or guard.permission is None:
        operation["security"] = []
        operation["x-open"] = guard.why if guard else ""
        return
    needs: dict[str, list[str]] = {"session": []}
    operation["security"] = [needs if door.method in _SAFE else needs | {"csrf": []}]
    operation["x-permission"] = guard.permission.value
    allowed = PERMISSIONS.get(guard.permission, {})
    operation["x-roles"] = {role.value: condition.value for role, condition in allowed.items()}


def _document_answers(door: Door) -> None:
    """What the doors' own machinery can answer, and what the view itself refuses."""
    responses: dict[str, Any] = door.operation["responses"]
    responses.pop("default", None)
    codes = REFUSALS.get(door.endpoint, ())
    described = {int(status) for status, said in responses.items() if "$ref" in said}
    refused = {CATALOGUE[code].status for code in codes}
    signed = {CATALOGUE[code].status for code in codes if code in SIGNED}
    for status in described | refused | set(_refused_by_machinery(door)):
        if "content" not in responses.get(str(status), {}):
            content = _SIGNED_PROBLEMS if status in signed else _PROBLEMS
            responses[str(status)] = {"description": _phrase(status), "content": content}
    if codes:
        door.operation["x-problems"] = list(codes)
    if door.method == "get":
        responses.setdefault("304", {"description": "The reader has this very answer already."})
    if door.method == "head":
        for said in responses.values():
            said.pop("content", None)
    door.operation["responses"] = dict(sorted(responses.items()))


def _refused_by_machinery(door: Door) -> Iterator[int]:
    if door.guard is not None and door.guard.permission is not None:
        yield from (401, 403)
    if "{" in door.path:
        yield 404
    if door.operation.get("parameters"):
        yield 422
    if "requestBody" in door.operation:
        yield from (400, 413, 422)


def _phrase(status: int) -> str:
    known = {one.value: one.phrase for one in HTTPStatus}
    return known.get(status, "Checksum mismatch")  # 460, as resumable uploads have it


def _endpoints(app: Flask) -> dict[tuple[str, str], str]:
    """(path as the description writes it, method) -> the endpoint of the route."""
    return {
        (_PARAMETER.sub(r"{\1}", rule.rule), method.lower()): rule.endpoint
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
    }
