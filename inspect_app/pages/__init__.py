"""Pages for a browser, without a script: the list of facilities, their visits, and the reports.

They stand above the JSON doors and use the same guard: every page says who may open it.
"""

from __future__ import annotations

from flask import Flask

from inspect_app.pages import (
    administration,
    devices,
    enrolling,
    facility,
    inspection,
    inspections_list,
    log_in,
    overview,
    overview_unreadable,
    portal,
    printing,
    publication,
    review,
    rooms_list,
    style,
    tablet_app,
)


def register_pages(app: Flask) -> None:
    for page in (log_in, overview, facility, printing, enrolling, style, tablet_app, inspection):
        app.register_blueprint(page.pages)
    for page in (
        administration,
        devices,
        overview_unreadable,
        review,
        inspections_list,
        publication,
        rooms_list,
    ):
        app.register_blueprint(page.pages)
    portal.register_portal(app)
