"""A colleague's moves on the pages of the desk, in a browser of their own. Words are English."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.office import Office
from tests.e2e.supervisor import PASSWORDS
from tests.e2e.tablet_in_browser import SIZES
from tests.e2e.test_accessibility import WIDER, violations

PRINTING_MS = 360_000
"""For several reports, on a machine that does everything else as well."""
PATIENCE_MS = 120_000
"""For one page: on a laden machine a log-in alone takes half a minute."""
WAIVE = "Waive, because …: "


@dataclass
class Desk:
    page: Page
    office: Office

    @classmethod
    def log_in(cls, browser: Browser, office: Office, login: str, password: str = "") -> Self:
        """Through the form. `password`: of an account that the demo does not know."""
        width, height = SIZES["desk"]
        viewport = {"width": width, "height": height}
        context = browser.new_context(viewport=viewport, locale="en-GB")  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        desk = cls(context.new_page(), office)
        known = json.loads((office.settings.data_dir / PASSWORDS).read_text("utf-8"))
        desk.page.goto(f"{office.address}/login")
        desk.page.get_by_role("link", name="English").click()
        desk.page.get_by_label("Login", exact=True).fill(login)
        desk.page.get_by_label("Password", exact=True).fill(password or known[login])
        desk.page.get_by_role("button", name="Log in").click()
        expect(desk.page.get_by_role("button", name="Log out")).to_be_visible()
        desk.expect_accessible()
        return desk

    # Moving -----------------------------------------------------------------------------------

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def section(self, name: str) -> Locator:
        return self.main.get_by_role("region", name=name, exact=True)

    def see(self, path: str) -> int:
        """Goes to an address of ours; the status of what stands there."""
        answer = self.page.goto(f"{self.office.address}{path}")
        assert answer is not None
        self.expect_accessible()
        return answer.status

    def follow(self, link: str | re.Pattern[str], within: Locator | None = None) -> None:
        """By what is read out of the link; of several the first."""
        found = (within or self.main).get_by_role("link", name=link).first
        found.click()
        self.expect_accessible()

    def follow_to(self, address: str) -> None:
        """By the first link whose address holds this."""
        self.main.locator(f'a[href*="{address}"]').first.click()
        self.expect_accessible()

    def part(self, name: str) -> Locator:
        """The link to another page about the same inspection."""
        parts = self.page.get_by_role("navigation", name="Parts of this inspection")
        return parts.get_by_role("link", name=name, exact=True)

    def go_to(self, part: str) -> None:
        self.part(part).click()
        expect(self.part(part)).to_have_attribute("aria-current", "page")
        self.expect_accessible()

    def press(self, button: str) -> None:
        """The first of that name: it stands at the top and at the end of a long form."""
        self.main.get_by_role("button", name=button, exact=True).first.click()

    def expect_accessible(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        assert violations(self.page) == [], self.page.url

    def expect_fits_the_smallest_phone(self) -> None:
        """Nothing is wider than 320 pixels (WCAG 2.2, 1.4.10), however long the codes of people are."""
        whole = self.page.viewport_size
        assert whole is not None
        self.page.set_viewport_size({"width": 320, "height": 800})
        assert self.page.evaluate(WIDER) <= 0, self.page.url
        self.page.set_viewport_size(whole)

    def expect_refused(self, sentence: str) -> None:
        expect(self.main.get_by_role("alert")).to_contain_text(sentence)
        self.expect_accessible()

    # Review -----------------------------------------------------------------------------------

    def begin_remark(self, about: str) -> None:
        """By the link beside what it is about; `about`: a part of its address."""
        link = f'a[href*="/review/remark?"][href*="{about}"]'
        self.main.locator(link).and_(self.page.get_by_text("Remark on this")).first.click()
        self.expect_accessible()

    def write_remark(self, words: str) -> None:
        self.page.get_by_label("What is to be mended or explained").fill(words)
        self.press("Write the remark")

    def thread(self, remark: str) -> Locator:
        """A remark with what it is about, how it stands and all replies; on the review page."""
        return self.main.locator(".review-remark").filter(
            has=self.page.get_by_text(remark, exact=True)
        )

    def obstacles(self, kind: str) -> Locator:
        """Those of one kind, each with the way to settle it."""
        return self.main.get_by_role("region", name=kind, exact=True).get_by_role("listitem")

    def waivable(self) -> list[str]:
        """What the form of the approval asks a reason for."""
        return self.main.locator(".review-waiver .review-what").all_inner_texts()

    def approve(self, waivers: Mapping[str, str]) -> None:
        """`waivers`: what is waived, and why; the other reasons stay empty."""
        for what, why in waivers.items():
            self.page.get_by_label(f"{WAIVE}{what}", exact=True).fill(why)
        self.press("Approve and freeze")

    def printed(self, language: str) -> bytes:
        """The full edition, from the review page, as soon as it is printed."""
        link = self.section("Approved").get_by_role("link", name=re.compile(rf"\({language}\)$"))
        address = link.get_attribute("href") or ""
        if address.startswith("/jobs/"):  # that page asks again by itself and opens the report
            self.page.goto(f"{self.office.address}{address}")
            self.page.wait_for_url("**/reports/*", timeout=PRINTING_MS, wait_until="commit")
            address = self.page.url.removeprefix(self.office.address)
        return self.file(address)

    # Publication ------------------------------------------------------------------------------

    def publish(self, has_compared: bool = True) -> None:
        """Without the tick the form is sent as by a browser that does not look at it first."""
        tick = self.main.get_by_role("checkbox", name="I have compared both editions")
        if has_compared:
            tick.check()
        else:
            tick.evaluate("tick => { tick.form.noValidate = true; }")
        self.press("Publish")

    def public_pdfs(self) -> Locator:
        """On the page of publication, which asks again by itself until all are printed."""
        return self.section("Public now").get_by_role("link", name=re.compile("^PDF"))

    def withdraw(self, reason: str, why: str) -> None:
        self.main.get_by_role("radio", name=reason).check()
        self.page.get_by_label("In your own words").fill(why)
        self.press("Withdraw the publication")

    def file(self, address: str) -> bytes:
        """As this person's browser gets it."""
        answer = self.page.request.get(f"{self.office.address}{address}")
        assert answer.ok, answer.status_text
        return answer.body()
