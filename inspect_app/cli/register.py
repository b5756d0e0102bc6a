"""`inspect-app score-register`: a published register in, every facility scored, with the totals."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from inspect_app.domain.exact import exact_text, shown
from inspect_app.domain.terms import Text
from inspect_app.files.atomic_write import write_whole
from inspect_app.problems import Problem
from inspect_app.reports.wording import Wording
from inspect_app.schemas.register import register_csv, register_json, register_row
from inspect_app.schemas.result import result_from
from inspect_app.services.assessments import load_standards
from inspect_app.services.registers import RegisterRead, read_register, scored
from inspect_app.settings import Settings

REPAIRS: Mapping[str, Text] = {
    "corrected": {
        "en": "Repaired: values known to be wrong",
        "ru": "Исправлено: заведомо неверные значения",
        "kk": "Түзетілді: қате екені белгілі мәндер",
    },
    "left_out": {
        "en": "Left out: values that answer nothing",
        "ru": "Опущено: значения, которые ни на что не отвечают",
        "kk": "Алынбады: ештеңеге жауап бермейтін мәндер",
    },
    "nothing": {
        "en": "Left out: cells without a value",
        "ru": "Опущено: ячейки без значения",
        "kk": "Алынбады: мәні жоқ ұяшықтар",
    },
    "not_a_number": {
        "en": "Refused: words where a number belongs",
        "ru": "Отклонено: слова вместо числа",
        "kk": "Қабылданбады: сан орнындағы сөздер",
    },
    "negative": {
        "en": "Refused: counts below nothing",
        "ru": "Отклонено: отрицательные количества",
        "kk": "Қабылданбады: теріс сандар",
    },
    "cannot_be_computed": {
        "en": "Not computed: shares of nothing",
        "ru": "Не вычислено: доли от нуля",
        "kk": "Есептелмеді: нөлден үлестер",
    },
}
PLACES = 1
"""Decimals of a percentage in tables; the exact number stands in the JSON."""


@click.command("score-register")
@click.argument("mapping", type=click.Path(path_type=Path), metavar="MAPPING.yaml")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder for the CSV and the JSON."
)
@click.option(
    "--pack", "packs", multiple=True, metavar="P", help="Packs to use; the first feeds the index."
)
@click.pass_context
def score_register(
    context: click.Context, mapping: Path, out: Path, packs: tuple[str, ...]
) -> None:
    """Score every facility of a published register; the mapping file says what stands where."""
    settings: Settings = context.obj
    wording = Wording(context.meta["language"], settings.templates_dir / "reports")
    console = Console(highlight=False)
    read = score_into(mapping, out, settings, packs, console)
    console.print(summary(read, wording))
    source = read.register.source
    console.print(f"{source.name}. {source.credit} {source.address} ({source.licence})")
    console.print(f"{out / 'register.csv'}\n{out / 'register.json'}\n{out / 'results'}")


def score_into(
    mapping: Path, out: Path, settings: Settings, packs: tuple[str, ...], console: Console
) -> RegisterRead:
    """Score a register and write register.csv, register.json and results/KEY.json into a folder."""
    standards = load_standards(settings.seed_dir, packs)
    read = read_register(mapping)
    _make_folder(out / "results")
    rows: list[dict[str, str]] = []
    norm_packs = standards.norm_packs_for(read.register.country)
    facilities = scored(read, standards.main, norm_packs)
    for facility, assessment in track(
        facilities, total=len(read.facilities), description=read.register.id, console=console
    ):
        write_whole(
            out / "results" / f"{facility.key}.json",
            result_from(facility.facts, assessment).canonical,
        )
        rows.append(register_row(facility, assessment))
    write_whole(out / "register.csv", register_csv(rows))
    write_whole(out / "register.json", register_json(read, rows))
    return read


def summary(read: RegisterRead, wording: Wording) -> Table:
    """The totals as people write them."""
    totals = read.totals
    table = Table(
        title=wording.own(read.register.title), title_justify="left", box=None, show_header=False
    )
    for figure in read.register.figures.values():
        value = totals.figures[figure.id]
        is_percent = figure.unit == "percent"
        text = (
            "–"
            if value is None
            else wording.short_number(value, PLACES) + (" %" if is_percent else "")
        )
        table.add_row(wording.own(figure.label), text)
    if read.register.banded:
        label = wording.own(read.register.figures[read.register.banded].label)
        for low, high, count in totals.bands:
            table.add_row(f"{label}: {_band(low, high)}", str(count))
        names = {f.key: wording.own(f.facts.facility.names) for f in read.facilities}
        for key, value in totals.highest:
            table.add_row(names[key], f"{shown(value, PLACES)} %")
    repairs = [repair for facility in read.facilities for repair in facility.repairs]
    for code in sorted({repair.code for repair in repairs}):
        label = REPAIRS[code][wording.language]
        table.add_row(label, str(sum(1 for repair in repairs if repair.code == code)))
    return table


def _band(low: Fraction | None, high: Fraction | None) -> str:
    if low is None:
        return f"≤ {exact_text(high or Fraction(0))} %"
    return f"> {exact_text(low)} %" if high is None else f"{exact_text(low)}–{exact_text(high)} %"


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Problem("file.not_written", file=folder, why=fault.strerror or fault) from fault
