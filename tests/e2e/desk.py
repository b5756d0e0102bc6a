"""A colleague's moves on the pages of the desk, in a browser of their own. Words are English."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.office import Office
from tests.e2e.supervisor import PASSWORDS
from tests.e2e.tablet_in_browser import SIZES
from tests.e2e.test_accessibility import violations

PRINTING_MS = 240_000
"""Six reports of one server that does everything else as well."""
LANGUAGES = ("Қазақша", "Русский", "English")


@dataclass
class Desk:
    """`faults`: what axe found, by page."""

    page: Page
    office: Office

    @classmethod
    def log_in(cls, browser: Browser, office: Office, login: str, password: str = "") -> Self:
        """Through the form, which asks no script of the browser. Of a demo account the password is known."""
        width, height = SIZES["desk"]
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="en-GB", accept_downloads=True
        )
        desk = cls(context.new_page(), office)
        passwords = json.loads((office.settings.data_dir / PASSWORDS).read_text("utf-8"))
        desk.page.goto(f"{office.address}/login")
        desk.page.get_by_role("link", name="English").click()
        desk.page.get_by_label("Login", exact=True).fill(login)
        desk.page.get_by_label("Password", exact=True).fill(password or passwords[login])
        desk.page.get_by_role("button", name="Log in").click()
        expect(desk.page.get_by_role("button", name="Log out")).to_be_visible()
        return desk

    def close(self) -> None:
        self.page.context.close()

    # Moving -----------------------------------------------------------------------------------

    def see(self, path: str) -> int:
        """Goes to an address of ours; the status. Whatever stands there is accessible."""
        answer = self.page.goto(f"{self.office.address}{path}")
        assert answer is not None
        self.expect_accessible()
        return answer.status

    def follow(self, link: str | re.Pattern[str], within: Locator | None = None) -> None:
        """A link by what is read out of it; the page that it leads to is accessible."""
        (within or self.page.get_by_role("main")).get_by_role("link", name=link).first.click()
        self.expect_accessible()

    def part(self, name: str) -> Locator:
        """The link to another page about the same inspection."""
        parts = self.page.get_by_role("navigation", name="Parts of the inspection")
        return parts.get_by_role("link", name=name, exact=True)

    def go_to(self, part: str) -> None:
        self.part(part).click()
        expect(self.part(part)).to_have_attribute("aria-current", "page")
        self.expect_accessible()

    def press(self, button: str, within: Locator | None = None) -> None:
        (within or self.page.get_by_role("main")).get_by_role("button", name=button).first.click()

    def expect_accessible(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        assert violations(self.page) == [], self.page.url

    def expect_refused(self, sentence: str) -> None:
        expect(self.page.get_by_role("alert")).to_contain_text(sentence)
        self.expect_accessible()

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def section(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("region", name=name)

    # Review -----------------------------------------------------------------------------------

    def remark(self, words: str) -> None:
        """In the form that a link "Remark on this" led to."""
        self.page.get_by_label("What is to be mended or explained").fill(words)
        self.press("Write the remark")

    def thread(self, remark: str) -> Locator:
        """A remark with all that was replied."""
        return self.main.locator("ol > li").filter(has=self.page.get_by_text(remark, exact=True))

    def return_it(self) -> None:
        self.press("Return the inspection")
        expect(self.main).to_contain_text("returned")

    def try_to_approve(self, waivers: Sequence[str] = ()) -> None:
        """With these words in the fields that ask why something is waived, and the rest empty."""
        fields = self.page.get_by_label(re.compile("^Waive, because"))
        for field, words in zip(fields.all(), waivers, strict=False):
            field.fill(words)
        self.press("Approve and freeze")

    def waivable(self) -> list[str]:
        """What would have to be waived, as it is listed on the page of approval."""
        return self.main.locator(".review-waiver .review-what").all_inner_texts()

    def print_of(self, language: str) -> bytes:
        """The full edition, from the review page, once it is printed."""
        self.main.get_by_role("link", name=re.compile(rf"\({language}\)$")).click()

    # Publication ------------------------------------------------------------------------------

    def publish(self) -> None:
        self.page.get_by_label(re.compile("^I have compared both editions")).check()
        self.press("Publish")

    def withdraw(self, reason: str, why: str) -> None:
        form = self.section("Withdraw")
        form.get_by_role("radio", name=reason).check()
        form.get_by_label("In your own words").fill(why)
        self.press("Withdraw the publication", form)


def reviewer_of(office: Office, insp: str) -> str:
    return ""
