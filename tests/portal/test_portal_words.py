"""How the portal says numbers and days: as a person would, and never more than is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from inspect_app.domain.canonical import canonical_bytes
from inspect_app.pages.portal.people_touched import reach_says, touched_says
from inspect_app.pages.portal.shown import Shown
from inspect_app.pages.portal.words import PortalWords, portal_words
from inspect_app.problems import Language
from inspect_app.services.portal import Count, Document, ReachShown, read_document
from tests.portal.published_world import FACILITY, IN_FORCE, demo_result, edition

TODAY = date(2026, 11, 22)


def words(templates_dir: Path, language: Language = "en") -> PortalWords:
    return portal_words(language, templates_dir)


@cache
def document() -> Document:
    return read_document(canonical_bytes(edition(IN_FORCE, FACILITY).document))


def reach(affected: int, present: int, share: Fraction | None, places: Count) -> ReachShown:
    return ReachShown(affected, present, share, places, uncounted=0)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 21), "yesterday"),
        (date(2026, 9, 24), "59 days ago"),
        (date(2026, 9, 22), "2 months ago"),
        (date(2025, 11, 23), "11 months ago"),
        (date(2025, 11, 22), "a year ago"),
        (date(2025, 10, 22), "more than a year ago"),
        (date(2024, 1, 22), "almost 3 years ago"),
        (date(2024, 1, 8), "almost 3 years ago"),
        (date(2023, 11, 22), "3 years ago"),
    ],
)
def test_a_day_long_past_is_told_as_people_tell_it(
    templates_dir: Path, day: date, said: str
) -> None:
    assert words(templates_dir).since(day, TODAY) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [("ru", "почти 3 года назад"), ("kk", "3 жылға жуық бұрын"), ("en", "almost 3 years ago")],
)
def test_a_day_long_past_is_told_in_every_language(
    templates_dir: Path, language: Language, said: str
) -> None:
    assert words(templates_dir, language).since(date(2024, 1, 8), TODAY) == said


@pytest.mark.parametrize(
    ("language", "text", "tongue"),
    [
        ("en", "Ремонт крыши", "ru"),
        ("en", "Үй-жайды жөндеу", "kk"),
        ("en", "Repair the roof", None),
        ("kk", "Repair the roof", "en"),
        ("kk", "Ремонт крыши", "ru"),
        ("ru", "Ремонт крыши", None),
        ("ru", "8-04, 16 °C", "en"),
        ("ru", "8-04, 16 °", None),
    ],
)
def test_words_of_inspectors_are_marked_with_their_language(
    templates_dir: Path, language: Language, text: str, tongue: str | None
) -> None:
    assert words(templates_dir, language).tongue(text) == tongue


def test_all_are_called_all(templates_dir: Path) -> None:
    said = words(templates_dir)
    assert reach_says(reach(550, 550, Fraction(1), 12), said) == (
        "everybody held there (550 people), in 12 places"
    )
    assert reach_says(reach(550, 550, Fraction(1), 1), said, is_all=True) == (
        "everybody held there (550 people)"
    )


def test_that_there_is_one_place_at_least_goes_without_saying(templates_dir: Path) -> None:
    said = words(templates_dir)
    assert reach_says(reach(71, 419, None, ">=1"), said) == "71 people of 419"
    assert reach_says(reach(71, 419, None, ">=4"), said).endswith("in at least 4 places")
    assert reach_says(reach(71, 419, None, "<3"), said).endswith("in 1 or 2 places")


@pytest.mark.parametrize(
    ("affected", "said"),
    [(412, "They touch all 412 people held there."), (411, "They touch at least 411 people.")],
)
def test_failures_that_touch_everybody_are_said_to(
    templates_dir: Path, affected: int, said: str
) -> None:
    of_rooms = demo_result().standards.main.criteria["SP01"]
    found = replace(document().criteria["SP01"], reach=reach(affected, 412, None, 4))
    whole = replace(document(), persons_present=412)
    shown = Shown(None, whole, demo_result().standards, True)  # type: ignore[arg-type]
    assert of_rooms.place == "room"
    assert touched_says([found], shown, words(templates_dir)) == said
