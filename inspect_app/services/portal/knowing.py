"""How much is not known, counted over the latest publication of each facility."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from inspect_app.services.portal.documents import Document
from inspect_app.services.portal.published import latest_documents, state_of_all
from inspect_app.services.portal.reading_documents import read_document

_kept: dict[tuple[str, ...], Unknown] = {}


@dataclass(frozen=True, slots=True)
class Unknown:
    """`documents`: how many publications were counted. By criterion: in how many of those it was not
    assessed, and in how many of these because access was refused. `withheld`: what -> items, of the
    counts that are told; `withheld_in`: what -> publications."""

    documents: int
    not_assessed: Mapping[str, int]
    denied: Mapping[str, int]
    withheld: Mapping[str, int]
    withheld_in: Mapping[str, int]


def unknown_of(session: Session) -> Unknown:
    """Counted once for each state of what is published."""
    state = (str(session.get_bind().engine.url), *state_of_all(session))
    if state not in _kept:
        _kept.clear()
        _kept[state] = unknown_in(latest_documents(session))
    return _kept[state]


def unknown_in(documents: Iterable[bytes]) -> Unknown:
    not_assessed, denied = Counter[str](), Counter[str]()
    withheld, withheld_in = Counter[str](), Counter[str]()
    number = 0
    for data in documents:
        number += 1
        document = read_document(data)
        _count(document, not_assessed, denied)
        for what, count in document.withheld:
            if count != 0:
                withheld[what] += count or 0
                withheld_in[what] += 1
    return Unknown(number, not_assessed, denied, withheld, withheld_in)


def _count(document: Document, not_assessed: Counter[str], denied: Counter[str]) -> None:
    for criterion in document.criteria.values():
        if criterion.state in ("not_assessed", "access_denied"):
            not_assessed[criterion.id] += 1
        if criterion.state == "access_denied":
            denied[criterion.id] += 1
