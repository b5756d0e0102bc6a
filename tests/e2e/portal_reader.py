"""A council member's moves on the portal: no account, a telephone, and nothing known beforehand."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import unquote

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.desk import PATIENCE_MS
from tests.e2e.tablet_in_browser import SIZES
from tests.e2e.test_accessibility import violations
from tests.publication.reading import pdf_text

_SPACE = re.compile(r"[\s\u00ad\u200b]+")


@dataclass
class PortalReader:
    """`read`: address -> all that ever stood there, words and markup."""

    page: Page
    address: str
    read: dict[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, browser: Browser, address: str) -> Self:
        width, height = SIZES["phone"]
        viewport = {"width": width, "height": height}
        context = browser.new_context(viewport=viewport, locale="en-GB")  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        reader = cls(context.new_page(), address)
        reader.page.goto(f"{address}/")
        reader.take_in()
        return reader

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def take_in(self) -> None:
        """Keeps what stands here, and asks whether everybody can read it."""
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        self.keep(self.page.url, self.page.content())
        assert violations(self.page) == [], self.page.url
        assert self.page.context.cookies() == []

    def follow(self, link: str | re.Pattern[str], within: Locator | None = None) -> None:
        (within or self.main).get_by_role("link", name=link).first.click()
        self.take_in()

    def start(self) -> None:
        self.page.get_by_role("banner").get_by_role("link").first.click()
        self.take_in()

    def search(self, words: str) -> None:
        self.page.get_by_role("searchbox").fill(words)
        self.page.get_by_role("button", name="Search").click()
        self.take_in()

    def see_again(self) -> int:
        """The page that stands here, asked for anew; its status."""
        answer = self.page.reload()
        assert answer is not None
        self.take_in()
        return answer.status

    def keep(self, address: str, told: str) -> None:
        self.read[address] = self.read.get(address, "") + told

    def pdf_address(self, language: str) -> str:
        """On the page of a report."""
        link = self.main.get_by_role("link", name=re.compile(rf"^PDF, {language}"))
        return self.address + (link.get_attribute("href") or "")

    def take_along(self, folder: Path) -> list[Path]:
        """Every file that the page of a report offers, read through and through."""
        links = self.main.locator(
            '.files a[href^="/public/files/"], .files a[href^="/public/data/"]'
        )
        return [self._file(link.get_attribute("href") or "", folder) for link in links.all()]

    def _file(self, path: str, folder: Path) -> Path:
        answer = self.page.request.get(self.address + path)
        assert answer.ok, answer.status_text
        content, head = answer.body(), str(answer.headers)
        is_pdf = content.startswith(b"%PDF-")
        self.keep(path, head + (pdf_text(content) if is_pdf else content.decode("utf-8")))
        file = folder / path.rpartition("/")[2]
        file.write_bytes(content)
        return file

    def check(self, file: Path) -> Locator:
        """Gives the file to the page that tells what is genuine; its answer."""
        parts = self.page.get_by_role("navigation", name="Parts of this site")
        self.follow("Is this PDF genuine?", parts)
        self.page.get_by_label("The PDF").set_input_files(file)
        self.page.get_by_role("button", name="Check").first.click()
        self.take_in()
        return self.main.get_by_role("status")

    def found_of(self, secrets: Collection[str]) -> dict[str, list[str]]:
        """Which of these stood anywhere, written in whichever way: word -> addresses."""
        told = {at: told_in(page) for at, page in self.read.items()}
        where = {word: [at for at, page in told.items() if bare(word) in page] for word in secrets}
        return {word: found for word, found in where.items() if found}


def bare(text: str) -> str:
    """Without space or capitals."""
    return _SPACE.sub("", text).casefold()


def told_in(text: str) -> str:
    """As it is written and as it would be read, bare."""
    return bare("\n".join((text, html.unescape(text), unquote(text))))
