"""Log-ins: throttled, the same work for every answer, and only the hash of a cookie is kept.

A log-in takes three steps, so that no transaction is open while a password is being hashed:
`begin_attempt` (commit), `prove` (no database), `log_in` (commit).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from inspect_app.domain.permissions import Actor, Role
from inspect_app.problems import Problem
from inspect_app.store import log_in_attempts
from inspect_app.store.accounts import AccountRow, WebSessionRow
from inspect_app.store.audit import write_line
from inspect_app.store.password_hashes import (
    hash_of_nobody,
    hash_password,
    is_outdated,
    is_password,
)
from inspect_app.store.revocation import end_log_ins

__all__ = [
    "Attempt",
    "Proof",
    "SignedIn",
    "TooOften",
    "actor_of",
    "begin_attempt",
    "hash_password",
    "is_password",
    "log_in",
    "log_ins_of",
    "log_out",
    "log_out_everywhere",
    "prove",
    "proved_again",
    "renew",
    "shape_of_login",
    "signed_in",
    "start_session",
    "take_back",
]

SESSION_LASTS = timedelta(hours=12)
"""At most, however busy: after it everybody shows their password again."""
IDLE_LASTS = timedelta(hours=8)
"""Unless a setting says otherwise."""
_RENEWALS = 32  # of an idle time: a page that is read writes no more often than that
MOST_FOR_LOGIN = 5
MOST_FOR_ADDRESS = 30
_MOST_SWEPT = 1000


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`token_sha256` names the session's row; the token itself is known to the browser alone.

    `proved_at`: when the password was shown last. `lasts_until`: to what moment this use of it would
    move its end; None: it is moved already.
    """

    actor: Actor
    csrf_token: str
    token_sha256: str
    proved_at: datetime
    lasts_until: datetime | None = None

    def accepts(self, csrf_token: str | None) -> bool:
        return csrf_token is not None and hmac.compare_digest(
            csrf_token.encode(), self.csrf_token.encode()
        )


@dataclass(frozen=True, slots=True)
class Attempt:
    """Counted as failed until `log_in` takes it back. `account_id` None: there is no such account."""

    login_key: str
    rows: Mapping[str, int]
    account_id: str | None
    password_hash: str


@dataclass(frozen=True, slots=True)
class Proof:
    """The password was right. `new_hash` where the kept one was made with older parameters."""

    account_id: str
    attempt: Attempt
    new_hash: str | None


class TooOften(Problem):
    """`retry_after` in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__("login.too_often", minutes=-(-retry_after // 60))


def shape_of_login(text: str) -> str:
    """The one form in which a login is kept, compared and counted."""
    return text.strip().casefold()


def begin_attempt(session: Session, login: str, address: str, now: datetime) -> Attempt:
    """Counts the attempt; the caller commits before going on. Raises TooOften."""
    shape = shape_of_login(login)
    login_key = log_in_attempts.key_of("login", shape)
    address_key = log_in_attempts.key_of("address", log_in_attempts.network_of(address))
    most = {login_key: MOST_FOR_LOGIN, address_key: MOST_FOR_ADDRESS}
    taken = log_in_attempts.reserve(session, most, now)
    if isinstance(taken, datetime):
        raise TooOften(max(1, -(-(taken - now) // timedelta(seconds=1))))
    account = _account(session, shape)
    if account is None:
        return Attempt(login_key, taken, None, "")
    return Attempt(login_key, taken, account.id, account.password_hash)


def prove(attempt: Attempt, password: str) -> Proof | None:
    """Compares for some fifty milliseconds, whether there is such an account or not."""
    nobody = hash_of_nobody()
    is_same = is_password(attempt.password_hash or nobody, password)
    if attempt.account_id is None or not is_same:
        return None
    new_hash = hash_password(password) if is_outdated(attempt.password_hash) else None
    return Proof(attempt.account_id, attempt, new_hash)


def log_in(
    session: Session,
    proof: Proof,
    now: datetime,
    ended_token: str | None = None,
    idle: timedelta = IDLE_LASTS,
) -> tuple[AccountRow, str, str] | None:
    """The account, the cookie's text and the CSRF token.

    None: the account is closed, or was given another password meanwhile. The log-in that the same
    browser held before (`ended_token`) ends.
    """
    account = take_back(session, proof)
    if account is None:
        return None
    if ended_token:
        session.execute(
            delete(WebSessionRow).where(WebSessionRow.token_sha256 == _hashed(ended_token))
        )
    _sweep(session, now)
    token, csrf_token = start_session(session, account, now, idle)
    _audit(session, account.id, "session.start", now)
    return account, token, csrf_token


def take_back(session: Session, proof: Proof) -> AccountRow | None:
    """The account, locked, with the attempt counted as failed no more; None: as for `log_in`."""
    account = session.get(AccountRow, proof.account_id, with_for_update=True)
    kept = proof.attempt.password_hash
    if account is None or not account.is_active or account.password_hash != kept:
        return None
    log_in_attempts.take_back(session, proof.attempt.rows)
    log_in_attempts.forgive(session, proof.attempt.login_key)
    if proof.new_hash is not None:
        account.password_hash = proof.new_hash
    return account


def start_session(
    session: Session, account: AccountRow, now: datetime, idle: timedelta = IDLE_LASTS
) -> tuple[str, str]:
    """The cookie's text and the CSRF token. The caller has checked the password, and commits."""
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    session.add(
        WebSessionRow(
            token_sha256=_hashed(token),
            account_id=account.id,
            csrf_token=csrf,
            made_at=now,
            expires_at=now + min(idle, SESSION_LASTS),
        )
    )
    return token, csrf


