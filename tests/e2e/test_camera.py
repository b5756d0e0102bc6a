"""Photographs where the page may use no camera, and a camera program that kills the page."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import MakeTablet
from tests.e2e.office import Office
from tests.e2e.road import Road
from tests.e2e.tablet_in_browser import TabletInBrowser
from tests.e2e.visit import Visit, go

pytestmark = pytest.mark.xdist_group("browser")

LARGE = 3_000_000


def picture(side: int) -> bytes:
    """Noise, which no compression makes small: about a byte and a half a pixel."""
    noise = random.Random(1).randbytes(side * side * 3)  # noqa: S311 -- the same each time  # noqa: S311 -- a picture, no secret
    held = io.BytesIO()
    Image.frombytes("RGB", (side, side), noise).save(held, "JPEG", quality=90)
    return held.getvalue()


@pytest.fixture
def without_camera(office: Office, make_tablet: MakeTablet) -> TabletInBrowser:
    tablet = make_tablet(has_camera=False)
    tablet.enrol(office.invitation())
    tablet.wait_until_ready()
    return tablet


def camera_of(visit: Visit, name: str) -> Locator:
    visit.question(name).get_by_role("button", name="Photo", exact=True).click()
    camera = visit.page.get_by_role("dialog", name="Camera")
    expect(camera.get_by_text("The page may not use the camera.")).to_be_visible()
    return camera


def choose_file(camera: Locator, content: bytes) -> None:
    page = camera.page
    with page.expect_file_chooser() as opened:
        camera.get_by_text("Take with the camera program").click()
    file = {"name": "picture.jpg", "mimeType": "image/jpeg", "buffer": content}
    opened.value.set_files(files=[file])  # type: ignore[list-item]


def test_without_a_camera_the_tablets_own_program_takes_the_photograph(
    without_camera: TabletInBrowser,
) -> None:
    visit = Visit.begin(without_camera.page)
    visit.open_room("1-01")
    camera = camera_of(visit, "call_bell")
    choose_file(camera, picture(600))
    expect(camera.get_by_role("status")).to_contain_text("1 photo")
    camera.get_by_role("button", name="Done").click()
    expect(visit.question("call_bell").locator("a")).to_have_count(1)


def test_a_photograph_that_did_not_arrive_is_offered_again(without_camera: TabletInBrowser) -> None:
    visit = Visit.begin(without_camera.page)
    visit.open_room("1-02")
    camera = camera_of(visit, "call_bell")
    with visit.page.expect_file_chooser():
        camera.get_by_text("Take with the camera program").click()
    address = f"{visit.page.url.split('#')[0]}#/visit/{visit.insp}/rooms"
    page = without_camera.killed_and_started(address)
    offer = page.get_by_role("region", name="did not arrive")
    expect(offer).to_contain_text("1 photograph did not arrive")
    offer.get_by_role("link", name="1-02").click()
    expect(page.get_by_role("article", name="1-02")).to_be_visible()
    choose_file(camera_of(visit.on(page), "call_bell"), picture(300))
    expect(page.get_by_role("dialog", name="Camera").get_by_role("status")).to_contain_text(
        "1 photo"
    )
    page.get_by_role("dialog", name="Camera").get_by_role("button", name="Done").click()
    offer.get_by_role("button", name="Understood").click()
    expect(offer).to_have_count(0)
    go(page, "today")
    go(page, f"visit/{visit.insp}/rooms")
    expect(page.get_by_role("heading", name="Rooms", exact=True)).to_be_visible()
    expect(offer).to_have_count(0)


def test_an_upload_that_is_cut_again_and_again_sends_hardly_anything_twice(
    office: Office, road: Road, make_tablet: MakeTablet
) -> None:
    tablet = make_tablet(has_camera=False)
    tablet.enrol(office.invitation(port=road.port))
    tablet.wait_until_ready()
    visit = Visit.begin(tablet.page)
    content = picture(1900)
    assert len(content) > LARGE
    road.cut_after = 700_000
    visit.open_room("1-01")
    camera = camera_of(visit, "call_bell")
    choose_file(camera, content)
    expect(camera.get_by_role("status")).to_contain_text("1 photo")
    camera.get_by_role("button", name="Done").click()
    expect_files_sent(visit)
    assert road.cuts >= LARGE // 700_000
    assert road.bytes_of_files - len(content) < len(content) // 10
    assert kept_by(office) & {content}


def expect_files_sent(visit: Visit) -> None:
    """Asks for an exchange as often as the line breaks."""
    page = visit.page
    go(page, "sync")
    exchange = page.get_by_role("button", name="Exchange now")
    expect(page.get_by_text("File 1", exact=True)).to_be_visible()
    for _ in range(40):
        exchange.click(timeout=60_000)
        expect(exchange).to_be_enabled(timeout=60_000)
        if page.get_by_text("No photo or file waits.").is_visible():
            return
    pytest.fail("the photograph did not arrive in forty exchanges")


def kept_by(office: Office) -> set[bytes]:
    """What files of that size the server holds."""
    folder = Path(office.settings.data_dir) / "blobs"
    files = (one for one in folder.rglob("*") if one.is_file() and one.stat().st_size > LARGE)
    return {one.read_bytes() for one in files}
