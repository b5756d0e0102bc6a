"""Which photograph is printed where: once, beside the first finding that rests on it."""

from __future__ import annotations

from collections.abc import Iterable

from inspect_app.domain.facts import Evidence
from inspect_app.reports.model.rows import Photo
from inspect_app.reports.model.sources import Sources

MOST_BESIDE_A_FINDING = 6


class Album:
    """Hands out each photograph once; what nobody took stays for the annex."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._left = {item.id: item for item in sources.printed_photographs}

    def beside_finding(self, evidence_ids: Iterable[str]) -> tuple[Photo, ...]:
        wanted = [i for i in dict.fromkeys(evidence_ids) if i in self._left]
        return tuple(self._take(i) for i in wanted[:MOST_BESIDE_A_FINDING])

    def rest(self) -> tuple[Photo, ...]:
        return tuple(self._take(i) for i in list(self._left))

    def _take(self, evidence_id: str) -> Photo:
        return photo_of(self._left.pop(evidence_id), self._sources)


def photo_anchor(number: int) -> str:
    return f"photo-{number}"


def asset_name(number: int) -> str:
    return f"photos/{number}.jpg"


def photo_of(item: Evidence, sources: Sources) -> Photo:
    wording, number = sources.wording, sources.evidence_number(item.id)
    caption = wording.line(item.caption)
    return Photo(
        anchor=photo_anchor(number),
        number=wording.say("photo.label", n=number),
        source=asset_name(number),
        alt=wording.say("photo.alt", n=number, caption=caption),
        caption=caption,
        taken=(
            wording.say("photo.taken", when=wording.moment(item.taken_at))
            if item.taken_at
            else None
        ),
    )
