"""One language of the report: its messages, numbers, dates and plurals.

Every text that reaches the page goes through here, so that nothing is printed that the fonts cannot
show and no number is written in another language's way.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol

from inspect_app.domain.exact import shown
from inspect_app.domain.publishing.counts import Masked
from inspect_app.domain.terms import Text
from inspect_app.problems import Language
from inspect_app.reports.fonts import covered_characters
from inspect_app.reports.plain_text import clean_line, clean_text

Messages = Mapping[str, str | Mapping[str, str]]
_LOCALES: Mapping[Language, str] = {"en": "en_GB", "ru": "ru_KZ", "kk": "kk_KZ"}
_NARROW_SPACE = "\u202f"
_NO_BREAK_SPACE = "\u00a0"


@cache
def load_messages(folder: Path, language: Language) -> Messages:
    """The catalogue of one language: a sentence, or a sentence per plural form."""
    found: Messages = json.loads((folder / f"{language}.json").read_text(encoding="utf-8"))
    return found


class Wording:
    """`templates` is the folder that holds `messages/` and `fonts/`."""

    def __init__(self, language: Language, templates: Path) -> None:
        self.language = language
        self._locale = Locale.parse(_LOCALES[language])
        self._messages = load_messages(templates / "messages", language)
        self._covered = covered_characters(templates / "fonts")
        self._decimal = get_decimal_symbol(self._locale)
        self._group = _grouping(get_group_symbol(self._locale))

    def say(self, key: str, **details: object) -> str:
        message = self._messages[key]
        if not isinstance(message, str):
            raise KeyError(f"{key} is said with a number: use count")
        return message.format_map({name: str(value) for name, value in details.items()})

    def knows(self, key: str) -> bool:
        return key in self._messages

    def count(self, key: str, number: int, **details: object) -> str:
        """The plural form that the language wants for `number`, which fills {n}."""
        forms = self._messages[key]
        if isinstance(forms, str):
            raise KeyError(f"{key} has no plural forms: use say")
        form = forms.get(self._locale.plural_form(number), forms["other"])
        filled = {name: str(value) for name, value in details.items()}
        return form.format_map(filled | {"n": self.whole(number)})

    def own(self, text: Text) -> str:
        """A wording of a pack or a facility in this language, or in the first one it has."""
        wording = text.get(self.language) or next(iter(text.values()), "")
        return self.long(wording)

    def language_of(self, text: Text) -> str | None:
        """The language in which `own` answers, when it is another than the report's."""
        if text.get(self.language):
            return None
        return next(iter(text), None)

    def line(self, typed: str, longest: int = 300) -> str:
        """Something that somebody typed, on one line."""
        return clean_line(typed, self._covered, longest)

    def long(self, typed: str) -> str:
        """Something that somebody typed, with its line ends."""
        return clean_text(typed, self._covered).strip()

    def whole(self, number: int) -> str:
        """A count that is withheld is said in words, so that its bound is never read as the count."""
        if isinstance(number, Masked):
            if number.is_few:
                return self.say("value.few")
            return self.say("value.at_least", n=self._written(str(int(number))))
        return self._written(str(number))

    def number(self, value: Fraction, places: int = 2, edges: Iterable[Fraction] = ()) -> str:
        """Rounded for people, yet never onto the other side of an edge."""
        return self._written(shown(value, places, edges))

    def short_number(self, value: Fraction, places: int = 2, edges: Iterable[Fraction] = ()) -> str:
        """The same without zeros at the end."""
        text = shown(value, places, edges)
        return self._written(text.rstrip("0").rstrip(".") if "." in text else text)

    def percent(self, share: Fraction, edges: Iterable[Fraction] = ()) -> str:
        """A share of one. A little is never shown as nothing, nor almost all as all."""
        all_edges = (Fraction(0), Fraction(100), *(100 * edge for edge in edges))
        return self.say("unit.percent", value=self.short_number(100 * share, 1, all_edges))

    def decimal(self, text: str) -> str:
        """A decimal of a pack as written there, with this language's sign."""
        return self._written(text)

    def day(self, day: date) -> str:
        return format_date(day, format="long", locale=self._locale).replace(" ", _NO_BREAK_SPACE)

    def short_day(self, day: date) -> str:
        return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"

    def moment(self, moment: datetime) -> str:
        """As the clock of the place showed it; the data hold the offset."""
        return f"{self.short_day(moment.date())} {moment.hour:02d}:{moment.minute:02d}"

    def country(self, code: str) -> str:
        """A country by its ISO 3166-1 code; the code itself where the language has no name."""
        return str(self._locale.territories.get(code.upper(), self.line(code, 8)))

    def listed(self, items: Iterable[str]) -> str:
        """a, b and c."""
        all_items = list(items)
        if len(all_items) < 2:
            return "".join(all_items)
        return self.say("list.and", list=", ".join(all_items[:-1]), last=all_items[-1])

    def _written(self, text: str) -> str:
        """Digits in groups of three (from five digits on), with the language's decimal sign."""
        sign = "−" if text.startswith("-") else ""
        whole, _, part = text.lstrip("-").partition(".")
        if len(whole) > 4:
            groups = [whole[max(0, end - 3) : end] for end in range(len(whole), 0, -3)]
            whole = self._group.join(reversed(groups))
        return f"{sign}{whole}{self._decimal}{part}" if part else f"{sign}{whole}"


def _grouping(symbol: str) -> str:
    """Where a language groups by a space, one at which no line breaks."""
    return _NARROW_SPACE if symbol.isspace() else symbol
