"""`inspect-app import`: a register into the database, after a look at what it would change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy.orm import Session

from inspect_app.cli.starting import bring_up_to_date
from inspect_app.domain.permissions import Actor, Role
from inspect_app.domain.registers.plans import Change, ImportPlan
from inspect_app.domain.terms import Text
from inspect_app.problems import Language
from inspect_app.schemas.place_import import plan_counts, plan_document
from inspect_app.services.place_import import carry_out, plan_import, problem_of, read_places
from inspect_app.services.places import load_regions
from inspect_app.settings import Settings
from inspect_app.store.engine import make_engine

_CONSOLE_ACTOR = Actor("system", Role.ADMINISTRATOR)
"""Whoever may run programs on the server may do this; the audit line says `system`."""

MOST_SHOWN = 40
_SAYS: Mapping[str, Text] = {
    "added": {"en": "New", "ru": "Новые", "kk": "Жаңа"},
    "changed": {"en": "Changed", "ru": "Изменены", "kk": "Өзгерген"},
    "unchanged": {"en": "As they were", "ru": "Без изменений", "kk": "Өзгеріссіз"},
    "refused": {
        "en": "Reasons to refuse rows",
        "ru": "Причины отклонить строки",
        "kk": "Жолдарды қабылдамау себептері",
    },
    "missing": {
        "en": "In the database only; they stay",
        "ru": "Есть только в базе; остаются",
        "kk": "Тек дерекқорда бар; қалады",
    },
    "more": {"en": "and {more} more", "ru": "и ещё {more}", "kk": "және тағы {more}"},
    "nothing_stored": {
        "en": "Nothing was stored: correct these rows and begin again.",
        "ru": "Ничего не сохранено: исправьте эти строки и начните снова.",
        "kk": "Ештеңе сақталған жоқ: осы жолдарды түзетіп, қайта бастаңыз.",
    },
    "dry_run": {
        "en": "A preview: nothing was stored.",
        "ru": "Предварительный просмотр: ничего не сохранено.",
        "kk": "Алдын ала қарау: ештеңе сақталған жоқ.",
    },
    "stored": {"en": "Stored.", "ru": "Сохранено.", "kk": "Сақталды."},
}


@click.command("import")
@click.argument("mapping", type=click.Path(path_type=Path), metavar="MAPPING.yaml")
@click.option("--dry-run", is_flag=True, help="Show what would change, and store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole preview as JSON.")
@click.pass_context
def import_(context: click.Context, mapping: Path, dry_run: bool, as_json: bool) -> None:
    """Take facilities from a register: all of its rows, or none when one of them is refused."""
    settings: Settings = context.obj
    language: Language = context.meta["language"]
    plan = _imported(settings, mapping, dry_run)
    stored = not dry_run and not plan.refused
    if as_json:
        document = plan_document(plan, language, stored=stored)
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        _show(plan, language, Console(highlight=False))
        said = "stored" if stored else "nothing_stored" if plan.refused else "dry_run"
        click.echo(_SAYS[said][language])
    if plan.refused:
        context.exit(2)


def _imported(settings: Settings, mapping: Path, dry_run: bool) -> ImportPlan:
    register, rows = read_places(mapping)
    bring_up_to_date(settings)
    engine = make_engine(settings.engine_url, hide_parameters=True)
    try:
        with Session(engine) as session:
            load_regions(session, settings.seed_dir)
            plan = plan_import(session, register, rows)
            if not dry_run and not plan.refused:
                carry_out(session, _CONSOLE_ACTOR, plan, datetime.now(UTC))
                session.commit()
            return plan
    finally:
        engine.dispose()


def _show(plan: ImportPlan, language: Language, console: Console) -> None:
    counts = Table(title=escape(plan.register), title_justify="left", box=None, show_header=False)
    for name, count in plan_counts(plan).items():
        counts.add_row(_SAYS[name][language], str(count))
    console.print(counts)
    lines = [f"+ {escape(a.said.key)}  {escape(_name(a.said.names, language))}"
             for a in plan.additions]  # fmt: skip
    _list("added", lines, language, console)
    _list("changed", [line for c in plan.changes for line in _change(c)], language, console)
    missing = [escape(" ".join(filter(None, (m.key, m.name, m.room)))) for m in plan.missing]
    _list("missing", missing, language, console)
    refused = [escape(problem_of(one).sentence(language)) for one in plan.refused]
    _list("refused", refused, language, console)


def _change(change: Change) -> list[str]:
    return [
        f"~ {escape(change.said.key)}  {escape(field.field)}: "
        f"{escape(_value(field.before))} → {escape(_value(field.after))}"
        for field in change.fields
    ]


def _value(value: Any) -> str:
    return "–" if value is None else json.dumps(value, ensure_ascii=False)


def _name(names: Mapping[str, str], language: Language) -> str:
    return names.get(language) or next(iter(names.values()))


def _list(name: str, lines: list[str], language: Language, console: Console) -> None:
    """Refused rows are all shown: each of them has to be corrected."""
    if not lines:
        return
    most = len(lines) if name == "refused" else MOST_SHOWN
    console.print(f"\n[bold]{_SAYS[name][language]}[/bold]")
    for line in lines[:most]:
        console.print(line, soft_wrap=True)
    if len(lines) > most:
        console.print(_SAYS["more"][language].format(more=len(lines) - most))
