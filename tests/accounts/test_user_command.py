"""`inspect-app user`: the first administrator comes about on an empty machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inspect_app.cli import main
from tests.accounts.browsers import PHRASE
from tests.api.walking_world import ELSEWHERE, HERE

Run = Callable[..., Result]
BOSS = ("user", "add", "boss", "--role", "administrator", "--name", "Boss")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The program on a data folder of its own, empty at first."""
    environment = {"INSPECT_DATA_DIR": str(tmp_path / "data"), "INSPECT_DATABASE_URL": ""}
    return lambda *words, **more: CliRunner().invoke(main, list(words), env=environment, **more)


def test_an_account_is_made_on_an_empty_machine_and_its_password_printed_once(run: Run) -> None:
    made = run(*BOSS, "--generate")
    assert made.exit_code == 0
    assert re.search(r"boss is made: u_[a-z2-7]{12}\.", made.output)
    assert re.search(r"shown this once: (\w{4}-){3}\w{4}$", made.output.strip())
    listed = run("user", "list").output
    assert "boss" in listed
    assert "administrator" in listed


def test_the_password_is_asked_for_twice_and_not_shown(run: Run) -> None:
    made = run(*BOSS, input=f"{PHRASE}\n{PHRASE}\n")
    assert made.exit_code == 0
    assert PHRASE not in made.output


def test_the_password_may_stand_in_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "first_line"
    file.write_text(f"{PHRASE}\nsecond line\n", "utf-8")
    assert run(*BOSS, "--password-file", str(file)).exit_code == 0
    file.write_text("\n", "utf-8")
    refused = run("user", "password", "boss", "--password-file", str(file))
    assert refused.exit_code == 2
    assert "holds no password on its first line" in refused.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--role", "supervisor"), "none is named"),
        (("--role", "inspector", "--region", "KZ-99"), "The register has no region KZ-99"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    refused = run("user", "add", "new.one", "--name", "N", "--generate", *words)
    assert refused.exit_code == 2
    assert said in refused.stderr
    assert "new.one" not in run("user", "list").output


def test_the_regions_of_the_country_are_known_on_an_empty_machine(run: Run) -> None:
    words = ("--role", "supervisor", "--region", HERE, "--region", ELSEWHERE, "--name", "N")
    assert run("user", "add", "new.one", *words, "--generate").exit_code == 0
    listed = run("user", "list").output
    assert HERE in listed
    assert ELSEWHERE in listed


def test_an_account_is_closed_and_the_last_administrator_stays(run: Run) -> None:
    run(*BOSS, "--generate")
    run("user", "add", "second", "--role", "council_member", "--name", "S", "--generate")
    assert run("user", "close", "second").exit_code == 0
    assert "–" in run("user", "list").output
    assert "This is the last administrator" in run("user", "close", "boss").stderr
    assert "no account with the log-in name third" in run("user", "close", "third").stderr


def test_it_speaks_the_three_languages(run: Run) -> None:
    run(*BOSS, "--generate")
    for language, said in (("ru", "новый пароль"), ("kk", "құпиясөзі жаңарды")):
        assert said in run("--lang", language, "user", "password", "boss", "--generate").output
