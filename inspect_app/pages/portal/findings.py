"""What was found on one criterion, in plain words and from the published document alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from inspect_app.domain.bands import Bands
from inspect_app.domain.standards import Criterion, Part
from inspect_app.pages.portal.people_touched import is_about_all, people_of, reach_says
from inspect_app.pages.portal.rules import minimum_of
from inspect_app.pages.portal.shown import Shown
from inspect_app.pages.portal.words import PortalWords
from inspect_app.reports.model.values import unit_of
from inspect_app.services import portal
from inspect_app.services.portal import (
    Before,
    CriterionShown,
    Document,
    Measured,
    Place,
)

_MARKS = ("is_borderline", "is_contradictory")


@dataclass(frozen=True, slots=True)
class FailureLine:
    """One critical failure. `asks`: what should be; `found` None: nothing measured is told."""

    id: str
    title: str
    level: int
    level_says: str
    asks: str
    found: str | None
    minimum: str | None
    people: str
    since: str
    source: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion in a row. `state`: a level's number, or why there is none."""

    id: str
    title: str
    level: int | None
    says: str
    is_critical: bool
    people: str
    why: str


@dataclass(frozen=True, slots=True)
class StepFound:
    """One band of a measured side; `is_reached`: the one that the facility came to."""

    level: int
    level_says: str
    values: str
    is_reached: bool


@dataclass(frozen=True, slots=True)
class SideFound:
    title: str
    found: str
    is_withheld: bool
    steps: tuple[StepFound, ...]


def failure_line(
    result: CriterionShown, shown: Shown, earlier: Sequence[Document], words: PortalWords
) -> FailureLine:
    """`earlier`: what `shown.earlier_of` tells."""
    criterion = shown.criterion(result.id)
    level = result.critical_level or 0
    return FailureLine(
        id=result.id,
        title=shown.title(result.id, words),
        level=level,
        level_says=words.say(f"level.{level}"),
        asks=words.own(criterion.says) if criterion else "",
        found=_found_in_short(result, criterion, shown, words),
        minimum=_minimum_in_short(result, criterion, shown, words),
        people=reach_says(result.reach, words, is_about_all(result, shown)),
        since=_since_says(portal.before(result.id, earlier), words),
        source=source_of(criterion, shown, words),
        remarks=tuple(remarks_of(result, words)),
    )


def _since_says(before: Before, words: PortalWords) -> str:
    if before.is_first:
        return words.say("portal.since.first")
    if before.since is None and before.kept_on is None:
        return words.say("portal.since.not_assessed")
    kept = words.day(before.kept_on) if before.kept_on else None
    if before.since is None:
        return words.say("portal.since.new", kept=kept)
    day = words.day(before.since)
    if kept is None:
        return words.say("portal.since.or_longer", day=day)
    return words.say("portal.since.kept_before", day=day, kept=kept)


def criterion_line(result: CriterionShown, shown: Shown, words: PortalWords) -> CriterionLine:
    is_assessed = result.level is not None
    return CriterionLine(
        id=result.id,
        title=shown.title(result.id, words),
        level=result.level,
        says=words.say(f"level.{result.level}" if is_assessed else f"state.{result.state}"),
        is_critical=result.tier == "critical",
        people=people_of(result, words),
        why="; ".join(why_says(result, words)),
    )


def why_says(result: CriterionShown, words: PortalWords) -> Iterator[str]:
    for why in result.why:
        yield words.say(f"why.{why}")


def remarks_of(result: CriterionShown, words: PortalWords) -> Iterator[str]:
    for mark in _MARKS:
        if getattr(result, mark):
            yield words.say(f"portal.{mark}")
    for why in ("aggravated", "lifted"):
        if why in result.why:
            yield words.say(f"why.{why}")


def source_of(criterion: Criterion | None, shown: Shown, words: PortalWords) -> str:
    """The first source by its whole name, and how many more there are: the criterion's page has all."""
    if criterion is None or not criterion.provisions:
        return ""
    first, more = criterion.provisions[0], len(criterion.provisions) - 1
    instrument = shown.pack.instruments.get(first.instrument)
    name = words.own(instrument.name) if instrument else first.instrument
    has_number = first.number and first.number != criterion.id  # a choice of our own has none
    text = f"{name}, {first.number}" if has_number else name
    return f"{text}; {words.count('portal.more', more)}" if more else text


