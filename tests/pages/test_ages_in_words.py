"""How long ago something was, as people say it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from inspect_app.pages.moments import ago, days_ago, rough_span
from inspect_app.pages.wording import PageWording


@pytest.mark.parametrize(
    ("days", "span"),
    [
        (1, ("days", 1)),
        (99, ("days", 99)),
        (100, ("months", 3)),
        (116, ("months", 4)),
        (406, ("months", 13)),
        (715, ("months", 23)),
        (716, ("years", 2)),
        (913, ("years", 2)),
        (914, ("years", 3)),
        (1049, ("years", 3)),
        (3653, ("years", 10)),
    ],
)
def test_a_long_while_is_told_to_the_nearest_month_or_year(
    days: int, span: tuple[str, int]
) -> None:
    assert rough_span(days) == span


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["just now", "3 hours ago", "today", "1 day ago", "about 4 months ago"]),
        ("ru", ["только что", "3 часа назад", "сегодня", "1 день назад", "около 4 месяцев назад"]),
        ("kk", ["жаңа ғана", "3 сағат бұрын", "бүгін", "1 күн бұрын", "шамамен 4 ай бұрын"]),
    ],
)
def test_it_is_told_in_each_language(language: str, said: list[str], templates_dir: Path) -> None:
    words = PageWording(language, templates_dir)  # type: ignore[arg-type]
    passed = [ago(timedelta(seconds=59), words), ago(timedelta(hours=3.9), words)]
    assert [*passed, *(days_ago(days, words) for days in (0, 1, 121))] == said


def test_a_moment_of_a_clock_that_runs_ahead_is_now(templates_dir: Path) -> None:
    assert ago(timedelta(seconds=-300), PageWording("en", templates_dir)) == "just now"
