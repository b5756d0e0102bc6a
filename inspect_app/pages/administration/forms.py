"""Forms that refuse clearly: what was typed stays, and every sentence leads to its field."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import request

from inspect_app.domain.canonical import canonical_bytes
from inspect_app.extensions import db
from inspect_app.pages.frame import page_language
from inspect_app.problems import Problem
from inspect_app.schemas.accounts import account_document
from inspect_app.store.accounts import AccountRow

LONGEST = 500
_FIELDS: Mapping[str, str] = {
    "account.bad_login": "login",
    "account.login_taken": "login",
    "account.bad_name": "shown_name",
    "account.strange_text": "shown_name",
    "account.unknown_role": "role",
    "account.is_an_author": "role",
    "account.is_a_reviewer": "role",
    "account.last_administrator": "role",
    "account.no_regions": "regions",
    "account.unknown_regions": "regions",
    "account.wrong_password": "current",
    "account.passwords_differ": "again",
    "account.password_too_short": "new",
    "account.password_too_long": "new",
    "account.password_too_common": "new",
    "device.bad_label": "label",
    "device.wipe_not_chosen": "wipe",
    "audit.bad_day": "since",
}
"""Problem -> the id of the field that it is about."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """`field` None: about the whole of the form."""

    sentence: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a form was not taken. `status` is that of the answer."""

    refusals: tuple[Refusal, ...]
    status: int

    def about(self, field: str) -> bool:
        return any(refusal.field == field for refusal in self.refusals)


def refused(problems: Iterable[Problem]) -> Refused:
    """Nothing of the form was taken: whatever the transaction holds is given up."""
    db.session.rollback()
    told = list(problems)
    language = page_language()
    return Refused(
        tuple(Refusal(one.sentence(language), _FIELDS.get(one.code)) for one in told),
        max(one.kind.status for one in told),
    )


def typed(name: str, longest: int = LONGEST) -> str:
    """One line of the form as typed. Raises Problem `account.strange_text`."""
    text = request.form.get(name, "")[:longest].strip()
    if not text.isprintable():
        raise Problem("account.strange_text")
    return text


def kept(name: str) -> str:
    """The same for showing it again, whatever it is."""
    return "".join(
        letter for letter in request.form.get(name, "")[:LONGEST] if letter.isprintable()
    )


def state_of(account: AccountRow) -> str:
    """What a form carries, so that nobody overwrites what they have not seen."""
    return hashlib.sha256(canonical_bytes(account_document(account))).hexdigest()[:32]


def expect_seen(account: AccountRow) -> None:
    """Raises Problem `account.changed_meanwhile`."""
    if request.form.get("seen", "") != state_of(account):
        raise Problem("account.changed_meanwhile")


def done(*known: str) -> str | None:
    """What the address says was just done, if it is one of these words."""
    word = request.args.get("done")
    return word if word in known else None
