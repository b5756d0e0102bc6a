"""The workbook's own words in three languages: one JSON file each, beside this module."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from inspect_app.problems import LANGUAGES, Language

_FOLDER = Path(__file__).resolve().parent / "words"


class Words:
    """`words("sheet.rooms")`, `words("part.length", number=1)`."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._texts = _texts(language)

    def __call__(self, key: str, **details: object) -> str:
        """Raises KeyError for a key that the language has not."""
        text = self._texts[key]
        return text.format_map(details) if details else text

    def help(self, key: str) -> str:
        """The help text of a row or column; empty where none is needed."""
        return self._texts.get(f"{key}.help", "")

    def list_of(self, name: str, ids: Iterable[str]) -> dict[str, str]:
        """id -> word, for the closed lists (`state`, `room_kind`, `yes_no`, ...)."""
        return {item: self._texts[f"{name}.{item}"] for item in ids}


@cache
def _texts(language: Language) -> Mapping[str, str]:
    content = (_FOLDER / f"{language}.json").read_text(encoding="utf-8")
    texts: dict[str, str] = json.loads(content)
    return texts


def words_in_every_language(name: str, ids: Iterable[str]) -> dict[str, str]:
    """Word -> id over all languages, so that a word typed in another one is understood."""
    known = tuple(ids)
    return {
        word: item
        for language in LANGUAGES
        for item, word in Words(language).list_of(name, known).items()
    }
