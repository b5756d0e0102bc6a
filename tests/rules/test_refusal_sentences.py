"""Every refusal is a whole sentence in each of the three languages."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from inspect_app.problems import CATALOGUE, LANGUAGES, Kind

KINDS = [pytest.param(kind, id=code) for code, kind in CATALOGUE.items()]


def _details(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_says_the_same_details_in_every_language(kind: Kind) -> None:
    assert set(kind.says) == set(LANGUAGES)
    assert len({frozenset(_details(sentence)) for sentence in kind.says.values()}) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_is_a_whole_sentence_in_its_own_letters(kind: Kind) -> None:
    # A command to copy stands at the end without a full stop.
    assert all(sentence.endswith((".", " {packages}")) for sentence in kind.says.values())
    assert len(set(kind.says.values())) == len(LANGUAGES)
    without_details = {
        language: re.sub(r"\{.*?\}", "", text) for language, text in kind.says.items()
    }
    assert not re.search("[а-яё]", without_details["en"], re.IGNORECASE)
    assert re.search("[а-яё]", without_details["ru"])
    assert re.search("[а-яёәғқңөұүһі]", without_details["kk"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_has_a_stable_code_and_an_honest_status(kind: Kind) -> None:
    assert re.fullmatch(r"[a-z]+(\.[a-z0-9_]+)+", kind.code)
    assert 400 <= kind.status < 600
