"""What every test may ask for."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from playwright.sync_api import Playwright, sync_playwright
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from inspect_app.app import create_app
from inspect_app.extensions import db
from inspect_app.settings import Settings
from inspect_app.store.engine import make_engine
from tests.databases import Cluster, postgresql_template, sqlite_template

CHECKOUT = Path(__file__).resolve().parent.parent

# A slow machine is no reason to fail; a failing example is printed so that it can be kept as a test.
hypothesis.settings.register_profile("house", deadline=None, print_blob=True)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def seed_dir() -> Path:
    return CHECKOUT / "seed"


@pytest.fixture(scope="session")
def templates_dir() -> Path:
    return CHECKOUT / "templates"


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def cluster() -> Iterator[tuple[Cluster, str]]:
    with postgresql_template() as made:
        yield made


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One for every browser of this process: a second beside it refuses to start."""
    with sync_playwright() as running:
        yield running


@pytest.fixture
def sqlite_url(sqlite_file: Path, tmp_path: Path) -> str:
    """A migrated database of its own."""
    copy = tmp_path / "inspect.sqlite"
    shutil.copy(sqlite_file, copy)
    return f"sqlite:///{copy}"


@pytest.fixture
def postgresql_url(cluster: tuple[Cluster, str]) -> str:
    """The same on PostgreSQL."""
    server, template = cluster
    return server.copy_of(template)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A test that asks for this runs on both databases."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as made:
        yield made


@pytest.fixture
def app_dir(tmp_path: Path) -> Path:
    """Of a tablet app of one page, so that no test depends on a build."""
    folder = tmp_path / "tablet_app"
    folder.mkdir()
    (folder / "index.html").write_text("<!doctype html><title>tablet</title>")
    (folder / ".built-from").write_text("a test")
    return folder


@pytest.fixture
def make_app(
    seed_dir: Path, templates_dir: Path, app_dir: Path, tmp_path: Path
) -> Iterator[Callable[[str], Flask]]:
    """An application on a given database, with a data folder of its own."""
    made: list[Flask] = []

    def make(url: str) -> Flask:
        settings = Settings(
            seed_dir=seed_dir,
            templates_dir=templates_dir,
            app_dir=app_dir,
            data_dir=tmp_path / "data",
            database_url=url,
            cookie_secure=False,
        )
        made.append(create_app(settings))
        return made[-1]

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(make_app: Callable[[str], Flask], sqlite_url: str) -> Flask:
    return make_app(sqlite_url)


@pytest.fixture
def app_on_both(make_app: Callable[[str], Flask], database_url: str) -> Flask:
    """The application, once on each database."""
    return make_app(database_url)
