"""Reports that are there when the demo opens; all others are printed when somebody asks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.reports.model import Edition
from inspect_app.services.printed_reports import ask_for_report
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.rollups import InspectionRollupRow

LANGUAGES = ("ru", "kk", "en")
_BY = "system"


def ask_for_some(session: Session, how_many: int, now: datetime) -> int:
    """Asks for the latest visit of so many facilities, in one language each; the caller commits.

    Gives how many were asked for: fewer where fewer facilities have a rated visit.
    """
    latest: dict[str, str] = {}
    rated = (
        select(InspectionRollupRow.facility_id, InspectionRollupRow.insp)
        .join(InspectionRow, InspectionRow.id == InspectionRollupRow.insp)
        .where(InspectionRollupRow.rating != "not_rated", InspectionRow.review_state == "submitted")
        .order_by(InspectionRollupRow.visited_on, InspectionRollupRow.insp)
    )
    for facility, insp in session.execute(rated):
        latest.pop(facility, None)
        latest[facility] = insp
    chosen = list(latest.values())[::-1][:how_many]
    for number, insp in enumerate(chosen):
        language = LANGUAGES[number % len(LANGUAGES)]
        ask_for_report(session, insp, language, Edition.FULL.value, _BY, now)
    return len(chosen)
