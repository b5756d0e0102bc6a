"""A tablet: Debian's Chromium on a profile of its own, which can be killed and started again."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, expect

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
PIN = "293847"
SIZES = {"phone": (390, 844), "tablet": (820, 1180), "desk": (1440, 900)}

expect.set_options(timeout=20_000)


def chromium() -> str:
    """Debian's; or what the variable names, for other systems."""
    return os.environ.get("INSPECT_TEST_CHROMIUM", "/usr/bin/chromium")


@dataclass
class TabletInBrowser:
    playwright: Playwright
    profile: Path
    size: tuple[int, int] = SIZES["tablet"]
    locale: str = "en-GB"
    options: dict[str, Any] = field(default_factory=dict)
    has_camera: bool = True
    """Whether the page may use one; else the tablet's own program must."""
    hears: str | None = None
    """A script that listens in every page before the app starts."""
    context: BrowserContext | None = None

    @property
    def page(self) -> Page:
        assert self.context is not None, "the browser is not running"
        return self.context.pages[0]

    def start(self) -> Page:
        width, height = self.size
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.profile), executable_path=chromium(), headless=True,
            args=ARGUMENTS + (CAMERA if self.has_camera else []),
            viewport={"width": width, "height": height}, has_touch=True, locale=self.locale,
            timezone_id="Asia/Almaty", **self.options,
        )  # fmt: skip
        if self.hears is not None:
            self.context.add_init_script(self.hears)
        return self.page

    def kill(self) -> None:
        """SIGKILL for every process of the browser: nothing is written any more."""
        self.kill_processes()
        self._forget()

    def kill_processes(self) -> None:
        """May be called from another thread; `kill` must follow."""
        found = subprocess.run(
            ["pgrep", "-f", str(self.profile)], capture_output=True, text=True, check=False
        )
        for pid in found.stdout.split():
            with suppress(ProcessLookupError):  # ended with its parent
                os.kill(int(pid), signal.SIGKILL)

    def close(self) -> None:
        if self.context is not None:
            self.context.close()
            self.context = None

    def open(self, address: str) -> Page:
        self.page.goto(address)
        return self.page

    def enrol(self, invitation: str, pin: str = PIN) -> None:
        """From the invitation to the list of today's visits."""
        page = self.open(invitation)
        page.get_by_role("button", name="Continue", exact=True).click()
        page.get_by_label("New PIN").fill(pin)
        page.get_by_label("The same PIN again").fill(pin)
        page.get_by_role("button", name="Let in", exact=True).click()
        # Without a screen Chromium never promises to keep what is stored, and the app says so.
        page.get_by_role("button", name="I understand, go on").click()
        expect(page.get_by_role("heading", name="Today")).to_be_visible()

    def wait_until_ready(self) -> None:
        """Every file of the app is on the tablet, and the facilities and standards are: it starts, and
        a visit can begin, without a network from now on."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.page.get_by_role("link", name="Start a visit").click()
        expect(
            self.page.get_by_role("main").get_by_role("list").get_by_role("button")
        ).not_to_have_count(0)
        self.page.get_by_role("link", name="Back").click()

    def killed_and_started(self, address: str) -> Page:
        """SIGKILL in the middle of the work; then the app is opened again and unlocked."""
        self.kill()
        self.start()
        self.open(address)
        self.unlock()
        return self.page

    def unlock(self, pin: str = PIN) -> None:
        unlock(self.page, pin)

    def _forget(self) -> None:
        context, self.context = self.context, None
        try:
            if context is not None:
                context.close()
        except Exception:  # noqa: S110 -- the browser is gone, which is what was wanted
            pass


def unlock(page: Page, pin: str = PIN) -> None:
    """On the large pad, as with gloves."""
    expect(page.get_by_role("heading", name="Unlock")).to_be_visible()
    for digit in pin:
        page.get_by_role("button", name=digit, exact=True).click()
    page.get_by_role("button", name="Unlock", exact=True).click()
    expect(page.get_by_role("heading", name="Unlock")).to_be_hidden()
