"""The engine's result with its reasons, as values.

Levels are 3 recommended, 2 minimum, 1 below, 0 severe. Indexes are exact fractions from 0 to 100.
Everything that a report prints can be followed down from `Assessment` to the readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from inspect_app.domain.bands import Level
from inspect_app.domain.facts import Answer, Value
from inspect_app.domain.terms import Family, Grade, PlaceKind, Rating, Tier

METHOD_VERSION = 1
"""Raised when the same facts and pack may give another result."""


class State(StrEnum):
    ASSESSED = "assessed"
    NOT_ASSESSED = "not_assessed"
    ACCESS_DENIED = "access_denied"
    NOT_APPLICABLE = "not_applicable"


class Why(StrEnum):
    """Why there is no level, or why it is another than the measure alone would give."""

    UNANSWERED = "unanswered"  # an input has no answer
    NO_HEAD_COUNT = "no_head_count"  # cannot be computed: nobody counted who slept there
    CANNOT_BE_COMPUTED = "cannot_be_computed"  # answered, but the measure has no value
    STATEMENT_ALONE = "statement_alone"  # only the administration says so (grade D)
    CONTRADICTORY = "contradictory"  # sources disagree
    NOT_CONFIRMED = "not_confirmed"  # "not applicable" without a listed reason or second person
    NOTHING_TO_COUNT = "nothing_to_count"
    NOT_IN_FORCE = "not_in_force"  # the bands begin after the visit
    OUT_OF_SCOPE = "out_of_scope"  # does not apply to this place
    LISTED_REASON = "listed_reason"  # not applicable for a reason of the closed list
    DENIED = "denied"
    NORM_NOT_ENTERED = "norm_not_entered"
    LIFTED = "lifted"  # another way to the level (the ICRC bunk formula)
    AGGRAVATED = "aggravated"  # one level lost for another failing condition in the same place


class Verdict(StrEnum):
    """One instrument family's own answer. Columns are never averaged."""

    MET = "met"
    NOT_MET = "not_met"
    OPEN = "open"  # not assessed, or a person must judge
    NORM_NOT_ENTERED = "norm_not_entered"
    NOT_APPLICABLE = "not_applicable"
    SILENT = "silent"  # the family says nothing that could be tested here


class PersonalSpace(StrEnum):
    """The European Court's reasoning on one room (Mursic v. Croatia [GC], paras 136-141)."""

    CANNOT_BE_COMPUTED = "cannot_be_computed"
    PRESUMPTION_STANDS = "presumption_stands"  # below 3 m2, not rebutted
    NEEDS_JUDGEMENT = "needs_judgement"  # below 3 m2, all three factors claimed: rebuttable
    FAILS = "fails"  # 3 to 4 m2 with an aggravating condition
    OPEN = "open"  # 3 to 4 m2, not every condition assessed
    HOLDS = "holds"  # 3 to 4 m2, no aggravating condition
    NOT_THE_ISSUE = "not_the_issue"  # above 4 m2


@dataclass(frozen=True, slots=True)
class Reading:
    """One input as it was used."""

    input: str
    place: str
    value: Value
    grade: Grade
    observed_at: datetime | None = None
    recorded_by: str | None = None
    evidence: tuple[str, ...] = ()


def readings_of(answers: Iterable[Answer]) -> tuple[Reading, ...]:
    """The values among the answers, as they were used."""
    return tuple(
        Reading(a.input, a.place, a.value, a.grade, a.observed_at, a.recorded_by, a.evidence)
        for a in answers
        if a.value is not None
    )


class PartResult(NamedTuple):
    """One measured side: the value, the band it fell into as written, and that band's level."""

    measure: str
    unit: str | None
    value: Fraction | str | None
    error: Fraction
    level: Level | None
    band: str | None
    band_since: date | None
    edges: tuple[Fraction, ...] = ()


class Judgement(NamedTuple):
    """One criterion at one place. `low` and `high` bound what answering the open inputs could give."""

    state: State
    level: Level | None
    low: Level
    high: Level
    why: tuple[Why, ...] = ()
    parts: tuple[PartResult, ...] = ()
    grade: Grade | None = None
    is_borderline: bool = False
    missing: tuple[str, ...] = ()  # inputs without a usable answer


class Finding(NamedTuple):
    """A judgement at a place, with who is affected and what it rests on.

    `persons` is None where nobody counted. `aggravated_by` names the criteria that failed there. A
    large facility has a hundred thousand of these, so readings are made from the answers when asked.
    """

    place: str
    place_kind: PlaceKind
    judgement: Judgement
    persons: int | None
    tier: Tier
    answers: tuple[Answer, ...] = ()
    aggravated_by: tuple[str, ...] = ()

    @property
    def readings(self) -> tuple[Reading, ...]:
        return readings_of(self.answers)


