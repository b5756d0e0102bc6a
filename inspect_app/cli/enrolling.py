"""A link that lets a tablet in, printed in the terminal: for the console, and for the demo's start."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import click
import segno
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from inspect_app.problems import Language, Problem
from inspect_app.services import enrolment
from inspect_app.settings import Settings
from inspect_app.signing import server_keys
from inspect_app.store.accounts import AccountRow
from inspect_app.store.engine import make_engine

BY = "system"
_SAYS: Mapping[str, Mapping[Language, str]] = {
    "open": {
        "en": "Open this link on the tablet of {login}, or point its camera at the picture:",
        "ru": "Откройте эту ссылку на планшете {login} или наведите его камеру на картинку:",
        "kk": "Бұл сілтемені {login} планшетінде ашыңыз немесе камерасын суретке бағыттаңыз:",
    },
    "code": {
        "en": "Or type the code {code} in the tablet app. It lets in one tablet and lasts ten minutes, until {time}.",
        "ru": "Или введите в приложении код {code}. Он подключает один планшет и действует десять минут, до {time}.",
        "kk": "Немесе қолданбаға {code} кодын теріңіз. Ол бір планшетті қосады және он минут, {time} дейін жарамды.",
    },
}


@dataclass(frozen=True, slots=True)
class Link:
    """`until` is a moment with its zone."""

    login: str
    address: str
    code: str
    until: datetime


def new_link(settings: Settings, account: str, base: str) -> Link:
    """A fresh code for the account (its login or its id), with the server's address `base`.

    Raises Problem `account.not_found`, `device.for_inspectors`.
    """
    engine = make_engine(settings.engine_url)
    try:
        with Session(engine) as session:
            return _link(session, settings, account, base)
    finally:
        engine.dispose()


def said(language: Language, link: Link) -> str:
    """Link, picture, code, and how long it lasts."""
    until = link.until.astimezone().strftime("%H:%M")
    code = enrolment.in_groups(link.code)
    return "\n".join(
        (
            _SAYS["open"][language].format(login=link.login),
            link.address,
            _picture(link.address),
            _SAYS["code"][language].format(code=code, time=until),
        )
    )


def checked_address(_: click.Context, __: click.Parameter, given: str) -> str:
    """With a slash at its end."""
    if not given.startswith(("http://", "https://")) or "#" in given or "?" in given:
        raise click.BadParameter("must begin with https:// (or http://) and end with the host")
    return given.rstrip("/") + "/"


def _link(session: Session, settings: Settings, account: str, base: str) -> Link:
    row = session.scalars(
        select(AccountRow).where(
            or_(AccountRow.login == account.strip().casefold(), AccountRow.id == account)
        )
    ).first()
    if row is None:
        raise Problem("account.not_found", login=account[:80])
    login, now = row.login, datetime.now(UTC)
    code = enrolment.make_code(session, BY, row.id, now)
    session.commit()
    keys = server_keys(settings.data_dir / "keys")
    address = enrolment.enrolment_link(base, keys.public, code)
    return Link(login, address, code, now + enrolment.CODE_LASTS)


def _picture(address: str) -> str:
    drawn = io.StringIO()
    segno.make(address, error="l", micro=False).terminal(out=drawn, border=2, compact=True)
    return drawn.getvalue()
