"""Lines of the audit in words: who did what to what, with what it says beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from inspect_app.extensions import db
from inspect_app.pages.administration.people import region_names
from inspect_app.pages.frame import wording
from inspect_app.pages.moments import Moment, shown_moment
from inspect_app.pages.wording import PageWording
from inspect_app.services import page_reading, places
from inspect_app.store.audit import AuditRow

ACTIONS = (
    "account.add",
    "account.change",
    "account.made_again",
    "blob.received",
    "device.code_made",
    "device.enrolled",
    "device.made_again",
    "device.rename",
    "device.revoke",
    "facility.add",
    "facility.added",
    "facility.changed",
    "publication.publish",
    "publication.withdraw",
    "report.ask",
    "report.print",
    "rescue.taken",
    "review.approve",
    "review.name_on_team",
    "review.remark",
    "review.reply",
    "review.return",
    "review.set_aside",
    "review.settle",
    "review.take_back",
    "session.end",
    "session.end_all",
    "session.start",
    "sync.bad",
    "sync.clash",
    "sync.fork",
    "sync.quarantine",
    "sync.released",
)
"""Every word that is written as an action, each with its sentence in three languages."""

_LONGEST = 160
_NOBODY = ("system", "worker", "rescue")
_ACCOUNT_KEYS = ("account", "code_made_by", "named")


@dataclass(frozen=True, slots=True)
class Named:
    """A person or a thing. `address` None: it has no page. `code`: its id."""

    text: str
    address: str | None
    code: str


@dataclass(frozen=True, slots=True)
class AuditLine:
    id: int
    at: Moment
    actor: Named
    action: str
    says: str
    subject: Named
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Names:
    """What codes are called, for all lines of a page at once."""

    accounts: Mapping[str, str]
    devices: Mapping[str, str]
    facilities: Mapping[str, str]
    regions: Mapping[str, str]
    words: PageWording
    has_links: bool


def shown_lines(
    lines: Iterable[AuditRow], now: datetime, has_links: bool = True
) -> tuple[AuditLine, ...]:
    """`has_links`: to the pages of accounts, which only administrators open."""
    rows = list(lines)
    names = _names(rows, has_links)
    return tuple(_line(row, now, names) for row in rows)


def action_words(action: str, words: PageWording) -> str:
    """An action of a later version stands for itself."""
    return words.say(f"audit.action.{action}") if action in ACTIONS else action


def _line(row: AuditRow, now: datetime, names: _Names) -> AuditLine:
    return AuditLine(
        id=row.id,
        at=shown_moment(row.at, now, names.words),
        actor=_actor(row.actor, names),
        action=row.action,
        says=action_words(row.action, names.words),
        subject=_subject(row.subject_kind, row.subject, names),
        details=tuple(_details(row.details, names)),
    )


def _actor(code: str, names: _Names) -> Named:
    if code in _NOBODY:
        return Named(names.words.say("audit.system"), None, code)
    return _subject("device" if code in names.devices else "account", code, names)


def _subject(kind: str, code: str, names: _Names) -> Named:
    if kind == "account":
        link = f"/administration/users/{code}" if names.has_links else None
        return Named(names.accounts.get(code, code), link, code)
    if kind == "device":
        label = names.devices.get(code, code)
        return Named(names.words.say("audit.tablet", label=label), f"/devices/{code}", code)
    if kind == "facility":
        return Named(names.facilities.get(code, code), f"/facilities/{code}", code)
    text = names.words.say(f"audit.kind.{kind}") if kind in _KINDS else kind
    return Named(text, None, code)


_KINDS = ("blob", "file", "inspection", "operation", "publication", "report")


def _details(said: Mapping[str, Any], names: _Names) -> Iterator[tuple[str, str]]:
    for key, value in said.items():
        known = key in _DETAILS
        yield (
            names.words.say(f"audit.detail.{key}") if known else key,
            _value(key, value, names)[:_LONGEST],
        )


_DETAILS = (
    "account", "after_seq", "changed", "changes", "code", "code_made_by", "count", "devices",
    "edition", "files", "insp", "inspection", "is_active", "is_whole", "language", "mime", "named",
    "of_n", "ops", "places", "reason", "regions", "register", "remarks", "report", "revision",
    "role", "size_bytes", "source", "waived", "why", "wipe",
)  # fmt: skip
_WORDED = {
    "edition": "edition",
    "language": "language",
    "reason": "publication.reason",
    "role": "role",
    "wipe": "devices.wipe",
}
"""Details whose value is a term, and where its words stand; a term of a later version stands for
itself."""
_FIELDS = ("shown_name", "role", "regions", "language", "is_active", "password")


def _value(key: str, value: Any, names: _Names) -> str:
    words = names.words
    if key == "changed" and isinstance(value, list):
        return ", ".join(
            words.say(f"audit.field.{one}") if one in _FIELDS else str(one) for one in value
        )
    if key == "regions" and isinstance(value, list):
        return ", ".join(names.regions.get(one, str(one)) for one in value) or "–"
    word = f"{_WORDED.get(key, key)}.{value}"
    if key in _WORDED and words.knows(word):
        return words.say(word)
    if key in _ACCOUNT_KEYS:
        return _actor(str(value), names).text
    if isinstance(value, bool):
        return words.say("answer.yes" if value else "answer.no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value) if not isinstance(value, dict) else json.dumps(value, ensure_ascii=False)


def _names(rows: Sequence[AuditRow], has_links: bool) -> _Names:
    session, words = db.session(), wording()
    codes = {row.actor for row in rows}
    codes |= {row.subject for row in rows if row.subject_kind in ("account", "device")}
    codes |= {str(row.details[key]) for row in rows for key in _ACCOUNT_KEYS if key in row.details}
    devices = {code for code in codes if code.startswith("d_")}
    facilities = {row.subject for row in rows if row.subject_kind == "facility"}
    named = places.names_of_facilities(session, facilities)
    return _Names(
        accounts=page_reading.shown_names(session, codes - devices),
        devices=page_reading.device_labels(session, devices),
        facilities={code: words.own(names) for code, names in named.items()},
        regions=region_names(words),
        words=words,
        has_links=has_links,
    )
