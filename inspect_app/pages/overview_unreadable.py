"""What tablets sent, signed, and nobody can read as an operation: kept, listed, never refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Response, request

from inspect_app.api.guarding import guarded
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.pages.frame import here, page, page_group, wording
from inspect_app.pages.overview import scopes_of
from inspect_app.pages.scopes import reader
from inspect_app.pages.wording import PageWording
from inspect_app.services import overviews, page_reading
from inspect_app.services.overviews import UnreadableOperation

pages = page_group("unreadable")
ROWS = 100
_REASONS = ("bad_body", "clash")


@dataclass(frozen=True, slots=True)
class UnreadableLine:
    """`carried_by` None: the tablet itself."""

    id: str
    device: str
    account: str
    carried_by: str | None
    at: str
    reason: str
    size: str


@pages.get("/operations/unreadable")
@guarded(Permission.READ_HELD_OPERATIONS)
def unreadable() -> Response:
    words, after = wording(), request.args.get("after") or None
    found, listed = overviews.unreadable_page(
        db.session(), scopes_of(reader()).accounts, ROWS, after
    )
    return page(
        "desk/unreadable",
        is_demo=any(one.is_demo for one in found),
        lines=_lines(found, words),
        total=listed.total,
        next_page=here(after=listed.after) if listed.after else None,
        first_page=here(after=None) if after else None,
    )


def _lines(found: tuple[UnreadableOperation, ...], words: PageWording) -> list[UnreadableLine]:
    devices = {one.device for one in found} | {one.carried_by for one in found}
    labels = page_reading.device_labels(db.session(), devices)
    names = page_reading.shown_names(db.session(), {one.account for one in found})
    return [
        UnreadableLine(
            id=one.op,
            device=labels[one.device],
            account=names[one.account],
            carried_by=labels[one.carried_by] if one.carried_by != one.device else None,
            at=_moment(one.received_at, words),
            reason=words.say(f"overview.reason.{one.reason}")
            if one.reason in _REASONS
            else one.reason or words.say("value.none"),
            size=words.count("overview.bytes", one.bytes),
        )
        for one in found
    ]


def _moment(at: datetime, words: PageWording) -> str:
    """By the server's own clock, with its distance from UTC."""
    local = at.astimezone()
    return f"{words.day(local.date())}, {local:%H:%M} (UTC{local.isoformat()[-6:]})"
