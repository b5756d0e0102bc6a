"""Making a demo: the same from the same seed, made once, and never over somebody's files."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.demo.country.building import (
    MARK,
    STAGES,
    STAMP,
    Wanted,
    build,
    demo_settings,
)
from inspect_app.domain.operations import SERVER_DEVICE
from inspect_app.problems import Problem
from inspect_app.settings import Settings
from inspect_app.store.engine import make_engine
from inspect_app.store.operations import OperationRow
from tests.demo_country.conftest import nothing_told

TINY = Wanted("1", facilities=1, reports=0)


def bodies(settings: Settings) -> str:
    """A hash over the body of every operation of a tablet, in the order of their ids. What the office
    signs has ids of its moment."""
    engine = make_engine(settings.engine_url)
    with Session(engine) as session:
        of_tablets = OperationRow.dev.not_like(f"{SERVER_DEVICE}%")
        query = select(OperationRow.body).where(of_tablets).order_by(OperationRow.op_id)
        stored = session.scalars(query).all()
    engine.dispose()
    assert len(stored) > 100
    return hashlib.sha256(b"\n".join(stored)).hexdigest()


@pytest.mark.slow
def test_the_same_seed_gives_the_same_operations_byte_by_byte(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        settings = demo_settings(Settings(), tmp_path / name)
        build(settings, TINY, nothing_told)
        made.append(bodies(settings))
    assert made[0] == made[1]


@pytest.mark.slow
def test_a_finished_demo_is_used_again_and_made_anew_when_asked_or_another(tmp_path: Path) -> None:
    settings = demo_settings(Settings(), tmp_path / "demo")
    told: list[str] = []
    first = build(settings, TINY, lambda stage, done, total: told.append(stage))
    again = build(settings, TINY, nothing_told)
    assert list(dict.fromkeys(told)) == list(STAGES)
    assert (first.is_new, again.is_new) == (True, False)
    assert replace(again, is_new=True) == first
    assert build(settings, replace(TINY, seed="other"), nothing_told).is_new


@pytest.mark.slow
def test_a_half_made_demo_is_thrown_away(tmp_path: Path) -> None:
    settings = demo_settings(Settings(), tmp_path / "demo")
    settings.data_dir.mkdir()
    (settings.data_dir / MARK).touch()
    (settings.data_dir / "inspect.sqlite").write_bytes(b"half")
    assert build(settings, TINY, nothing_told).is_new
    assert not (settings.data_dir / MARK).exists()
    assert json.loads((settings.data_dir / STAMP).read_bytes())["counts"]["facilities"] == 1


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "demo" / "inspect.sqlite"
    kept.parent.mkdir()
    kept.write_bytes(b"somebody's work")
    with pytest.raises(Problem, match="no demo made"):
        build(demo_settings(Settings(), kept.parent), TINY, nothing_told, is_fresh=True)
    assert kept.read_bytes() == b"somebody's work"


def test_passwords_that_everybody_knows_are_only_for_a_demo(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is_demo"):
        build(Settings(data_dir=tmp_path / "real"), TINY, nothing_told)
    assert not (tmp_path / "real").exists()


def test_a_demo_has_a_folder_and_a_database_of_its_own(tmp_path: Path) -> None:
    settings = demo_settings(Settings(data_dir=tmp_path, database_url="postgresql+psycopg://x/y"))
    assert settings.data_dir == tmp_path / "demo"
    assert settings.engine_url == f"sqlite:///{tmp_path / 'demo' / 'inspect.sqlite'}"
