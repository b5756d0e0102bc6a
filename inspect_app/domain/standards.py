"""Standards as values: instruments, inputs, criteria, national norms and the packs that hold them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from inspect_app.domain.bands import Bands, Condition, Level
from inspect_app.domain.terms import (
    Confidence,
    FacilityKind,
    Family,
    InputKind,
    People,
    PlaceKind,
    Regime,
    RoomKind,
    Standing,
    Text,
    Tier,
)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A published legal or guidance text. `standing` is what it is for the pack's country."""

    id: str
    family: Family
    standing: Standing
    name: Text
    short: Text
    year: int


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that can be answered. A value outside `plausible` warns and asks why, never blocks."""

    id: str
    place: PlaceKind
    kind: InputKind
    label: Text
    unit: str | None = None
    plausible: tuple[Fraction, Fraction] | None = None
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureUse:
    """A measure of the registry with an input (or several) in each of its roles."""

    measure: str
    inputs: Mapping[str, tuple[str, ...]]
    input_ids: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        every = tuple(input_id for ids in self.inputs.values() for input_id in ids)
        object.__setattr__(self, "input_ids", every)  # the class is frozen for everyone else


NOTHING_TO_COUNT = "not_applicable"


@dataclass(frozen=True, slots=True)
class Part:
    """One measured side of a criterion; the worst part decides the criterion's level.

    `bands_from` is in rising order of date. `when_nothing` says what a division by nothing means
    here (no incidents at all, no toilets at all): a level, or `not_applicable`.
    """

    use: MeasureUse
    bands_from: tuple[tuple[date, Bands], ...]
    when_nothing: Level | str | None = None
    title: Text | None = None

    def bands_on(self, day: date) -> Bands | None:
        """The bands in force on a day; None before the first."""
        in_force = [bands for since, bands in self.bands_from if since <= day]
        return in_force[-1] if in_force else None


@dataclass(frozen=True, slots=True)
class Test:
    """A condition on a measure of its own, for one instrument or for lifting a level."""

    use: MeasureUse
    holds_when: Condition


@dataclass(frozen=True, slots=True)
class Provision:
    """One numbered place in an instrument, and when this instrument is met.

    `met_at`: the level from which the instrument's own demand is met. `test`: its own condition on
    its own measure. Neither: the provision is cited without a verdict of its own.
    """

    instrument: str
    number: str
    met_at: Level | None = None
    test: Test | None = None
    is_personal_space_test: bool = False  # the ECtHR's, which is a reasoning and not a threshold


@dataclass(frozen=True, slots=True)
class AppliesTo:
    """Empty means: no limit on that side. `when` holds conditions on inputs."""

    room_kinds: frozenset[RoomKind] = frozenset()
    regimes: frozenset[Regime] = frozenset()
    people: frozenset[People] = frozenset()
    facility_kinds: frozenset[FacilityKind] = frozenset()
    when: Mapping[str, Condition] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lift:
    """Another way to a level: where the level is lower, the measure lies `within`, and `test` holds."""

    to: Level
    within: Condition
    test: Test


@dataclass(frozen=True, slots=True)
class Aggravation:
    """Inside `within`, one level is lost when any of the named criteria fails at the same place."""

    within: Condition
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TierRule:
    """The tier, and where or when it is critical instead."""

    tier: Tier
    critical_room_kinds: frozenset[RoomKind] = frozenset()
    critical_months: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Criterion:
    """One testable statement. `parts` is empty only where national norms alone judge it."""

    id: str
    domain: str
    title: Text
    says: Text
    provisions: tuple[Provision, ...]
    place: PlaceKind
    applies_to: AppliesTo
    parts: tuple[Part, ...]
    tier: TierRule
    confidence: Confidence
    is_policy: bool
    last_checked_on: date
    norm: str | None = None
    lift: Lift | None = None
    aggravation: Aggravation | None = None
    explains: Text | None = None

    @property
    def input_ids(self) -> tuple[str, ...]:
        """Every input that the result may rest on, each once, in order."""
        uses = [part.use for part in self.parts]
        uses += [self.lift.test.use] if self.lift else []
        uses += [p.test.use for p in self.provisions if p.test]
        ids = [i for use in uses for i in use.input_ids]
        return tuple(dict.fromkeys([*self.applies_to.when, *ids]))


@dataclass(frozen=True, slots=True)
class Norm:
    """A rule of national law, judged pass or fail beside a criterion and never in the index.

    `required_from` maps a date to the condition in force; empty means "norm not entered", which is
    shown as such and never guessed.
    """

    id: str
    criterion: str
    says: Text
    provision: Provision
    applies_to: AppliesTo
    use: MeasureUse
    required_from: tuple[tuple[date, Condition], ...]
    last_checked_on: date
    place: PlaceKind = PlaceKind.ROOM


@dataclass(frozen=True, slots=True)
class DomainOfLife:
    """A chapter of the report and a factor of the index."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure that a person must settle against the source."""

    id: str
    concerns: tuple[str, ...]  # ids of criteria, norms or instruments
    says: Text
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Pack:
    """A versioned set of standards. `sha256` covers every byte of its files."""

    id: str
    version: int
    title: Text
    sha256: str
    domains: Mapping[str, DomainOfLife]
    units: Mapping[str, Text]
    instruments: Mapping[str, Instrument]
    inputs: Mapping[str, Input]
    criteria: Mapping[str, Criterion]
    norms: Mapping[str, Norm]
    doubts: tuple[Doubt, ...]
    measurement_error_m: Fraction = Fraction(1, 100)
    country: str | None = None
