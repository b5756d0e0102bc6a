"""Writes what comes from the code: settings, problems and commands in docs/, and the words that the
tablet shares with the printed report.

`python docs/generate.py` writes them; with `--check` it only says which are stale (exit status 1).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import partial
from pathlib import Path

import click

from inspect_app.cli import main as inspect_command
from inspect_app.problems import CATALOGUE, Kind
from inspect_app.settings import Settings

HERE = Path(__file__).resolve().parent
NOTICE = "<!-- Written by `make docs` from the code. Change the code, not this page. -->"
ROOMS = {
    "file": "Files: missing, unreadable, not writable",
    "yaml": "YAML: how seed/ is written",
    "pack": "Standards packs",
    "checklist": "Checklists",
    "facts": "Facts",
    "workbook": "Workbooks",
    "register": "Registers and their mappings",
    "result": "Results",
    "report": "Printed reports",
    "access": "Who may enter",
    "http": "Requests that no resource could answer",
    "sync": "Between tablet and server",
    "app": "The tablet app",
    "rescue": "Rescue files",
    "place": "The register of places",
    "account": "Accounts, log-ins, devices",
    "job": "Jobs",
    "inspection": "Inspections and assessments",
    "publication": "Publication",
}


def settings_page() -> str:
    """One row for each setting: variable, kind, value when unset, and its line of documentation."""
    rows = [
        f"| `{item.metadata['variable']}` | {_kind(str(item.type))} | {_default(item.name)} |"
        f" {_cell(item.metadata['says'])} |"
        for item in fields(Settings)
    ]
    return _page(
        "Settings",
        "Every setting comes from one environment variable and from nowhere else. A value that"
        " cannot be meant stops the start with one sentence that names the variable.",
        "| variable | kind | when unset | what it is |",
        "|---|---|---|---|",
        *rows,
    )


def problems_page() -> str:
    """Every kind of refusal, by the room of the catalogue, with its sentence in three languages."""
    lines: list[str] = []
    for room in dict.fromkeys(code.split(".")[0] for code in CATALOGUE):
        kinds = [kind for code, kind in CATALOGUE.items() if code.split(".")[0] == room]
        lines += [f"## {ROOMS.get(room, room)}", "", *_problems(kinds)]
    return _page(
        "Problems",
        "Every refusal has a stable code, the HTTP status that a server will give it, and one"
        " sentence that says what is wrong, where, and what to do. Words in braces are filled in"
        " from the case at hand. Refusals of one input are told all at once, and nothing of the"
        " input is taken.",
        *lines,
    )


def commands_page() -> str:
    """Every command with its arguments and options."""
    return _page(
        "Commands",
        "What the console program can do. `--help` behind any command says the same.",
        *_commands("inspect-app", inspect_command),
    )


TERMS = (
    "cap", "confidence", "family", "grade", "level", "rating", "reason", "room", "standing", "state",
    "tier", "unit", "verdict", "why",
)  # fmt: skip
"""Groups of the report's messages that the tablet says in the same words."""


def terms(language: str) -> str:
    """The shared words of one language, as the tablet's build reads them."""
    report = HERE.parent / "templates" / "reports" / "messages" / f"{language}.json"
    every = json.loads(report.read_text("utf-8"))
    shared = {key: says for key, says in every.items() if key.split(".")[0] in TERMS}
    return json.dumps(shared, ensure_ascii=False, indent=2) + "\n"


PAGES: Mapping[str, Callable[[], str]] = {
    **{
        f"../frontend/src/i18n/messages/{language}/terms.json": partial(terms, language)
        for language in ("en", "ru", "kk")
    },
    "settings.md": settings_page,
    "problems.md": problems_page,
    "commands.md": commands_page,
}


def _page(title: str, says: str, *lines: str) -> str:
    return "\n".join([f"# {title}", "", NOTICE, "", says, "", *lines]).rstrip() + "\n"


def _cell(text: object) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def _kind(annotation: str) -> str:
    return {"Path": "folder", "int": "whole number above 0", "str": "word"}.get(
        annotation, annotation
    )


def _default(name: str) -> str:
    """A folder is named by its last part: where it lies differs from machine to machine."""
    value = getattr(Settings(), name)
    return f"the `{value.name}/` that came with it" if isinstance(value, Path) else f"`{value}`"


def _problems(kinds: list[Kind]) -> Iterator[str]:
    for kind in kinds:
        yield f"### `{kind.code}`"
        yield ""
        yield f"Status {kind.status}."
        yield ""
        for language, sentence in kind.says.items():
            yield f"- {language}: {_cell(sentence)}"
        yield ""


def _commands(
    name: str, command: click.Command, above: click.Context | None = None
) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=above, max_content_width=100)
    yield f"## `{context.command_path}`"
    yield ""
    yield _cell(command.help or command.short_help or "")
    yield ""
    yield from ("```", context.command_path + _usage(command, context), "```", "")
    yield from _parameters(command, context)
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found is not None and not found.hidden:
                yield from _commands(below, found, context)


def _usage(command: click.Command, context: click.Context) -> str:
    return "".join(f" {piece}" for piece in command.collect_usage_pieces(context))


def _parameters(command: click.Command, context: click.Context) -> Iterator[str]:
    records = [record for one in command.get_params(context) if (record := _record(one, context))]
    if not records:
        return
    yield "| option | what it does |"
    yield "|---|---|"
    for names, says in records:
        yield f"| `{_cell(names)}` | {_cell(says)} |"
    yield ""


def _record(parameter: click.Parameter, context: click.Context) -> tuple[str, str] | None:
    """None for an argument without words of its own, and for `--help`, which every command has."""
    record = parameter.get_help_record(context)
    return None if record is None or not record[1] or "--help" in parameter.opts else record


def stale_pages(folder: Path = HERE) -> Mapping[str, str]:
    """The pages whose text in `folder` is not what the code says now, with the text due."""
    due = {name: page() for name, page in PAGES.items()}
    return {
        name: text
        for name, text in due.items()
        if not (folder / name).is_file() or (folder / name).read_text("utf-8") != text
    }


def main(arguments: list[str]) -> int:
    stale = stale_pages()
    if "--check" in arguments:
        for name in stale:
            click.echo(f"docs/{name} is not what the code says: run `make docs`.", err=True)
        return 1 if stale else 0
    for name, text in stale.items():
        (HERE / name).resolve().write_text(text, "utf-8")
        click.echo(f"docs/{name} written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
