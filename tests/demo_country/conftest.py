"""The invented country, told once; and a small part of it, written once through the door."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from inspect_app.demo.country.building import Built, Wanted, build, demo_settings
from inspect_app.demo.country.seed import CountrySeed, load_country_seed
from inspect_app.settings import Settings
from inspect_app.store.engine import make_engine
from tests.demo_country.whole_country import SEED, WholeCountry, told_country


def nothing_told(_stage: str, _done: int, _total: int) -> None:
    """For who does not watch the progress."""


@pytest.fixture(scope="session")
def country_seed(seed_dir: Path) -> CountrySeed:
    return load_country_seed(seed_dir)


@pytest.fixture(scope="session")
def whole(seed_dir: Path) -> WholeCountry:
    """Every facility and every visit, as inspectors see them; no tablet, no server."""
    return told_country(seed_dir)


@pytest.fixture(scope="session")
def small_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return demo_settings(Settings(), tmp_path_factory.mktemp("demo") / "small")


@pytest.fixture(scope="session")
def small(small_settings: Settings) -> Built:
    """Six facilities with all their visits, on SQLite, through the real door."""
    return build(small_settings, Wanted(SEED, facilities=6, reports=1), nothing_told)


@pytest.fixture
def stored(small: Built, small_settings: Settings) -> Iterator[Session]:
    """What stands in the small demo's database."""
    engine = make_engine(small_settings.engine_url)
    with Session(engine) as session:
        yield session
    engine.dispose()
