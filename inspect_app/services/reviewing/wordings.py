"""The words that every decision of a reviewer needs."""

from __future__ import annotations

from inspect_app.problems import Problem

LONGEST_REMARK = 4000
"""Characters; what fits into one field of an operation."""
LEAST_LETTERS = 2
"""Letters or digits: a dot alone tells nobody anything."""


def says_something(words: str) -> bool:
    return sum(map(str.isalnum, words)) >= LEAST_LETTERS


def needed_words(given: str) -> str:
    """Without the spaces around it. Raises Problem `review.words_needed`, `review.too_many_words`."""
    words = given.replace("\r\n", "\n").replace("\0", "").strip()
    if not says_something(words):
        raise Problem("review.words_needed")
    if len(words) > LONGEST_REMARK:
        raise Problem("review.too_many_words", most=LONGEST_REMARK)
    return words
