"""Which passwords are refused."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.domain.passwords import LONGEST, SHORTEST, weakness
from inspect_app.services.accounts import new_account_id, new_password


@pytest.mark.parametrize(
    "password",
    [
        "Password1234", "P@ssw0rd2026!", "qwertyuiop12", "123456789012", "aaaaaaaaaaaa",
        "abcabcabcabc", "inspector2026!", "йцукен123456", "Астана2026!!", "i.person.2026",
        "I.PERSON-i.person", "!@#$%^&*()_+", "Құпиясөз2026", "администратор1",
    ],
)  # fmt: skip
def test_what_everybody_tries_first_is_refused(password: str) -> None:
    assert weakness(password, "i.person") == "too_common"


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "k7fq-m2xp-9tzw-4hbn", "Дождь по жестяной крыше", "Бір уыс құмшекер"],
)
def test_a_few_words_or_chance_letters_are_taken(password: str) -> None:
    assert weakness(normalize("NFC", password), "i.person") is None


@given(st.text(max_size=SHORTEST - 1))
def test_short_ones_are_refused_whatever_they_are(password: str) -> None:
    assert weakness(password, "i.person") == "too_short"


def test_the_longest_is_taken_and_nothing_longer() -> None:
    piece = "snow on the barn door "
    assert weakness((piece * 12)[:LONGEST], "i.person") is None
    assert weakness((piece * 13)[: LONGEST + 1], "i.person") == "too_long"


def test_a_drawn_password_is_never_refused_and_never_twice_the_same() -> None:
    drawn = {new_password() for _ in range(200)}
    assert len(drawn) == 200
    assert {weakness(password, "i.person") for password in drawn} == {None}
    assert len({new_account_id() for _ in range(200)}) == 200
