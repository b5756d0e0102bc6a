"""Numbers as spreadsheet programs keep them give back what was typed."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.files.workbook.reading.cell_values import (
    Raw,
    Unreadable,
    exact_of,
    folded,
    moment_of,
    text_of,
    typed_number,
)

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 15))
def test_any_decimal_of_fifteen_digits_survives_the_binary_cell(digits: int, places: int) -> None:
    typed = Fraction(digits, 10**places)
    assert typed_number(float(typed)) == typed


@given(st.decimals(-9999, 9999, places=3))
def test_text_with_a_comma_is_the_same_number_as_text_with_a_point(number: object) -> None:
    assert exact_of(str(number).replace(".", ",")) == exact_of(str(number)) == Fraction(str(number))


@pytest.mark.parametrize(
    ("raw", "text"), [(101.0, "101"), (101, "101"), (1.5, "1.5"), ("007", "007"), (0.0, "0")]
)
def test_a_code_typed_as_a_number_keeps_its_digits(raw: Raw, text: str) -> None:
    assert text_of(raw) == text


@pytest.mark.parametrize("raw", [True, time(10, 30), timedelta(hours=30), 0.2, 10**7, "10:30"])
def test_what_is_no_moment_is_unreadable(raw: Raw) -> None:
    with pytest.raises(Unreadable) as caught:
        moment_of(raw, EPOCH)
    assert caught.value.code == "workbook.not_a_moment"


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        (46037.4375, datetime(2026, 1, 15, 10, 30)),  # noqa: DTZ001
        ("15.01.2026 10:30", datetime(2026, 1, 15, 10, 30)),  # noqa: DTZ001
        ("2026-01-15T10:30:05", datetime(2026, 1, 15, 10, 30, 5)),  # noqa: DTZ001
        ("15.1.2026", datetime(2026, 1, 15)),  # noqa: DTZ001
    ],
)
def test_a_moment_is_read_from_serials_and_from_text(raw: Raw, moment: datetime) -> None:
    assert moment_of(raw, EPOCH) == moment


def test_words_are_compared_without_case_and_stray_spaces() -> None:
    assert folded("  Қабырға   ТӨБЕГЕ дейін ") == folded("қабырға төбеге Дейін")
