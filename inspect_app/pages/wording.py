"""One language of the pages: messages, plurals, numbers and days.

Words that a report uses as well (ratings, levels, kinds of facilities) come from the report's own
catalogue, so that a page and the PDF behind it never call one thing by two names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.numbers import get_decimal_symbol

from inspect_app.domain.exact import shown
from inspect_app.problems import LANGUAGES, Language
from inspect_app.reports.wording import load_messages

INDEX_EDGES = (Fraction(40), Fraction(60), Fraction(80))
_LOCALES: Mapping[Language, str] = {"en": "en_GB", "ru": "ru_KZ", "kk": "kk_KZ"}
_NO_BREAK_SPACE = "\u00a0"
_THIN_SPACE = "\u202f"
_GROUPED_FROM = 10_000


class PageWording:
    """`templates` is the folder that holds `pages/`, `desk/`, `public/` and `reports/`.

    Each area of the desk and of the portal has a file of its own in `desk/messages` and
    `public/messages`: `<area>.<language>.json`. No key stands in two files.
    """

    def __init__(self, language: Language, templates: Path) -> None:
        self.language = language
        self._locale = Locale.parse(_LOCALES[language])
        self._decimal = get_decimal_symbol(self._locale)
        shared = load_messages(templates / "reports" / "messages", language)
        self._messages = {**shared, **load_messages(templates / "pages" / "messages", language)}
        for area in ("desk", "public"):
            for file in sorted((templates / area / "messages").glob(f"*.{language}.json")):
                self._messages |= json.loads(file.read_text("utf-8"))

    def say(self, key: str, **details: object) -> str:
        message = self._messages[key]
        if not isinstance(message, str):
            raise KeyError(f"{key} is said with a number: use count")
        return message.format_map({name: str(value) for name, value in details.items()})

    def knows(self, key: str) -> bool:
        return key in self._messages

    def count(self, key: str, number: int) -> str:
        """The plural form that the language wants for `number`, which fills {n}."""
        forms = self._messages[key]
        if isinstance(forms, str):
            raise KeyError(f"{key} has no plural forms: use say")
        form = forms.get(self._locale.plural_form(number), forms["other"])
        return form.format_map({"n": self.whole(number)})

    def own(self, names: Mapping[str, str]) -> str:
        """A name in this language, or in the first one that there is."""
        return names.get(self.language) or next(iter(names.values()), "")

    def language_of(self, names: Mapping[str, str]) -> str | None:
        """The language in which `own` answers, when it is another than the page's."""
        return None if names.get(self.language) else next(iter(names), None)

    def whole(self, number: int) -> str:
        return f"{number:,}".replace(",", _THIN_SPACE) if number >= _GROUPED_FROM else str(number)

    def index(self, value: Fraction) -> str:
        """One place, more where that would show a better rating than the one that was given."""
        return self._written(shown(value, 1, INDEX_EDGES))

    def number(self, value: Fraction, places: int, edges: tuple[Fraction, ...] = ()) -> str:
        """Rounded to so many places; more where that would show it on the other side of an edge."""
        return self._written(shown(value, places, edges))

    def percent(self, share: Fraction) -> str:
        """A share of one. A little is never shown as nothing, nor almost all as all."""
        text = shown(100 * share, 0, (Fraction(0), Fraction(100)))
        return self.say("unit.percent", value=self._written(text)).replace(" ", _NO_BREAK_SPACE)

    def day(self, day: date) -> str:
        return _written_day(day, _LOCALES[self.language])

    def _written(self, text: str) -> str:
        return text.replace(".", self._decimal).replace("-", "−")


@lru_cache(10_000)
def _written_day(day: date, locale: str) -> str:
    """A list of visits names some days hundreds of times."""
    return format_date(day, format="medium", locale=locale).replace(" ", _NO_BREAK_SPACE)


@cache
def page_wording(language: Language, templates: Path) -> PageWording:
    return PageWording(language, templates)


def known_language(text: str | None) -> Language | None:
    return next((language for language in LANGUAGES if language == text), None)
