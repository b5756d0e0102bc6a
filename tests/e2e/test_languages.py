"""Kazakh, Russian and English: switched in the field, whole on every screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.screens import walked
from tests.e2e.visit import Visit, go

pytestmark = pytest.mark.xdist_group("browser")

OWN_NAMES = {"kk": "Қазақша", "ru": "Русский"}
PAGES = "common|rooms|today|photos|notes|sign|sync|lock|settings|score|questions|sampling|terms"
KEY = re.compile(rf"\b(?:{PAGES})\.[a-z_]+\b")
PLACEHOLDER = re.compile(r"\{[A-Za-z_]+\}")
LAST_VISIT = {"kk": "2025 ж. 10 қаңтар", "ru": "10 января 2025 г."}

# All that is seen or read out.
WORDS = """
() => [
  document.body.innerText,
  ...[...document.querySelectorAll('[aria-label]')].map((one) => one.ariaLabel),
  ...[...document.querySelectorAll('[title]')].map((one) => one.title),
]
"""
EMPTY = """
() => [...document.querySelectorAll('button, a, label, h1, h2, h3, [aria-label=""]')]
  .filter((one) => one.checkVisibility())
  .filter((one) => !one.ariaLabel?.trim() && !one.textContent.trim() && !one.querySelector('img, [role=img]'))
  .map((one) => one.outerHTML.slice(0, 160))
"""


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_screen_speaks_the_language_that_was_chosen_in_the_field(
    visit: Visit, language: str
) -> None:
    screens = walked(visit)
    page = visit.page
    choose(page, language)
    faults: dict[str, list[str]] = {}
    for name in screens:
        found = faults_of(page)
        if found:
            faults[name] = found
    assert faults == {}


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_days_are_written_as_the_language_writes_them(visit: Visit, language: str) -> None:
    page = visit.page
    choose(page, language)
    go(page, "start")
    expect(page.get_by_role("main")).to_contain_text(
        LAST_VISIT[language].replace(" г.", "\u00a0г.")
    )


def test_a_choice_of_language_outlives_the_page(visit: Visit) -> None:
    choose(visit.page, "kk")
    visit.page.reload()
    expect(visit.page.locator("html")).to_have_attribute("lang", "kk")
    expect(visit.page.get_by_role("heading", level=1)).not_to_have_text(re.compile("[A-Za-z]"))


def choose(page: Page, language: str) -> None:
    go(page, "settings")
    page.get_by_role("radio", name=OWN_NAMES[language]).check()
    expect(page.locator("html")).to_have_attribute("lang", language)


def faults_of(page: Page) -> list[str]:
    said = page.evaluate(WORDS)
    assert any(re.search("[а-яё]", words) for words in said)
    raw = [found for words in said for found in KEY.findall(words)]
    unfilled = [found for words in said for found in PLACEHOLDER.findall(words)]
    return [*raw, *unfilled, *page.evaluate(EMPTY)]
