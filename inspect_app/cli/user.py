"""`inspect-app user`: accounts from the console, the first administrator's above all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.cli import enrolling
from inspect_app.cli.starting import bring_up_to_date
from inspect_app.domain.permissions import Role
from inspect_app.problems import LANGUAGES, Problem
from inspect_app.services import accounts
from inspect_app.services.accounts import AccountChange
from inspect_app.services.places import load_regions
from inspect_app.settings import Settings
from inspect_app.store.accounts import AccountRow
from inspect_app.store.engine import make_engine

_BY = "system"
_SAYS = {
    "added": {
        "en": "Account {login} is made: {id}.",
        "ru": "Учётная запись {login} создана: {id}.",
        "kk": "{login} есептік жазбасы жасалды: {id}.",
    },
    "changed": {
        "en": "Account {login} has a new password; all its log-ins have ended.",
        "ru": "У учётной записи {login} новый пароль; все её входы завершены.",
        "kk": "{login} есептік жазбасының құпиясөзі жаңарды; барлық кірулері аяқталды.",
    },
    "closed": {
        "en": "Account {login} is closed; its log-ins have ended and its tablets are revoked.",
        "ru": "Учётная запись {login} закрыта; её входы завершены, планшеты отозваны.",
        "kk": "{login} есептік жазбасы жабылды; кірулері аяқталды, планшеттері қайтарып алынды.",
    },
    "password": {
        "en": "Password, shown this once: {password}",
        "ru": "Пароль, показан один раз: {password}",
        "kk": "Құпиясөз, бір рет қана көрсетіледі: {password}",
    },
    "ask": {"en": "Password", "ru": "Пароль", "kk": "Құпиясөз"},
    "again": {"en": "The same again", "ru": "Ещё раз", "kk": "Тағы бір рет"},
    "columns": {
        "en": "login,id,role,regions,active",
        "ru": "вход,код,роль,регионы,действует",
        "kk": "кіру аты,коды,рөлі,өңірлері,жұмыс істейді",
    },
}
_password_file = click.option(
    "--password-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Take the password from the first line of this file.",
)
_generate = click.option(
    "--generate", is_flag=True, help="Draw a password and print it once, instead of asking for one."
)


@click.group()
def user() -> None:
    """Accounts: add, list, give another password, close; let a tablet in."""


@user.command()
@click.argument("login")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--region", "regions", multiple=True, metavar="KZ-11", help="May be repeated.")
@click.option("--name", "shown_name", required=True, help="As other users see it.")
@click.option("--language", type=click.Choice(LANGUAGES), default="ru", show_default=True)
@_password_file
@_generate
@click.pass_context
def add(
    context: click.Context,
    login: str,
    role: str,
    regions: tuple[str, ...],
    shown_name: str,
    language: str,
    password_file: Path | None,
    generate: bool,
) -> None:
    """Make an account. The password is asked for unless an option says otherwise."""
    password = _password(context, password_file, generate)
    with _database(context.obj) as session:
        load_regions(session, context.obj.seed_dir)
        account = accounts.add_account(
            session,
            _BY,
            login=login,
            shown_name=shown_name,
            role=Role(role),
            regions=regions,
            language=language,
            password=password,
            now=datetime.now(UTC),
        )
        session.commit()
        click.echo(_said(context, "added", login=account.login, id=account.id))
    if generate:
        click.echo(_said(context, "password", password=password))


@user.command(name="list")
@click.pass_context
def list_users(context: click.Context) -> None:
    """All accounts, closed ones too."""
    table = Table(*_said(context, "columns").split(","))
    with _database(context.obj) as session:
        for account in session.scalars(select(AccountRow).order_by(AccountRow.login)):
            regions = " ".join(row.region_id for row in account.regions)
            active = "✓" if account.is_active else "–"
            table.add_row(account.login, account.id, account.role, regions, active)
    Console(highlight=False).print(table)


@user.command()
@click.argument("login")
@_password_file
@_generate
@click.pass_context
def password(
    context: click.Context, login: str, password_file: Path | None, generate: bool
) -> None:
    """Give an account another password; all its log-ins end."""
    new = _password(context, password_file, generate)
    _change(context, login, AccountChange(password=new))
    click.echo(_said(context, "changed", login=login))
    if generate:
        click.echo(_said(context, "password", password=new))


@user.command()
@click.argument("login")
@click.pass_context
def close(context: click.Context, login: str) -> None:
    """Close an account: its log-ins end and its tablets are revoked. What it wrote stays."""
    _change(context, login, AccountChange(is_active=False))
    click.echo(_said(context, "closed", login=login))


@user.command()
@click.argument("account")
@click.option(
    "--url",
    default="http://127.0.0.1:8000/",
    show_default=True,
    callback=enrolling.checked_address,
    help="Where the tablet finds this server; on any other machine it must be https.",
)
@click.pass_context
def enrol(context: click.Context, account: str, url: str) -> None:
    """Print a link and a picture that let one tablet in for an inspector, within ten minutes."""
    bring_up_to_date(context.obj)
    link = enrolling.new_link(context.obj, account, url)
    click.echo(enrolling.said(context.meta["language"], link))


def _change(context: click.Context, login: str, change: AccountChange) -> None:
    with _database(context.obj) as session:
        shape = login.strip().casefold()
        account = accounts.locked_account(session, AccountRow.login == shape)
        if account is None:
            raise Problem("account.not_found", login=login[:80])
        accounts.change_account(session, _BY, account, change, datetime.now(UTC))
        session.commit()


def _password(context: click.Context, file: Path | None, generate: bool) -> str:
    if generate:
        return accounts.new_password()
    if file is None:
        asked: str = click.prompt(
            _said(context, "ask"), hide_input=True, confirmation_prompt=_said(context, "again")
        )
        return asked
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()  # editors begin it with a mark
    except (OSError, UnicodeDecodeError):
        lines = []
    if not lines or not lines[0]:
        raise Problem("account.password_file", file=file)
    return lines[0]


@contextmanager
def _database(settings: Settings) -> Iterator[Session]:
    """At the newest version, made where there was none."""
    bring_up_to_date(settings)
    engine = make_engine(settings.engine_url)
    try:
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()


def _said(context: click.Context, what: str, **details: str) -> str:
    return _SAYS[what][context.meta["language"]].format(**details)
