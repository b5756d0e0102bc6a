"""Whether the worked cases of a pack touch every band and every option of what they illustrate."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any

from inspect_app.domain.bands import Bands, Condition
from inspect_app.domain.cases import Case
from inspect_app.domain.exact import exact_text
from inspect_app.domain.measures import MEASURES, Circumstances, MeasureFault
from inspect_app.domain.pack_conditions import least_value, options_of
from inspect_app.domain.pack_faults import Faults, Section, Where
from inspect_app.domain.standards import Criterion, Input, MeasureUse, Norm, Pack

LEAST_CASES = 3

Judge = Bands | Condition


@dataclass(frozen=True, slots=True)
class Stretch:
    """Numbers side by side that are judged alike, as the range of their pieces."""

    first: int
    last: int
    edges: tuple[Fraction, ...]

    def __str__(self) -> str:
        if self.first == self.last and self.first % 2:
            return f"= {exact_text(self.edges[self.first // 2])}"
        words = []
        if self.first:
            sign = ">=" if self.first % 2 else ">"
            words.append(sign + exact_text(self.edges[(self.first - 1) // 2]))
        if self.last < 2 * len(self.edges):
            sign = "<=" if self.last % 2 else "<"
            words.append(sign + exact_text(self.edges[self.last // 2]))
        return " and ".join(words)


def check_coverage(own: Pack, pack: Pack, cases: Sequence[Case], faults: Faults) -> None:
    """Faults of criteria and norms whose cases are too few or leave a band or an option untouched."""
    for criterion in own.criteria.values():
        mine = [case for case in cases if case.criterion == criterion.id]
        if criterion.parts and _are_some(criterion.id, Section.CRITERIA, mine, LEAST_CASES, faults):
            _check_criterion(criterion, mine, pack, faults)
    for norm in own.norms.values():
        mine = [case for case in cases if case.criterion == norm.id]
        if _are_some(norm.id, Section.NORMS, mine, 1, faults):
            _check_norm(norm, mine, pack, faults)


def _are_some(
    id_: str, section: Section, cases: Sequence[Case], least: int, faults: Faults
) -> bool:
    """Without any case there is one fault to tell, not one for each band."""
    if len(cases) < least:
        faults.add("cases_few", section, (id_,), count=len(cases), least=least)
    return bool(cases)


def _check_criterion(
    criterion: Criterion, cases: Sequence[Case], pack: Pack, faults: Faults
) -> None:
    for index, part in enumerate(criterion.parts):
        for since, until, bands in _periods(part.bands_from):
            then = [c for c in cases if since <= c.on and (until is None or c.on < until)]
            where = (criterion.id, "parts", index, "bands", str(since))
            _check_judge(part.use, bands, then, pack, faults, Section.CRITERIA, where)


def _check_norm(norm: Norm, cases: Sequence[Case], pack: Pack, faults: Faults) -> None:
    for since, until, condition in _periods(norm.required_from):
        then = [c for c in cases if since <= c.on and (until is None or c.on < until)]
        where = (norm.id, "required_from", str(since))
        _check_judge(norm.use, condition, then, pack, faults, Section.NORMS, where)


def _periods(from_dates: Sequence[tuple[date, Any]]) -> Iterator[tuple[date, date | None, Any]]:
    starts = [since for since, _ in from_dates]
    for index, (since, judge) in enumerate(from_dates):
        yield since, starts[index + 1] if index + 1 < len(starts) else None, judge


def _check_judge(
    use: MeasureUse,
    judge: Judge,
    cases: Iterable[Case],
    pack: Pack,
    faults: Faults,
    section: Section,
    where: Where,
) -> None:
    values = [value_in(case, use, pack) for case in cases]
    edges = _edges(judge)
    if not edges:
        asked = pack.inputs[use.inputs["of"][0]]
        for option in _options_left(asked, values):
            faults.add("case_option", section, where, input=asked.id, option=option)
        return
    numbers = [value for value in values if isinstance(value, Fraction)]
    for stretch in stretches(judge, edges, least_value(use, pack.inputs)):
        if not any(stretch.first <= _piece(v, edges) <= stretch.last for v in numbers):
            faults.add("case_edge", section, where, measure=use.measure, stretch=stretch)


def _options_left(asked: Input, values: Iterable[object]) -> list[str]:
    given = set(values)
    return [option for option in options_of(asked) if option not in given]


def stretches(
    judge: Judge, edges: tuple[Fraction, ...], least: Fraction | None = None
) -> tuple[Stretch, ...]:
    """The number line from `least` up, cut where the judgement changes."""
    start = 0 if least is None else _piece(least, edges)
    judged = [(_judged(judge, _inside(i, edges)), i) for i in range(start, 2 * len(edges) + 1)]
    found: list[Stretch] = []
    for _, group in groupby(judged, key=lambda one: one[0]):
        pieces = [piece for _, piece in group]
        found.append(Stretch(pieces[0], pieces[-1], edges))
    return tuple(found)


def value_in(case: Case, use: MeasureUse, pack: Pack) -> Fraction | str | None:
    """What the measure gives for a case; None where something is not given or nothing comes out."""
    measure = MEASURES[use.measure]
    values: dict[str, Any] = {}
    for name, ids in use.inputs.items():
        role = measure.roles[name]
        sources: list[Mapping[str, Any]] = list(case.rooms) if role.over_rooms else [case.given]
        found = [source.get(id_) for source in sources for id_ in ids]
        if not found or any(value is None for value in found):
            return None
        values[name] = tuple(found) if role.is_many or role.over_rooms else found[0]
    try:
        return measure.compute(values, Circumstances(case.on, pack.measurement_error_m)).value
    except MeasureFault:
        return None


def _judged(judge: Judge, value: Fraction) -> object:
    return judge.level_of(value) if isinstance(judge, Bands) else judge.holds(value)


def _edges(judge: Judge) -> tuple[Fraction, ...]:
    if isinstance(judge, Bands):
        return judge.edges
    return judge.numbers.edges if judge.numbers is not None else ()


def _piece(value: Fraction, edges: tuple[Fraction, ...]) -> int:
    """2 i for the open piece below edge i, 2 i + 1 for the edge itself."""
    index = bisect_left(edges, value)
    return 2 * index + (index < len(edges) and edges[index] == value)


def _inside(piece: int, edges: tuple[Fraction, ...]) -> Fraction:
    index = piece // 2
    if piece % 2:
        return edges[index]
    if index == 0:
        return edges[0] - 1
    return edges[-1] + 1 if index == len(edges) else (edges[index - 1] + edges[index]) / 2
