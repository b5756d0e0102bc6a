"""`inspect-app rebuild`: everything that is made from the operations, made once more and compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from inspect_app.cli.starting import bring_up_to_date
from inspect_app.jobs.rebuilding import Difference, Rebuilt, rebuild_inspection
from inspect_app.problems import Language, Problem
from inspect_app.services.assessments import load_standards
from inspect_app.services.inspections.verifying import Fault, streams
from inspect_app.settings import Settings
from inspect_app.store.engine import make_engine

_WORDS: Mapping[str, Mapping[Language, str]] = {
    "working": {"en": "Inspections", "ru": "Проверки", "kk": "Тексерулер"},
    "fault": {
        "en": "{insp}: the log is damaged at operation {n} ({fault}); it is never changed here.",
        "ru": "{insp}: журнал повреждён на операции {n} ({fault}); здесь он не изменяется.",
        "kk": "{insp}: журнал {n}-операцияда бүлінген ({fault}); мұнда ол өзгертілмейді.",
    },
    "missing": {
        "en": "{insp}: {table} lacks the row {key}.",
        "ru": "{insp}: в {table} нет строки {key}.",
        "kk": "{insp}: {table} кестесінде {key} жолы жоқ.",
    },
    "surplus": {
        "en": "{insp}: {table} has the row {key}, which no operation explains.",
        "ru": "{insp}: в {table} есть строка {key}, которую не объясняет ни одна операция.",
        "kk": "{insp}: {table} кестесінде ешбір операция түсіндірмейтін {key} жолы бар.",
    },
    "differs": {
        "en": "{insp}: {table}, row {key}: {columns} differ from what the operations say.",
        "ru": "{insp}: {table}, строка {key}: {columns} расходятся с тем, что следует из операций.",
        "kk": "{insp}: {table}, {key} жолы: {columns} операциялардан шығатынға сай емес.",
    },
    "sound": {
        "en": "Inspections compared: {count}. Every row is as the operations say.",
        "ru": "Сверено проверок: {count}. Каждая строка соответствует операциям.",
        "kk": "Салыстырылған тексеру саны: {count}. Әр жол операцияларға сай.",
    },
    "unsound": {
        "en": "Inspections compared: {count}, with differences: {wrong}; nothing was written.",
        "ru": "Сверено проверок: {count}, с расхождениями: {wrong}; ничего не записано.",
        "kk": "{count} тексеру салыстырылды, {wrong} айырмашылықпен; ештеңе жазылған жоқ.",
    },
    "mended": {
        "en": "Inspections compared: {count}, with differences: {wrong}; the rows were written anew.",
        "ru": "Сверено проверок: {count}, с расхождениями: {wrong}; строки записаны заново.",
        "kk": "{count} тексеру салыстырылды, {wrong} айырмашылықпен; жолдар қайта жазылды.",
    },
}


@click.command()
@click.option("--check", is_flag=True, help="Compare only; status 1 where anything differs.")
@click.option("--inspection", "only", metavar="ID", help="This inspection alone.")
@click.pass_context
def rebuild(context: click.Context, check: bool, only: str | None) -> None:
    """Make the projections and results of every inspection anew from the signed operations.

    Says which rows were kept otherwise than the operations say, and writes them as they must be. The
    operations themselves are verified on the way and never changed.
    """
    settings: Settings = context.obj
    language: Language = context.meta["language"]
    bring_up_to_date(settings)
    engine = make_engine(settings.engine_url, hide_parameters=True)
    try:
        chosen = _chosen(engine, only)
        found = _rebuilt(engine, settings, chosen, check, language)
    finally:
        engine.dispose()
    wrong = [one for one in found if not one.is_sound]
    for line in (line for one in wrong for line in _lines(one, language)):
        click.echo(line)
    ending = "sound" if not wrong else "unsound" if check else "mended"
    click.echo(_WORDS[ending][language].format(count=len(found), wrong=len(wrong)))
    if any(one.faults for one in wrong) or (check and wrong):
        context.exit(1)


def _chosen(engine: Engine, only: str | None) -> list[str]:
    with Session(engine) as session:
        known = streams(session)
    if only is None:
        return known
    if only not in known:
        raise Problem("inspection.unknown", inspection=only)
    return [only]


def _rebuilt(
    engine: Engine, settings: Settings, chosen: Iterable[str], check: bool, language: Language
) -> list[Rebuilt]:
    """Each inspection in a transaction of its own, so that tablets wait for one at most."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    standards, found = load_standards(settings.seed_dir), []
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        for insp in progress.track(list(chosen), description=_WORDS["working"][language]):
            with Session(engine) as session:
                now, folder = datetime.now(UTC), settings.data_dir
                found.append(rebuild_inspection(session, standards, insp, now, folder))
                if check:
                    session.rollback()
                else:
                    session.commit()
    return found


def _lines(rebuilt: Rebuilt, language: Language) -> Iterable[str]:
    for fault in rebuilt.faults:
        yield _fault_line(rebuilt.insp, fault, language)
    for difference in rebuilt.differences:
        yield _difference_line(rebuilt.insp, difference, language)


def _fault_line(insp: str, fault: Fault, language: Language) -> str:
    return _WORDS["fault"][language].format(insp=insp, n=fault.n, fault=fault.fault)


def _difference_line(insp: str, difference: Difference, language: Language) -> str:
    """Which row and columns; never what stands in them: an inspector may have written it."""
    return _WORDS[difference.kind][language].format(
        insp=insp,
        table=difference.table,
        key=" ".join(part for part in difference.key if part != insp) or insp,
        columns=", ".join(difference.columns),
    )
