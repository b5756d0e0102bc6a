"""A fetcher that knows the report's own assets and nothing else: no network, no disk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

BASE = "https://asset.invalid/"
"""An address that cannot exist. It must look like http, because other schemes are not joined with
relative names; and being fixed, it keeps the folder of the installation out of the printed bytes."""

_TYPES = {"ttf": "font/ttf", "css": "text/css", "jpg": "image/jpeg"}


class AssetFetcher(URLFetcher):  # type: ignore[misc]  # the library is untyped
    """Answers for the names in its table. Anything else ends the printing: a missing photograph or
    a tampered page must give no report rather than one with a hole.
    """

    def __init__(self, assets: Mapping[str, bytes]) -> None:
        super().__init__(allow_redirects=False)
        self._assets = assets
        self.refused: str | None = None

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        name = url.removeprefix(BASE)
        if not url.startswith(BASE) or name not in self._assets:
            self._refuse(url)
        kind = _TYPES.get(name.rpartition(".")[2])
        if kind is None:
            self._refuse(url)
        return URLFetcherResponse(url, self._assets[name], {"Content-Type": kind})

    def _refuse(self, url: str) -> NoReturn:
        # Noted as well as raised: inside drawings the library swallows what is raised.
        self.refused = url[:120]
        raise FatalURLFetchingError(f"blocked: {url[:120]}")
