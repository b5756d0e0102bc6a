"""From the report as values to one page of HTML."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from inspect_app.reports.model import Report
from inspect_app.reports.wording import Wording


def page_of(report: Report, wording: Wording, templates: Path) -> str:
    """Every value is escaped where it is printed; the template brings no other text than messages.

    `templates` is the folder of `report.html`.
    """
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Imported templates know globals only, and a global cannot be forgotten on the way.
    environment.globals.update(say=wording.say, report=report)
    template = environment.get_template("report.html")
    return template.render(page_style=Markup(_page_style(report, wording)))  # noqa: S704  # ours


def _page_style(report: Report, wording: Wording) -> str:
    """The words beside the page numbers; user text never comes here, it travels by string-set."""
    word = wording.say("page.word", n="\0counter(page)\0", of="\0counter(pages)\0")
    pieces = [piece for piece in word.split("\0") if piece]
    content = " ".join(p if p.startswith("counter(") else _css_string(p) for p in pieces)
    style = f"@page {{ @bottom-right {{ content: {content} }} }}"
    if report.draft:
        mark = _css_string(report.draft)
        style += (
            f" @page {{ @top-center {{ content: {mark}; width: 34%;"
            ' font: 700 7.4pt "Golos Text", "Source Sans 3"; color: #a3211a; text-align: center;'
            " vertical-align: bottom; padding-bottom: 2mm; margin-bottom: 4mm;"
            " border-bottom: .5pt solid #d4dbe3 }"
            " @top-left { width: 33% } @top-right { width: 33% } }"
            " @page cover { @top-center { content: none; border: 0 } }"
        )
    if report.is_demo:
        mark = _css_string(wording.say("page.demo"))
        style += (
            f" @page {{ @bottom-center {{ content: {mark};"
            ' font: 700 7.4pt "Golos Text", "Source Sans 3"; color: #a3211a;'
            " vertical-align: top; padding-top: 3mm } }"
        )
    return style


def _css_string(text: str) -> str:
    escaped = "".join(
        character if character.isalnum() or character in " .,:" else f"\\{ord(character):06x}"
        for character in text
    )
    return f'"{escaped}"'
