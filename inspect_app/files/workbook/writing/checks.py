"""What a cell says when it is entered, and when something unusual is typed into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from inspect_app.domain.exact import exact_text
from inspect_app.domain.standards import Input
from inspect_app.domain.terms import InputKind
from inspect_app.domain.value_checking import may_be_negative
from inspect_app.files.workbook.layout import choice_list
from inspect_app.files.workbook.wording import Words
from inspect_app.files.workbook.writing.lists import Lists

_TITLE, _MESSAGE = 32, 255  # the most that spreadsheet programs show
Check = dict[str, Any]


def shortened(text: str, most: int) -> str:
    """Cut at a word, with an ellipsis, where the text is longer than `most`."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" .,;:") + "…"


def list_name(asked: Input) -> str:
    """The list of a question's drop-down."""
    return "yes_no" if asked.kind is InputKind.YES_NO else choice_list(asked.id)


def plausible_text(asked: Input, words: Words) -> str:
    if asked.plausible is None:
        return ""
    low, high = (exact_text(end) for end in asked.plausible)
    return words("plausible.range", low=low, high=high)


def check_of_list(name: str, lists: Lists, words: Words) -> Check:
    return {
        "validate": "list",
        "source": lists.refer(name),
        "error_title": words("stop.title"),
        "error_message": words("stop.list"),
    }


def check_of_day(words: Words) -> Check:
    return {
        "validate": "date",
        "criteria": ">=",
        "value": date(1900, 1, 1),
        "error_title": words("stop.date_title"),
        "error_message": words("stop.date"),
    }


def check_of_question(asked: Input, lists: Lists, words: Words) -> Check | None:
    """Words are held to their list; an unusual number only warns, for it may be true."""
    make = _CHECKS.get(asked.kind)
    return make(asked, lists, words) if make else None


def check_of_side(words: Words) -> Check:
    """A length or width in metres: above 0, and rarely above 60."""
    return _number("decimal", "0.01", "60", words, words("plausible.range", low="0.01", high="60"))


def with_message(check: Check | None, title: str, message: str) -> Check:
    """The same check, with an explanation shown as soon as the cell is entered."""
    shown: Check = {"validate": "any"} if check is None else dict(check)
    if message:
        shown["input_title"] = shortened(title, _TITLE)
        shown["input_message"] = shortened(message, _MESSAGE)
    return shown


def _number(validate: str, low: str | None, high: str | None, words: Words, usual: str) -> Check:
    message = (
        words("warning.range", range=usual, words=words("column.words"))
        if usual
        else words("warning.number")
    )
    between: Check = (
        {"criteria": "between", "minimum": low, "maximum": high}
        if high is not None
        else {"criteria": ">=", "value": low}
    )
    return between | {
        "validate": validate,
        "error_type": "warning",
        "error_title": words("warning.title"),
        "error_message": shortened(message, _MESSAGE),
    }


def _number_check(asked: Input, _lists: Lists, words: Words) -> Check | None:
    validate = "integer" if asked.kind is InputKind.COUNT else "decimal"
    if asked.plausible is not None:
        low, high = (exact_text(end) for end in asked.plausible)
        return _number(validate, low, high, words, plausible_text(asked, words))
    if may_be_negative(asked):
        return None
    return _number(validate, "0", None, words, "")


def _list_check(asked: Input, lists: Lists, words: Words) -> Check:
    return check_of_list(list_name(asked), lists, words)


def _day_check(_asked: Input, _lists: Lists, words: Words) -> Check:
    return check_of_day(words)


_CHECKS: Mapping[InputKind, Callable[[Input, Lists, Words], Check | None]] = {
    InputKind.NUMBER: _number_check,
    InputKind.COUNT: _number_check,
    InputKind.YES_NO: _list_check,
    InputKind.CHOICE: _list_check,
    InputKind.DATE: _day_check,
}
