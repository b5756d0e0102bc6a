"""What was found on one criterion, in plain words and from the published document alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from inspect_app.domain.bands import Bands
from inspect_app.domain.standards import Criterion, Part
from inspect_app.domain.terms import PlaceKind
from inspect_app.pages.portal.rules import minimum_of
from inspect_app.pages.portal.shown import Shown
from inspect_app.pages.portal.words import PortalWords, least
from inspect_app.reports.model.values import unit_of
from inspect_app.services import portal
from inspect_app.services.portal import (
    Before,
    CriterionShown,
    Document,
    Measured,
    Place,
    ReachShown,
)

_MOST_SOURCES = 2
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
    sources: str
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
        sources=sources_of(criterion, shown, words),
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


def people_of(result: CriterionShown, words: PortalWords) -> str:
    """Only where something is below the minimum does it matter whom it touches."""
    if result.reach is None or result.level is None or result.level > 1:
        return ""
    return words.people(result.reach.affected)


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


def is_about_all(result: CriterionShown, shown: Shown) -> bool:
    """Whether it is judged for the facility as a whole, and so touches everybody in it."""
    criterion = shown.criterion(result.id)
    return criterion is not None and criterion.place is PlaceKind.FACILITY


def touched_says(failed: Sequence[CriterionShown], shown: Shown, words: PortalWords) -> str | None:
    """Whom the failures touch, as far as it is certain: the same person may be touched by several, so
    of those about rooms the widest is the least number of people."""
    about_all = sum(is_about_all(one, shown) for one in failed)
    rooms = [one for one in failed if not is_about_all(one, shown)]
    touched = max((least(one.reach.affected) for one in rooms if one.reach), default=0)
    said = [words.count("portal.whole", about_all)] if about_all else []
    if touched:
        said.append(words.count("portal.touch" if about_all else "portal.touch_all", touched))
    return " ".join(said) or None


def reach_says(reach: ReachShown | None, words: PortalWords, is_all: bool = False) -> str:
    """ "96 of 312 people (31 %), in 7 places"; "everybody held there (312 people)"."""
    if reach is None or reach.affected is None:
        return words.say("value.not_counted")
    text = words.people(reach.affected)
    if is_all and reach.share == 1:
        return words.say("portal.everybody", people=text)
    if reach.present is not None:
        text = words.say("portal.of_present", people=text, present=words.figure(reach.present))
    if reach.share is not None:
        text = f"{text} ({words.percent(reach.share)})"
    if reach.places and not is_all:
        text = f"{text}, {words.counted('portal.in_places', reach.places)}"
    if reach.uncounted:
        text = f"{text}; {words.counted('portal.uncounted', reach.uncounted)}"
    return text


def sources_of(criterion: Criterion | None, shown: Shown, words: PortalWords) -> str:
    """The first sources by their whole names; the page of the criterion has all of them."""
    if criterion is None:
        return ""
    named = []
    for provision in criterion.provisions[:_MOST_SOURCES]:
        instrument = shown.pack.instruments.get(provision.instrument)
        name = words.own(instrument.name) if instrument else provision.instrument
        named.append(f"{name}, {provision.number}" if provision.number else name)
    return "; ".join(named)


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
