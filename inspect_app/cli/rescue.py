"""`inspect-app rescue`: what a tablet could not send itself, brought in a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from inspect_app.cli.starting import bring_up_to_date
from inspect_app.jobs.rescuing import Report, Rescue, take_rescue_file
from inspect_app.problems import Language
from inspect_app.settings import Settings
from inspect_app.signing import server_keys
from inspect_app.store.engine import make_engine

_SAYS: Mapping[str, Mapping[Language, str]] = {
    "columns": {
        "en": "tablet,taken,here already,set aside,refused,locked",
        "ru": "планшет,принято,уже было,отложено,отклонено,заперто",
        "kk": "планшет,алынды,бұрыннан бар,оқшауланды,қабылданбады,құлыптаулы",
    },
    "files": {
        "en": "Files: {stored} taken, {known} here already, {missing} not taken.",
        "ru": "Файлы: принято {stored}, уже было {known}, не принято {missing}.",
        "kk": "Файлдар: алынды – {stored}, бұрыннан бар – {known}, алынбады – {missing}.",
    },
    "place": {
        "en": "{dev} {seq}: {why}",
        "ru": "{dev} {seq}: {why}",
        "kk": "{dev} {seq}: {why}",
    },
    "unread": {
        "en": "Lines that could not be read: {lines}.",
        "ru": "Строки, которые не удалось прочитать: {lines}.",
        "kk": "Оқылмаған жолдар: {lines}.",
    },
    "cut": {
        "en": "The file has no last line: it was cut off; what stands in it was taken, bring the whole file as well.",
        "ru": "В файле нет последней строки: он обрезан; что в нём есть, принято, но принесите и целый файл.",
        "kk": "Файлдың соңғы жолы жоқ: ол үзілген; ондағысы алынды, бірақ бүтін файлды да әкеліңіз.",
    },
    "all": {
        "en": "Everything in the file is on this server now.",
        "ru": "Теперь на этом сервере есть всё, что было в файле.",
        "kk": "Енді файлдағының бәрі осы серверде бар.",
    },
}


@click.group()
def rescue() -> None:
    """Files that a tablet wrote because it could not send (docs/rescue-file.md)."""


@rescue.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_context
def import_(context: click.Context, file: Path) -> None:
    """Take in a rescue file. Any number of times: what is here already changes nothing.

    Exit status 1 says that something in the file is not on the server now; it is named.
    """
    settings: Settings = context.obj
    bring_up_to_date(settings)
    engine = make_engine(settings.engine_url)
    keys = server_keys(settings.data_dir / "keys")
    try:
        with file.open("rb") as opened:
            asked = Rescue(engine, keys, settings.data_dir, lambda: datetime.now(UTC))
            report = take_rescue_file(opened, asked)
    finally:
        engine.dispose()
    language: Language = context.meta["language"]
    Console(highlight=False).print(_table(report, language))
    for line in _said(report, language):
        click.echo(line)
    context.exit(0 if report.is_all_taken else 1)


def _table(report: Report, language: Language) -> Table:
    table = Table(*_SAYS["columns"][language].split(","))
    for dev, of in sorted(report.devices.items()):
        apart = of.stored - of.statuses["stored"]
        counts = (of.stored, of.known, apart, of.refused, of.locked)
        table.add_row(dev, *map(str, counts))
    return table


def _said(report: Report, language: Language) -> Iterator[str]:
    words = Counter(report.files.values())
    if report.files:
        missing = len(report.files) - words["stored"] - words["known"]
        yield _SAYS["files"][language].format(
            stored=words["stored"], known=words["known"], missing=missing
        )
    for dev, of in sorted(report.devices.items()):
        for seq, why in of.places:
            yield _SAYS["place"][language].format(dev=dev, seq=seq, why=why)
    for sha256, word in sorted(report.files.items()):
        if word not in ("stored", "known"):
            yield f"{sha256}: {word}"
    if report.unread:
        yield _SAYS["unread"][language].format(lines=", ".join(map(str, report.unread)))
    if not report.is_whole:
        yield _SAYS["cut"][language]
    if report.is_all_taken:
        yield _SAYS["all"][language]
