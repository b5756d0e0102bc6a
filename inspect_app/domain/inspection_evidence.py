"""Evidence and recommendations of an inspection, as facts hold them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from inspect_app.domain.answer_values import day_from_text
from inspect_app.domain.facts import Evidence, Recommendation
from inspect_app.domain.inspection_state import Unused, Worklist
from inspect_app.domain.operations import ANSWER, EntityType
from inspect_app.domain.terms import EvidenceKind

NO_CAPTION = "—"
_KINDS = {"image": EvidenceKind.PHOTO, "audio": EvidenceKind.RECORDING}
Supported = tuple[str, str]
"""(entity, input) of an answer."""


@dataclass(slots=True)
class Evidenced:
    """Pieces of evidence, and which answers each supports."""

    items: tuple[Evidence, ...]
    by_answer: dict[Supported, list[str]]
    used: set[Supported] = field(default_factory=set)

    def of(self, entity: str, input_id: str) -> tuple[str, ...]:
        """Ids of the evidence for an answer, in order."""
        found = self.by_answer.get((entity, input_id))
        if found is None:
            return ()
        self.used.add((entity, input_id))
        return tuple(found)

    def list_unused(self, work: Worklist) -> None:
        """Evidence for answers that are not in the facts stays; what it was for is listed."""
        for entity, input_id in sorted(self.by_answer.keys() - self.used):
            ids = self.by_answer[entity, input_id]
            supports = [
                head
                for evidence in ids
                for head in work.heads_of(f"{EntityType.EVIDENCE}:{evidence}")["supports"]
            ]
            work.leave_out(entity, ANSWER + input_id, supports, Unused.NOTHING_SUPPORTED)


def evidence_of(work: Worklist) -> Evidenced:
    """A picture is public only where nobody objects, and shows a person where anybody says so."""
    items: list[Evidence] = []
    by_answer: dict[Supported, list[str]] = {}
    for entity, evidence in work.entities(EntityType.EVIDENCE):
        file = work.attribute(entity, "file") or {}
        taken_at = work.attribute(entity, "taken_at")
        items.append(
            Evidence(
                evidence,
                EvidenceKind(work.attribute(entity, "kind") or _kind_of(file)),
                work.attribute(entity, "caption") or NO_CAPTION,
                sha256=file.get("sha"),
                taken_at=datetime.fromisoformat(taken_at) if taken_at else None,
                shows_person=any(_said(work, entity, "shows_person")),
                is_publishable=_all_said(work, entity, "is_publishable"),
            )
        )
        for one in work.attribute(entity, "supports") or ():
            supported = by_answer.setdefault((one["place"], one["input"]), [])
            if evidence not in supported:
                supported.append(evidence)
    return Evidenced(tuple(items), by_answer)


def recommendations_of(work: Worklist, criteria: Collection[str]) -> Iterator[Recommendation]:
    for entity, recommendation in work.entities(EntityType.RECOMMENDATION):
        criterion = work.attribute(entity, "criterion")
        says = work.attribute(entity, "says")
        addressed_to = work.attribute(entity, "addressed_to")
        if criterion is None or says is None or addressed_to is None:
            work.leave_out(entity, None, (), Unused.INCOMPLETE)
            continue
        if criterion not in criteria:
            heads = work.heads_of(entity)["criterion"]
            work.leave_out(entity, "criterion", heads, Unused.UNKNOWN_CRITERION)
            continue
        due_on = work.attribute(entity, "due_on")
        yield Recommendation(
            recommendation,
            criterion,
            says,
            addressed_to,
            day_from_text(due_on) if due_on else None,
        )


def _kind_of(file: Any) -> EvidenceKind:
    return _KINDS.get(str(file.get("mime", "")).partition("/")[0], EvidenceKind.DOCUMENT)


def _said(work: Worklist, entity: str, name: str) -> list[bool]:
    return [bool(head.value) for head in work.heads_of(entity).get(name, ())]


def _all_said(work: Worklist, entity: str, name: str) -> bool:
    said = _said(work, entity, name)
    return bool(said) and all(said)
