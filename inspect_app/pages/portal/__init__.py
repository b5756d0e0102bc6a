"""The public portal: no account, no cookie, no script, nothing from elsewhere."""

from __future__ import annotations

from flask import Flask

from inspect_app.pages.portal import (
    about,
    check,
    data,
    facility,
    files,
    report,
    scoring,
    start,
    unknown,
)


def register_portal(app: Flask) -> None:
    for part in (start, facility, report, scoring, unknown, data, files, check, about):
        app.register_blueprint(part.pages)
