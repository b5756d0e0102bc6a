"""Pages for a browser, without a script: the list of facilities, their visits, and the reports.

They stand above the JSON doors and use the same guard: every page says who may open it.
"""

from __future__ import annotations

from flask import Flask

from inspect_app.pages import enrolling, facility, log_in, overview, printing, style, tablet_app


def register_pages(app: Flask) -> None:
    for page in (log_in, overview, facility, printing, enrolling, style, tablet_app):
        app.register_blueprint(page.pages)
