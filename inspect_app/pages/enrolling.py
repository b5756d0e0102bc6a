"""Letting a tablet in: a supervisor chooses an inspector and gets a picture for the tablet's camera.

The code stands in the answer alone. Loading the page again asks for another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import segno
from flask import Response, request
from markupsafe import Markup

from inspect_app.api.guarding import current_actor, current_condition, guarded
from inspect_app.api.machinery import machinery, now
from inspect_app.api.scoping import not_here
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.pages.frame import page, page_group
from inspect_app.services import device_administration, enrolment
from inspect_app.store.accounts import AccountRow

pages = page_group("enrolling")
ADDRESS = "/devices/enrol"


@dataclass(frozen=True, slots=True)
class Shown:
    """`until` is a time of day by the server's own clock, `zone` how far that is from UTC."""

    inspector: str
    link: str
    code: str
    picture: Markup
    until: str
    zone: str


@pages.get(ADDRESS)
@guarded(Permission.ENROL_DEVICE)
def choose() -> Response:
    return _page(None)


@pages.post(ADDRESS)
@guarded(Permission.ENROL_DEVICE)
def show_code() -> Response:
    session, made_at, by = db.session(), now(), current_actor()
    account = device_administration.account_to_enrol(
        session, by, current_condition(), request.form.get("account", "")[:64]
    )
    if account is None:
        raise not_here()
    name = account.shown_name
    code = enrolment.make_code(session, by.account, account.id, made_at)
    session.commit()
    return _page(_shown(name, code, made_at + enrolment.CODE_LASTS))


def _page(shown: Shown | None) -> Response:
    chosen = request.values.get("account", "")
    return page(
        "desk/devices/enrol",
        shown=shown,
        inspectors=_inspectors(),
        chosen=chosen,
        address=ADDRESS,
    )


def _inspectors() -> Sequence[AccountRow]:
    return device_administration.accounts_to_enrol(
        db.session(), current_actor(), current_condition()
    )


def _shown(inspector: str, code: str, expires_at: datetime) -> Shown:
    link = enrolment.enrolment_link(request.host_url, machinery().keys.public, code)
    local = expires_at.astimezone()
    return Shown(
        inspector=inspector,
        link=link,
        code=enrolment.in_groups(code),
        picture=_picture(link),
        until=local.strftime("%H:%M"),
        zone=f"UTC{local.isoformat()[-6:]}",
    )


def _picture(link: str) -> Markup:
    """Dark on light whatever the theme, since not every camera reads it the other way round."""
    drawn = segno.make(link, error="m", micro=False)
    return Markup(drawn.svg_inline(border=4, light="#fff", dark="#000", omitsize=True))  # noqa: S704  # made here
