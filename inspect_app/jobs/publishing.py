"""The public edition of one approved inspection, from its frozen result alone.

What is shown before publishing, what is published and what is printed is the same composition.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from inspect_app.domain.facts import Facts
from inspect_app.domain.publishing import (
    Clearances,
    Item,
    ItemKind,
    PublicEdition,
    Publishing,
    clearable,
    cleared,
    public_edition,
)
from inspect_app.files.blob_store import blob_path
from inspect_app.files.public_pictures import keep_public_picture
from inspect_app.jobs.scoring import Scored
from inspect_app.problems import Problem
from inspect_app.reports.photographs import prepare_photograph
from inspect_app.services import evidence_files


@dataclass(frozen=True, slots=True)
class Named:
    """How an edition is called: code, revision and the register's region. `addendum`: how many
    operations arrived after the approval."""

    code: str
    revision: int
    region: str | None
    addendum: int


@dataclass(frozen=True, slots=True)
class Cleared:
    """What the publisher cleared, and the public picture of each photograph among it."""

    clearances: Clearances
    pictures: Mapping[str, str]

    def document(self) -> list[dict[str, Any]]:
        """As it is kept with the publication."""
        kept = []
        for key, sha256 in sorted(self.clearances.cleared):
            kind, _, of = key.partition(":")
            is_picture = kind == ItemKind.PHOTOGRAPH and of in self.pictures
            kept.append(
                {"key": key, "sha256": sha256} | ({"file": self.pictures[of]} if is_picture else {})
            )
        return kept


def clearable_items(session: Session, facts: Facts) -> tuple[Item, ...]:
    """What a publisher can clear: of the photographs those whose bytes are here."""
    items = clearable(facts)
    hashes = [item.says[0] for item in items if item.kind is ItemKind.PHOTOGRAPH]
    known = evidence_files.bytes_of(session, hashes).pictures
    shown = {i.id for i in items if i.kind is ItemKind.PHOTOGRAPH and i.says[0] in known}
    with_file = (ItemKind.PHOTOGRAPH, ItemKind.CAPTION)
    return tuple(item for item in items if item.kind not in with_file or item.id in shown)


def cleared_by(items: Sequence[Item], keys: Iterable[str], data_dir: Path) -> Cleared:
    """The photographs among them are made anew from their pixels, and kept.

    Raises Problem `publication.picture_missing`, `report.photograph_unreadable`.
    """
    chosen = cleared(items, keys)
    pictures = {
        item.id: _public_picture(item, data_dir)
        for item in items
        if item.kind is ItemKind.PHOTOGRAPH and chosen.has(item)
    }
    return Cleared(chosen, pictures)


def cleared_before(kept: Iterable[Mapping[str, Any]]) -> Cleared:
    """What was kept with a publication."""
    rows = list(kept)
    pairs = frozenset((str(row["key"]), str(row["sha256"])) for row in rows)
    pictures = {str(r["key"]).partition(":")[2]: str(r["file"]) for r in rows if "file" in r}
    return Cleared(Clearances(pairs), pictures)


def edition_of(made: Scored, named: Named, chosen: Cleared) -> PublicEdition:
    """Raises Problem `review.not_frozen` for a result that nobody approved."""
    found = made.loaded.found
    if found.approval is None:
        raise Problem("review.not_frozen", inspection=found.version.insp)
    facts = made.loaded.facts
    packs = (made.standards.main, *made.standards.norm_packs_for(facts.facility.country))
    by = Publishing(
        code=named.code,
        revision=named.revision,
        region=named.region,
        clearances=chosen.clearances,
        pictures=chosen.pictures,
        addendum=named.addendum,
    )
    return public_edition(facts, made.assessment, packs, by)


def _public_picture(item: Item, data_dir: Path) -> str:
    """Never the file itself: a phone writes into it where it was."""
    sha256 = item.says[0]
    try:
        content = (data_dir / blob_path(Path(), sha256)).read_bytes()
    except OSError as fault:
        raise Problem("publication.picture_missing", evidence=item.id) from fault
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Problem("publication.picture_missing", evidence=item.id)
    return keep_public_picture(data_dir, prepare_photograph(item.id, content).jpeg)
