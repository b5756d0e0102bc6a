"""Every screen of the app by its name, and the way there in one visit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.e2e.visit import Visit, go

OUTSIDE = ("today", "start", "sync", "settings")
WITHIN = (
    "rooms", "sampling", "questions", "questions/space", "score", "score/domain/space",
    "score/criterion/SP01", "photos", "notes", "sign", "receipt", "sync",
)  # fmt: skip


@dataclass(frozen=True)
class Screens:
    """`room` and `photo`: addresses of one that was measured and of one that was taken."""

    visit: Visit
    room: str
    photo: str

    def __iter__(self) -> Iterator[str]:
        """Opens one after the other; gives the name of the one that stands there now."""
        within = [*WITHIN, self.room, self.photo, f"{self.photo}/mark"]
        for path in [*OUTSIDE, *(f"visit/{self.visit.insp}/{one}" for one in within)]:
            go(self.visit.page, path)
            expect_settled(self.visit.page)
            yield path.replace(self.visit.insp, "")


def walked(visit: Visit) -> Screens:
    """A visit with something on each of its screens."""
    page = visit.page
    visit.open_room("1-01")
    visit.measure(4, "4.20", "2.50")
    room = page.url.split(f"{visit.insp}/")[1]
    visit.photograph("call_bell")
    visit.question("call_bell").locator("a").click()
    expect(page.get_by_label("What it shows")).to_be_visible()
    photo = page.url.split(f"{visit.insp}/")[1]
    visit.note("The kitchen was clean.")
    visit.sign()
    return Screens(visit, room, photo)


def expect_settled(page: Page) -> None:
    """The heading stands, and nothing says that it is still being worked out."""
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("main")).not_to_be_empty()
    expect(page.get_by_text("There is no such page.")).to_have_count(0)
    expect(page.locator("main [role=status]").filter(has_text="Working it out")).to_have_count(0)
