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
HEAD = """Made by `make screens` out of the product with an invented country, in Kazakh, Russian and English, light
and dark: a phone (390 x 844), a tablet (820 x 1180) and a desk (1440 x 900). Nothing here is about a real
institution.
"""
TITLES = {
    "tablet": "# Screens of the tablet\n",
    "desk": "# Screens of the desk and of the portal\n",
}
"""Part -> the line with which it begins on the page."""


@dataclass
class Gallery:
    """`only`: names of the screens to take; all where it is empty. `part`: a key of `TITLES`."""

    folder: Path
    only: set[str]
    part: str = "tablet"
    shown: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def take(self, page: Page, name: str, says: str) -> None:
        """In three sizes; the window is left at the middle one."""
        self.shown.setdefault(self.part, []).append((name, says))
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
        """A part that was not walked stays as it stands."""
        file = self.folder / "README.md"
        kept = _parts(file.read_text("utf-8")) if file.exists() else {}
        made = {part: self._pictures(shown) for part, shown in self.shown.items()}
        parts = {**kept, **made}
        texts = [f"{TITLES[part]}\n{HEAD}\n{parts[part]}" for part in TITLES if part in parts]
        file.write_text("\n".join(texts), "utf-8")

    def size_kb(self) -> int:
        return sum(path.stat().st_size for path in self.folder.iterdir()) // 1024

    @staticmethod
    def _pictures(shown: list[tuple[str, str]]) -> str:
        return "\n".join(_section(name, says) for name, says in shown)


def _parts(page: str) -> dict[str, str]:
    """The sections of each part, without what stands above the first of them."""
    found: dict[str, str] = {}
    for part, title in TITLES.items():
        _, begins, rest = page.partition(title)
        if begins:
            own = rest.partition("\n# ")[0]
            found[part] = own[own.index("## ") :].rstrip("\n") + "\n"
    return found


def _section(name: str, says: str) -> str:
    pictures = "\n".join(
        f'<img src="{name}-{SIZES[size][0]}.webp" width="{width}" alt="{says} ({size})">'
        for size, width in WIDTHS.items()
    )
    return f"## {says}\n\n{pictures}\n"
