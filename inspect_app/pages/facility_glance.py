"""The first lines of a facility's page: how it stands, for a reader with a minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspect_app.pages.cells import ResultCells, result_cells
from inspect_app.pages.facility_recommendations import RecommendationsPart
from inspect_app.pages.facility_register import OccupancyCell, occupancy_cells
from inspect_app.pages.facility_visits import checklist_name, day_name
from inspect_app.pages.moments import days_ago
from inspect_app.pages.wording import PageWording
from inspect_app.services.facility_history import Visit
from inspect_app.store.places import FacilityRow


@dataclass(frozen=True, slots=True)
class Glance:
    """Of the latest visit with a result. `before`: day and rating of the last one of its kind.
    `occupancy`: against the official capacity of that day."""

    inspection: str
    day: str
    ago: str
    kind: str
    state: str
    state_says: str
    result: ResultCells
    before: str | None
    persons: str | None
    occupancy: OccupancyCell | None
    recommendations: str | None
    has_overdue: bool


def glance(
    latest: Visit,
    alike: Sequence[Visit],
    facility: FacilityRow,
    given: RecommendationsPart | None,
    now: tuple[date, PageWording],
) -> Glance:
    """`latest` has a result and therefore a day. `alike`: earlier visits of its kind, the newest
    first."""
    today, words = now
    rollup = latest.rollup
    if rollup is None:
        raise ValueError(f"{latest.row.id} has no result to glance at")
    persons = rollup.persons_present
    cells = (
        ()
        if persons is None
        else occupancy_cells(facility.capacities, rollup.visited_on, persons, words)
    )
    return Glance(
        inspection=latest.row.id,
        day=day_name(latest, words),
        ago=days_ago(max(0, (today - rollup.visited_on).days), words),
        kind=checklist_name(latest, words),
        state=latest.row.review_state,
        state_says=words.say(f"state.{latest.row.review_state}"),
        result=result_cells(rollup, latest.is_current, words),
        before=_before(alike, words),
        persons=None if persons is None else words.whole(persons),
        occupancy=cells[0] if cells else None,
        recommendations=given.summary if given else None,
        has_overdue=given is not None and given.overdue > 0,
    )


def _before(alike: Sequence[Visit], words: PageWording) -> str | None:
    before = alike[0] if alike else None
    if before is None or before.rollup is None:
        return None
    return words.say(
        "facility.glance.before",
        day=day_name(before, words),
        rating=words.say(f"rating.{before.rollup.rating}"),
    )
