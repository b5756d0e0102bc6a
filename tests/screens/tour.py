"""The way through the app along which the pictures are taken."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.e2e.office import Office
from tests.e2e.tablet_in_browser import PIN
from tests.e2e.visit import Visit, draw, go
from tests.screens.filling import answer_all
from tests.screens.pictures import Gallery
from tests.screens.tablet import FilmedTablet

ROOMS = 7
OBJECTIONS = "The ventilation was under repair on the day of the visit; the works end on Friday."
NOTE = "Wing B was being repainted; the people held there slept in block 2 for two nights."


@dataclass
class Tour:
    office: Office
    tablet: FilmedTablet
    gallery: Gallery

    @property
    def page(self) -> Page:
        return self.tablet.page

    def walk(self) -> None:
        self._let_in()
        visit = self._begun()
        self._fill(visit)
        self._rooms(visit)
        self._questions(visit)
        self._score(visit)
        self._evidence(visit)
        self._sign_off(visit)
        self._around()

    def _let_in(self) -> None:
        page = self.tablet.open(self.office.invitation())
        expect(page.get_by_role("button", name="Continue", exact=True)).to_be_visible()
        self.gallery.take(page, "let-in", "A tablet is let in by a link or a code")
        page.get_by_role("button", name="Continue", exact=True).click()
        page.get_by_label("New PIN").fill(PIN)
        page.get_by_label("The same PIN again").fill(PIN)
        self.gallery.take(page, "secret", "A PIN or a passphrase encrypts what is kept here")
        page.get_by_role("button", name="Let in", exact=True).click()
        expect(page.get_by_role("button", name="I understand, go on")).to_be_visible()
        self.gallery.take(
            page, "storage", "Said once: this browser does not promise to keep what is stored"
        )
        page.get_by_role("button", name="I understand, go on").click()
        self.tablet.wait_until_ready()

    def _begun(self) -> Visit:
        self._look("kk", "light")
        go(self.page, "start")
        facility = self.page.get_by_role("main").get_by_role("list").get_by_role("button").first
        expect(facility).to_be_visible()
        self.gallery.take(self.page, "start", "An unannounced visit begins without a network")
        facility.click()
        self.page.locator("input[type=radio]").last.wait_for()
        self.gallery.take(self.page, "start-form", "Blocks, rooms and the last visit come along")
        self._look("en", "light")
        return Visit.begin(self.page)

    def _fill(self, visit: Visit) -> None:
        """A visit that somebody is in the middle of."""
        page = self.page
        visit.see("rooms", "Rooms")
        links = page.get_by_role("link", name=re.compile(r"No\. "))
        rooms = [links.nth(i).get_attribute("href") or "" for i in range(ROOMS)]
        for place, href in enumerate(rooms):
            go(page, href.removeprefix("#/"))
            expect(visit.question("call_bell")).to_be_attached()
            answer_all(page, place)
        visit.see("questions")
        sections = page.locator('nav a[href*="/questions/"]')
        expect(sections.first).to_be_visible()
        hrefs = [sections.nth(i).get_attribute("href") or "" for i in range(sections.count())]
        for place, href in enumerate(dict.fromkeys(hrefs)):
            go(page, href.removeprefix("#/"))
            page.wait_for_timeout(500)
            answer_all(page, place)
        go(page, rooms[1].removeprefix("#/"))
        self._photograph(visit)

    def _photograph(self, visit: Visit) -> None:
        question = visit.question("call_bell")
        question.get_by_role("button", name="Photo", exact=True).click()
        camera = self.page.get_by_role("dialog", name="Camera")
        shutter = camera.get_by_role("button", name="Take the photograph")
        for taken in range(1, 4):
            self.page.wait_for_timeout(1500)  # the film goes on
            shutter.click()
            expect(camera.get_by_role("status")).to_contain_text(f"{taken} photo")
        self.gallery.take(self.page, "camera", "The camera stays within the page")
        camera.get_by_role("button", name="Done").click()

    def _rooms(self, visit: Visit) -> None:
        self._look("ru", "light")
        visit.see("rooms")
        self.gallery.take(self.page, "rooms", "The walk: every room and what it stands at")
        self._look("en", "light")
        self._room(visit, 3, "room", "A room on one screen; its figures follow every key")
        self._look("kk", "dark")
        self._room(visit, 2, "room-dark", "The same at night")
        self._look("ru", "light")
        visit.see("rooms")
        self.page.locator("button[aria-haspopup=dialog]").last.click()
        self.gallery.take(self.page, "room-new", "A room is added")
        self.page.keyboard.press("Escape")
        self._look("en", "light")
        visit.see("sampling")
        self.gallery.take(self.page, "sampling", "A sample is drawn by lot, with its seed recorded")

    def _room(self, visit: Visit, at: int, name: str, says: str) -> None:
        visit.see("rooms")
        links = self.page.locator('a[href*="/room/"]')
        expect(links.first).to_be_visible()
        links.nth(at).click()
        expect(visit.question("persons_slept_last_night")).to_be_visible()
        self.gallery.take(self.page, name, says)

    def _questions(self, visit: Visit) -> None:
        self._look("ru", "dark")
        visit.see("questions")
        section = self.page.locator('nav a[href*="/questions/"]').nth(1)
        expect(section).to_be_visible()
        go(self.page, (section.get_attribute("href") or "").removeprefix("#/"))
        self.page.wait_for_timeout(500)
        self.gallery.take(self.page, "questions", "Questions about the facility, by domain")

    def _score(self, visit: Visit) -> None:
        self._look("ru", "light")
        visit.see("score")
        domains = self.page.locator('a[href*="/score/domain/"]')
        expect(domains.first).to_be_visible(timeout=60_000)
        self.gallery.take(
            self.page, "score", "The score so far, what is critical and what is missing"
        )
        domain = (domains.first.get_attribute("href") or "").removeprefix("#/")
        self._look("kk", "light")
        go(self.page, domain)
        criteria = self.page.locator('a[href*="/score/criterion/"]')
        expect(criteria.first).to_be_visible(timeout=60_000)
        self.gallery.take(self.page, "domain", "One domain")
        criterion = (criteria.first.get_attribute("href") or "").removeprefix("#/")
        self._look("en", "dark")
        go(self.page, criterion)
        self.page.wait_for_timeout(2500)
        self.gallery.take(self.page, "criterion", "Every level with its reasons, place by place")

    def _evidence(self, visit: Visit) -> None:
        self._look("en", "light")
        visit.see("photos")
        photos = self.page.locator('a[href*="/photo/"]')
        expect(photos.first).to_be_visible()
        self.gallery.take(self.page, "photos", "Photographs, kept as evidence")
        photo = (photos.first.get_attribute("href") or "").removeprefix("#/")
        self._look("ru", "light")
        go(self.page, photo)
        self.page.wait_for_timeout(1200)
        self.gallery.take(
            self.page, "photo", "A photograph: not for publication unless somebody says so"
        )
        self._look("kk", "dark")
        go(self.page, f"{photo}/mark")
        self.page.locator("canvas").first.wait_for()
        self.page.wait_for_timeout(1200)
        draw(self.page.locator("canvas").first)
        self.gallery.take(self.page, "photo-mark", "Arrows and masks are drawn on a copy")
        self._look("en", "light")
        visit.note(NOTE)
        self.gallery.take(self.page, "notes", "Notes, written and spoken")

    def _sign_off(self, visit: Visit) -> None:
        visit.sign()
        visit.head_refuses(OBJECTIONS)
        self._look("ru", "light")
        visit.see("sign")
        self.page.wait_for_timeout(2500)
        self.gallery.take(
            self.page, "sign", "What was found is read and signed, or the refusal recorded"
        )
        self._look("kk", "light")
        visit.see("receipt")
        self.page.wait_for_timeout(1000)
        self.gallery.take(self.page, "receipt", "A receipt stays with the facility")

    def _around(self) -> None:
        page = self.page
        self._look("en", "light")
        go(page, "sync")
        page.get_by_role("button", name="Exchange now").click()
        page.wait_for_timeout(4000)
        self.gallery.take(page, "sync", "What is waiting, what is sent, what is safe")
        self._look("ru", "dark")
        self.gallery.take(page, "settings", "Settings of this tablet")
        self._look("ru", "light")
        go(page, "today")
        page.wait_for_timeout(1500)
        self.gallery.take(page, "today", "My visits")
        self._look("kk", "dark")
        page.reload()
        page.locator("h1").wait_for()
        page.wait_for_timeout(800)
        self.gallery.take(page, "unlock", "Locked when nobody touches it")

    def _look(self, language: str, theme: str) -> None:
        """Chosen in the settings, as an inspector would."""
        go(self.page, "settings")
        for value in (language, theme):
            self.page.locator(f'input[type=radio][value="{value}"]').check(force=True)
        expect(self.page.locator(f"html[lang={language}]")).to_be_attached()
