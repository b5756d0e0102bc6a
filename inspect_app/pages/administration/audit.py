"""Who did what and when: filters in the address, a page at a time, and all of it as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from flask import Response, request

from inspect_app.api.guarding import guarded
from inspect_app.api.machinery import now
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.files.spreadsheet_cells import harmless
from inspect_app.pages.administration.audit_words import (
    ACTIONS,
    AuditLine,
    action_words,
    shown_lines,
)
from inspect_app.pages.administration.forms import Refused, refused
from inspect_app.pages.administration.group import pages
from inspect_app.pages.frame import here, page, wording
from inspect_app.pages.moments import zone_of
from inspect_app.problems import Problem
from inspect_app.services import accounts
from inspect_app.services import audit as audit_service
from inspect_app.services.audit import AuditFilter
from inspect_app.services.sign_in import shape_of_login
from inspect_app.store.accounts import AccountRow

ROWS = 50
MOST_LINES = 20_000
"""Of one CSV; the page says so where there are more."""
_FILTERS = ("actor", "action", "subject", "since", "until")


@dataclass(frozen=True, slots=True)
class _Asked:
    """As typed, for the form; and as the audit understands it."""

    typed: dict[str, str]
    limits: AuditFilter


@pages.get("/administration/audit")
@guarded(Permission.READ_AUDIT)
def audit() -> Response:
    typed = _typed()
    try:
        limits, why = _limits(typed), None
    except Problem as problem:
        limits, why = AuditFilter(), refused([problem])
    return _page(_Asked(typed, limits), why)


@pages.get("/administration/audit.csv")
@guarded(Permission.READ_AUDIT)
def audit_csv() -> Response:
    """The lines that the filters leave, the newest first, at most `MOST_LINES`."""
    rows = audit_service.lines_in(db.session(), _limits(_typed()), MOST_LINES)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(wording().say("audit.columns").split(","))
    writer.writerows(_csv_rows(shown_lines(rows, now())))
    response = Response("\ufeff" + text.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(asked: _Asked, why: Refused | None) -> Response:
    at, words = now(), wording()
    after = request.args.get("after") or None
    found = audit_service.audit_page(db.session(), asked.limits, ROWS, after)
    actions = sorted((action_words(action, words), action) for action in ACTIONS)
    response = page(
        "desk/administration/audit",
        lines=() if why else shown_lines((row[0] for row in found.rows), at),
        total=found.total,
        asked=asked.typed,
        actions=actions,
        refused=why,
        zone=zone_of(at),
        csv_address=f"/administration/audit.csv?{urlencode(_given(asked.typed))}",
        most=MOST_LINES if found.total > MOST_LINES else None,
        next_page=here(after=found.after) if found.after and not why else None,
        first_page=here(after=None) if after else None,
    )
    response.status_code = why.status if why else 200
    return response


def _typed() -> dict[str, str]:
    return {name: request.args.get(name, "")[:120].strip() for name in _FILTERS}


def _given(typed: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in typed.items() if text}


def _limits(typed: dict[str, str]) -> AuditFilter:
    """Raises Problem `audit.bad_day`. `until` is the last day that is shown."""
    last = _day(typed["until"])
    return AuditFilter(
        actor=_code_of(typed["actor"]),
        action=typed["action"] or None,
        subject=_code_of(typed["subject"]),
        since=_midnight(_day(typed["since"])),
        until=_midnight(last + timedelta(days=1) if last else None),
    )


def _code_of(text: str) -> str | None:
    """People type a log-in name as well as a code."""
    if not text or not text.isprintable():
        return None
    account = accounts.account_of(db.session(), AccountRow.login == shape_of_login(text))
    return account.id if account else text


def _day(text: str) -> date | None:
    """Within the years in which every day has a day before and after."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Problem("audit.bad_day", day=text[:40]) from None
    if not date(1970, 1, 2) <= day <= date(2999, 12, 31):
        raise Problem("audit.bad_day", day=text[:40])
    return day


def _midnight(day: date | None) -> datetime | None:
    """By the server's own clock, as the lines are shown."""
    return None if day is None else datetime(day.year, day.month, day.day).astimezone()


def _csv_rows(lines: Iterable[AuditLine]) -> Iterator[list[str]]:
    for line in lines:
        details = "; ".join(f"{name}: {value}" for name, value in line.details)
        cells = (
            line.at.iso, line.actor.text, line.actor.code, line.says, line.action,
            line.subject.text, line.subject.code, details,
        )  # fmt: skip
        yield [harmless(cell) for cell in cells]
