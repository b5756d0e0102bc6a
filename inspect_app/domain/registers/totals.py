"""A register as a whole: sums, shares of the sums, bands and regions, all exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from inspect_app.domain.registers.mapping import Register
from inspect_app.domain.registers.reading import FacilityRead


@dataclass(frozen=True, slots=True)
class Totals:
    """`figures`: sums of what was read; differences and shares are taken of the sums.

    `bands`: (above, up to and including, facilities), with None for no end; `not_computed`: how many
    facilities have no value of the banded figure. `highest`: (key, value) from the top.
    """

    facilities: int
    figures: Mapping[str, Fraction | None]
    bands: tuple[tuple[Fraction | None, Fraction | None, int], ...]
    not_computed: int
    highest: tuple[tuple[str, Fraction], ...]
    regions: Mapping[str, Fraction | None]


def totals_of(register: Register, reads: Sequence[FacilityRead], highest: int = 5) -> Totals:
    banded = [(r.key, r.figures.get(register.banded or "")) for r in reads]
    known = [(key, value) for key, value in banded if value is not None]
    by_region: dict[str, list[FacilityRead]] = {}
    for read in reads:
        by_region.setdefault(read.region or "", []).append(read)
    return Totals(
        facilities=len(reads),
        figures=_sums(register, reads),
        bands=_bands(register.band_edges, [value for _, value in known]),
        not_computed=len(banded) - len(known),
        highest=tuple(sorted(known, key=lambda pair: (-pair[1], pair[0]))[:highest]),
        regions={
            r: _sums(register, by_region[r]).get(register.banded or "") for r in sorted(by_region)
        },
    )


def _sums(register: Register, reads: Iterable[FacilityRead]) -> dict[str, Fraction | None]:
    rows, sums = list(reads), dict[str, Fraction | None]()
    for figure in register.figures.values():
        if figure.column is not None:
            sums[figure.id] = sum(
                (v for r in rows if (v := r.figures[figure.id]) is not None), Fraction(0)
            )
            continue
        first, second = (sums[name] for name in figure.difference or figure.share_percent or ())
        if first is None or second is None:
            sums[figure.id] = None
        elif figure.difference is not None:
            sums[figure.id] = first - second
        else:
            sums[figure.id] = 100 * first / second if second else None
    return sums


def _bands(
    edges: tuple[Fraction, ...], values: list[Fraction]
) -> tuple[tuple[Fraction | None, Fraction | None, int], ...]:
    lows, highs = (None, *edges), (*edges, None)
    return tuple(
        (
            low,
            high,
            sum(1 for v in values if (low is None or v > low) and (high is None or v <= high)),
        )
        for low, high in zip(lows, highs, strict=True)
    )
