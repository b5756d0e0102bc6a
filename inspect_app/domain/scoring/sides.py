"""Which side of a criterion each measured result belongs to."""

from __future__ import annotations

from datetime import date

from inspect_app.domain.bands import Bands
from inspect_app.domain.scoring.assessment import Judgement, PartResult
from inspect_app.domain.standards import Criterion, Part


def parts_of(
    judgement: Judgement, criterion: Criterion, day: date
) -> list[tuple[PartResult, Part | None]]:
    """Each measured side with its place in the pack. Sides left out as not applicable are skipped,
    so a result belongs to the next side that has its measure, its band and its edges."""
    left = list(criterion.parts)
    found: list[tuple[PartResult, Part | None]] = []
    for result in judgement.parts:
        part = next((p for p in left if _could_be(result, p, day)), None)
        if part is not None:
            left = left[left.index(part) + 1 :]
        found.append((result, part))
    return found


def _could_be(result: PartResult, part: Part, day: date) -> bool:
    bands = part.bands_on(day)
    if part.use.measure != result.measure or bands is None:
        return False
    return result.band is None or result.band in _texts(bands)


def _texts(bands: Bands) -> set[str]:
    return {condition.text for _, condition in bands.by_level}
