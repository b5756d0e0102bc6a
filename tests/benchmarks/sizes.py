"""How large the benchmarks are: as the goals name them, or so small that a test can run them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
SEED = CHECKOUT / "seed"
TEMPLATES = CHECKOUT / "templates"


@dataclass(frozen=True, slots=True)
class Sizes:
    """`operations` are pushed, `blobs` of 300 kB are sent, `facilities` make the demo's country, and
    have `visits_each` where ten years of results are listed; `inspections` of rooms are listed.

    `prisons` and `photographs`: how many of those that there are; None for all."""

    rooms: int = 2000
    questions: int = 150
    prisons: int | None = None
    photographs: int | None = None
    operations: int = 10_000
    blobs: int = 40
    facilities: int = 78
    visits_each: int = 120
    inspections: int = 400
    runs: int = 5


TINY = Sizes(
    rooms=12,
    questions=20,
    prisons=3,
    photographs=1,
    runs=1,
    operations=400,
    blobs=2,
    facilities=2,
    visits_each=4,
    inspections=4,
)
