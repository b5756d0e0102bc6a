"""The statement on accessibility, and what machines ask for: the list of addresses, the robots' file."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, request

from inspect_app.api.etags import answered_bytes
from inspect_app.api.guarding import open_to_all
from inspect_app.api.machinery import machinery
from inspect_app.pages.portal.frame import (
    CACHE,
    LANG,
    portal_group,
    portal_page,
    reading,
    words_of,
)
from inspect_app.pages.portal.scoring import invented
from inspect_app.problems import LANGUAGES
from inspect_app.services import portal

pages = portal_group("portal_about")
_PAGES = ("", "facilities", "how-we-score", "what-we-do-not-know", "data", "check", "accessibility")


@pages.get(f"/public/{LANG}/accessibility")
@open_to_all("the portal is for everybody")
def accessibility(lang: str) -> Response:
    return portal_page("accessibility", words_of(lang), is_demo=invented())


@pages.get("/public/sitemap.txt")
@open_to_all("for whoever indexes the portal")
def sitemap() -> Response:
    text = "\n".join(f"{request.host_url}{address}" for address in _addresses()) + "\n"
    return answered_bytes(text.encode("utf-8"), cache=CACHE, mimetype="text/plain")


@pages.get("/robots.txt")
@open_to_all("for whoever indexes the portal")
def robots() -> Response:
    """What is public may be found; the desk has nothing to be found."""
    lines = ("User-agent: *", "Allow: /public/", "Disallow: /",
             f"Sitemap: {request.host_url}public/sitemap.txt", "")  # fmt: skip
    return answered_bytes("\n".join(lines).encode("utf-8"), cache=CACHE, mimetype="text/plain")


def _addresses() -> Iterator[str]:
    session, pack = reading(), machinery().standards.main
    rest = [*_PAGES]
    rest += [f"how-we-score/domains/{domain}" for domain in pack.domains]
    rest += [f"regions/{one.id}" for one in portal.regions(session)]
    rest += [f"facilities/{one.id}" for one in portal.facilities(session)]
    rest += [f"reports/{one.code}" for one in portal.all_published(session) if one.is_in_force]
    for language in LANGUAGES:
        for address in rest:
            yield f"public/{language}/{address}"
