"""The way through the desk and the portal along which their pictures are taken."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, Playwright
from sqlalchemy import select

from inspect_app.app import create_app
from inspect_app.demo.country.building import Wanted, build, demo_settings
from inspect_app.demo.country.people import HEAD_SUPERVISOR
from inspect_app.demo.country.reviewing import drop_prints
from inspect_app.domain.projecting import ReviewState
from inspect_app.settings import Settings
from inspect_app.store.accounts import AccountRow
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.review import PublicationRow
from inspect_app.store.rollups import InspectionRollupRow
from tests.e2e.desk import Desk
from tests.e2e.office import Office
from tests.e2e.tablet_in_browser import ARGUMENTS, chromium
from tests.screens.pictures import Gallery

FACILITIES = 14
"""Enough for an inspection in every state, and for a list that has an order."""


def make_reviewed_country(folder: Path) -> Settings:
    """With inspections that wait, were returned, approved, published and withdrawn."""
    settings = demo_settings(Settings(), folder)
    build(settings, Wanted(facilities=FACILITIES, reports=0), lambda *_: None)
    with create_app(settings).app_context():
        drop_prints()
    return settings


@dataclass
class DeskTour:
    office: Office
    playwright: Playwright
    gallery: Gallery

    def walk(self) -> None:
        browser = self.playwright.chromium.launch(
            executable_path=chromium(), headless=True, args=ARGUMENTS
        )
        try:
            self._supervisor(Desk.log_in(browser, self.office, self._head()).page)
            self._administrator(Desk.log_in(browser, self.office, "administrator").page)
            self._public(browser.new_context(locale="kk-KZ").new_page())
        finally:
            browser.close()

    def _supervisor(self, page: Page) -> None:
        waiting, kept = self._worst(ReviewState.SUBMITTED), self._worst(ReviewState.PUBLISHED)
        found = f"/inspections/{waiting.id}"
        shots = (
            ("overview", "ru", "/overview", "What waits, and which facilities come first"),
            ("facility", "ru", f"/facilities/{waiting.facility_id}",
             "A facility: its latest visit, what failed there and since when"),
            ("result", "en", found, "The result of a visit with its reasons"),
            ("finding", "ru", f"{found}/findings/{self._failure(waiting)}",
             "A level opened: rule, bands, answers, who recorded them on which tablet"),
            ("rooms", "kk", f"{found}/rooms", "All rooms of a visit"),
            ("photographs", "ru", f"{found}/photographs", "Photographs on a light table"),
            ("comparison", "kk", f"{found}/compare", "Two visits beside each other"),
            ("review", "ru", f"{found}/review", "What stands in the way of an approval"),
            ("approval", "en", f"{found}/review/approval", "What will be frozen, and what is waived"),
            ("publication", "ru", f"/inspections/{kept.id}/publication",
             "What the public may read, beside what the authority reads"),
        )  # fmt: skip
        for name, language, path, says in shots:
            self._take(page, f"desk-{name}", language, path, says)
        self._take(page, "desk-overview-dark", "kk", "/overview", "The same at night", "dark")

    def _administrator(self, page: Page) -> None:
        for name, language, path, says in (
            ("administration", "ru", "/administration", "What asks for the administrator"),
            ("devices", "kk", "/devices", "Tablets: last heard of, still holding, revoked"),
            ("audit", "en", "/administration/audit", "Who did what, and when"),
        ):
            self._take(page, f"desk-{name}", language, path, says)

    def _public(self, page: Page) -> None:
        published = self._publication()
        report = f"reports/{published.code}"
        for name, language, path, says in (
            ("start", "kk", "", "The portal, without an account"),
            (
                "facility",
                "ru",
                f"facilities/{published.facility_id}",
                "A facility in plain words: how bad, for whom, since when",
            ),
            ("report", "en", report, "One published visit"),
            (
                "criterion",
                "ru",
                f"{report}/criteria/{published.critical_failures[0]}",
                "From what was found to a level, and what each group of standards says",
            ),
            ("method", "kk", "how-we-score", "How everything is scored"),
            ("unknown", "ru", "what-we-do-not-know", "What nobody knows"),
            ("check", "en", "check", "Whether a PDF is genuine"),
        ):
            self._take(page, f"portal-{name}", language, f"/public/{language}/{path}", says)

    def _take(
        self, page: Page, name: str, language: str, path: str, says: str, theme: str = "light"
    ) -> None:
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        own = "" if path.startswith("/public/") else f"?lang={language}"
        answer = page.goto(f"{self.office.address}{path}{own}", wait_until="networkidle")
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"
        self.gallery.take(page, name, says)

    def _head(self) -> str:
        """The log-in of whoever answers for all regions."""
        with self.office.session() as session:
            return session.get_one(AccountRow, HEAD_SUPERVISOR).login

    def _worst(self, state: ReviewState) -> InspectionRow:
        with self.office.session() as session:
            rows = (
                select(InspectionRow)
                .join(InspectionRollupRow, InspectionRollupRow.insp == InspectionRow.id)
                .where(InspectionRow.review_state == state.value)
                .order_by(InspectionRollupRow.critical_failure_count.desc(), InspectionRow.id)
            )
            return session.scalars(rows.limit(1)).one()

    def _failure(self, inspection: InspectionRow) -> str:
        with self.office.session() as session:
            return str(session.get_one(InspectionRollupRow, inspection.id).critical_failures[0])

    def _publication(self) -> PublicationRow:
        with self.office.session() as session:
            in_force = select(PublicationRow).where(PublicationRow.withdrawn_at.is_(None))
            worst = in_force.order_by(PublicationRow.severe_failure_count.desc(), PublicationRow.id)
            return session.scalars(worst.limit(1)).one()
