"""Which inputs and measures tell of single persons: head counts, floor areas, events that befell people.

What is counted is known by its unit; events have the unit of everything that is counted, so they are
named here. A test holds these names against the standards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from inspect_app.domain.bands import Condition
from inspect_app.domain.publishing.counts import FEWEST
from inspect_app.domain.scoring.known_inputs import (
    ANNEXE_RECTANGLES,
    HEAD_COUNT,
    ROOM_RECTANGLES,
)
from inspect_app.domain.standards import Criterion, Input, MeasureUse, Pack

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


@dataclass(frozen=True, slots=True)
class Resting:
    """Criteria by what being listed tells of a room. `on_space`: how much floor there is by the person.
    `on_few`: that few sleep there, almost how many, as with rooms for two to four."""

    on_space: frozenset[str]
    on_few: frozenset[str]


def resting(packs: Sequence[Pack], day: date) -> Resting:
    """`packs`: the main one first. `day`: whose bands are in force."""
    criteria = packs[0].criteria.values()
    by_norm = {n.criterion for pack in packs for n in pack.norms.values() if _is_on_space(n.use)}
    by_part = {c.id for c in criteria if any(_is_on_space(part.use) for part in c.parts)}
    on_few = {c.id for c in criteria if any(map(_is_of_few, _on_head_counts(c, day)))}
    return Resting(frozenset(by_part | by_norm), frozenset(on_few))


def _is_on_space(use: MeasureUse) -> bool:
    return HEAD_COUNT in use.input_ids and not _RECTANGLES.isdisjoint(use.input_ids)


def _on_head_counts(criterion: Criterion, day: date) -> Iterator[Condition]:
    """What a room's head count must be for it to apply, or for a level."""
    if HEAD_COUNT in criterion.applies_to.when:
        yield criterion.applies_to.when[HEAD_COUNT]
    for part in criterion.parts:
        bands = part.bands_on(day)
        if part.use.input_ids == (HEAD_COUNT,) and bands is not None:
            yield from (condition for _, condition in bands.by_level)


def _is_of_few(condition: Condition) -> bool:
    """Whether it holds for some number below twice the least that is told, and not for that."""
    most = 2 * FEWEST
    below: Iterable[int] = range(1, most)
    return not condition.holds(Fraction(most)) and any(condition.holds(Fraction(n)) for n in below)
