"""The rule of a criterion as it stood on the day: what it says, from where, its bands and inputs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from inspect_app.domain.bands import Level
from inspect_app.domain.scoring.assessment import CriterionResult
from inspect_app.domain.standards import Criterion, MeasureUse, Part
from inspect_app.pages.inspection.reading import Opened
from inspect_app.reports.model.measured import decisive
from inspect_app.reports.model.rows import Badge
from inspect_app.reports.model.values import parts_of, unit_of


@dataclass(frozen=True, slots=True)
class ProvisionCited:
    cited: str
    name: str
    stands: str


@dataclass(frozen=True, slots=True)
class BandShown:
    """`places`: in how many places the value fell into it. `is_deciding`: where the criterion's own
    level comes from."""

    badge: Badge
    condition: str
    places: str
    is_deciding: bool


@dataclass(frozen=True, slots=True)
class PartShown:
    """One measured side. `measured`: the value, or its range over all places."""

    title: str | None
    measure: str
    inputs: tuple[str, ...]
    since: str | None
    measured: str
    bands: tuple[BandShown, ...]


@dataclass(frozen=True, slots=True)
class RuleShown:
    says: str
    explains: str | None
    provisions: tuple[ProvisionCited, ...]
    parts: tuple[PartShown, ...]
    lift: str | None
    aggravation: str | None
    checked_on: str


def rule_shown(result: CriterionResult, about: Opened) -> RuleShown:
    criterion, words = about.criterion(result.criterion), about.words
    return RuleShown(
        says=words.own(criterion.says),
        explains=words.own(criterion.explains) if criterion.explains else None,
        provisions=tuple(_provisions(criterion, about)),
        parts=tuple(_parts(result, criterion, about)),
        lift=_lift(criterion, about),
        aggravation=_aggravation(criterion, about),
        checked_on=words.day(criterion.last_checked_on),
    )


def _provisions(criterion: Criterion, about: Opened) -> Iterable[ProvisionCited]:
    for provision in criterion.provisions:
        instrument = about.sources.instruments.get(provision.instrument)
        yield ProvisionCited(
            cited=about.sources.cited(provision),
            name=about.words.own(instrument.name) if instrument else provision.instrument,
            stands=about.words.say(f"standing.{instrument.standing}") if instrument else "",
        )


_Sides = Mapping[int, list[tuple[Level | None, Fraction | str | None]]]
"""Position of a part in the criterion -> level and value in each place."""


def _parts(result: CriterionResult, criterion: Criterion, about: Opened) -> Iterable[PartShown]:
    day = about.judged_on
    sides: dict[int, list[tuple[Level | None, Fraction | str | None]]] = {}
    for finding in result.findings:
        for measured, part in parts_of(finding.judgement, criterion, day):
            if part is not None:
                said = sides.setdefault(criterion.parts.index(part), [])
                said.append((measured.level, measured.value))
    deciding = {
        (criterion.parts.index(part), measured.level)
        for finding in decisive(result)
        for measured, part in parts_of(finding.judgement, criterion, day)
        if part is not None and result.level is not None
    }
    for number, part in enumerate(criterion.parts):
        yield _part(number, part, sides, deciding, about)


def _part(
    number: int,
    part: Part,
    sides: _Sides,
    deciding: set[tuple[int, Level | None]],
    about: Opened,
) -> PartShown:
    words, day = about.words, about.judged_on
    found = sides.get(number, [])
    since = [since for since, _ in part.bands_from if since <= day]
    lowest = min((lv for n, lv in deciding if n == number and lv is not None), default=None)
    return PartShown(
        title=words.own(part.title) if part.title else None,
        measure=words.say(f"inspection.measure.{part.use.measure}"),
        inputs=_inputs(part.use, about),
        since=words.say("finding.since", date=words.day(since[-1])) if since else None,
        measured=_range(part, [value for _, value in found], about),
        bands=tuple(_bands(part, Counter(level for level, _ in found), lowest, about)),
    )


def _bands(
    part: Part, places: Mapping[Level | None, int], deciding: Level | None, about: Opened
) -> Iterable[BandShown]:
    bands = part.bands_on(about.judged_on)
    if bands is None:
        return
    unit = unit_of(part.use, about.pack)
    for level, condition in bands.by_level:
        text = about.values.condition(condition, part.use)
        yield BandShown(
            badge=about.sources.level_badge(level),
            condition=about.values.with_unit(text, unit) if bands.is_numeric else text,
            places=about.words.whole(places.get(level, 0)),
            is_deciding=level == deciding,
        )


def _range(part: Part, values: list[Fraction | str | None], about: Opened) -> str:
    unit, bands = unit_of(part.use, about.pack), part.bands_on(about.judged_on)
    edges = bands.edges if bands else ()
    numbers = sorted(value for value in values if isinstance(value, Fraction))
    if numbers and numbers[0] != numbers[-1]:
        return about.values.spread(numbers[0], numbers[-1], unit, edges)
    if numbers:
        return about.values.amount(numbers[0], unit, edges)
    options = dict.fromkeys(value for value in values if isinstance(value, str))
    return " / ".join(about.values.option(option, part.use) for option in options)


def _inputs(use: MeasureUse, about: Opened) -> tuple[str, ...]:
    return tuple(about.words.own(about.inputs[i].label) for i in use.input_ids)


def _lift(criterion: Criterion, about: Opened) -> str | None:
    lift = criterion.lift
    if lift is None:
        return None
    unit = unit_of(lift.test.use, about.pack)
    condition = about.values.condition(lift.test.holds_when, lift.test.use)
    return about.words.say(
        "inspection.rule_lift",
        level=about.words.say(f"level.{lift.to}"),
        measure=about.words.say(f"inspection.measure.{lift.test.use.measure}"),
        condition=about.values.with_unit(condition, unit),
    )


def _aggravation(criterion: Criterion, about: Opened) -> str | None:
    aggravation = criterion.aggravation
    if aggravation is None:
        return None
    titles = [f"{about.sources.title(c)} ({c})" for c in aggravation.by]
    within = about.values.condition(aggravation.within, criterion.parts[0].use)
    return about.words.say(
        "inspection.rule_aggravation",
        within=about.values.with_unit(within, unit_of(criterion.parts[0].use, about.pack)),
        list=about.sources.wording.listed(titles),
    )
