"""How the workbook looks: large calm letters, yellow where a person writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook

_FONT = "Arial"  # on every office machine, and it carries all Kazakh letters
_DARK, _PALE, _YELLOW, _LINE, _GREY = "#1F3A4D", "#E4ECF1", "#FFF9DB", "#B8C4CC", "#52616B"


@dataclass(frozen=True, slots=True)
class Styles:
    title: Any
    says: Any
    group: Any
    heading: Any
    hint: Any
    shown: Any
    help: Any
    plain: Any
    text: Any
    number: Any
    day: Any
    moment: Any

    def of_kind(self, kind: str) -> Any:
        """The style of a cell to write into."""
        return {"day": self.day, "moment": self.moment, "number": self.number}.get(kind, self.text)


def make_styles(book: Workbook) -> Styles:
    def style(**more: object) -> Any:
        return book.add_format(
            {"font_name": _FONT, "font_size": 12, "valign": "top", "text_wrap": True} | more
        )

    framed: dict[str, object] = {"border": 1, "border_color": _LINE}
    yellow = framed | {"bg_color": _YELLOW}
    return Styles(
        title=style(font_size=20, bold=True, font_color=_DARK, text_wrap=False),
        says=style(font_color=_GREY, text_wrap=False),
        group=style(bold=True, font_color="#FFFFFF", bg_color=_DARK, text_wrap=False, **framed),
        heading=style(bold=True, font_color=_DARK, bg_color=_PALE, **framed),
        hint=style(font_size=10, font_color=_GREY, bg_color=_PALE, **framed),
        shown=style(**framed),
        help=style(font_size=11, font_color=_GREY, **framed),
        plain=style(),
        text=style(num_format="@", **yellow),
        number=style(**yellow),
        day=style(num_format="dd.mm.yyyy", align="left", **yellow),
        moment=style(num_format="dd.mm.yyyy hh:mm", align="left", **yellow),
    )
