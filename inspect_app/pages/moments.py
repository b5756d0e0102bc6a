"""Moments as people read them: by the server's own clock, and how long ago that was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from inspect_app.pages.wording import PageWording

_EXACT_BELOW_DAYS = 100


@dataclass(frozen=True, slots=True)
class Moment:
    """`text` for reading, `iso` for programs, `ago` beside it."""

    text: str
    iso: str
    ago: str


def shown_moment(at: datetime, now: datetime, words: PageWording) -> Moment:
    local = at.astimezone()
    text = f"{words.day(local.date())}, {local:%H:%M}"
    return Moment(text, at.isoformat(timespec="seconds"), ago(now - at, words))


def shown_if_any(at: datetime | None, now: datetime, words: PageWording) -> Moment | None:
    return None if at is None else shown_moment(at, now, words)


def ago(passed: timedelta, words: PageWording) -> str:
    """As people say it; the moment itself stands beside it."""
    minutes = max(0, int(passed / timedelta(minutes=1)))
    if minutes == 0:
        return words.say("ago.now")
    if minutes < 60:
        return words.count("ago.minutes", minutes)
    if minutes < 48 * 60:
        return words.count("ago.hours", minutes // 60)
    return days_ago(minutes // (24 * 60), words)


def days_ago(days: int, words: PageWording) -> str:
    """Whole days since a day, a long while to the nearest month or year; `days` is not below 0."""
    if days == 0:
        return words.say("ago.today")
    unit, number = rough_span(days)
    return words.count(f"ago.{unit}", number)


def rough_span(days: int) -> tuple[str, int]:
    """("days", "months" or "years", how many): nobody sees a year in 406 days."""
    if days < _EXACT_BELOW_DAYS:
        return "days", days
    months = _nearest(12 * days)
    return ("months", months) if months < 24 else ("years", _nearest(days))


def _nearest(days: int) -> int:
    """Whole years of 365.25 days, rounded half up."""
    return (8 * days + 1461) // 2922


def zone_of(at: datetime) -> str:
    """How far the server's clock is from UTC."""
    return f"UTC{at.astimezone().isoformat()[-6:]}"
