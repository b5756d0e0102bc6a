"""What every answer tells the browser: nothing from elsewhere, nothing inline, no frame, no referrer."""

from __future__ import annotations

from flask import Flask, Response, request

DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "inspect-app",  # without a word on what runs below
}
_ONE_YEAR = "max-age=31536000"


def register_security_headers(app: Flask) -> None:
    app.after_request(_secured)


def _secured(response: Response) -> Response:
    """A view that needs another policy sets its own; what is not said to be kept is not kept."""
    is_page = response.mimetype == "text/html"
    response.headers.setdefault("Content-Security-Policy", PAGE_POLICY if is_page else DATA_POLICY)
    for name, value in _ALWAYS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", _ONE_YEAR)
    if "ETag" not in response.headers:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
