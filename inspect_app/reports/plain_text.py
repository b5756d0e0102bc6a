"""What people typed, made fit to print: nothing invisible, nothing that turns text around, and no
character that the report's fonts cannot show.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Set

LONGEST_TEXT = 20_000
_MOST_MARKS = 4
_LINE_ENDS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x85": "\n", "\t": " "}


def clean_text(text: str, covered: Set[int], longest: int = LONGEST_TEXT) -> str:
    """Text in NFC without control and format characters; the rest visible.

    Bidirectional overrides can make a sentence read as another one, so every format character goes.
    A character that no font of ours carries is shown as `[U+XXXX]` and never dropped in silence.
    Text longer than `longest` characters is cut and ends in an ellipsis.
    """
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    for found, instead in _LINE_ENDS.items():
        text = text.replace(found, instead)
    printed: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= _MOST_MARKS:
            printed.append(_printable(character, category, covered))
    return "".join(printed)


def clean_line(text: str, covered: Set[int], longest: int = 300) -> str:
    """The same on one line, for names, numbers and captions."""
    return " ".join(clean_text(text, covered, longest).split())


def _printable(character: str, category: str, covered: Set[int]) -> str:
    if character == "\n":
        return character
    if category in ("Cc", "Cf"):
        return ""
    if category in ("Cs", "Co", "Cn") or ord(character) not in covered:
        return f"[U+{ord(character):04X}]"
    return character
