"""One publication as the pages about it need it: the row, the document, and its own standards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from sqlalchemy.orm import Session

from inspect_app.api.machinery import machinery
from inspect_app.api.scoping import not_here
from inspect_app.domain.standards import Criterion, Pack
from inspect_app.pages.portal.words import PortalWords
from inspect_app.services import portal
from inspect_app.services.assessments import Standards
from inspect_app.services.portal import Document, NotKept, Published, read_document

MOST_LETTERS_OF_CODE = 20
MOST_EARLIER = 12
"""Visits that are asked since when something has been so."""


@dataclass(frozen=True)
class Shown:
    """`is_explained`: by the very standards it was judged by, or else by those of today."""

    published: Published
    document: Document
    standards: Standards
    is_explained: bool

    @property
    def pack(self) -> Pack:
        return self.standards.main

    def criterion(self, criterion_id: str) -> Criterion | None:
        return self.pack.criteria.get(criterion_id)

    def title(self, criterion_id: str, words: PortalWords) -> str:
        found = self.criterion(criterion_id)
        return words.own(found.title) if found else criterion_id


class Withdrawn(Exception):
    """Asked for what is told to nobody any more; its trace is shown in its place."""

    def __init__(self, published: Published, instead: Published | None) -> None:
        super().__init__(published.code)
        self.published = published
        self.instead = instead


def found_publication(session: Session, code: str) -> Published:
    """By its code, in force or not. Raises Problem http.404."""
    found = portal.publication(session, code) if len(code) <= MOST_LETTERS_OF_CODE else None
    if found is None:
        raise not_here()
    return found


def published_in_force(session: Session, code: str) -> Published:
    """Raises Problem http.404, and Withdrawn."""
    found = found_publication(session, code)
    if not found.is_in_force:
        raise Withdrawn(found, portal.in_force_instead(session, found))
    return found


def shown_publication(session: Session, code: str) -> Shown:
    """Raises Problem http.404, and Withdrawn."""
    published = published_in_force(session, code)
    data = portal.document_of(session, published)
    if data is None:
        raise not_here()
    document = _read(data)
    in_force = machinery().standards
    try:
        packs = portal.packs_of(document, in_force.packs, machinery().settings.data_dir)
    except NotKept:
        return Shown(published, document, in_force, False)
    return Shown(published, document, Standards(packs[0], packs[1:], is_chosen=True), True)


def earlier_of(session: Session, shown: Shown) -> tuple[Document, ...]:
    """The published visits to the same facility before this one, the newest first, back to the last
    that was judged by other standards."""
    read = map(_read, portal.earlier_documents(session, shown.published, MOST_EARLIER))
    packs = shown.document.pack_names
    return tuple(takewhile(lambda document: document.pack_names == packs, read))


@lru_cache(maxsize=32)
def _read(data: bytes) -> Document:
    """A document never changes, and all pages about it are made from it."""
    return read_document(data)