def sides_of(
    result: CriterionShown, criterion: Criterion, shown: Shown, words: PortalWords
) -> tuple[SideFound, ...]:
    found = []
    for measured, part in matched(result, criterion, shown):
        bands = part.bands_on(shown.document.judged_on) if part else None
        found.append(
            SideFound(
                title=words.own(part.title) if part and part.title else "",
                found=_value_says(measured, part, shown, words),
                is_withheld=measured.is_withheld,
                steps=_steps(measured, part, bands, shown, words),
            )
        )
    return tuple(found)


def matched(
    result: CriterionShown, criterion: Criterion, shown: Shown
) -> list[tuple[Measured, Part | None]]:
    """Each measured side with its place in the pack; a side left out there is skipped here."""
    left = list(criterion.parts)
    found: list[tuple[Measured, Part | None]] = []
    for measured in result.measured:
        part = next((p for p in left if p.use.measure == measured.measure), None)
        if part is not None:
            left = left[left.index(part) + 1 :]
        found.append((measured, part))
    return found


def place_says(place: Place, words: PortalWords) -> str:
    """A place as the public may call it."""
    if place.kind == "facility":
        return words.say("finding.whole_facility")
    if place.kind == "untold":
        return words.say("portal.untold_place")
    name = place.number or (str(place.called) if place.called else "")
    if place.kind == "block":
        return words.say("annex.block", name=name)
    text = (
        words.say("room.called", kind=words.say(f"room.{place.kind}"), n=name)
        if name
        else words.say(f"room.{place.kind}")
    )
    return f"{text}, {words.say('annex.block', name=place.block)}" if place.block else text


def _found_in_short(
    result: CriterionShown, criterion: Criterion | None, shown: Shown, words: PortalWords
) -> str | None:
    """What the sides at the worst level came to, with their names where there are several."""
    if criterion is None:
        return None
    texts = []
    for measured, part in _worst(result, criterion, shown):
        text = _value_says(measured, part, shown, words)
        is_named = part is not None and part.title is not None and len(criterion.parts) > 1
        if text:
            texts.append(f"{words.own(part.title)}: {text}" if part and is_named else text)
    return "; ".join(texts) or None


def _minimum_in_short(
    result: CriterionShown, criterion: Criterion | None, shown: Shown, words: PortalWords
) -> str | None:
    if criterion is None:
        return None
    day = shown.document.judged_on
    parts = [part for _, part in _worst(result, criterion, shown) if part] or criterion.parts
    texts = [minimum_of(part, shown.pack, words, day) for part in parts]
    return "; ".join(dict.fromkeys(text for text in texts if text)) or None


def _worst(
    result: CriterionShown, criterion: Criterion, shown: Shown
) -> list[tuple[Measured, Part | None]]:
    pairs = matched(result, criterion, shown)
    levels = [m.level for m, _ in pairs if m.level is not None]
    return [(m, p) for m, p in pairs if levels and m.level == min(levels)]


def _value_says(measured: Measured, part: Part | None, shown: Shown, words: PortalWords) -> str:
    values = words.values(shown.pack)
    if measured.options:
        use = part.use if part else None
        return " / ".join(values.option(option, use) for option in measured.options)
    if measured.low is None or measured.high is None:
        return words.say("portal.withheld_value") if measured.is_withheld else ""
    edges: tuple[Fraction, ...] = ()
    bands = part.bands_on(shown.document.judged_on) if part else None
    if bands is not None:
        edges = bands.edges
    if measured.low == measured.high:
        return values.amount(measured.low, measured.unit, edges)
    return values.spread(measured.low, measured.high, measured.unit, edges)


def _steps(
    measured: Measured, part: Part | None, bands: Bands | None, shown: Shown, words: PortalWords
) -> tuple[StepFound, ...]:
    if part is None or bands is None:
        return ()
    values = words.values(shown.pack)
    unit = unit_of(part.use, shown.pack) if bands.is_numeric else None
    return tuple(
        StepFound(
            level,
            words.say(f"level.{level}"),
            values.with_unit(values.condition(condition, part.use), unit),
            level == measured.level,
        )
        for level, condition in bands.by_level
    )
