"""Log-ins: passwords under argon2, sessions whose cookie is kept only as a hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy.orm import Session

from inspect_app.domain.permissions import Actor, Role
from inspect_app.store.accounts import AccountRow, WebSessionRow

SESSION_LASTS = timedelta(hours=12)
_HASHER = PasswordHasher()


@dataclass(frozen=True, slots=True)
class SignedIn:
    actor: Actor
    csrf_token: str

    def accepts(self, csrf_token: str | None) -> bool:
        return csrf_token is not None and hmac.compare_digest(csrf_token, self.csrf_token)


def hash_password(password: str) -> str:
    return _HASHER.hash(password)


def is_password(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except VerificationError:
        return False


def start_session(session: Session, account: AccountRow, now: datetime) -> tuple[str, str]:
    """The cookie's text and the CSRF token. The caller has checked the password, and commits."""
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    session.add(
        WebSessionRow(
            token_sha256=_hashed(token),
            account_id=account.id,
            csrf_token=csrf,
            made_at=now,
            seen_at=now,
            expires_at=now + SESSION_LASTS,
        )
    )
    return token, csrf


def signed_in(session: Session, token: str | None, now: datetime) -> SignedIn | None:
    """Who holds this cookie; None: nobody, or not any more."""
    if not token:
        return None
    row = session.get(WebSessionRow, _hashed(token))
    if row is None or row.expires_at <= now or not row.account.is_active:
        return None
    return SignedIn(actor_of(row.account), row.csrf_token)


def actor_of(account: AccountRow) -> Actor:
    regions = frozenset(item.region_id for item in account.regions)
    return Actor(account.id, Role(account.role), regions, account.language)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8")).hexdigest()
