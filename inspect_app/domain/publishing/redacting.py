"""Facts without what the public edition withholds; docs/publication.md says what and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from inspect_app.domain.facts import (
    Answer,
    Evidence,
    Facts,
    Inspection,
    Recommendation,
    answers_by_place,
)
from inspect_app.domain.inspection_evidence import NO_CAPTION
from inspect_app.domain.inspection_state import printable
from inspect_app.domain.publishing.clearances import (
    Clearances,
    caption_item,
    photograph_item,
    recommendation_item,
    words_item,
)
from inspect_app.domain.publishing.labels import PublicPlaces, public_places
from inspect_app.domain.publishing.withholding import Tally, Withheld
from inspect_app.domain.terms import AnswerState, EvidenceKind

WITHHELD = "#withheld"
"""Stands where words or a value were: whoever prints it says that something is withheld."""

_SAID_WITHOUT_VALUE = (AnswerState.ACCESS_DENIED, AnswerState.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is known while an edition is made. `pictures`: id of a cleared photograph -> SHA-256 of the
    public JPEG. `code`: what the inspection is called in public."""

    facts: Facts
    code: str
    clearances: Clearances
    pictures: Mapping[str, str]
    tally: Tally
    places: PublicPlaces = field(init=False)
    evidence_ids: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", public_places(self.facts, answers_by_place(self.facts)))
        object.__setattr__(self, "evidence_ids", self._evidence_ids())

    def is_shown(self, evidence: Evidence) -> bool:
        item = photograph_item(evidence)
        return self.clearances.has(item) and evidence.id in self.pictures

    def _evidence_ids(self) -> dict[str, str]:
        shown = [item.id for item in self.facts.evidence if self.is_shown(item)]
        return {evidence: f"p{number}" for number, evidence in enumerate(shown, 1)}


def redacted_facts(made: Redaction) -> Facts:
    facts, tally = made.facts, made.tally
    tally.add(Withheld.ROOM_NAMES, made.places.renamed)
    tally.add(Withheld.PEOPLE, len(facts.inspection.team))
    inspection = facts.inspection
    return replace(
        facts,
        inspection=Inspection(
            made.code,
            inspection.visited_on,
            is_announced=inspection.is_announced,
            checklist=inspection.checklist,
        ),
        blocks=made.places.blocks,
        rooms=made.places.rooms,
        answers=tuple(_answers(made)),
        evidence=tuple(_evidence(made)),
        recommendations=tuple(_recommendations(made)),
        repairs=(),
    )


def public_answer(answer: Answer, made: Redaction) -> Answer | None:
    """An answer without people, clocks and words that nobody cleared; None where its place is not
    one of the facility's."""
    place = made.places.ids.get(answer.place)
    if place is None:
        return None
    return replace(
        answer,
        place=place,
        evidence=tuple(made.evidence_ids[e] for e in answer.evidence if e in made.evidence_ids),
        observed_at=None,
        recorded_by=None,
        confirmed_by=None,
        words=_words(answer, made),
    )


def _words(answer: Answer, made: Redaction) -> str | None:
    if answer.words is None:
        return None
    return answer.words if made.clearances.has(words_item(answer)) else WITHHELD


def _answers(made: Redaction) -> Iterator[Answer]:
    """Those that the report names by themselves: what was refused, what does not apply. Values stand
    in the findings, where it was decided which of them are told."""
    for answer in made.facts.answers:
        if answer.words is not None and not made.clearances.has(words_item(answer)):
            made.tally.add(Withheld.WORDS)
        if answer.state in _SAID_WITHOUT_VALUE:
            told = public_answer(answer, made)
            if told is not None:
                yield told


def _evidence(made: Redaction) -> Iterator[Evidence]:
    for item in made.facts.evidence:
        if not made.is_shown(item):
            is_photo = item.kind is EvidenceKind.PHOTO
            made.tally.add(Withheld.PHOTOGRAPHS if is_photo else Withheld.EVIDENCE)
            continue
        caption = caption_item(item)
        is_cleared = made.clearances.has(caption)
        if caption is not None and not is_cleared:
            made.tally.add(Withheld.CAPTIONS)
        sha256 = made.pictures[item.id]
        yield Evidence(
            made.evidence_ids[item.id],
            EvidenceKind.PHOTO,
            printable(item.caption) if is_cleared else NO_CAPTION,
            file=f"{sha256}.jpg",
            sha256=sha256,
            is_publishable=True,
        )


def _recommendations(made: Redaction) -> Iterator[Recommendation]:
    number = 0
    for item in made.facts.recommendations:
        if not made.clearances.has(recommendation_item(item)):
            made.tally.add(Withheld.RECOMMENDATIONS)
            continue
        number += 1
        yield replace(
            item,
            id=f"recommendation-{number}",
            says=printable(item.says),
            addressed_to=printable(item.addressed_to),
        )
