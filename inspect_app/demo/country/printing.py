"""Reports that are there when the demo opens; all others are printed when somebody asks."""

from __future__ import annotations

from flask import Flask

from inspect_app.api.machinery import machinery
from inspect_app.demo.country.acts import Script
from inspect_app.extensions import db
from inspect_app.reports.model import Edition
from inspect_app.services.printed_reports import ask_for_report

LANGUAGES = ("ru", "kk", "en")
_BY = "system"


class Printing:
    """Asks for the latest visit of the first `most` facilities whose report is worth reading."""

    def __init__(self, app: Flask, most: int) -> None:
        self._app, self._most, self.asked = app, most, 0

    def consider(self, script: Script) -> None:
        if not script.is_to_print or self.asked == self._most:
            return
        language = LANGUAGES[self.asked % len(LANGUAGES)]
        self.asked += 1
        with self._app.app_context():
            now = machinery().clock()
            ask_for_report(db.session(), script.insp, language, Edition.FULL.value, _BY, now)
            db.session.commit()
