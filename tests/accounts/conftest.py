"""Passwords are hashed cheaply here: what they cost is no part of what these tests say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from inspect_app.store import password_hashes


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(password_hashes, "_HASHER", cheap)
    password_hashes.hash_of_nobody.cache_clear()
    yield
    password_hashes.hash_of_nobody.cache_clear()
