"""From what a spreadsheet program keeps in a cell to the exact value that a person typed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from inspect_app.domain.exact import exact_text, parse_exact
from inspect_app.domain.facts import Rectangle, Rectangles

Raw = str | float | int | bool | date | datetime | time | timedelta

_DAYS = (
    re.compile(r"(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>[0-9]{4})"),
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})"),
)
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_TIMES = re.compile(r"\s*[xхXХ×*]\s*")  # Latin and Cyrillic letters alike
_NONE = frozenset({"-", "–", "—"})
_FIRST_SERIAL, _LAST_SERIAL = 1, 200_000  # days from 1900 or 1904 to the 25th century
_LONGEST_NUMBER = 40


class Unreadable(ValueError):
    """`code` is a code of the problem catalogue, `details` fill its sentence beside the place."""

    def __init__(self, code: str, **details: str) -> None:
        self.code, self.details = code, details
        super().__init__(code)


def text_of(raw: Raw) -> str:
    """A number typed as a code keeps its digits: 101, not 101.0."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise Unreadable("workbook.not_text")
    return exact_text(typed_number(raw))


def exact_of(raw: Raw) -> Fraction:
    if isinstance(raw, date | time | timedelta):
        raise Unreadable("workbook.date_for_number")
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return typed_number(raw)
    try:
        if isinstance(raw, str) and len(raw) <= _LONGEST_NUMBER:
            return parse_exact(raw)
    except ValueError:
        pass
    raise Unreadable("workbook.not_a_number", given=shown(raw))


def typed_number(raw: float) -> Fraction:
    """The decimal that was typed, not the binary number that stands nearest to it.

    Spreadsheet programs keep fifteen digits and no more, so fifteen give back what was typed; a sum
    such as 0.1 + 0.2 becomes the 0.3 that its cell shows.
    """
    return Fraction(raw) if isinstance(raw, int) else Fraction(f"{raw:.15g}")


def moment_of(raw: Raw, epoch: datetime) -> datetime:
    """A day alone is its midnight. `epoch` is the workbook's day 0."""
    moment: datetime | None = None
    if isinstance(raw, datetime):
        moment = raw
    elif isinstance(raw, date):
        moment = datetime(raw.year, raw.month, raw.day)  # noqa: DTZ001  # a day has no zone
    elif isinstance(raw, str):
        moment = _moment_from_text(raw)
    elif not isinstance(raw, bool | time | timedelta) and _FIRST_SERIAL <= raw <= _LAST_SERIAL:
        moment = epoch + timedelta(seconds=round(raw * 86_400))
    if moment is None:
        raise Unreadable("workbook.not_a_moment", given=shown(raw))
    return moment


def day_of(raw: Raw, epoch: datetime) -> date:
    try:
        return moment_of(raw, epoch).date()
    except Unreadable as error:
        raise Unreadable("workbook.not_a_day", given=shown(raw)) from error


def rectangles_of(raw: Raw) -> Rectangles:
    """`5.2 x 3.1; 2 x 1,5`, in metres; a hyphen means that there is none."""
    text = str(raw)
    if text in _NONE:
        return ()
    try:
        return tuple(_rectangle(part) for part in re.split(r"[;\n]", text) if part.strip())
    except ValueError as error:
        raise Unreadable("facts.not_rectangles", given=shown(raw)) from error


def folded(word: str) -> str:
    """Small letters, single spaces: as drop-down words are compared."""
    return " ".join(word.casefold().split())


def shown(raw: Raw) -> str:
    """What stands in the cell, short enough to stand in a sentence."""
    text = str(raw)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _rectangle(text: str) -> Rectangle:
    sides = _TIMES.split(text.strip())
    if len(sides) != 2:
        raise ValueError("a rectangle has two sides")
    return Rectangle(parse_exact(sides[0]), parse_exact(sides[1]))


def _moment_from_text(text: str) -> datetime | None:
    day_text, _, clock_text = text.replace("T", " ").partition(" ")
    clock = _CLOCK.fullmatch(clock_text.strip() or "0:00")
    day = next((found for one in _DAYS if (found := one.fullmatch(day_text))), None)
    if day is None or clock is None:
        return None
    hour, minute, second = (int(part or 0) for part in clock.groups())
    try:
        return datetime(int(day["y"]), int(day["m"]), int(day["d"]), hour, minute, second)  # noqa: DTZ001  # the place's own time
    except ValueError:
        return None
