"""One publication: the result in plain words first, then everything that it rests on."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from inspect_app.api.guarding import open_to_all
from inspect_app.api.machinery import machinery
from inspect_app.api.scoping import not_here
from inspect_app.pages.portal.criterion_found import criterion_found
from inspect_app.pages.portal.findings import criterion_line
from inspect_app.pages.portal.frame import (
    LANG,
    portal_group,
    portal_page,
    reading,
    today,
    words_of,
)
from inspect_app.pages.portal.gone import show_gone
from inspect_app.pages.portal.lines import Part, part_of
from inspect_app.pages.portal.report_parts import photographs, recommendations
from inspect_app.pages.portal.report_said import domain_line, report_said
from inspect_app.pages.portal.shown import (
    Shown,
    Withdrawn,
    shown_publication,
)
from inspect_app.pages.portal.words import PortalWords

pages = portal_group("portal_report")
pages.register_error_handler(Withdrawn, show_gone)
CODE = "<publication_code>"
PARTS_ROWS = 20


@pages.get(f"/public/{LANG}/reports/{CODE}")
@open_to_all("the portal is for everybody")
def report(lang: str, publication_code: str) -> Response:
    words, session = words_of(lang), reading()
    shown = shown_publication(session, publication_code)
    return portal_page(
        "report",
        words,
        **_heading(shown, words),
        said=report_said(session, shown, words, today()),
    )


@pages.get(f"/public/{LANG}/reports/{CODE}/domains/<domain>")
@open_to_all("the portal is for everybody")
def domain(lang: str, publication_code: str, domain: str) -> Response:
    words, session = words_of(lang), reading()
    shown = shown_publication(session, publication_code)
    if domain not in shown.document.domains:
        raise not_here()
    results = [one for one in shown.document.criteria.values() if one.domain == domain]
    ordered = sorted(results, key=lambda one: (4 if one.level is None else one.level, one.id))
    return portal_page(
        "report_domain",
        words,
        **_heading(shown, words),
        domain=domain_line(domain, shown, words),
        lines=[criterion_line(one, shown, words) for one in ordered],
    )


@pages.get(f"/public/{LANG}/reports/{CODE}/<any(recommendations, photographs):part>")
@open_to_all("the portal is for everybody")
def rest(lang: str, publication_code: str, part: str) -> Response:
    """All recommendations, or all photographs; the page of the report shows the first of them."""
    words, session = words_of(lang), reading()
    shown = shown_publication(session, publication_code)
    is_words = part == "recommendations"
    total = len(shown.document.recommendations if is_words else shown.document.photographs)
    page, pages_in_all = part_of(total, request.args.get("page"), PARTS_ROWS)
    first = (page - 1) * PARTS_ROWS
    taken = recommendations if is_words else photographs
    return portal_page(
        "report_part",
        words,
        **_heading(shown, words),
        what=part,
        lines=taken(shown, words, first, PARTS_ROWS),
        first=first + 1,
        part=Part((), total, page, pages_in_all),
    )


@pages.get(f"/public/{LANG}/reports/{CODE}/criteria/<criterion>")
@open_to_all("the portal is for everybody")
def criterion(lang: str, publication_code: str, criterion: str) -> Response:
    words, session = words_of(lang), reading()
    shown = shown_publication(session, publication_code)
    result = shown.document.criteria.get(criterion)
    if result is None:
        raise not_here()
    return portal_page(
        "report_criterion",
        words,
        **_heading(shown, words),
        found=criterion_found(result, shown, words),
        is_in_force_today=criterion in machinery().standards.main.criteria,
    )


def _heading(shown: Shown, words: PortalWords) -> dict[str, Any]:
    """What stands at the head of every page about one publication."""
    document, published = shown.document, shown.published
    return {
        "is_demo": document.is_demo or published.is_demo,
        "code": published.code,
        "is_explained": shown.is_explained,
        "facility": document.facility,
        "facility_name": words.own(document.names),
        "name_language": words.language_of(document.names),
        "day": words.day(document.visited_on),
        "since": words.since(document.visited_on, today()),
    }
