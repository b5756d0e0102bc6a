"""What a report is made from, with the look-ups that its chapters share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from inspect_app.domain.bands import Level
from inspect_app.domain.facts import AnswersByPlace, Evidence, Facts, Room, answers_by_place
from inspect_app.domain.publishing.judging import UNTOLD_PLACE
from inspect_app.domain.publishing.labels import called_number
from inspect_app.domain.publishing.redacting import WITHHELD
from inspect_app.domain.publishing.withholding import Withheld
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


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an edition says of itself. Without an approval it is a draft, and a public edition without
    a revision a trial.

    `approved_sha256`: the hash of the approved data. `region`: as the register names it in the
    report's language; empty: as the facts do. `withheld`: (what, how many; None: not told).
    `check_address`: where everybody can ask whether the file is genuine, `{digits}` for its hash.
    """

    approved_on: date | None = None
    approved_sha256: str = ""
    region: str = ""
    revision: int | None = None
    withheld: tuple[tuple[Withheld, int | None], ...] = ()
    check_address: str = ""


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
    stamp: Stamp = field(default_factory=lambda: Stamp())

    @cached_property
    def answers(self) -> AnswersByPlace:
        return answers_by_place(self.facts)

    @cached_property
    def rooms(self) -> Mapping[str, Room]:
        return {room.id: room for room in self.facts.rooms}

    @cached_property
    def spaces(self) -> Mapping[str, Fraction | None]:
        """Room -> square metres per person, where the Court's test was made."""
        return {one.room: one.space_m2_per_person for one in self.assessment.personal_space}

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
        """What the team wrote by hand; in the public edition only what was cleared, word for word."""
        texts = (
            self.wording.say("unseen.withheld") if text == WITHHELD else self.wording.line(text)
            for text in written
        )
        return "; ".join(dict.fromkeys(texts))

    def persons(self, number: int | None) -> str:
        """Of one place. Who is in a single room is never public."""
        if self.is_public:
            return self.wording.say("value.dash")
        if number is None:
            return self.wording.say("value.not_counted")
        return self.wording.whole(number)

    @property
    def is_draft(self) -> bool:
        stamp = self.stamp
        return (stamp.revision if self.is_public else stamp.approved_on) is None

    def person(self, code: str | None) -> str:
        """The code of somebody on the team; nothing in the public edition."""
        return "" if self.is_public or not code else self.wording.line(code, 40)

    @property
    def is_public(self) -> bool:
        return self.edition is Edition.PUBLIC

    def place(self, place_id: str) -> str:
        """A room by its number, a block by its name, or the whole facility."""
        if place_id == UNTOLD_PLACE:
            return self.wording.say("place.untold")
        if place_id in self.rooms:
            return self._room(self.rooms[place_id])
        if place_id in self._block_names:
            return self.block_title(place_id)
        return self.wording.say("finding.whole_facility")

    def _room(self, room: Room) -> str:
        """In public some rooms are called by their kind."""
        number = called_number(room.number) if self.is_public else None
        if number is None:
            return self.wording.line(room.number, ROOM_NUMBER_LENGTH)
        kind = self.wording.say(f"room.{room.kind}")
        return self.wording.say("room.called", kind=kind, n=number)

    def block_title(self, block_id: str) -> str:
        """ "Block A" for a bare letter or number; a name that says more stands by itself."""
        name = self.block_name(block_id)
        number = called_number(name) if self.is_public else None
        if number is not None:
            return self.wording.say("block.called", n=number)
        return self.wording.say("annex.block", name=name) if len(name) <= BARE_NAME else name

    def block_of(self, place_id: str) -> str:
        room = self.rooms.get(place_id)
        if room is None:
            return ""
        name = self.block_name(room.block)
        number = called_number(name) if self.is_public else None
        return name if number is None else self.wording.say("block.called", n=number)

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
