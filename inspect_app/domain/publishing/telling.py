"""Which inputs and measures tell of single persons: head counts, floor areas, events that befell people.

What is counted is known by its unit; events have the unit of everything that is counted, so they are
named here. A test holds these names against the standards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inspect_app.domain.scoring.known_inputs import ANNEXE_RECTANGLES, ROOM_RECTANGLES
from inspect_app.domain.standards import Input, MeasureUse

PERSONS = "persons"
AREA = "m2"

EVENTS = frozenset(
    {
        "adjustments_made_last_12_months",
        "adjustments_requested_last_12_months",
        "banned_sanctions_confirmed",
        "banned_sanctions_suspected",
        "complaints_answered_within_30_days",
        "complaints_last_12_months",
        "deaths_and_serious_injuries_last_12_months",
        "deaths_and_serious_injuries_reported",
        "family_contact_bans_last_12_months",
        "incident_recordings_preserved",
        "incidents_in_camera_view_last_12_months",
        "reprisal_allegations",
        "reprisals_confirmed",
        "restraints_at_birth_last_12_months",
        "self_harm_incidents_past_12_months",
        "self_harm_incidents_reviewed",
        "torture_allegations_last_12_months",
        "torture_allegations_sent_at_once",
        "transfer_requests_answered",
        "transfer_requests_last_12_months",
    }
)
"""Deaths, injuries, complaints and the like: each befell somebody, so one or two are one or two people."""

MEDICAL = frozenset({"longest_wait_for_aid_days"})
"""What is told of the health of one person, though it stands at the facility."""

MEDICAL_DOMAIN = "health"
_RECTANGLES = frozenset({ROOM_RECTANGLES, ANNEXE_RECTANGLES})


@dataclass(frozen=True, slots=True)
class Telling:
    """Asks the packs' inputs what they tell."""

    inputs: Mapping[str, Input]

    def counts(self, input_id: str) -> bool:
        """Persons, or what befell them."""
        declared = self.inputs.get(input_id)
        return input_id in EVENTS or (declared is not None and declared.unit == PERSONS)

    def is_area(self, input_id: str) -> bool:
        return input_id in _RECTANGLES

    def is_counting(self, use: MeasureUse) -> bool:
        """Whether it rests on persons or on the floor of a room."""
        return any(self.counts(i) or self.is_area(i) for i in use.input_ids)

    def is_count_itself(self, use: MeasureUse, unit: str | None) -> bool:
        """Whether its value is a number of persons or square metres of a room."""
        if not self.is_counting(use):
            return False
        return unit in (AREA, PERSONS) or len(use.input_ids) == 1
