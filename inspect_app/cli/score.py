"""`inspect-app score`: facts of one facility in, the explained result out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from rich.console import Console

from inspect_app.cli.explaining import explanation
from inspect_app.cli.overview import overview
from inspect_app.cli.reading import read_facts
from inspect_app.files.atomic_write import write_whole
from inspect_app.problems import Problem
from inspect_app.reports.wording import Wording
from inspect_app.schemas.result import result_of
from inspect_app.services.assessments import load_standards
from inspect_app.settings import Settings


@click.command()
@click.argument("facts", type=click.Path(path_type=Path), metavar="FACTS.xlsx|FACTS.json")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="Judge by the standards in force on this day."
)
@click.option(
    "--pack", "packs", multiple=True, metavar="P", help="Packs to use; the first feeds the index."
)
@click.option(
    "--explain", metavar="CRITERION", help="Open one criterion down to its inputs and evidence."
)
@click.option("--json", "is_json", is_flag=True, help="Print the whole result as JSON.")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="Write the JSON result to this file."
)
@click.pass_context
def score(
    context: click.Context,
    facts: Path,
    on: datetime | None,
    packs: tuple[str, ...],
    explain: str | None,
    is_json: bool,
    out: Path | None,
) -> None:
    """Score one facility without server or database."""
    settings: Settings = context.obj
    standards = load_standards(settings.seed_dir, packs)
    result = result_of(read_facts(facts, standards.packs), standards, on.date() if on else None)
    if out:
        write_whole(out, result.canonical)
    if is_json:
        click.echo(result.canonical.decode())
        return
    wording = Wording(context.meta["language"], settings.templates_dir / "reports")
    console = Console(highlight=False)
    if explain is None:
        console.print(overview(result.facts, result.assessment, standards, wording))
        return
    criterion = standards.main.criteria.get(explain.upper().removeprefix("C-"))
    if criterion is None:
        names = ", ".join(pack.id for pack in standards.packs)
        raise Problem("result.no_criterion", criterion=explain, packs=names)
    console.print(explanation(criterion, result.facts, result.assessment, standards, wording))
