"""A tablet: Debian's Chromium on a profile of its own, which can be killed and started again."""

from __future__ import annotations

import os
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, expect

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
]  # fmt: skip
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
    context: BrowserContext | None = None

    @property
    def page(self) -> Page:
        assert self.context is not None, "the browser is not running"
        return self.context.pages[0]

    def start(self) -> Page:
        width, height = self.size
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.profile), executable_path=chromium(), headless=True, args=ARGUMENTS,
            viewport={"width": width, "height": height}, has_touch=True, locale=self.locale,
            timezone_id="Asia/Almaty", permissions=["camera", "microphone"], **self.options,
        )  # fmt: skip
        return self.page

    def kill(self) -> None:
        """SIGKILL for every process of the browser: nothing is written any more."""
        found = subprocess.run(
            ["pgrep", "-f", str(self.profile)], capture_output=True, text=True, check=False
        )
        for pid in found.stdout.split():
            if int(pid) != os.getpid():
                os.kill(int(pid), signal.SIGKILL)
        self._forget()

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

    def wait_until_installed(self) -> None:
        """Every file of the app is on the tablet: it starts without a network from now on."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    def unlock(self, pin: str = PIN) -> None:
        page = self.page
        expect(page.get_by_role("heading", name="Unlock")).to_be_visible()
        for digit in pin:
            page.get_by_role("button", name=digit, exact=True).click()
        page.get_by_role("button", name="Unlock", exact=True).click()
        expect(page.get_by_role("heading", name="Unlock")).to_be_hidden()

    def _forget(self) -> None:
        context, self.context = self.context, None
        try:
            if context is not None:
                context.close()
        except Exception:  # noqa: S110 -- the browser is gone, which is what was wanted
            pass
