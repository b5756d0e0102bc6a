"""The tablet as inspectors have it: the built app, a real browser, a real server that can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from inspect_app.settings import Settings
from tests.e2e.office import Office, copied, make_country
from tests.e2e.tablet_in_browser import TabletInBrowser


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return make_country(tmp_path_factory.mktemp("country") / "demo")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture
def office(country: Settings, tmp_path: Path) -> Iterator[Office]:
    """A running server with a country of its own."""
    office = Office(copied(country, tmp_path / "office"))
    office.start()
    yield office
    office.stop()


@pytest.fixture
def make_tablet(
    playwright: Playwright, tmp_path: Path
) -> Iterator[Callable[..., TabletInBrowser]]:
    made: list[TabletInBrowser] = []

    def make(**options: object) -> TabletInBrowser:
        tablet = TabletInBrowser(playwright, tmp_path / f"tablet-{len(made)}", **options)  # type: ignore[arg-type]
        made.append(tablet)
        tablet.start()
        return tablet

    yield make
    for tablet in made:
        tablet.close()


@pytest.fixture
def enrolled(office: Office, make_tablet: Callable[..., TabletInBrowser]) -> TabletInBrowser:
    """A tablet with its app installed, its inspector let in, and everything it needs fetched."""
    tablet = make_tablet()
    tablet.enrol(office.invitation())
    tablet.wait_until_installed()
    return tablet
