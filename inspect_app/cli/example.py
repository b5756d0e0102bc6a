"""`inspect-app example`: a real register and one invented facility, from data to printed reports.

No server and no database: files in, files out.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from inspect_app.cli.reading import read_facts
from inspect_app.cli.register import score_into, summary
from inspect_app.domain.facts import Source
from inspect_app.files.atomic_write import write_whole
from inspect_app.jobs.printed import printed
from inspect_app.problems import Language
from inspect_app.reports.wording import Wording
from inspect_app.schemas.result import Result, result_of
from inspect_app.services.assessments import Standards, load_standards
from inspect_app.settings import Settings

REGISTER = "italy_2025_07"
FACILITY = "barrack_colony"
PRINTED_IN: tuple[Language, ...] = ("kk", "ru", "en")
AT_A_TIME = 2
"""Each printing is a process of its own; two of them fill a small machine."""

_WORDS: Mapping[str, Mapping[Language, str]] = {
    "register": {
        "en": "190 prisons of Italy, as their ministry published them",
        "ru": "190 тюрем Италии по данным, опубликованным их министерством",
        "kk": "Италияның 190 түрмесі, министрлігі жариялаған деректер бойынша",
    },
    "facility": {
        "en": "One invented facility (DEMO)",
        "ru": "Одно вымышленное учреждение (DEMO)",
        "kk": "Ойдан шығарылған бір мекеме (DEMO)",
    },
    "printing": {
        "en": "Printing reports",
        "ru": "Печатаются отчёты",
        "kk": "Есептер басып шығарылуда",
    },
    "made": {"en": "What was made", "ru": "Что получилось", "kk": "Не дайын болды"},
    "report": {
        "en": "Report of the invented facility, {language}",
        "ru": "Отчёт о вымышленном учреждении, {language}",
        "kk": "Ойдан шығарылған мекеме туралы есеп, {language}",
    },
    "result": {
        "en": "Its result as data",
        "ru": "Его результат в виде данных",
        "kk": "Оның деректер түріндегі нәтижесі",
    },
    "prisons": {
        "en": "The prisons as a table",
        "ru": "Тюрьмы в виде таблицы",
        "kk": "Түрмелер кесте түрінде",
    },
    "results": {
        "en": "The result of each prison",
        "ru": "Результат каждой тюрьмы",
        "kk": "Әр түрменің нәтижесі",
    },
}
_OWN_NAMES: Mapping[Language, str] = {"kk": "қазақша", "ru": "по-русски", "en": "English"}


@dataclass(frozen=True, slots=True)
class _Tour:
    """What every step needs."""

    settings: Settings
    standards: Standards
    wording: Wording
    console: Console
    out: Path

    def say(self, key: str) -> str:
        return _WORDS[key][self.wording.language]


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("out/example"),
    show_default=True,
    help="Folder for everything that is made.",
)
@click.pass_context
def example(context: click.Context, out: Path) -> None:
    """Score a real register and an invented facility, and print its report in three languages."""
    settings: Settings = context.obj
    tour = _Tour(
        settings=settings,
        standards=load_standards(settings.seed_dir),
        wording=Wording(context.meta["language"], settings.templates_dir / "reports"),
        console=Console(highlight=False),
        out=out,
    )
    source = _score_register(tour)
    _score_and_print_facility(tour)
    _show_files(tour)
    _show_licence(source, tour.console)


def _score_register(tour: _Tour) -> Source:
    _title("register", tour)
    mapping = tour.settings.seed_dir / "registers" / REGISTER / "mapping.yaml"
    read = score_into(mapping, tour.out / REGISTER, tour.settings, (), tour.console)
    tour.console.print(summary(read, tour.wording))
    return read.register.source


def _score_and_print_facility(tour: _Tour) -> None:
    _title("facility", tour)
    facts = tour.settings.seed_dir / "demo" / FACILITY / "facts.json"
    result = result_of(read_facts(facts, tour.standards.packs), tour.standards)
    write_whole(_result_file(tour.out), result.canonical)
    tour.console.print(_headline(result, tour.wording), markup=False)
    _print_reports(result, facts.parent, tour)


def _print_reports(result: Result, evidence_folder: Path, tour: _Tour) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with (
        Progress(*columns, console=tour.console) as progress,
        ThreadPoolExecutor(AT_A_TIME) as printers,
    ):
        task = progress.add_task(tour.say("printing"), total=len(PRINTED_IN))
        printing = [
            printers.submit(_print_report, result, language, evidence_folder, tour)
            for language in PRINTED_IN
        ]
        for done in as_completed(printing):
            done.result()
            progress.advance(task)


def _print_report(result: Result, language: Language, evidence_folder: Path, tour: _Tour) -> None:
    content = printed(result, tour.standards, tour.settings, language, evidence_folder)
    write_whole(_report_file(tour.out, language), content)


def _headline(result: Result, wording: Wording) -> str:
    """The facility's name, its rating, how many critical failures, and how much was assessed."""
    assessment = result.assessment
    failures = len(assessment.critical_failures)
    said = [
        wording.say(f"rating.{assessment.rating}"),
        wording.count("cover.critical", failures) if failures else wording.say("cover.no_critical"),
        f"{wording.say('cover.coverage')} {wording.percent(assessment.coverage)}",
    ]
    return f"{wording.own(result.facts.facility.names)}: {' · '.join(said)}"


def _show_files(tour: _Tour) -> None:
    _title("made", tour)
    files = {
        tour.say("report").format(language=_OWN_NAMES[language]): _report_file(tour.out, language)
        for language in PRINTED_IN
    }
    files[tour.say("result")] = _result_file(tour.out)
    files[tour.say("prisons")] = tour.out / REGISTER / "register.csv"
    files[tour.say("results")] = tour.out / REGISTER / "results"
    widest = max(len(says) for says in files)
    for says, path in files.items():
        tour.console.print(f"{says:<{widest}}  {path}", markup=False, soft_wrap=True)


def _show_licence(source: Source, console: Console) -> None:
    says = f"{source.name}. {source.credit} {source.address} ({source.licence})"
    console.print(says, markup=False, soft_wrap=True)


def _title(key: str, tour: _Tour) -> None:
    tour.console.print(f"\n{tour.say(key)}", style="bold", markup=False)


def _report_file(out: Path, language: Language) -> Path:
    return out / f"{FACILITY}_{language}.pdf"


def _result_file(out: Path) -> Path:
    return out / f"{FACILITY}.json"
