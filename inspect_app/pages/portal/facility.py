"""One facility: the latest result in plain words, and every visit that was ever published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response

from inspect_app.api.guarding import open_to_all
from inspect_app.api.machinery import machinery
from inspect_app.api.scoping import not_here
from inspect_app.pages.portal.findings import FailureLine, failure_line
from inspect_app.pages.portal.frame import (
    LANG,
    portal_group,
    portal_page,
    reading,
    today,
    words_of,
)
from inspect_app.pages.portal.lines import Visit, region_name, visit
from inspect_app.pages.portal.people_touched import touched_says
from inspect_app.pages.portal.report_said import worst_failures
from inspect_app.pages.portal.shown import earlier_of, shown_publication
from inspect_app.pages.portal.words import PortalWords
from inspect_app.services import portal
from inspect_app.services.portal import Published, read_document

pages = portal_group("portal_facility")
MOST_FAILURES = 3
MOST_VISITS = 60


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """`packs`: by which standards; `is_other`: others than at the published visit before, so the two
    cannot simply be compared."""

    visit: Visit
    packs: str
    is_other: bool


@pages.get(f"/public/{LANG}/facilities/<public_facility_id>")
@open_to_all("the portal is for everybody")
def facility(lang: str, public_facility_id: str) -> Response:
    words, session = words_of(lang), reading()
    found = portal.facility(session, public_facility_id)
    if found is None:
        raise not_here()
    history = portal.history(session, found.id, MOST_VISITS)
    latest = next((one for one, data in history if data is not None), None)
    failures: list[FailureLine] = []
    touch, failed = None, 0
    if latest is not None:
        shown = shown_publication(session, latest.code)
        worst = worst_failures(shown)
        failed = len(worst)
        touch = touched_says(worst, shown, words)
        earlier = earlier_of(session, shown)
        failures = [failure_line(one, shown, earlier, words) for one in worst[:MOST_FAILURES]]
    regions = {one.id: one for one in portal.regions(session)}
    return portal_page(
        "facility",
        words,
        is_demo=found.is_demo,
        facility=found.id,
        name=words.own(found.names),
        name_language=words.language_of(found.names),
        kind=words.say(f"facility.{found.kind}"),
        region_id=found.region_id,
        region=region_name(found.region_id, regions, words),
        latest=visit(latest, words, today()) if latest else None,
        touch=touch,
        failures=failures,
        more=words.count("portal.more", failed - MOST_FAILURES) if failed > MOST_FAILURES else None,
        history=list(_history(history, words)),
        packs_today=[(pack.id, pack.version) for pack in machinery().standards.packs],
    )


def _history(
    history: tuple[tuple[Published, bytes | None], ...], words: PortalWords
) -> Iterator[HistoryLine]:
    """The newest first, each held against the one before it that is in force."""
    packs = [_packs(data) if data is not None else None for _, data in history]
    for number, (one, _) in enumerate(history):
        before = next((other for other in packs[number + 1 :] if other is not None), None)
        own = packs[number]
        yield HistoryLine(
            visit=visit(one, words, today()),
            packs=", ".join(f"{pack} {version}" for pack, version, _ in own) if own else "",
            is_other=own is not None and before is not None and own != before,
        )


def _packs(data: bytes) -> tuple[tuple[str, int, str], ...]:
    return read_document(data).packs
