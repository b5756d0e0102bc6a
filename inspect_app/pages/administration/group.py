"""One group for all of them."""

from __future__ import annotations

from inspect_app.pages.frame import page_group

pages = page_group("administration")
