"""Answers with everything that is known of them: value, grade, evidence, who, when, on which device."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from inspect_app.domain.facts import Answer
from inspect_app.domain.operations import ANSWER
from inspect_app.domain.scoring.assessment import Finding
from inspect_app.domain.terms import PlaceKind
from inspect_app.extensions import db
from inspect_app.pages.inspection.places import (
    Moment,
    Places,
    device_moment,
    history_address,
    server_moment,
)
from inspect_app.pages.inspection.reading import Opened
from inspect_app.pages.inspection.remarking import Remarking
from inspect_app.services import page_reading
from inspect_app.services.inspections import Source

Sources = Mapping[tuple[str, str], tuple[Source, ...]]


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    number: int
    address: str
    kind: str


@dataclass(frozen=True, slots=True)
class RecordedShown:
    """One time that it was recorded: by whom, on which tablet, by both clocks."""

    by: str
    device: str
    device_clock: Moment
    server_clock: Moment


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """`value` is empty where nobody answered, and `why` then says so. `at`: the place, where it is
    another than the one on the page. `history` leads to everything that was ever recorded for it;
    `remark` to where a reviewer remarks on it, if the reader may and something stands there."""

    question: str
    at: str
    value: str
    why: str
    words: str
    grade: str
    grade_says: str
    evidence: tuple[EvidenceShown, ...]
    recorded: tuple[RecordedShown, ...]
    confirmed_by: str | None
    history: str
    remark: str | None = None


class AnswerWords:
    """Tells the answers of one page; names and labels are looked up once for all of them."""

    def __init__(self, about: Opened, places: Places, sources: Sources) -> None:
        self.about, self.places, self.sources = about, places, sources
        self.remarking = Remarking(about.listed)

    @cached_property
    def _names(self) -> dict[str, str]:
        said = {source.author for found in self.sources.values() for source in found}
        team = set(self.about.facts.inspection.team)
        return page_reading.shown_names(db.session(), said | team)

    @cached_property
    def _labels(self) -> dict[str, str]:
        used = {source.device for found in self.sources.values() for source in found}
        return page_reading.device_labels(db.session(), used)

    def of_finding(self, finding: Finding) -> tuple[AnswerShown, ...]:
        """Every answer that the finding looked at, then what was not answered at all."""
        given = [self.answer(answer, finding.place) for answer in finding.answers]
        answered = {answer.input for answer in finding.answers}
        missing = [i for i in finding.judgement.missing if i not in answered]
        return (*given, *(self._missing(i, finding.place) for i in missing))

    def answer(self, answer: Answer, on_page: str) -> AnswerShown:
        """`on_page`: the id of the place that the page speaks of anyway."""
        about, words = self.about, self.about.words
        asked = about.inputs.get(answer.input)
        entity = self.places.entity(answer.place)
        is_answered = answer.value is not None
        return AnswerShown(
            question=words.own(asked.label) if asked else answer.input,
            at=self.places.name(answer.place) if answer.place != on_page else "",
            value=about.values.reading(answer.value, asked)
            if asked and answer.value is not None
            else "",
            why="" if is_answered else self._state(answer),
            words=answer.words or "",
            grade=str(answer.grade) if is_answered else "",
            grade_says=words.say(f"grade.{answer.grade}"),
            evidence=tuple(self._evidence(answer.evidence)),
            recorded=tuple(self._recorded(answer, entity)),
            confirmed_by=self._name(answer.confirmed_by) if answer.confirmed_by else None,
            history=history_address(about.id, entity, ANSWER + answer.input),
            remark=self.remarking.on(entity, ANSWER + answer.input),
        )

    def _missing(self, input_id: str, place: str) -> AnswerShown:
        about, words = self.about, self.about.words
        asked = about.inputs.get(input_id)
        at = self._asked_at(input_id, place)
        return AnswerShown(
            question=words.own(asked.label) if asked else input_id,
            at=self.places.name(at) if at != place else "",
            value="",
            why=words.say("why.unanswered"),
            words="",
            grade="",
            grade_says="",
            evidence=(),
            recorded=(),
            confirmed_by=None,
            history=history_address(about.id, self.places.entity(at), ANSWER + input_id),
        )

    def _asked_at(self, input_id: str, place: str) -> str:
        """The place itself, or its block or the facility where the question is asked of that."""
        asked, facility = self.about.inputs.get(input_id), self.about.facts.facility.id
        room = self.places.rooms.get(place)
        if asked is None or self.places.entity(place).startswith(f"{asked.place}:"):
            return place
        if asked.place is PlaceKind.BLOCK and room is not None and room.block:
            return room.block
        return facility if asked.place is PlaceKind.FACILITY else place

    def _state(self, answer: Answer) -> str:
        says = self.about.words.say(f"state.{answer.state}")
        if answer.reason is None:
            return says
        return f"{says}: {self.about.words.say(f'reason.{answer.reason}')}"

    def _evidence(self, ids: Iterable[str]) -> Iterable[EvidenceShown]:
        sources = self.about.sources
        for evidence in ids:
            item = sources.evidence.get(evidence)
            if item is not None:
                yield EvidenceShown(
                    number=sources.evidence_number(evidence),
                    address=f"{self.about.address}/photographs/{evidence}",
                    kind=self.about.words.say(f"evidence.{item.kind}"),
                )

    def _recorded(self, answer: Answer, entity: str) -> Iterable[RecordedShown]:
        """The operations that say this; where others say something else, not theirs."""
        found = self.sources.get((entity, answer.input), ())
        first = next(
            (
                source
                for source in found
                if answer.recorded_by in (None, source.author)
                and answer.observed_at == source.observed_at
            ),
            None,
        )
        for source in found:
            if first is None or source.value == first.value:
                yield self._by(source)

    def _by(self, source: Source) -> RecordedShown:
        return RecordedShown(
            by=self._name(source.author),
            device=self._labels.get(source.device, source.device),
            device_clock=device_moment(source.observed_at, self.about.words),
            server_clock=server_moment(source.received_at, source.observed_at),
        )

    def _name(self, code: str) -> str:
        return self._names.get(code, code)
