"""The one style sheet, at an address that changes with its content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response

from inspect_app.api.etags import FOR_EVER
from inspect_app.api.guarding import open_to_all
from inspect_app.api.machinery import machinery
from inspect_app.api.scoping import not_here

pages = Blueprint("style", __name__)
_LETTERS = 12


@pages.get("/style-<sha256>.css")
@open_to_all("the log-in page needs it")
def sheet(sha256: str) -> Response:
    if sha256 != style_hash(_sheet()):
        raise not_here()
    response = Response(_sheet().read_bytes(), mimetype="text/css")
    response.headers["Cache-Control"] = FOR_EVER
    return response


@cache
def style_hash(sheet: Path) -> str:
    return hashlib.sha256(sheet.read_bytes()).hexdigest()[:_LETTERS]


def style_address() -> str:
    return f"/style-{style_hash(_sheet())}.css"


def _sheet() -> Path:
    return machinery().settings.templates_dir / "pages" / "style.css"
