"""What a report is made from, with the look-ups that its chapters share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from inspect_app.domain.bands import Level
from inspect_app.domain.facts import AnswersByPlace, Evidence, Facts, Room, answers_by_place
from inspect_app.domain.scoring.assessment import Assessment, CriterionResult
from inspect_app.domain.scoring.indexing import COVERAGE_FLOOR, CRITICAL_COVERAGE_FLOOR
from inspect_app.domain.standards import Criterion, Instrument, Pack, Provision
from inspect_app.domain.terms import Rating
from inspect_app.reports.model.rows import Badge, EvidenceLink
from inspect_app.reports.photographs import Photograph
from inspect_app.reports.wording import Wording

ROOM_NUMBER_LENGTH = 24
BARE_NAME = 3
INDEX_EDGES = (Fraction(40), Fraction(60), Fraction(80))


class Edition(StrEnum):
    FULL = "full"
    PUBLIC = "public"


LEVEL_MARKS: Mapping[Level, str] = {3: "●", 2: "○", 1: "▲", 0: "■"}
RATING_MARKS: Mapping[Rating, str] = {
    Rating.GOOD: "●",
    Rating.REASONABLY_GOOD: "○",
    Rating.NOT_SUFFICIENTLY_GOOD: "▲",
    Rating.POOR: "■",
    Rating.NOT_RATED: "",
}


@dataclass
class Sources:
    """Facts, the packs they were judged by, the assessment, and one language to say it in.

    `photographs` holds the prepared pictures by the id of their evidence.
    """

    facts: Facts
    pack: Pack
    norm_packs: tuple[Pack, ...]
    assessment: Assessment
    edition: Edition
    wording: Wording
    photographs: Mapping[str, Photograph] = field(default_factory=dict)

    @cached_property
    def answers(self) -> AnswersByPlace:
        return answers_by_place(self.facts)

    @cached_property
    def rooms(self) -> Mapping[str, Room]:
        return {room.id: room for room in self.facts.rooms}

    @cached_property
    def _block_names(self) -> Mapping[str, str]:
        return {block.id: self.wording.line(block.name, 60) for block in self.facts.blocks}

    @cached_property
    def evidence(self) -> Mapping[str, Evidence]:
        return {item.id: item for item in self.facts.evidence}

    @cached_property
    def _evidence_numbers(self) -> Mapping[str, int]:
        return {item.id: number for number, item in enumerate(self.facts.evidence, 1)}

    @cached_property
    def instruments(self) -> Mapping[str, Instrument]:
        found: dict[str, Instrument] = {}
        for pack in (*self.norm_packs, self.pack):
            found.update(pack.instruments)
        return found

    @cached_property
    def printed_photographs(self) -> tuple[Evidence, ...]:
        """In the order of the facts; the public edition shows only what was cleared for it."""
        return tuple(
            item
            for item in self.facts.evidence
            if item.id in self.photographs and self.may_show(item)
        )

    def may_show(self, item: Evidence) -> bool:
        return self.edition is Edition.FULL or item.is_publishable

    def words(self, written: Iterable[str]) -> str:
        """What the team wrote by hand. It was never cleared for the public, and may name somebody."""
        said = "; ".join(dict.fromkeys(self.wording.line(text) for text in written))
        return self.wording.say("unseen.withheld") if said and self.is_public else said

    def person(self, code: str | None) -> str:
        """The code of somebody on the team; nothing in the public edition."""
        return "" if self.is_public or not code else self.wording.line(code, 40)

    @property
    def is_public(self) -> bool:
        return self.edition is Edition.PUBLIC

    def place(self, place_id: str) -> str:
        """A room by its number, a block by its name, or the whole facility."""
        if place_id in self.rooms:
            return self.wording.line(self.rooms[place_id].number, ROOM_NUMBER_LENGTH)
        if place_id in self._block_names:
            return self.block_title(place_id)
        return self.wording.say("finding.whole_facility")

    def block_title(self, block_id: str) -> str:
        """ "Block A" for a bare letter or number; a name that says more stands by itself."""
        name = self.block_name(block_id)
        return self.wording.say("annex.block", name=name) if len(name) <= BARE_NAME else name

    def block_of(self, place_id: str) -> str:
        room = self.rooms.get(place_id)
        return self.block_name(room.block) if room else ""

    def block_name(self, block_id: str | None) -> str:
        if block_id is None:
            return ""
        return self._block_names.get(block_id, self.wording.line(block_id, 60))

    def evidence_links(self, ids: tuple[str, ...]) -> tuple[EvidenceLink, ...]:
        known = [self._evidence_numbers[i] for i in ids if i in self._evidence_numbers]
        return tuple(EvidenceLink(f"evidence-{n}", str(n)) for n in sorted(set(known)))

    def evidence_number(self, evidence_id: str) -> int:
        return self._evidence_numbers[evidence_id]

    def title(self, criterion_id: str) -> str:
        criterion = self.pack.criteria.get(criterion_id)
        return self.wording.own(criterion.title) if criterion else criterion_id

    def cited(self, provision: Provision) -> str:
        instrument = self.instruments.get(provision.instrument)
        short = self.wording.own(instrument.short) if instrument else provision.instrument
        return f"{short}, {provision.number}" if provision.number else short

    def provisions(self, criterion: Criterion) -> str:
        return "; ".join(self.cited(provision) for provision in criterion.provisions)

    def level_badge(self, level: Level) -> Badge:
        return Badge(f"level-{level}", LEVEL_MARKS[level], self.wording.say(f"level.{level}"))

    def short_badge(self, level: Level) -> Badge:
        """The number in place of the words, for columns under a heading that says what it is."""
        return Badge(f"level-{level}", LEVEL_MARKS[level], str(level))

    def rating_badge(self, rating: Rating) -> Badge:
        return Badge(f"rating-{rating}", RATING_MARKS[rating], self.wording.say(f"rating.{rating}"))

    def index(self, value: Fraction | None) -> str:
        """One place, more where that would print a better rating than the one that was given."""
        if value is None:
            return self.wording.say("value.dash")
        return self.wording.number(value, 1, INDEX_EDGES)

    def coverage(self, share: Fraction) -> str:
        return self.wording.percent(share, (COVERAGE_FLOOR, CRITICAL_COVERAGE_FLOOR))

    def results_of(self, domain: str) -> tuple[CriterionResult, ...]:
        return tuple(r for r in self.assessment.criteria.values() if r.domain == domain)


def anchor_of(criterion_id: str) -> str:
    return f"criterion-{criterion_id}"
