"""What all pages about one inspection share: finding it within the scope, its head, and its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response

from inspect_app.api.guarding import current_actor
from inspect_app.api.scoping import inspection_scope, not_here
from inspect_app.domain.permissions import Permission, condition
from inspect_app.domain.projecting import ReviewState
from inspect_app.extensions import db
from inspect_app.pages.frame import page, wording
from inspect_app.services import inspections, page_reading
from inspect_app.services.inspections import InspectionListed

_PARTS: tuple[tuple[str, str, Permission], ...] = (
    ("", "inspection.result", Permission.READ_INSPECTION),
    ("/rooms", "inspection.rooms", Permission.READ_INSPECTION),
    ("/photographs", "inspection.photographs", Permission.READ_INSPECTION),
    ("/compare", "inspection.compare", Permission.READ_INSPECTION),
    ("/review", "inspection.review", Permission.REVIEW_INSPECTION),
    ("/publication", "inspection.publication", Permission.PUBLISH_INSPECTION),
)
"""(end of the address, key of its name, who enters)."""

_WITH_PUBLICATION = frozenset({ReviewState.APPROVED, ReviewState.PUBLISHED, ReviewState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class InspectionHead:
    """The head of every page about an inspection, in the reader's words. `parts`: (address, name,
    whether it is this page). `team`: the names of the people, for the desk alone."""

    id: str
    facility: str | None
    facility_name: str
    facility_language: str | None
    day: str
    state: str
    state_says: str
    team: tuple[str, ...]
    parts: tuple[tuple[str, str, bool], ...]


def inspection_in_scope(inspection_id: str, permission: Permission) -> InspectionListed:
    """By the condition under which the actor has this permission. Raises Problem `http.404`."""
    actor = current_actor()
    scope = inspection_scope(condition(actor, permission), actor)
    found = inspections.inspection_in(db.session(), inspection_id, scope)
    if found is None:
        raise not_here()
    return found


def inspection_page(template: str, listed: InspectionListed, part: str, **content: Any) -> Response:
    """`template`: of templates/desk, extending `desk/_inspection.html`. `part`: as in `_PARTS`."""
    facility = listed.facility
    return page(
        f"desk/{template}",
        is_demo=facility is not None and facility.is_demo,
        inspection=_head(listed, part),
        **content,
    )


def _head(listed: InspectionListed, part: str) -> InspectionHead:
    words, row, facility = wording(), listed.row, listed.facility
    names = page_reading.shown_names(db.session(), listed.team or (row.lead,))
    return InspectionHead(
        id=row.id,
        facility=None if facility is None else facility.id,
        facility_name=words.own(facility.names) if facility else row.facility_id or "–",
        facility_language=words.language_of(facility.names) if facility else None,
        day=words.day(row.visited_on) if row.visited_on else words.say("visit.no_day"),
        state=row.review_state,
        state_says=words.say(f"state.{row.review_state}"),
        team=tuple(sorted(names.values())),
        parts=tuple(_parts(row.id, ReviewState(row.review_state), part)),
    )


def _parts(insp: str, state: ReviewState, part: str) -> list[tuple[str, str, bool]]:
    words, actor = wording(), current_actor()
    return [
        (f"/inspections/{insp}{end}", words.say(name), end == part)
        for end, name, permission in _PARTS
        if condition(actor, permission) is not None
        and (end != "/publication" or state in _WITH_PUBLICATION)
    ]