@dataclass(frozen=True, slots=True)
class Reach:
    """Persons in the places at the decisive level, of all persons present (None: not counted)."""

    persons_affected: int
    persons_present: int | None
    places_affected: int
    places_uncounted: int  # affected places where nobody counted

    @property
    def share(self) -> Fraction | None:
        if self.persons_present is None:
            return None
        if self.persons_affected >= self.persons_present:  # also where nobody is said to be present
            return Fraction(1) if self.persons_affected else None
        return Fraction(self.persons_affected, self.persons_present)


@dataclass(frozen=True, slots=True)
class ColumnVerdict:
    """What one instrument family says on one criterion; `provisions` are those that were tested."""

    family: Family
    verdict: Verdict
    provisions: tuple[tuple[str, str, Verdict], ...] = ()  # (instrument id, number, its verdict)


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """The worst place that applies to any person decides.

    `critical_level` is the worst level among places where the criterion is critical. `low`/`high`
    bound the level. `places_required` is the sample that the number of places demands; `coverage`
    is the share of the criterion that counts as assessed.
    """

    criterion: str
    domain: str
    tier: Tier
    state: State
    level: Level | None
    critical_level: Level | None
    low: Level
    high: Level
    why: tuple[Why, ...]
    findings: tuple[Finding, ...]
    reach: Reach | None
    places_applicable: int
    places_assessed: int
    places_required: int
    coverage: Fraction
    columns: tuple[ColumnVerdict, ...]
    provisions: tuple[tuple[str, str], ...] = ()  # (instrument id, number), all that are cited
    is_borderline: bool = False
    is_contradictory: bool = False


@dataclass(frozen=True, slots=True)
class NormFinding:
    """One rule of national law at one place: the measured value against the condition in force."""

    place: str
    verdict: Verdict
    value: Fraction | str | None
    persons: int | None
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class NormResult:
    norm: str
    criterion: str
    verdict: Verdict
    required: str | None  # the condition as written; None: norm not entered
    findings: tuple[NormFinding, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class DomainResult:
    """`mean` is the weighted mean of points, `index` the mean after the caps; None: nothing assessed."""

    domain: str
    mean: Fraction | None
    index: Fraction | None
    cap: int | None
    interval: Interval
    coverage: Fraction
    critical_coverage: Fraction
    assessed: int
    applicable: int
    levels: Mapping[Level, int]


@dataclass(frozen=True, slots=True)
class PersonalSpaceFinding:
    """The ECtHR comparison for one room, with its reasons."""

    room: str
    value: PersonalSpace
    space_m2_per_person: Fraction | None
    persons: int | None
    factors: tuple[tuple[str, str], ...]  # (factor, "yes" | "no" | "open")
    is_borderline: bool = False


@dataclass(frozen=True, slots=True)
class SpaceCounts:
    """Persons by personal space, over the rooms that were measured and counted.

    `histogram`: (lower edge in m2, persons), half a square metre a step, the last step open above.
    """

    below_3: int
    from_3_to_4: int
    above_4: int
    not_measured: int  # persons counted in rooms without a measured area
    rooms_not_counted: int
    histogram: tuple[tuple[Fraction, int], ...]


@dataclass(frozen=True, slots=True)
class Column:
    family: Family
    met: int
    not_met: int
    open: int
    norm_not_entered: int


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The same levels under other choices of weighing, caps kept; None: nothing assessed."""

    equal_weights: Fraction | None
    arithmetic_mean: Fraction | None
    without_caps: Fraction | None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at that blocks nothing: an implausible value, a contradiction."""

    code: str
    place: str
    input: str
    details: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """`index` is None when nothing was assessed. `rating` is `not_rated` below the coverage floor,
    and `at_best` then says what the rating could still become; failures stand at any coverage."""

    method: int
    packs: tuple[tuple[str, int, str], ...]  # (id, version, sha256)
    facility: str
    visited_on: date
    judged_on: date
    rating: Rating
    at_best: Rating
    index: Fraction | None
    interval: Interval
    coverage: Fraction
    critical_coverage: Fraction
    caps: tuple[str, ...]
    critical_failures: tuple[str, ...]  # criteria with critical_level 0 or 1, worst first
    severe_failures: tuple[str, ...]  # critical_level 0
    access_denied: tuple[tuple[str, str], ...]  # (input, place)
    domains: Mapping[str, DomainResult]
    criteria: Mapping[str, CriterionResult]
    norms: Mapping[str, NormResult]
    columns: tuple[Column, ...]
    personal_space: tuple[PersonalSpaceFinding, ...]
    space_counts: SpaceCounts
    sensitivity: Sensitivity
    warnings: tuple[Remark, ...] = ()
    persons_present: int | None = field(default=None)
