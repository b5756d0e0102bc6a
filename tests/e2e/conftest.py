"""The tablet as inspectors have it: the built app, a real browser, a real server that can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from inspect_app.settings import Settings
from tests.e2e.built_app import built_app
from tests.e2e.office import Office, copied, make_country
from tests.e2e.road import Road, road_to
from tests.e2e.tablet_in_browser import TabletInBrowser
from tests.e2e.visit import HEAR_SCORES, Visit

MakeTablet = Callable[..., TabletInBrowser]


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return make_country(tmp_path_factory.mktemp("country") / "demo")


@pytest.fixture(scope="session")
def app_built() -> Path:
    return built_app()


@pytest.fixture
def office(country: Settings, app_built: Path, tmp_path: Path) -> Iterator[Office]:
    """A running server with a country of its own."""
    office = Office(copied(country, tmp_path / "office"), app_built)
    office.start()
    yield office
    office.stop()


@pytest.fixture
def make_tablet(playwright: Playwright, tmp_path: Path) -> Iterator[MakeTablet]:
    made: list[TabletInBrowser] = []

    def make(**options: object) -> TabletInBrowser:
        profile = tmp_path / f"tablet-{len(made)}"
        tablet = TabletInBrowser(playwright, profile, hears=HEAR_SCORES, **options)  # type: ignore[arg-type]
        made.append(tablet)
        tablet.start()
        return tablet

    yield make
    for tablet in made:
        tablet.close()


@pytest.fixture
def tablet(office: Office, make_tablet: MakeTablet) -> TabletInBrowser:
    """With its app installed, its inspector let in, and everything it needs fetched."""
    tablet = make_tablet()
    tablet.enrol(office.invitation())
    tablet.wait_until_ready()
    return tablet


@pytest.fixture
def visit(tablet: TabletInBrowser) -> Visit:
    """Just begun, at a facility with rooms, with the server running."""
    return Visit.begin(tablet.page)


@pytest.fixture
def road(office: Office) -> Iterator[Road]:
    with road_to(office.port) as road:
        yield road
    assert road.broken == []


@pytest.fixture
def far_tablet(office: Office, road: Road, make_tablet: MakeTablet) -> TabletInBrowser:
    """Like `tablet`, and everything that it exchanges takes the road."""
    tablet = make_tablet()
    tablet.enrol(office.invitation(port=road.port))
    tablet.wait_until_ready()
    return tablet
