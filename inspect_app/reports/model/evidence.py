"""Annex B: every item of evidence with the hash of its original, and the photographs left over."""

from __future__ import annotations

from inspect_app.domain.facts import Evidence
from inspect_app.domain.terms import EvidenceKind
from inspect_app.reports.model.photos import Album, photo_anchor
from inspect_app.reports.model.rows import EvidenceAnnex, EvidenceRow
from inspect_app.reports.model.sources import Sources

ROWS_A_TABLE = 40


def evidence_of(sources: Sources, album: Album) -> EvidenceAnnex:
    """To be asked last: the album must have given the findings theirs."""
    rows = [_row(item, sources) for item in sources.facts.evidence]
    withheld = sum(
        1
        for item in sources.facts.evidence
        if item.kind is EvidenceKind.PHOTO and not sources.may_show(item)
    )
    chunks = range(0, len(rows), ROWS_A_TABLE)
    return EvidenceAnnex(
        tables=tuple(tuple(rows[start : start + ROWS_A_TABLE]) for start in chunks),
        photos=album.rest(),
        withheld=sources.wording.count("photo.withheld", withheld) if withheld else None,
    )


def _row(item: Evidence, sources: Sources) -> EvidenceRow:
    wording, number = sources.wording, sources.evidence_number(item.id)
    may_show = sources.may_show(item)
    is_printed = may_show and item.id in sources.photographs
    dash = wording.say("value.dash")
    return EvidenceRow(
        anchor=f"evidence-{number}",
        number=str(number),
        kind=wording.say(f"evidence.{item.kind}"),
        caption=wording.line(item.caption) if may_show else wording.say("annex.withheld"),
        taken=wording.moment(item.taken_at) if item.taken_at else dash,
        sha256=_sha256(item, sources) or wording.say("annex.no_file"),
        photo_anchor=photo_anchor(number) if is_printed else None,
    )


def _sha256(item: Evidence, sources: Sources) -> str:
    """As recorded with the evidence, or of the file as it was found."""
    if item.sha256:
        return item.sha256
    photograph = sources.photographs.get(item.id)
    return photograph.original_sha256 if photograph else ""
