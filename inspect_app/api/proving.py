"""Whether it is still the same person: the password again, before what stands under their name.

A tablet or a desk that was left open, or a stolen cookie, is then not enough to approve, publish or
withdraw. The attempt counts as one of a log-in, and the password is looked at without a transaction.
"""

from __future__ import annotations

from datetime import timedelta

from flask import request

from inspect_app.api.guarding import current_actor, current_log_in
from inspect_app.api.machinery import now
from inspect_app.domain.passwords import LONGEST
from inspect_app.extensions import db
from inspect_app.problems import Problem
from inspect_app.services import sign_in
from inspect_app.store.accounts import AccountRow

PROOF_LASTS = timedelta(minutes=15)
FIELD = "password"


_REFUSALS = ("account.password_again", "account.wrong_password", "login.too_often")


def is_about_proof(problem: Problem) -> bool:
    """Whether `prove_again` refused: then the form stands again, with what was written in it."""
    return problem.code in _REFUSALS


def needs_proof() -> bool:
    """Whether the password of this log-in was shown too long ago."""
    return now() - current_log_in().proved_at > PROOF_LASTS


def prove_again() -> None:
    """Takes the password from the form where it is needed; commits.

    Raises Problem `account.password_again`, `account.wrong_password`, `login.too_often`.
    """
    if not needs_proof():
        return
    password = request.form.get(FIELD, "")[:LONGEST]
    if not password:
        raise Problem("account.password_again")
    session = db.session()
    login = session.get_one(AccountRow, current_actor().account).login
    attempt = sign_in.begin_attempt(session, login, request.remote_addr or "", now())
    session.commit()  # counted for good before the password is looked at
    proof = sign_in.prove(attempt, password)
    if proof is None or not sign_in.proved_again(session, current_log_in(), proof, now()):
        session.rollback()
        raise Problem("account.wrong_password")
    session.commit()
