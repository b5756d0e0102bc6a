"""Bands: which set of values earns which level.

A condition is written as people write it: `>=4.0`, `<3`, `0`, `18..26`, `>=16 and <18 or >26`. Bands
are read from the best level down, the first that holds decides, so `3: ">=4.0", 2: ">=3.4"` says all.
What cannot be meant is refused: a value that no band holds, a band that is never reached, and two
bands that cross instead of lying inside or beside each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from inspect_app.domain.exact import exact_text, parse_exact

Level = int
"""3 recommended, 2 minimum, 1 below, 0 severe."""

LEVELS: tuple[Level, ...] = (3, 2, 1, 0)
_ONE = re.compile(r"(>=|<=|>|<)\s*([+-]?[\d.,]+)")
_RANGE = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*\.\.\s*([+-]?\d+(?:\.\d+)?)")


class BandFault(ValueError):
    """Bands that cannot be meant; the text says why, in English, for the one who writes a pack."""


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """A point between numbers: just below `at`, or just above it (`after`)."""

    at: Fraction
    after: bool


Span = tuple[Cut | None, Cut | None]
"""From one cut to another; None is without end on that side."""


@dataclass(frozen=True, slots=True)
class NumberSet:
    """Disjoint spans in rising order."""

    spans: tuple[Span, ...]

    def holds(self, value: Fraction) -> bool:
        for low, high in self.spans:
            if _starts_before(low, value) and not _ends_before(high, value):
                return True
        return False

    def minus(self, other: NumberSet) -> NumberSet:
        return self.both(other.outside())

    def outside(self) -> NumberSet:
        spans: list[Span] = []
        start: Cut | None = None
        open_start = True
        for low, high in self.spans:
            if low is not None:
                spans.append((None if open_start else start, low))
            start, open_start = high, False
            if high is None:
                return NumberSet(tuple(spans))
        spans.append((None if open_start else start, None))
        return NumberSet(tuple(spans))

    def both(self, other: NumberSet) -> NumberSet:
        spans = [
            (low, high)
            for a in self.spans
            for b in other.spans
            for low, high in [(_later(a[0], b[0]), _earlier(a[1], b[1]))]
            if low is None or high is None or low < high
        ]
        return NumberSet(tuple(sorted(spans, key=lambda span: _sort_key(span[0]))))

    @property
    def is_empty(self) -> bool:
        return not self.spans

    @property
    def edges(self) -> tuple[Fraction, ...]:
        return tuple(sorted({cut.at for span in self.spans for cut in span if cut is not None}))

    def some_value(self) -> Fraction:
        """A number inside, for telling a writer of a pack what no band holds."""
        low, high = self.spans[0]
        if low is None:
            return high.at - 1 if high is not None else Fraction(0)
        if high is None:
            return low.at + 1
        return low.at if not low.after else (low.at + high.at) / 2


@dataclass(frozen=True, slots=True)
class Condition:
    """Numbers that satisfy it, or options that do; `text` is as written in the pack."""

    text: str
    numbers: NumberSet | None = None
    options: frozenset[str] | None = None

    def holds(self, value: Fraction | str) -> bool:
        if isinstance(value, str):
            return self.options is not None and value in self.options
        return self.numbers is not None and self.numbers.holds(value)


@dataclass(frozen=True, slots=True)
class Bands:
    """Conditions from the best level down."""

    by_level: tuple[tuple[Level, Condition], ...]
    edges: tuple[Fraction, ...] = ()

    def level_of(self, value: Fraction | str) -> Level:
        for level, condition in self.by_level:
            if condition.holds(value):
                return level
        raise BandFault(f"no band holds {value}")

    def text_of(self, level: Level) -> str:
        return dict(self.by_level)[level].text

    @property
    def is_numeric(self) -> bool:
        return self.by_level[0][1].numbers is not None


def parse_condition(text: str) -> Condition:
    """`>=3.0 and <4.0 or >10`, `18..26` (both ends included) or a single number."""
    spans: list[NumberSet] = []
    for clause in text.split(" or "):
        numbers = NumberSet(((None, None),))
        for term in clause.split(" and "):
            numbers = numbers.both(_parse_term(term.strip(), text))
        if numbers.is_empty:
            raise BandFault(f"no number satisfies {clause.strip()!r}")
        spans.append(numbers)
    whole = spans[0]
    for numbers in spans[1:]:
        whole = whole.outside().both(numbers.outside()).outside()
    return Condition(text=text, numbers=whole)


def numeric_bands(conditions: Mapping[Level, str], least: Fraction | None = None) -> Bands:
    """Bands over numbers from `least` (None: no lower end) upward, checked to fit together."""
    parsed = tuple(
        (level, parse_condition(conditions[level])) for level in LEVELS if level in conditions
    )
    left = NumberSet(((None if least is None else Cut(least, False), None),))
    seen: list[tuple[Level, NumberSet]] = []
    for level, condition in parsed:
        numbers = _numbers(condition)
        _check_nesting(level, numbers.both(_from(least)), seen)
        if left.both(numbers).is_empty:
            raise BandFault(f"band {level} is never reached: better bands hold all of it")
        left = left.minus(numbers)
        seen.append((level, numbers.both(_from(least))))
    if not left.is_empty:
        raise BandFault(f"no band holds {exact_text(left.some_value())}: the bands leave a gap")
    edges = {edge for _, condition in parsed for edge in _numbers(condition).edges}
    return Bands(parsed, tuple(sorted(edges)))


def option_bands(conditions: Mapping[Level, Iterable[str]], options: Iterable[str]) -> Bands:
    """Bands over the options of a choice: each option in exactly one band."""
    known, placed = set(options), set[str]()
    by_level: list[tuple[Level, Condition]] = []
    for level in LEVELS:
        if level not in conditions:
            continue
        chosen = frozenset(conditions[level])
        if unknown := sorted(chosen - known):
            raise BandFault(f"band {level} names {unknown[0]!r}, which is no option of the input")
        if twice := sorted(chosen & placed):
            raise BandFault(f"option {twice[0]!r} stands in two bands: the bands overlap")
        placed |= chosen
        by_level.append((level, Condition(", ".join(sorted(chosen)), options=chosen)))
    if left := sorted(known - placed):
        raise BandFault(f"no band holds option {left[0]!r}: the bands leave a gap")
    return Bands(tuple(by_level))


def _check_nesting(level: Level, numbers: NumberSet, better: list[tuple[Level, NumberSet]]) -> None:
    for other_level, other in better:
        overlap = numbers.both(other)
        if not overlap.is_empty and not other.minus(numbers).is_empty:
            raise BandFault(
                f"bands {other_level} and {level} overlap at {exact_text(overlap.some_value())}"
            )


def _parse_term(term: str, whole: str) -> NumberSet:
    try:
        if match := _RANGE.fullmatch(term):
            low, high = parse_exact(match[1]), parse_exact(match[2])
            return NumberSet(((Cut(low, False), Cut(high, True)),))
        if match := _ONE.fullmatch(term):
            return _one_sided(match[1], parse_exact(match[2]))
        value = parse_exact(term)
    except ValueError as error:
        raise BandFault(
            f"{whole!r} is not a condition: write >=4.0, <3, 18..26 or a number"
        ) from error
    return NumberSet(((Cut(value, False), Cut(value, True)),))


def _one_sided(sign: str, at: Fraction) -> NumberSet:
    spans: dict[str, Span] = {
        ">=": (Cut(at, False), None),
        ">": (Cut(at, True), None),
        "<=": (None, Cut(at, True)),
        "<": (None, Cut(at, False)),
    }
    return NumberSet((spans[sign],))


def _numbers(condition: Condition) -> NumberSet:
    assert condition.numbers is not None  # noqa: S101  # parse_condition makes numbers only
    return condition.numbers


def _from(least: Fraction | None) -> NumberSet:
    return NumberSet(((None if least is None else Cut(least, False), None),))


def _starts_before(low: Cut | None, value: Fraction) -> bool:
    if low is None:
        return True
    over = _over(value, low.at)
    return over > 0 if low.after else over >= 0


def _ends_before(high: Cut | None, value: Fraction) -> bool:
    if high is None:
        return False
    over = _over(value, high.at)
    return over > 0 if high.after else over >= 0


def _over(value: Fraction, at: Fraction) -> int:
    """The sign of value - at, by whole numbers: a facility compares a hundred thousand times."""
    return value.numerator * at.denominator - at.numerator * value.denominator


def _later(a: Cut | None, b: Cut | None) -> Cut | None:
    return b if a is None else a if b is None else max(a, b)


def _earlier(a: Cut | None, b: Cut | None) -> Cut | None:
    return b if a is None else a if b is None else min(a, b)


def _sort_key(cut: Cut | None) -> tuple[int, Fraction, bool]:
    return (0, Fraction(0), False) if cut is None else (1, cut.at, cut.after)
