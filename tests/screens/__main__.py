"""`python -m tests.screens`: every screen of the tablet, and the pages of the desk and the portal, in three
sizes, into docs/screens.

The built app in Debian's Chromium, a server with an invented country, a visit that somebody is in the
middle of. The pictures differ from run to run in what is drawn by chance; they are looked at, not compared.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import click
from playwright.sync_api import Playwright, sync_playwright

from tests.e2e.built_app import built_app
from tests.e2e.office import Office, make_country
from tests.screens.desk import DeskTour, make_reviewed_country
from tests.screens.pictures import TITLES, Gallery
from tests.screens.tablet import FilmedTablet
from tests.screens.tour import Tour
from tests.serving.served import CHECKOUT


@click.command()
@click.option(
    "--only", default="", help="Names of screens, with commas; the others stay as they are."
)
@click.option("--part", type=click.Choice([*TITLES]), help="One part alone; else all of them.")
def main(only: str, part: str | None) -> None:
    """Take pictures of the screens of the tablet, the desk and the portal."""
    gallery = Gallery(CHECKOUT / "docs" / "screens", set(filter(None, only.split(","))))
    walks = {"tablet": _tablet, "desk": _desk}
    with TemporaryDirectory(prefix="screens-") as name, sync_playwright() as playwright:
        for gallery.part in [part] if part else TITLES:
            walks[gallery.part](playwright, Path(name), gallery)
    gallery.write_page()
    click.echo(f"{gallery.folder}: {gallery.size_kb()} kB")


def _tablet(playwright: Playwright, folder: Path, gallery: Gallery) -> None:
    office = Office(make_country(folder / "office"), built_app())
    tablet = FilmedTablet(playwright, folder / "profile")
    try:
        office.start()
        tablet.start()
        Tour(office, tablet, gallery).walk()
    finally:
        tablet.close()
        office.stop()


def _desk(playwright: Playwright, folder: Path, gallery: Gallery) -> None:
    office = Office(make_reviewed_country(folder / "reviewed"), built_app())
    try:
        office.start()
        DeskTour(office, playwright, gallery).walk()
    finally:
        office.stop()


if __name__ == "__main__":
    main()
