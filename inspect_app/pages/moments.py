"""Moments as people read them: by the server's own clock, and how long ago that was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from inspect_app.pages.wording import PageWording


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
    """In the largest whole unit that fits."""
    minutes = max(0, int(passed / timedelta(minutes=1)))
    if minutes < 60:
        return words.count("ago.minutes", minutes)
    if minutes < 48 * 60:
        return words.count("ago.hours", minutes // 60)
    return words.count("ago.days", minutes // (24 * 60))


def zone_of(at: datetime) -> str:
    """How far the server's clock is from UTC."""
    return f"UTC{at.astimezone().isoformat()[-6:]}"