def signed_in(
    session: Session, token: str | None, now: datetime, idle: timedelta = IDLE_LASTS
) -> SignedIn | None:
    """Who holds this cookie; None: nobody, or not any more. `idle`: how long it may lie unused."""
    if not token:
        return None
    row = session.get(WebSessionRow, _hashed(token))
    if row is None or row.expires_at <= now or not row.account.is_active:
        return None
    until = min(row.made_at + SESSION_LASTS, now + idle)
    is_due = until - row.expires_at >= idle / _RENEWALS
    return SignedIn(
        actor_of(row.account),
        row.csrf_token,
        row.token_sha256,
        row.proved_at or row.made_at,
        until if is_due else None,
    )


def proved_again(session: Session, held: SignedIn, proof: Proof, now: datetime) -> bool:
    """Notes that whoever holds the log-in knows its password. False: it is another account's, or was
    changed meanwhile. The caller commits."""
    account = take_back(session, proof)
    if account is None or account.id != held.actor.account:
        return False
    session.execute(
        update(WebSessionRow)
        .where(WebSessionRow.token_sha256 == held.token_sha256)
        .values(proved_at=now)
        .execution_options(synchronize_session=False)
    )
    return True


def renew(session: Session, held: SignedIn) -> None:
    """It was used: it ends later than it would have. The caller commits."""
    session.execute(
        update(WebSessionRow)
        .where(WebSessionRow.token_sha256 == held.token_sha256)
        .values(expires_at=held.lasts_until)
        .execution_options(synchronize_session=False)
    )


def log_out(session: Session, held: SignedIn, now: datetime) -> None:
    session.execute(delete(WebSessionRow).where(WebSessionRow.token_sha256 == held.token_sha256))
    _audit(session, held.actor.account, "session.end", now)


def log_out_everywhere(session: Session, account_id: str, now: datetime) -> None:
    """Every log-in of the account ends, this one too. The caller commits."""
    end_log_ins(session, account_id)
    _audit(session, account_id, "session.end_all", now)


def log_ins_of(session: Session, account_id: str, now: datetime) -> Sequence[WebSessionRow]:
    """Those that are open, the newest first."""
    return session.scalars(
        select(WebSessionRow)
        .where(WebSessionRow.account_id == account_id, WebSessionRow.expires_at > now)
        .order_by(WebSessionRow.made_at.desc(), WebSessionRow.token_sha256)
    ).all()


def actor_of(account: AccountRow) -> Actor:
    regions = frozenset(item.region_id for item in account.regions)
    return Actor(account.id, Role(account.role), regions, account.language)


def _account(session: Session, shape: str) -> AccountRow | None:
    """No database is asked about text that cannot be a login: not every text can be asked about."""
    if not shape.isascii() or not shape.isprintable():
        return None
    return session.scalars(select(AccountRow).where(AccountRow.login == shape)).first()


def _audit(session: Session, account_id: str, action: str, now: datetime) -> None:
    write_line(
        session, at=now, actor=account_id, action=action, subject_kind="account", subject=account_id
    )


def _sweep(session: Session, now: datetime) -> None:
    """Ended log-ins; those that another sweep holds are left to it."""
    ended = (
        select(WebSessionRow.token_sha256)
        .where(WebSessionRow.expires_at <= now)
        .limit(_MOST_SWEPT)
        .with_for_update(skip_locked=True)
    )
    session.execute(
        delete(WebSessionRow)
        .where(WebSessionRow.token_sha256.in_(ended))
        .execution_options(synchronize_session=False)
    )


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
