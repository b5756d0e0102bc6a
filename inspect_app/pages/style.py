"""The style sheets, each area's own in one file for the desk and one for the portal, at addresses
that change with their content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
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
@open_to_all("the log-in page and the portal need it")
def sheet(sha256: str) -> Response:
    templates = machinery().settings.templates_dir
    found = next((css for css in _sheets(templates).values() if _hash(css) == sha256), None)
    if found is None:
        raise not_here()
    response = Response(found, mimetype="text/css")
    response.headers["Cache-Control"] = FOR_EVER
    return response


def style_address(area: str = "desk") -> str:
    """`desk` or `public`."""
    return f"/style-{_hash(_sheets(machinery().settings.templates_dir)[area])}.css"


@cache
def _hash(css: bytes) -> str:
    return hashlib.sha256(css).hexdigest()[:_LETTERS]


@cache
def _sheets(templates: Path) -> Mapping[str, bytes]:
    """The desk builds on the small sheet that all its pages share; the portal stands alone."""
    desk = [templates / "pages" / "style.css", *sorted((templates / "desk").glob("*.css"))]
    public = sorted((templates / "public").glob("*.css"))
    return {area: _joined(files) for area, files in (("desk", desk), ("public", public))}


def _joined(files: list[Path]) -> bytes:
    return b"\n".join(file.read_bytes() for file in files)
