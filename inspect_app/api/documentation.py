"""The description of the doors as a page to read: no script, nothing from elsewhere, fit for a phone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, render_template

from inspect_app.api.etags import SHARED, answered_bytes
from inspect_app.api.guarding import open_to_all
from inspect_app.api.machinery import machinery
from inspect_app.api.openapi import Door, description, doors

_WHY_OPEN = "how to ask is no secret; what is answered is guarded door by door"

pages = Blueprint("documentation", __name__, url_prefix="/api/docs")


@pages.get("")
@open_to_all(_WHY_OPEN)
def read_page() -> Response:
    document = description()
    groups: dict[str, list[dict[str, Any]]] = {}
    for door in doors(document):
        group = groups.setdefault(door.operation["tags"][0], [])
        group.append(_shown(door, document))
    shapes = [
        {"name": name, "says": shape.get("description", ""), "fields": _fields(shape)}
        for name, shape in document["components"]["schemas"].items()
    ]
    said = {"info": document["info"], "openapi": document["openapi"]}
    is_demo = machinery().settings.is_demo
    html = render_template("api/docs.html", groups=groups, shapes=shapes, is_demo=is_demo, **said)
    return answered_bytes(html.encode("utf-8"), cache=SHARED, mimetype="text/html")


@pages.get("/style.css")
@open_to_all(_WHY_OPEN)
def read_style() -> Response:
    path: Path = machinery().settings.templates_dir / "api" / "docs.css"
    return answered_bytes(path.read_bytes(), cache=SHARED, mimetype="text/css")


def _shown(door: Door, document: Mapping[str, Any]) -> dict[str, Any]:
    operation = door.operation
    parameters = [*document["paths"][door.path].get("parameters", [])]
    parameters += operation.get("parameters", [])
    body = operation.get("requestBody", {}).get("content", {})
    return {
        "id": f"{door.method}-{door.path.strip('/').translate(_TO_DASH)}",
        "method": door.method.upper(),
        "path": door.path,
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "permission": operation.get("x-permission"),
        "roles": operation.get("x-roles", {}),
        "open": operation.get("x-open", ""),
        "parameters": [
            {
                "name": one["name"],
                "place": one["in"],
                "type": type_words(one.get("schema", {})),
                "required": one.get("required", False),
                "says": one.get("description", ""),
            }
            for one in parameters
        ],
        "problems": operation.get("x-problems", []),
        "bodies": [(mime, type_words(said.get("schema", {}))) for mime, said in body.items()],
        "answers": [
            {"status": status, "says": said.get("description", ""), "types": _types(said)}
            for status, said in operation["responses"].items()
        ],
    }


_TO_DASH = str.maketrans("/{}", "---")


def _types(answer: Mapping[str, Any]) -> list[dict[str, str]]:
    return [type_words(said.get("schema", {})) for said in answer.get("content", {}).values()]


def _fields(shape: Mapping[str, Any]) -> list[dict[str, Any]]:
    required = set(shape.get("required", ()))
    return [
        {
            "name": name,
            "type": type_words(said),
            "required": name in required,
            "says": said.get("description", ""),
        }
        for name, said in shape.get("properties", {}).items()
    ]


def type_words(schema: Mapping[str, Any]) -> dict[str, str]:
    """`{"before", "link", "after"}`: the type in words, and the shape that it leads to (or none)."""
    if "$ref" in schema:
        return {"before": "", "link": schema["$ref"].rpartition("/")[2], "after": ""}
    if several := schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf"):
        words = type_words(next((one for one in several if one.get("type") != "null"), {}))
        has_null = any(one.get("type") == "null" for one in several)
        return words | {"after": words["after"] + (" or null" if has_null else "")}
    return _plain_words(schema)


def _plain_words(schema: Mapping[str, Any]) -> dict[str, str]:
    given = schema.get("type", "anything")
    kinds = [given] if isinstance(given, str) else list(given)
    or_null = " or null" if "null" in kinds else ""
    kind = next((kind for kind in kinds if kind != "null"), "null")
    inside = schema.get("additionalProperties")
    if kind == "array":
        words = type_words(schema.get("items", {}))
        return words | {"before": "list of " + words["before"], "after": words["after"] + or_null}
    if kind == "object" and isinstance(inside, Mapping) and inside:
        words = type_words(inside)
        return words | {
            "before": "object of " + words["before"],
            "after": words["after"] + or_null,
        }
    return {"before": _word(kind, schema) + or_null, "link": "", "after": ""}


def _word(kind: str, schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join(str(word) for word in schema["enum"] if word is not None)
    return f"{kind} ({schema['format']})" if "format" in schema else kind
