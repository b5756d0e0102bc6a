"""What people typed reaches the page visible, harmless and whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.reports.fonts import BODY_FILES, covered_characters
from inspect_app.reports.plain_text import clean_line, clean_text

FONTS = Path(__file__).resolve().parents[2] / "templates" / "reports" / "fonts"
COVERED = covered_characters(FONTS)


def test_the_fonts_carry_every_letter_of_the_three_languages() -> None:
    letters = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі" + "abcdefghijklmnopqrstuvwxyz"
    marks = "№₸м²≥≤–—“”«»„…×·■●○▲"
    assert {c for c in letters + letters.upper() + marks if ord(c) not in COVERED} == set()


def test_control_and_direction_characters_vanish() -> None:
    assert clean_text("a\x07b\u202ec\u200fd\x00e\u2066f\ufeffg", COVERED) == "abcdefg"


def test_an_uncovered_character_is_shown_by_its_number() -> None:
    assert clean_text("камера 漢 😀 \ue000", COVERED) == "камера [U+6F22] [U+1F600] [U+E000]"


def test_a_lone_surrogate_is_shown_and_can_be_written() -> None:
    assert clean_text("a\ud800b", COVERED).encode() == b"a[U+D800]b"


def test_letters_typed_in_two_pieces_become_one() -> None:
    assert clean_text("и\u0306", COVERED) == "й"


def test_line_ends_are_kept_in_texts_and_lost_in_lines() -> None:
    assert clean_text("one\r\ntwo\u2028three", COVERED) == "one\ntwo\nthree"
    assert clean_line("one\r\n  two\tthree ", COVERED) == "one two three"


def test_a_tower_of_marks_is_cut() -> None:
    tower = clean_text("q" + "\u0323" * 500, COVERED)
    assert len(tower.replace("[U+0323]", "x")) == 5


def test_a_long_text_is_cut_and_says_so() -> None:
    cut = clean_text("я" * 30_000, COVERED)
    assert len(cut) == 20_000
    assert cut.endswith("…")


@given(st.text())
def test_whatever_is_typed_only_printable_characters_remain(typed: str) -> None:
    cleaned = clean_text(typed, COVERED)
    assert all(c == "\n" or ord(c) in COVERED for c in cleaned)


@pytest.mark.parametrize("name", BODY_FILES)
def test_the_fonts_lie_there_whole_with_their_licence(name: str) -> None:
    assert (FONTS / name).stat().st_size > 200_000
    for family in ("GolosText", "SourceSans3"):
        assert "SIL OPEN FONT LICENSE" in (FONTS / f"OFL-{family}.txt").read_text()
