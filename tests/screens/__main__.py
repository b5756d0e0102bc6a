"""`python -m tests.screens`: every screen of the tablet in three sizes, into docs/screens.

The built app in Debian's Chromium, a server with an invented country, a visit that somebody is in the
middle of. The pictures differ from run to run in what is drawn by chance; they are looked at, not compared.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import click
from playwright.sync_api import sync_playwright

from tests.e2e.built_app import built_app
from tests.e2e.office import Office, make_country
from tests.screens.pictures import Gallery
from tests.screens.tablet import FilmedTablet
from tests.screens.tour import Tour
from tests.serving.served import CHECKOUT


@click.command()
@click.option(
    "--only", default="", help="Names of screens, with commas; the others stay as they are."
)
def main(only: str) -> None:
    """Take pictures of every screen of the tablet."""
    gallery = Gallery(CHECKOUT / "docs" / "screens", set(filter(None, only.split(","))))
    with TemporaryDirectory(prefix="screens-") as name, sync_playwright() as playwright:
        folder = Path(name)
        office = Office(make_country(folder / "office"), built_app())
        tablet = FilmedTablet(playwright, folder / "profile")
        try:
            office.start()
            tablet.start()
            Tour(office, tablet, gallery).walk()
        finally:
            tablet.close()
            office.stop()
    gallery.write_page()
    click.echo(f"{gallery.folder}: {gallery.size_kb()} kB")


if __name__ == "__main__":
    main()
