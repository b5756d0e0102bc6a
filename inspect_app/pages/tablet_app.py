"""The tablet app under /app/: files of the build, open to all, since they hold nothing of anybody.

Whatever else is asked for below /app/ by a browser that goes to a page is the app's own business: it
gets the first page. What changes its name with its content is kept for ever, all else is asked for.
"""

from __future__ import annotations

from flask import Response, redirect, request
from werkzeug.http import parse_etags
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.api.etags import FOR_EVER, SHARED
from inspect_app.api.guarding import open_to_all
from inspect_app.api.machinery import machinery
from inspect_app.api.scoping import not_here
from inspect_app.files.built_app import INDEX, BuiltFile
from inspect_app.pages.frame import page_group
from inspect_app.problems import Problem

pages = page_group("tablet_app")
ADDRESS = "/app/"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",  # Argon2id is WebAssembly
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "media-src blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
MAY_USE = (
    "accelerometer=(), browsing-topics=(), camera=(self), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(self), midi=(), payment=(), usb=()"
)
_WHY = "the program alone, without a word of what is recorded with it"


@pages.get("/app")
@open_to_all("leads to the app")
def without_slash() -> AnyResponse:
    return redirect(ADDRESS, 308)


@pages.get(ADDRESS)
@open_to_all(_WHY)
def first_page() -> Response:
    return _file(INDEX)


@pages.get(f"{ADDRESS}<path:asset>")
@open_to_all(_WHY)
def file(asset: str) -> Response:
    return _file(asset)


def _file(name: str) -> Response:
    files = machinery().app.files()
    if INDEX not in files:
        raise Problem("app.not_built", path=ADDRESS)
    found = files.get(name)
    if found is None and _is_page(name):
        found = files[INDEX]
    if found is None:
        raise not_here()
    return _answered(found)


def _is_page(name: str) -> bool:
    """A browser goes to an address of the app's own; a file that is not there must not look like one."""
    is_going = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    has_ending = "." in name.rpartition("/")[2]
    return is_going and not has_ending and request.accept_mimetypes["text/html"] > 0


def _answered(found: BuiltFile) -> Response:
    zipped = found.zipped if request.accept_encodings["gzip"] > 0 else None
    etag = found.etag if zipped is None else f"{found.etag}-gzip"
    known = parse_etags(request.headers.get("If-None-Match"))
    if known.contains_weak(etag):
        response = Response(status=304)
        del response.headers["Content-Type"]
    else:
        response = Response(found.data if zipped is None else zipped, mimetype=found.mimetype)
        if zipped is not None:
            response.headers["Content-Encoding"] = "gzip"
    response.set_etag(etag)
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = FOR_EVER if found.is_hashed else SHARED
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Permissions-Policy"] = MAY_USE
    return response
