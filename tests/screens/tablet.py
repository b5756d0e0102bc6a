"""A tablet whose camera sees drawings instead of a test pattern."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from inspect_app.demo.country.drawings import drawn
from tests.e2e.tablet_in_browser import ARGUMENTS, CAMERA, TabletInBrowser, chromium

DRAWINGS = ("cell-4-1-1", "toilet-2", "dormitory-8-2-0", "yard-1")
FRAMES = 40


@dataclass
class FilmedTablet(TabletInBrowser):
    def start(self) -> Page:
        self.profile.mkdir(parents=True, exist_ok=True)
        film = self.profile / "film.mjpeg"
        film.write_bytes(b"".join(drawn(key) * FRAMES for key in DRAWINGS))
        width, height = self.size
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.profile), executable_path=chromium(), headless=True,
            args=[*ARGUMENTS, *CAMERA, f"--use-file-for-fake-video-capture={film}"],
            viewport={"width": width, "height": height}, has_touch=True, locale=self.locale,
            timezone_id="Asia/Almaty",
        )  # fmt: skip
        return self.page
