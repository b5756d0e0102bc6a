"""The report's own fonts: which there are, which characters they carry, and no others.

Whole static files, one per style: with several subset files under one family name the printer mixes
up glyphs, and the letters of Kazakh lie in two of the usual subsets.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from fontTools.ttLib import TTFont

HEADING_FILES = (
    "GolosText_400Regular.ttf",
    "GolosText_600SemiBold.ttf",
    "GolosText_700Bold.ttf",
)
BODY_FILES = (
    "SourceSans3_400Regular.ttf",
    "SourceSans3_400Regular_Italic.ttf",
    "SourceSans3_600SemiBold.ttf",
    "SourceSans3_700Bold.ttf",
)
FONT_FILES = HEADING_FILES + BODY_FILES

PRINTED_FAMILIES = ("Golos-Text", "Source-Sans-3")
"""How the families begin inside a printed file; any other font there is a foreign one."""


@cache
def covered_characters(fonts_folder: Path) -> frozenset[int]:
    """Code points that every style of the body font can print.

    Headings fall back to the body font, so this is what the whole report can print. PDF/A forbids
    the empty box that stands for a missing glyph.
    """
    covers = []
    for name in BODY_FILES:
        with TTFont(fonts_folder / name, lazy=True) as font:
            covers.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*covers)


def fontconfig(fonts_folder: Path, cache_folder: Path) -> str:
    """A configuration that knows our folder alone, so that the machine's fonts change nothing."""
    return (
        '<?xml version="1.0"?>\n'
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        "<fontconfig>\n"
        f"  <dir>{escape(str(fonts_folder))}</dir>\n"
        f"  <cachedir>{escape(str(cache_folder))}</cachedir>\n"
        "</fontconfig>\n"
    )
