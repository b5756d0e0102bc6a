"""What a publisher may clear for the public, one item at a time; everything else cannot be cleared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from inspect_app.domain.canonical import canonical_bytes, sha256_text
from inspect_app.domain.facts import Answer, Evidence, Facts, Recommendation
from inspect_app.domain.inspection_evidence import NO_CAPTION
from inspect_app.domain.publishing.place_names import held_name, withheld_names
from inspect_app.domain.terms import AnswerState, EvidenceKind


class ItemKind(StrEnum):
    PHOTOGRAPH = "photograph"
    CAPTION = "caption"
    WORDS = "words"
    RECOMMENDATION = "recommendation"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that could be cleared. `says`: the texts as they would be read; a photograph has the
    hash of its original instead, and its caption in `about`. `about` is for the desk alone: the
    input and place of an answer, the criterion of a recommendation. `names`: what the texts call a
    room or block whose name is withheld; such an item cannot be cleared."""

    kind: ItemKind
    id: str
    says: tuple[str, ...]
    about: tuple[str, ...] = ()
    names: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}"

    @property
    def sha256(self) -> str:
        """Of what was read: a clearance is of these words and no others."""
        return sha256_text(canonical_bytes(list(self.says)))


@dataclass(frozen=True, slots=True)
class Clearances:
    """(key, hash of what was read) of every item cleared."""

    cleared: frozenset[tuple[str, str]] = frozenset()

    def has(self, item: Item | None) -> bool:
        return item is not None and (item.key, item.sha256) in self.cleared

    def document(self) -> list[Any]:
        return [{"key": key, "sha256": sha256} for key, sha256 in sorted(self.cleared)]


def cleared(items: Iterable[Item], keys: Iterable[str]) -> Clearances:
    """Of what can be cleared, what is wanted; other keys clear nothing."""
    wanted = set(keys)
    found = (item for item in items if item.key in wanted and not item.names)
    return Clearances(frozenset((item.key, item.sha256) for item in found))


def clearable(facts: Facts) -> tuple[Item, ...]:
    """In the order in which they are shown, with those that name what is withheld."""
    names = withheld_names(facts)
    items = (*_pictures(facts), *_recommendations(facts), *_words(facts))
    return tuple(
        item
        if item.kind is ItemKind.PHOTOGRAPH
        else replace(item, names=held_name(item.says, names))
        for item in items
    )


def photograph_item(evidence: Evidence) -> Item | None:
    """None for what may never be shown: another kind, not offered by the inspector, with a person."""
    if evidence.kind is not EvidenceKind.PHOTO or evidence.sha256 is None:
        return None
    if evidence.shows_person or not evidence.is_publishable:
        return None
    about = (evidence.caption,)
    return Item(ItemKind.PHOTOGRAPH, evidence.id, (evidence.sha256,), about)


def caption_item(evidence: Evidence) -> Item | None:
    """Only beside a photograph that could be shown."""
    if photograph_item(evidence) is None or evidence.caption in ("", NO_CAPTION):
        return None
    return Item(ItemKind.CAPTION, evidence.id, (evidence.caption,))


def recommendation_item(item: Recommendation) -> Item:
    says = (item.says, item.addressed_to)
    return Item(ItemKind.RECOMMENDATION, item.id, says, (item.criterion,))


def words_item(answer: Answer) -> Item | None:
    """Words that the report prints: why access was refused, or why something does not apply."""
    if not answer.words or answer.state not in (
        AnswerState.ACCESS_DENIED,
        AnswerState.NOT_APPLICABLE,
    ):
        return None
    said = sha256_text(canonical_bytes([answer.input, answer.place, answer.words]))[:24]
    return Item(ItemKind.WORDS, said, (answer.words,), (answer.input, answer.place))


def _pictures(facts: Facts) -> Iterator[Item]:
    for evidence in facts.evidence:
        for item in (photograph_item(evidence), caption_item(evidence)):
            if item is not None:
                yield item


def _recommendations(facts: Facts) -> Iterator[Item]:
    yield from map(recommendation_item, facts.recommendations)


def _words(facts: Facts) -> Iterator[Item]:
    items = (words_item(answer) for answer in facts.answers)
    yield from {item.key: item for item in items if item is not None}.values()
