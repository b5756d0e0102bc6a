"""Text that goes into a cell of a CSV, which no spreadsheet may take for a formula.

Spreadsheets skip what cannot be seen before they look for a sign, and some know the wide signs of
Chinese and Japanese keyboards too.
"""

from __future__ import annotations

import re

_BEGINS_A_FORMULA = re.compile(
    r"[\t\r\n]|[\s\x00-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]*[=+\-@＝＋－＠]"
)


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if _BEGINS_A_FORMULA.match(text) else text
