"""Persons by personal space, so told that no one or two of them follow from the totals."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from inspect_app.domain.publishing.counts import Masked, hidden, protected
from inspect_app.domain.scoring.assessment import SpaceCounts
from inspect_app.domain.scoring.personal_space import PRESUMPTION_M2, WEIGHTY_M2

Step = tuple[Fraction, int]


@dataclass(frozen=True, slots=True)
class PublicSpace:
    """`is_total_hidden`: nothing but hiding how many are present keeps the small counts."""

    counts: SpaceCounts
    is_total_hidden: bool
    masked: int


def public_space(counts: SpaceCounts) -> PublicSpace:
    cells = (counts.below_3, counts.from_3_to_4, counts.above_4, counts.not_measured)
    told = protected(cells)
    is_total_hidden = told is None
    below, between, above, not_measured = told or tuple(map(hidden, cells))
    steps = (
        *_steps([s for s in counts.histogram if s[0] < PRESUMPTION_M2], below),
        *_steps([s for s in counts.histogram if PRESUMPTION_M2 <= s[0] < WEIGHTY_M2], between),
        *_steps([s for s in counts.histogram if s[0] >= WEIGHTY_M2], above),
    )
    public = SpaceCounts(
        below, between, above, not_measured, counts.rooms_not_counted, tuple(steps)
    )
    numbers = (below, between, above, not_measured, *(number for _, number in steps))
    return PublicSpace(public, is_total_hidden, sum(isinstance(n, Masked) for n in numbers))


def _steps(steps: list[Step], total: int) -> list[Step]:
    """The steps of one class; where the class is hidden, all of its steps are."""
    numbers = [number for _, number in steps]
    told = None if isinstance(total, Masked) else protected(numbers)
    shown = told or tuple(map(hidden, numbers))
    return [(edge, number) for (edge, _), number in zip(steps, shown, strict=True)]
