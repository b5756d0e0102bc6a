"""`inspect-app demo`: makes an invented country with three years of visits, and serves it."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from inspect_app.cli.enrolling import new_link
from inspect_app.cli.serving import Serving, serve
from inspect_app.demo.country.building import SEED, STAGES, Built, Wanted, build, demo_settings
from inspect_app.demo.country.building import Progress as Tell
from inspect_app.demo.country.people import Person, people
from inspect_app.demo.country.seed import load_country_seed
from inspect_app.problems import Language, Problem
from inspect_app.settings import Settings

HOST = "127.0.0.1"
_FIRST_PORT, _LAST_PORT = 8000, 8099
_MOST_FACILITIES = 78
_INTERRUPTED = 130
_SHOWN_OF_A_ROLE = 2
_TABLET_OF = "inspector-01"
_PROGRAM = "inspect-app"

_WORDS: Mapping[str, Mapping[Language, str]] = {
    "people": {
        "en": "Register and log-ins",
        "ru": "Реестр и учётные записи",
        "kk": "Тізілім және есептік жазбалар",
    },
    "stories": {
        "en": "What is found where",
        "ru": "Что и где обнаружено",
        "kk": "Қай жерден не табылды",
    },
    "drawings": {"en": "Drawings", "ru": "Рисунки", "kk": "Суреттер"},
    "visits": {
        "en": "Visits, written by tablets",
        "ru": "Посещения, записанные планшетами",
        "kk": "Планшеттермен жазылған барулар",
    },
    "scores": {"en": "Ratings", "ru": "Оценки", "kk": "Бағалар"},
    "reviews": {"en": "Reviews", "ru": "Рассмотрение", "kk": "Қарау"},
    "ready": {
        "en": "DEMO: {facilities} invented facilities, {inspections} inspections, {operations} operations in {folder}.",
        "ru": "DEMO: вымышленных учреждений – {facilities}, инспекций – {inspections}, операций – {operations}; папка {folder}.",
        "kk": "DEMO: ойдан шығарылған мекеме – {facilities}, инспекция – {inspections}, операция – {operations}; қалтасы {folder}.",
    },
    "interrupted": {
        "en": "Interrupted: what was half made is thrown away at the next start.",
        "ru": "Прервано: недоделанное будет удалено при следующем запуске.",
        "kk": "Үзілді: шала жасалғаны келесі іске қосқанда өшіріледі.",
    },
    "tablet": {
        "en": "The tablet app is at {app}. This link lets a browser in as the tablet of {login}, once, within ten minutes:\n{link}",
        "ru": "Приложение для планшета: {app}. Эта ссылка подключает браузер как планшет {login}, один раз, в течение десяти минут:\n{link}",
        "kk": "Планшет қолданбасы: {app}. Бұл сілтеме браузерді {login} планшеті ретінде бір рет, он минут ішінде қосады:\n{link}",
    },
    "another": {
        "en": "Another link: a supervisor's page “Enrol a tablet”, or\n{another}",
        "ru": "Другая ссылка: страница руководителя «Подключить планшет» или\n{another}",
        "kk": "Басқа сілтеме: басшының «Планшетті қосу» беті немесе\n{another}",
    },
    "stop": {
        "en": "Ctrl-C stops the server.",
        "ru": "Ctrl-C останавливает сервер.",
        "kk": "Ctrl-C серверді тоқтатады.",
    },
    "columns": {
        "en": "Role,Log-in,Password,Regions",
        "ru": "Роль,Вход,Пароль,Регионы",
        "kk": "Рөлі,Кіру аты,Құпиясөз,Өңірлер",
    },
    "administrator": {"en": "Administrator", "ru": "Администратор", "kk": "Әкімші"},
    "supervisor": {"en": "Supervisor", "ru": "Руководитель", "kk": "Басшы"},
    "inspector": {"en": "Inspector", "ru": "Инспектор", "kk": "Инспектор"},
    "council_member": {"en": "Council member", "ru": "Член совета", "kk": "Кеңес мүшесі"},
}


@click.command()
@click.option("--seed", default=SEED, show_default=True, help="Another seed, another country.")
@click.option(
    "--facilities",
    type=click.IntRange(1, _MOST_FACILITIES),
    default=_MOST_FACILITIES,
    show_default=True,
    help="How many facilities; fewer are made faster.",
)
@click.option("--port", type=click.IntRange(1, 65535), help="Port; else the first free from 8000.")
@click.option("--no-serve", is_flag=True, help="Make the data, and end.")
@click.option("--fresh", is_flag=True, help="Make everything anew, even where it stands finished.")
@click.pass_context
def demo(
    context: click.Context,
    seed: str,
    facilities: int,
    port: int | None,
    no_serve: bool,
    fresh: bool,
) -> None:
    """Make an invented country with three years of visits, written by simulated tablets, and serve it.

    Everything is invented and marked DEMO. The data lie in the folder `demo` of the data folder; a
    second start finds them there.
    """
    language: Language = context.meta["language"]
    console = Console(highlight=False)
    settings = demo_settings(context.obj)
    chosen = facilities if facilities < _MOST_FACILITIES else None
    free = None if no_serve else port or _free_port()
    try:
        with _shown(console, language) as tell:
            built = build(settings, Wanted(seed, chosen), tell, is_fresh=fresh)
    except KeyboardInterrupt:
        console.print(_WORDS["interrupted"][language])
        context.exit(_INTERRUPTED)
    _say_ready(console, language, built)
    if free is not None:
        _show_log_ins(console, language, settings, free)
        _show_tablet_app(console, language, settings, free)
        serve(settings, Serving(HOST, free))


@contextmanager
def _shown(console: Console, language: Language) -> Iterator[Tell]:
    """A bar for each stage that has begun."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as bars:
        tasks = {
            stage: bars.add_task(_WORDS[stage][language], total=None, visible=False, start=False)
            for stage in STAGES
        }

        def tell(stage: str, done: int, total: int) -> None:
            task = tasks[stage]
            if not bars.tasks[task].started:
                bars.start_task(task)
            bars.update(task, completed=done, total=total, visible=True)

        yield tell


