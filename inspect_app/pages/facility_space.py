"""Personal space then and now: two scored visits side by side, on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import ColumnElement

from inspect_app.api.machinery import machinery
from inspect_app.domain.scoring.assessment import SpaceCounts
from inspect_app.domain.scoring.known_inputs import HEAD_COUNT, ROOM_RECTANGLES
from inspect_app.extensions import db
from inspect_app.pages.charts import StepDrawing, round_top, steps_of_space
from inspect_app.pages.facility_space_counts import space_counts_of
from inspect_app.pages.wording import PageWording
from inspect_app.problems import Problem
from inspect_app.services import inspections

_LINES = (Fraction(3), Fraction(4))
Measured = tuple[str, date]
"""Inspection and day of a visit that measured rooms."""


@dataclass(frozen=True, slots=True)
class SpaceOfVisit:
    """One visit. `drawing` None: `sentence` says why there is none."""

    inspection: str
    day: str
    drawing: StepDrawing | None
    sentence: str | None
    left_out: str | None


@dataclass(frozen=True, slots=True)
class SpaceLine:
    """`numbers`: persons and their share at each visit that has counts, the earlier one first."""

    says: str
    numbers: tuple[tuple[str, str], ...]
    is_sum: bool


@dataclass(frozen=True, slots=True)
class SpacePart:
    """`choices`: (inspection, day, chosen) of the earlier visits that may stand beside the latest."""

    visits: tuple[SpaceOfVisit, ...]
    days: tuple[str, ...]
    lines: tuple[SpaceLine, ...]
    choices: tuple[tuple[str, str, bool], ...]


def criteria_of_space() -> frozenset[str]:
    """Those of the pack in force that need both the floor of a room and who slept there."""
    criteria = machinery().standards.main.criteria.values()
    needed = {ROOM_RECTANGLES, HEAD_COUNT}
    return frozenset(one.id for one in criteria if needed <= set(one.input_ids))


def space_part(
    measured: Sequence[Measured],
    earlier: str | None,
    scope: ColumnElement[bool],
    words: PageWording,
) -> SpacePart | None:
    """`measured`: the newest first. `earlier`: which one stands beside the newest; one that there is
    not is the one before it. None: no room was ever measured. Scores two visits at the most."""
    if not measured:
        return None
    now, others = measured[0], measured[1:]
    chosen = next((visit for visit in others if visit[0] == earlier), others[0] if others else None)
    shown_visits = [chosen, now] if chosen else [now]
    counts = [_counts(insp, scope, words) for insp, _ in shown_visits]
    top = round_top(max((_tallest(found) for found in counts), default=0))
    counted = [found for found in counts if isinstance(found, SpaceCounts)]
    return SpacePart(
        visits=tuple(
            _visit(visit, found, top, words)
            for visit, found in zip(shown_visits, counts, strict=True)
        ),
        days=tuple(
            words.day(day)
            for (_, day), found in zip(shown_visits, counts, strict=True)
            if isinstance(found, SpaceCounts)
        ),
        lines=tuple(_lines(counted, words)),
        choices=tuple(
            (insp, words.day(day), chosen is not None and insp == chosen[0]) for insp, day in others
        ),
    )


def _counts(insp: str, scope: ColumnElement[bool], words: PageWording) -> SpaceCounts | str:
    """What was counted, or the sentence why this visit cannot be scored."""
    found = inspections.find(db.session(), insp, scope)
    if found is None:
        return words.say("facility.space.gone")
    try:
        return space_counts_of(found)
    except Problem as refused:
        return refused.sentence(words.language)


def _visit(visit: Measured, found: SpaceCounts | str, top: int, words: PageWording) -> SpaceOfVisit:
    insp, day = visit
    if isinstance(found, str):
        return SpaceOfVisit(insp, words.day(day), None, found, None)
    if not _total(found):
        none = words.say("facility.space.nobody")
        return SpaceOfVisit(insp, words.day(day), None, none, _left_out(found, words))
    drawing = steps_of_space(
        _finding(found, day, words),
        found.histogram,
        top,
        [(line, words.say("facility.space.line", n=line)) for line in _LINES],
        [words.whole(persons) for _, persons in found.histogram],
    )
    return SpaceOfVisit(insp, words.day(day), drawing, None, _left_out(found, words))


def _finding(counts: SpaceCounts, day: date, words: PageWording) -> str:
    return words.say(
        "facility.space.alt",
        day=words.day(day),
        total=words.whole(_total(counts)),
        below=words.whole(counts.below_3),
        between=words.whole(counts.from_3_to_4),
        above=words.whole(counts.above_4),
    )


def _left_out(counts: SpaceCounts, words: PageWording) -> str | None:
    said = [
        words.count(key, number)
        for key, number in (
            ("facility.space.not_measured", counts.not_measured),
            ("facility.space.not_counted", counts.rooms_not_counted),
        )
        if number
    ]
    return " ".join(said) or None


def _lines(counted: Sequence[SpaceCounts], words: PageWording) -> list[SpaceLine]:
    """The three zones, all together, then step by step where anybody is."""
    if not counted:
        return []
    totals = [_total(counts) for counts in counted]
    zones = (
        ("cover.below_3", [counts.below_3 for counts in counted]),
        ("cover.from_3_to_4", [counts.from_3_to_4 for counts in counted]),
        ("cover.above_4", [counts.above_4 for counts in counted]),
        ("facility.space.all", totals),
    )
    lines = [
        SpaceLine(words.say(key), _numbers(numbers, totals, words), True) for key, numbers in zones
    ]
    return lines + [
        SpaceLine(
            _step(counted[0], position, words),
            _numbers([counts.histogram[position][1] for counts in counted], totals, words),
            False,
        )
        for position in range(len(counted[0].histogram))
        if any(counts.histogram[position][1] for counts in counted)
    ]


def _numbers(
    numbers: Sequence[int], totals: Sequence[int], words: PageWording
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (words.whole(number), words.percent(Fraction(number, total)) if total else "")
        for number, total in zip(numbers, totals, strict=True)
    )


def _step(counts: SpaceCounts, position: int, words: PageWording) -> str:
    edge = counts.histogram[position][0]
    if position == len(counts.histogram) - 1:
        return words.say("facility.space.last_step", low=_number(edge, words))
    upper = counts.histogram[position + 1][0]
    return words.say("facility.space.step", low=_number(edge, words), high=_number(upper, words))


def _number(value: Fraction, words: PageWording) -> str:
    """Halves of a square metre as the language writes them."""
    return words.number(value, 1)


def _total(counts: SpaceCounts) -> int:
    return counts.below_3 + counts.from_3_to_4 + counts.above_4


def _tallest(found: SpaceCounts | str) -> int:
    return max(persons for _, persons in found.histogram) if isinstance(found, SpaceCounts) else 0
