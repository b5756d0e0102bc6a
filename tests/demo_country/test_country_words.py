"""The little language in which the seed says what may be found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.demo.country.seed import CountrySeed
from inspect_app.demo.country.words import Unreadable, decimal_text, value_of
from inspect_app.domain.standards import Input
from inspect_app.domain.terms import InputKind
from inspect_app.services.assessments import load_standards

KNOWN: Mapping[str, Any] = {"present": 480, "few": 3, "visited_on": date(2026, 2, 10)}


def drawn(expression: str) -> list[Any]:
    return [value_of(expression, Random(n), KNOWN) for n in range(60)]  # noqa: S311


def test_words_stand_for_themselves_and_yes_and_no_for_truth() -> None:
    assert drawn("yes")[0] is True
    assert drawn("no")[0] is False
    assert set(drawn("dirty | sewage")) == {"dirty", "sewage"}


def test_ranges_include_both_ends() -> None:
    assert set(drawn("0..3")) == {0, 1, 2, 3}
    assert set(drawn("7")) == {7}


def test_decimals_are_written_as_the_range_is_written() -> None:
    assert set(drawn("1..1.5")) == {"1.0", "1.5"}
    assert all(len(text.partition(".")[2]) == 2 for text in drawn("2.20..3.40"))


def test_a_share_is_a_whole_number_inside_its_range() -> None:
    assert all(Fraction(80, 100) <= Fraction(n, 480) <= 1 for n in drawn("80..100 % of present"))
    assert set(drawn("40..60 % of few")) == {2}


def test_heads_give_so_many_persons_a_head() -> None:
    assert all(14 <= Fraction(480, heads) <= 24 for heads in drawn("14..24 heads present"))


def test_posts_are_halves() -> None:
    assert all((Fraction(text) * 2).denominator == 1 for text in drawn("150..290 posts present"))


def test_a_day_lies_before_the_visit() -> None:
    days = [date.fromisoformat(text) for text in drawn("4..11 months before")]
    assert all(110 < (date(2026, 2, 10) - day).days < 350 for day in days)


@pytest.mark.parametrize("expression", ["3..", "% of present", "3..4 loaves present", ""])
def test_anything_else_is_refused(expression: str) -> None:
    with pytest.raises(Unreadable):
        value_of(expression, Random(1), KNOWN)  # noqa: S311


@given(st.fractions(0, 1000), st.integers(1, 4))
def test_rounding_is_to_the_nearest(value: Fraction, places: int) -> None:
    text = decimal_text(value, places)
    assert abs(Fraction(text) - value) <= Fraction(1, 2 * 10**places)


def test_shares_of_every_theme_add_up_to_the_whole_country(country_seed: CountrySeed) -> None:
    for theme in country_seed.themes.values():
        assert sum(theme.share) == 100, theme.id
        assert all(level in theme.at for level in range(4) if theme.share[level]), theme.id


def test_every_option_that_the_seed_names_is_one_of_the_standards(
    country_seed: CountrySeed, seed_dir: Path
) -> None:
    packs = load_standards(seed_dir).packs
    inputs: dict[str, Input] = {key: one for pack in packs for key, one in pack.inputs.items()}
    for theme in country_seed.themes.values():
        for level in theme.at.values():
            for name, expression in level.items():
                if inputs[name].kind is InputKind.CHOICE:
                    options = {option.id for option in inputs[name].options}
                    assert set(expression.split(" | ")) <= options, (theme.id, name)
