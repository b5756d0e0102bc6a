"""What was measured for a criterion, over all places that its level rests on."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from inspect_app.domain.scoring.assessment import CriterionResult, Finding, PartResult
from inspect_app.domain.scoring.sides import parts_of
from inspect_app.domain.standards import Criterion, Part
from inspect_app.reports.model.rows import Side, Step
from inspect_app.reports.model.sources import Sources
from inspect_app.reports.model.values import Values, unit_of

LONG_CONDITION = 24
"""Longer ones are printed one below the other."""


def decisive(result: CriterionResult) -> list[Finding]:
    """The places at the criterion's level; where it is only partly known, every place with one."""
    judged = [f for f in result.findings if f.judgement.level is not None]
    at_level = [f for f in judged if f.judgement.level == result.level]
    return at_level or judged or list(result.findings)


def failing(result: CriterionResult) -> list[Finding]:
    """Every place below the minimum, the decisive ones among them."""
    return [f for f in result.findings if f.judgement.level is not None and f.judgement.level <= 1]


def worst_first(
    findings: Iterable[Finding], criterion: Criterion, sources: Sources
) -> list[Finding]:
    """By level, then the worst value, then by how many people it concerns."""
    senses = [_sense(part, sources) for part in criterion.parts]
    sense = senses[0] if len(senses) == 1 else 0

    def key(finding: Finding) -> tuple[int, Fraction, int]:
        parts = finding.judgement.parts
        value = parts[0].value if parts and sense else None
        badness = -sense * value if isinstance(value, Fraction) else Fraction(0)
        return (_level(finding), -badness, -(finding.persons or 0))

    return sorted(findings, key=key)


def measured_text(
    findings: list[Finding], criterion: Criterion, sources: Sources, values: Values
) -> str:
    """One value, or the range over the places; the sides that earned the level, `;` between them."""
    if not findings:
        return sources.wording.say("value.dash")
    sides = _sides(findings, criterion, sources)
    worst = min((r.level for r, _, _ in sides if r.level is not None), default=None)
    texts = [
        _named(part, _range_text([result, *others], part, values), sides, sources)
        for result, part, others in sides
        if result.level == worst
    ]
    return "; ".join(texts) or sources.wording.say("value.dash")


def met_threshold(
    findings: list[Finding], criterion: Criterion, sources: Sources, values: Values
) -> str:
    """What the minimum asks for, of the sides that earned the level."""
    if not findings:
        return sources.wording.say("value.dash")
    sides = _sides(findings, criterion, sources)
    worst = min((r.level for r, _, _ in sides if r.level is not None), default=None)
    texts = [
        minimum_text(part, sources, values) for r, part, _ in sides if part and r.level == worst
    ]
    return "; ".join(dict.fromkeys(texts)) or sources.wording.say("value.dash")


def minimum_text(part: Part, sources: Sources, values: Values) -> str:
    """The condition of the least level that still is a pass (2, or 3 where there is no 2)."""
    bands = part.bands_on(sources.assessment.judged_on)
    if bands is None:
        return sources.wording.say("value.dash")
    by_level = dict(bands.by_level)
    passing = by_level.get(2) or by_level.get(3)
    if passing is None:
        return sources.wording.say("value.dash")
    text = values.condition(passing, part.use)
    return values.with_unit(text, unit_of(part.use, sources.pack)) if bands.is_numeric else text


def sides_of(
    findings: list[Finding], criterion: Criterion, sources: Sources, values: Values
) -> tuple[Side, ...]:
    """Each measured side with its ladder of thresholds, the reached step marked."""
    return tuple(
        _side(result, part, others, criterion, sources, values)
        for result, part, others in _sides(findings, criterion, sources)
    )


_SideOverPlaces = tuple[PartResult, Part | None, list[PartResult]]


def _sides(
    findings: list[Finding], criterion: Criterion, sources: Sources
) -> list[_SideOverPlaces]:
    """Per side its worst result, and the results of the same side in the other places."""
    day = sources.assessment.judged_on
    gathered: dict[int, tuple[Part | None, list[PartResult]]] = {}
    for finding in findings:
        for number, (result, part) in enumerate(parts_of(finding.judgement, criterion, day)):
            key = criterion.parts.index(part) if part is not None else -1 - number
            gathered.setdefault(key, (part, []))[1].append(result)
    sides = []
    for _, (part, results) in sorted(gathered.items()):
        worst = min(results, key=lambda r: 4 if r.level is None else r.level)
        sides.append((worst, part, [r for r in results if r is not worst]))
    return sides


def _sense(part: Part, sources: Sources) -> int:
    """+1 where more is better, -1 where less is, 0 where neither can be said."""
    bands = part.bands_on(sources.assessment.judged_on)
    if bands is None or not bands.edges:
        return 0
    first, last = bands.edges[0], bands.edges[-1]
    tried = (first - 1, first, last, last + 1)
    found = [bands.level_of(v) for v in tried if any(c.holds(v) for _, c in bands.by_level)]
    return (found[-1] > found[0]) - (found[-1] < found[0]) if found else 0


def _side(
    result: PartResult,
    part: Part | None,
    others: list[PartResult],
    criterion: Criterion,
    sources: Sources,
    values: Values,
) -> Side:
    wording = sources.wording
    is_alone = len(criterion.parts) == 1
    steps = _steps(result, part, sources, values)
    since = None
    if result.band_since is not None:
        since = wording.say("finding.since", date=wording.day(result.band_since))
    return Side(
        title=None if is_alone or part is None or part.title is None else wording.own(part.title),
        unit=values.unit(result.unit) or None,
        measured=_range_text([result, *others], part, values),
        since=since,
        steps=steps,
        is_tall=any(len(step.condition) > LONG_CONDITION for step in steps),
    )


def _steps(
    result: PartResult, part: Part | None, sources: Sources, values: Values
) -> tuple[Step, ...]:
    bands = part.bands_on(sources.assessment.judged_on) if part else None
    if bands is None or part is None:
        return ()
    return tuple(
        Step(
            badge=sources.level_badge(level),
            level=str(level),
            condition=values.condition(condition, part.use),
            is_reached=level == result.level,
        )
        for level, condition in bands.by_level
    )


def _range_text(results: list[PartResult], part: Part | None, values: Values) -> str:
    numbers = sorted(r.value for r in results if isinstance(r.value, Fraction))
    if len(numbers) < 2 or numbers[0] == numbers[-1]:
        texts = dict.fromkeys(values.measured(result, part) for result in results)
        return " / ".join(texts)
    first = results[0]
    return values.spread(numbers[0], numbers[-1], first.unit, first.edges)


def _named(part: Part | None, text: str, sides: list[_SideOverPlaces], sources: Sources) -> str:
    if len(sides) > 1 and part is not None and part.title is not None:
        return f"{sources.wording.own(part.title)}: {text}"
    return text


def _level(finding: Finding) -> int:
    return 4 if finding.judgement.level is None else finding.judgement.level
