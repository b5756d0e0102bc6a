"""How a password is kept: as an argon2id hash, and as nothing else.

The parameters are argon2id with 32 MiB, three passes, one lane. A hash that was made with others is
still good and is made anew at the next log-in.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from inspect_app.problems import Problem

_HASHER = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)
_AT_ONCE = 2  # each takes its own 32 MiB: a flood of log-ins must not take the memory of the worker
_PATIENCE_SECONDS = 10
_places = BoundedSemaphore(_AT_ONCE)


def hash_password(password: str) -> str:
    """Raises Problem `login.busy` when no place comes free in time."""
    with _place():
        return _HASHER.hash(password)


def is_password(password_hash: str, password: str) -> bool:
    """Raises Problem `login.busy` when no place comes free in time."""
    with _place():
        try:
            return _HASHER.verify(password_hash, password.encode("utf-8", "surrogatepass"))
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(password_hash: str) -> bool:
    """Whether it was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(password_hash)


@cache
def hash_of_nobody() -> str:
    """What a password for an unknown log-in is compared with: the same work, and never equal."""
    return hash_password(secrets.token_urlsafe(32))


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(timeout=_PATIENCE_SECONDS):
        raise Problem("login.busy")
    try:
        yield
    finally:
        _places.release()
