"""`inspect-app template`: the workbook that an office fills by hand."""

from __future__ import annotations

from pathlib import Path

import click

from inspect_app.files.checklists import load_checklist, read_plan
from inspect_app.files.packs import load_seed_pack
from inspect_app.files.workbook import read_bytes, write_template
from inspect_app.problems import LANGUAGES, Language, Problem
from inspect_app.schemas.follow_up import criteria_after
from inspect_app.settings import Settings

_MOST_ROOMS, _MOST_BLOCKS = 2000, 60


@click.command()
@click.argument("out", type=click.Path(path_type=Path), metavar="FACTS.xlsx")
@click.option(
    "--checklist", "checklist_id", default="full", show_default=True, help="What to ask for."
)
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language (else the program's).")
@click.option(
    "--pack", "packs", multiple=True, metavar="P", help="Packs to use (else the checklist's own)."
)
@click.option(
    "--rooms",
    type=click.IntRange(1, _MOST_ROOMS),
    default=60,
    show_default=True,
    help="Rows prepared for rooms.",
)
@click.option(
    "--blocks",
    type=click.IntRange(0, _MOST_BLOCKS),
    default=3,
    show_default=True,
    help="Blocks for which the questions are prepared.",
)
@click.option(
    "--after",
    type=click.Path(path_type=Path),
    metavar="RESULT.json",
    help="The earlier result that a follow-up visit goes on from.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
@click.pass_context
def template(
    context: click.Context,
    out: Path,
    checklist_id: str,
    lang: Language | None,
    packs: tuple[str, ...],
    rooms: int,
    blocks: int,
    after: Path | None,
    force: bool,
) -> None:
    """Write a workbook to fill by hand: facility, rooms, answers, with help and drop-downs."""
    settings: Settings = context.obj
    if out.suffix.lower() != ".xlsx":
        raise Problem("workbook.wrong_name", file=out)
    if out.exists() and not force:
        raise Problem("file.exists", file=out)
    plan, _ = read_plan(settings.seed_dir, checklist_id)
    chosen = [load_seed_pack(settings.seed_dir, pack_id) for pack_id in packs or plan.packs]
    previous = None if after is None else criteria_after(read_bytes(after), after.name)
    checklist = load_checklist(settings.seed_dir, checklist_id, chosen, previous)
    write_template(out, checklist, chosen, lang or context.meta["language"], rooms, blocks)
    click.echo(str(out))
