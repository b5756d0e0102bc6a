"""`inspect-app report`: facts, or a result that was kept, become a printed report."""

from __future__ import annotations

from pathlib import Path

import click

from inspect_app.cli.reading import read_facts
from inspect_app.files.atomic_write import refuse_if_unwritable, write_whole
from inspect_app.files.workbook import read_bytes
from inspect_app.jobs.printed import printed, printed_public, trial_edition
from inspect_app.problems import LANGUAGES, Language
from inspect_app.reports.model import Edition
from inspect_app.schemas.json_text import parse_json
from inspect_app.schemas.result import Result, is_result, read_result, result_of
from inspect_app.services.assessments import Standards, load_standards
from inspect_app.settings import Settings


@click.command()
@click.argument("source", type=click.Path(path_type=Path), metavar="FACTS|RESULT")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of the report.")
@click.option(
    "--edition",
    type=click.Choice([edition.value for edition in Edition]),
    default=Edition.FULL.value,
    show_default=True,
    help="public: a trial of what would be published, with nothing cleared.",
)
@click.option(
    "--pack", "packs", multiple=True, metavar="P", help="Packs to use; the first feeds the index."
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="The PDF to write.",
)
@click.pass_context
def report(
    context: click.Context,
    source: Path,
    lang: Language | None,
    edition: str,
    packs: tuple[str, ...],
    out: Path,
) -> None:
    """Print the report of one facility, from its facts or from a result that `score` wrote."""
    settings: Settings = context.obj
    refuse_if_unwritable(out)
    standards = load_standards(settings.seed_dir, packs)
    result = _result(source, standards)
    language = lang or context.meta["language"]
    folder = source.resolve().parent
    if Edition(edition) is Edition.PUBLIC:
        trial = trial_edition(result, standards)
        content = printed_public(trial, standards, settings, language, folder)
    else:
        content = printed(result, standards, settings, language, folder)
    write_whole(out, content)


def _result(source: Path, standards: Standards) -> Result:
    """A result is scored again when it is read, so both ways the levels are the engine's own."""
    if source.suffix.lower() == ".json":
        data = read_bytes(source)
        document, _ = parse_json(data, source.name)
        if is_result(document):
            return read_result(data, standards, source.name)
    return result_of(read_facts(source, standards.packs), standards)
