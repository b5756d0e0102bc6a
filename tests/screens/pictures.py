"""Pictures of screens as small files, and the page that shows them."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.e2e.tablet_in_browser import SIZES

QUALITY = 74
WIDTHS = {"phone": 150, "tablet": 230, "desk": 420}
HEAD = """# Screens of the tablet

Made by `make screens` out of the built app with an invented country, in Kazakh, Russian and English, light
and dark: a phone (390 x 844), a tablet (820 x 1180) and a desk (1440 x 900). Nothing here is about a real
institution.
"""


@dataclass
class Gallery:
    """`only`: names of the screens to take; all where it is empty."""

    folder: Path
    only: set[str]
    shown: list[tuple[str, str]] = field(default_factory=list)

    def take(self, page: Page, name: str, says: str) -> None:
        """In three sizes; the window is left at the middle one."""
        self.shown.append((name, says))
        if self.only and name not in self.only:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        for size in ("phone", "desk", "tablet"):
            width, height = SIZES[size]
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("document.fonts.ready.then(() => true)")
            page.wait_for_timeout(350)
            picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
            picture.convert("RGB").save(
                self.folder / f"{name}-{width}.webp", quality=QUALITY, method=6
            )

    def write_page(self) -> None:
        parts = [HEAD, *(self._part(name, says) for name, says in self.shown)]
        (self.folder / "README.md").write_text("\n".join(parts), "utf-8")

    def size_kb(self) -> int:
        return sum(path.stat().st_size for path in self.folder.iterdir()) // 1024

    @staticmethod
    def _part(name: str, says: str) -> str:
        pictures = "\n".join(
            f'<img src="{name}-{SIZES[size][0]}.webp" width="{width}" alt="{says} ({size})">'
            for size, width in WIDTHS.items()
        )
        return f"## {says}\n\n{pictures}\n"
