"""`inspect-app pack`: check the standards, show one criterion, list the doubts, release a checklist."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from inspect_app.cli.pack_words import say
from inspect_app.domain.standards import Pack
from inspect_app.domain.terms import Confidence
from inspect_app.files.checklist_releases import ChecklistState, check_checklists, release
from inspect_app.files.checklists import read_bank
from inspect_app.files.packs import Checked, check_pack, load_seed_pack, seed_pack_ids
from inspect_app.problems import LANGUAGES, Language, Problem, Problems
from inspect_app.reports.wording import Messages, load_messages
from inspect_app.settings import Settings

_language = click.option(
    "--lang", type=click.Choice(LANGUAGES), help="Language of what is shown (else the program's)."
)


@click.group()
def pack() -> None:
    """Standards packs and checklists: check them, look into them."""


@pack.command()
@click.argument("packs", nargs=-1, metavar="[PACK]...")
@click.pass_context
def check(context: click.Context, packs: tuple[str, ...]) -> None:
    """Read packs strictly, run their worked cases, and check the checklists; all packs when none is
    named, and only then the checklists."""
    settings: Settings = context.obj
    language = _spoken(context, None)
    problems: list[Problem] = []
    checked: dict[str, Checked] = {}
    for pack_id in packs or seed_pack_ids(settings.seed_dir):
        try:
            checked[pack_id] = check_pack(_folder(settings, pack_id))
        except Problems as refused:
            problems += refused.problems
            continue
        click.echo(_pack_line(checked[pack_id], language))
    if not packs and not problems:
        for state in check_checklists(
            settings.seed_dir, {id_: one.pack for id_, one in checked.items()}
        ):
            click.echo(_checklist_line(state, language))
    if problems:
        raise Problems(problems)


@pack.command()
@click.argument("criterion")
@_language
@click.pass_context
def show(context: click.Context, criterion: str, lang: Language | None) -> None:
    """Show all about one criterion: where it stands, how it is measured, what each level needs."""
    from rich.console import Console

    from inspect_app.cli.pack_card import Shelf, card

    settings: Settings = context.obj
    packs = _all_packs(settings)
    for one in packs:
        found = one.criteria.get(criterion.upper())
        if found is not None:
            language = _spoken(context, lang)
            bank = read_bank(settings.seed_dir, packs).questions
            shelf = Shelf(one, packs, bank, language, _terms(settings, language))
            Console(highlight=False).print(card(found, shelf))
            return
    raise Problem("pack.unknown_criterion_id", criterion=criterion)


@pack.command()
@_language
@click.pass_context
def doubts(context: click.Context, lang: Language | None) -> None:
    """List every figure that a person must settle against its source, and norms not entered."""
    language = _spoken(context, lang)
    for one in _all_packs(context.obj):
        click.echo(f"{one.id}: {one.title[language]}")
        for heading, lines in (
            ("figures_to_settle", _doubt_lines(one, language, _terms(context.obj, language))),
            ("low_confidence", _unsure_lines(one, language)),
            ("norms_not_entered", _absent_norm_lines(one, language)),
        ):
            if lines:
                click.echo(f"\n  {say(heading, language)}")
                for line in lines:
                    click.echo(f"    {line}")
        click.echo()


@pack.command("release")
@click.argument("checklist")
@click.pass_context
def release_checklist(context: click.Context, checklist: str) -> None:
    """Fix the content of a checklist's version: from then on a change needs a new version."""
    settings: Settings = context.obj
    packs = {one.id: one for one in _all_packs(settings)}
    state = release(settings.seed_dir, checklist, packs)
    details = {"id": state.plan.id, "version": state.plan.version, "sha256": state.sha256}
    click.echo(say("released_now", _spoken(context, None), **details))


def _folder(settings: Settings, pack_id: str) -> Path:
    return settings.seed_dir / "standards" / pack_id


def _spoken(context: click.Context, lang: Language | None) -> Language:
    language: Language = lang or context.meta["language"]
    context.meta["language"] = language
    return language


def _all_packs(settings: Settings) -> Sequence[Pack]:
    return [
        load_seed_pack(settings.seed_dir, pack_id) for pack_id in seed_pack_ids(settings.seed_dir)
    ]


def _pack_line(checked: Checked, language: Language) -> str:
    own = checked.own
    days = [criterion.last_checked_on for criterion in own.criteria.values()]
    days += [norm.last_checked_on for norm in own.norms.values()]
    return say(
        "pack_line",
        language,
        id=own.id,
        version=own.version,
        criteria=len(own.criteria),
        inputs=len(own.inputs),
        instruments=len(own.instruments),
        norms=len(own.norms),
        doubts=len(own.doubts),
        cases=len(checked.cases),
        oldest=min(days).isoformat() if days else "–",
        sha256=own.sha256[:16],
    )


def _checklist_line(state: ChecklistState, language: Language) -> str:
    return say(
        "checklist_line" if state.criteria is not None else "follow_up_line",
        language,
        id=state.plan.id,
        version=state.plan.version,
        criteria=state.criteria,
        questions=state.questions,
        released=say("is_released" if state.is_released else "is_draft", language),
        sha256=state.sha256[:16],
    )


def _terms(settings: Settings, language: Language) -> Messages:
    """The words of the printed report, so that a kind is called the same everywhere."""
    return load_messages(settings.templates_dir / "reports" / "messages", language)


def _doubt_lines(one: Pack, language: Language, terms: Messages) -> list[str]:
    return [
        f"{doubt.id} ({', '.join(doubt.concerns)}; {terms[f'confidence.{doubt.confidence}']}): "
        f"{doubt.says[language]}"
        for doubt in one.doubts
    ]


def _unsure_lines(one: Pack, language: Language) -> list[str]:
    return [
        f"{criterion.id}: {criterion.title[language]}"
        for criterion in one.criteria.values()
        if criterion.confidence is Confidence.LOW
    ]


def _absent_norm_lines(one: Pack, language: Language) -> list[str]:
    return [
        f"{norm.id} ({norm.criterion}): {norm.says[language]}"
        for norm in one.norms.values()
        if not norm.required_from
    ]
