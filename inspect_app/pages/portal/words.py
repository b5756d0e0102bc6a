"""One language of the portal: the words of the pages, and values as the printed report writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path

from inspect_app.domain.standards import Pack
from inspect_app.pages.wording import PageWording, page_wording
from inspect_app.problems import Language
from inspect_app.reports.model.values import Values
from inspect_app.reports.wording import Wording
from inspect_app.services.portal import Count

FEW = "<3"
"""One or two persons, who could be recognised by the exact number."""
_NEAR_DAYS = ("portal.today", "portal.yesterday")
_DAYS_ARE_COUNTED = 60
_ALMOST_A_YEAR = 10  # months
_KAZAKH = frozenset("әғқңөұүһі")
_CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяё")
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")


class PortalWords:
    def __init__(self, language: Language, templates: Path) -> None:
        self.language = language
        self._page: PageWording = page_wording(language, templates)
        self._printed = Wording(language, templates / "reports")
        self.say = self._page.say
        self.count = self._page.count
        self.index = self._page.index
        self.percent = self._page.percent
        self.whole = self._page.whole
        self.listed = self._printed.listed
        self.country = self._printed.country

    def own(self, names: Mapping[str, str] | None) -> str:
        return self._page.own(names) if names else ""

    def language_of(self, names: Mapping[str, str]) -> str | None:
        return self._page.language_of(names)

    def values(self, pack: Pack) -> Values:
        return Values(pack, self._printed)

    def day(self, day: date) -> str:
        """With the month as a word."""
        return self._printed.day(day)

    def since(self, day: date, today: date) -> str:
        """As people say it, beside the date: "12 days ago", "7 months ago", "almost 3 years ago"."""
        days = max(0, (today - day).days)
        if days < len(_NEAR_DAYS):
            return self.say(_NEAR_DAYS[days])
        if days < _DAYS_ARE_COUNTED:
            return self.count("portal.days_ago", days)
        years, months = divmod(_whole_months(day, today), 12)
        if not years:
            return self.count("portal.months_ago", months)
        if months >= _ALMOST_A_YEAR:
            return self.count("portal.years_ago.almost", years + 1)
        return self.count("portal.years_ago.more" if months else "portal.years_ago", years)

    def tongue(self, text: str) -> str | None:
        """The language of what somebody wrote, told by its letters, where it is not the page's: a
        voice that reads Kazakh as English cannot be understood. None: the page's own."""
        letters = set(text.casefold())
        if letters & _KAZAKH:
            found = "kk"
        elif letters & _CYRILLIC:
            found = "ru"
        else:
            found = "en" if letters & _LATIN else self.language
        return None if found == self.language else found

    def moment(self, moment: datetime) -> str:
        return self.day(moment.date())

    def number(self, value: Fraction, places: int = 2) -> str:
        return self._printed.short_number(value, places)

    def people(self, number: Count) -> str:
        """ "96 people"; "fewer than 3 people" and "at least 94 people" where more is withheld."""
        return self.counted("portal.people", number)

    def counted(self, key: str, number: Count) -> str:
        """A count in a sentence, in the forms of `key`, `key.few` and `key.at_least`."""
        if number is None:
            return self.say("value.not_counted")
        if number == FEW:
            return self.say(f"{key}.few")
        if isinstance(number, str):
            return self.count(f"{key}.at_least", least(number))
        return self.count(key, number)

    def figure(self, number: Count) -> str:
        """A count in a table."""
        if number is None:
            return self.say("value.not_counted")
        if isinstance(number, int):
            return self.whole(number)
        return "< 3" if number == FEW else f"≥ {self.whole(least(number))}"

    def size(self, size_bytes: int) -> str:
        """In kB up to a thousand, then in MB with one place."""
        if size_bytes < 1_000_000:
            return self.say("portal.size.kb", n=self.whole((size_bytes + 999) // 1000))
        return self.say("portal.size.mb", n=self.number(Fraction(size_bytes, 1_000_000), 1))


def least(number: Count) -> int:
    """How many there are for certain: 1 of "<3", n of ">=n"."""
    if number is None:
        return 0
    if isinstance(number, int):
        return number
    return 1 if number == FEW else int(number.removeprefix(">="))


def _whole_months(since: date, until: date) -> int:
    months = 12 * (until.year - since.year) + until.month - since.month
    return months - (until.day < since.day)


@cache
def portal_words(language: Language, templates: Path) -> PortalWords:
    return PortalWords(language, templates)
