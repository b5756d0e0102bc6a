"""`inspect-app import` as its user meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inspect_app.cli import main
from inspect_app.store.engine import make_engine
from inspect_app.store.places import FacilityRow, RegionRow
from tests.places.small_registers import ITALY, row, write_register

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, database_url: str) -> Run:
    environment = {
        "COLUMNS": "160", "INSPECT_DATA_DIR": str(tmp_path / "data"),
        "INSPECT_DATABASE_URL": database_url,
    }  # fmt: skip

    def call(*arguments: object) -> Result:
        return CliRunner(env=environment).invoke(main, [str(word) for word in arguments])

    return call


def stored(database_url: str) -> tuple[int, int]:
    engine = make_engine(database_url)
    with Session(engine) as session:
        counts = [
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (FacilityRow, RegionRow)
        ]
    engine.dispose()
    return counts[0], counts[1]


def test_the_italian_register_comes_in_once_and_the_second_run_changes_nothing(
    run: Run, database_url: str
) -> None:
    first = json.loads(run("import", ITALY, "--json").stdout)
    assert (first["stored"], first["counts"]["added"]) == (True, 190)
    second = json.loads(run("import", ITALY, "--json").stdout)
    assert second["counts"] == {
        "added": 0, "changed": 0, "unchanged": 190, "refused": 0, "missing": 0,
    }  # fmt: skip
    assert stored(database_url) == (190, 20)


def test_a_dry_run_shows_all_and_stores_nothing(run: Run, database_url: str) -> None:
    said = run("import", ITALY, "--dry-run")
    assert said.exit_code == 0
    assert "190" in said.stdout
    assert "nothing was stored" in said.stdout
    assert stored(database_url) == (0, 0)


def test_a_refused_row_ends_with_its_reason_and_exit_code_2(
    run: Run, database_url: str, tmp_path: Path
) -> None:
    mapping = write_register(tmp_path, [row("a"), row("b", places="[many]")])
    said = run("--lang", "ru", "import", mapping)
    assert said.exit_code == 2
    assert "main.csv, строка 3, places, «[many]»: это не целое число мест" in said.stdout
    assert "Ничего не сохранено" in said.stdout
    assert stored(database_url) == (0, 0)


def test_the_json_names_every_change_and_every_refusal(run: Run, tmp_path: Path) -> None:
    run("import", write_register(tmp_path, [row("a"), row("b")]))
    mapping = write_register(tmp_path, [row("a", name="New name"), row("b", kind="castle")])
    said = run("import", mapping, "--json")
    document = json.loads(said.stdout)
    assert (said.exit_code, document["stored"]) == (2, False)
    (change,) = document["changes"]
    assert change["fields"] == [{"field": "name.en", "before": "Facility a", "after": "New name"}]
    (refused,) = document["refused"]
    assert (refused["code"], refused["line"], refused["value"]) == (
        "import.unknown_word", 3, "castle",
    )  # fmt: skip


def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(run: Run, tmp_path: Path) -> None:
    said = run("import", tmp_path / "nothing.yaml")
    assert (said.exit_code, said.stdout, said.stderr.count("\n")) == (2, "", 1)