def _say_ready(console: Console, language: Language, built: Built) -> None:
    says = _WORDS["ready"][language].format(
        facilities=built.facilities,
        inspections=built.inspections,
        operations=built.operations,
        folder=_folder(built.data_dir),
    )
    console.print(says, markup=False, soft_wrap=True)


def _show_log_ins(console: Console, language: Language, settings: Settings, port: int) -> None:
    role, login, password, regions = _WORDS["columns"][language].split(",")
    table = Table(role, login, password, regions, title=f"http://{HOST}:{port}/")
    for person in _some(people(load_country_seed(settings.seed_dir))):
        told = _WORDS[person.role.value][language]
        table.add_row(told, person.login, person.password, ", ".join(person.regions))
    console.print(table)


def _show_tablet_app(console: Console, language: Language, settings: Settings, port: int) -> None:
    """With a fresh code at each start, so that the app can be tried at once."""
    base = f"http://{HOST}:{port}/"
    link = new_link(settings, _TABLET_OF, base)
    data = _folder(settings.data_dir)
    another = f"INSPECT_DATA_DIR={data} {_program()} user enrol {_TABLET_OF} --url {base}"
    for key in ("tablet", "another", "stop"):
        says = _WORDS[key][language]
        text = says.format(app=f"{base}app/", login=link.login, link=link.address, another=another)
        console.print(text, markup=False, soft_wrap=True)


def _some(everybody: list[Person]) -> Iterator[Person]:
    """All supervisors, and enough of the others to try each role."""
    shown: dict[str, int] = {}
    for person in everybody:
        shown[person.role] = shown.get(person.role, 0) + 1
        if person.role == "supervisor" or shown[person.role] <= _SHOWN_OF_A_ROLE:
            yield person


def _folder(folder: Path) -> Path:
    """As somebody would type it here."""
    try:
        return folder.resolve().relative_to(Path.cwd())
    except ValueError:
        return folder


def _program() -> Path | str:
    """As this one was called, so that the next command can be copied."""
    called = Path(sys.argv[0])
    return _folder(called) if called.name == _PROGRAM and called.is_file() else _PROGRAM


def _free_port() -> int:
    """Raises Problem `demo.no_free_port`."""
    for port in range(_FIRST_PORT, _LAST_PORT + 1):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise Problem("demo.no_free_port", first=_FIRST_PORT, last=_LAST_PORT)
