"""Values, bands and readings as people read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from inspect_app.domain.bands import Condition
from inspect_app.domain.facts import Value
from inspect_app.domain.measures import MEASURES
from inspect_app.domain.publishing.judging import FEW
from inspect_app.domain.publishing.redacting import WITHHELD
from inspect_app.domain.scoring.assessment import PartResult
from inspect_app.domain.scoring.sides import parts_of as parts_of
from inspect_app.domain.standards import Input, MeasureUse, Pack, Part
from inspect_app.reports.wording import Wording

_TWO_PLACES = frozenset({"m2", "m2_per_person"})
_TERM = re.compile(r"(>=|<=|>|<|\.\.|\band\b|\bor\b|[+-]?\d+(?:[.,]\d+)?)")
_SIGNS = {">=": "≥\u00a0", "<=": "≤\u00a0", ">": ">\u00a0", "<": "<\u00a0", "..": "–"}
_EXACT_PLACES = 2


@dataclass(frozen=True, slots=True)
class Values:
    """Writes the values of one pack in one language."""

    pack: Pack
    wording: Wording

    def unit(self, unit: str | None) -> str:
        text = self.pack.units.get(unit) if unit else None
        return self.wording.own(text) if text else ""

    def amount(self, value: Fraction, unit: str | None, edges: Iterable[Fraction] = ()) -> str:
        """Square metres with two places always, other numbers with as many as they have."""
        return self.with_unit(self.number(value, unit, edges), unit)

    def spread(
        self, low: Fraction, high: Fraction, unit: str | None, edges: Iterable[Fraction] = ()
    ) -> str:
        """From the lowest to the highest, the unit once."""
        ends = {"low": self.number(low, unit, edges), "high": self.number(high, unit, edges)}
        key = "finding.range" if low >= 0 else "finding.range_below_zero"
        return self.with_unit(self.wording.say(key, **ends), unit)

    def with_unit(self, written: str, unit: str | None) -> str:
        """A number, or a condition on one, with its unit where the language puts it."""
        if unit and self.wording.knows(f"unit.{unit}"):
            return self.wording.say(f"unit.{unit}", value=written)
        name = self.unit(unit)
        return f"{written}\u00a0{name}" if name else written

    def number(self, value: Fraction, unit: str | None, edges: Iterable[Fraction] = ()) -> str:
        if unit in _TWO_PLACES:
            return self.wording.number(value, _EXACT_PLACES, edges)
        return self.wording.short_number(value, _EXACT_PLACES, edges)

    def measured(self, result: PartResult, part: Part | None) -> str:
        if result.value is None:
            return self.wording.say("why.nothing_to_count")
        if isinstance(result.value, str):
            return self.option(result.value, part.use if part else None)
        return self.amount(result.value, result.unit, result.edges)

    def option(self, option: str, use: MeasureUse | None) -> str:
        if option == WITHHELD:
            return self.wording.say("value.withheld")
        if option == FEW:
            return self.wording.say("value.few")
        if option in ("yes", "no"):
            return self.wording.say(f"answer.{option}")
        for input_id in use.input_ids if use else ():
            for known in self.pack.inputs[input_id].options:
                if known.id == option:
                    return self.wording.own(known.label)
        return self.wording.line(option)

    def condition(self, condition: Condition, use: MeasureUse | None) -> str:
        """`>=3.0 and <4.0` as signs and words of the language; options by their labels."""
        if condition.options is not None:
            options = condition.text.split(", ")
            return " / ".join(self.option(option, use) for option in options)
        return self.bounds(condition.text)

    def bounds(self, text: str) -> str:
        return "".join(self._bound_terms(text)).strip()

    def _bound_terms(self, text: str) -> Iterator[str]:
        for term in _TERM.findall(text):
            if term in _SIGNS:
                yield _SIGNS[term]
            elif term in ("and", "or"):
                yield f" {self.wording.say(f'band.{term}')} "
            else:
                yield self.wording.decimal(term.replace(",", "."))

    def reading(self, value: Value, declared: Input) -> str:
        if isinstance(value, bool):
            return self.wording.say("answer.yes" if value else "answer.no")
        if isinstance(value, Fraction):
            return self.amount(value, declared.unit)
        if isinstance(value, date):
            return self.wording.day(value)
        if isinstance(value, tuple):
            return self._rectangles(value)
        label = next((o.label for o in declared.options if o.id == value), None)
        return self.wording.own(label) if label else self.wording.line(str(value))

    def _rectangles(self, parts: tuple[tuple[Fraction, Fraction], ...]) -> str:
        if not parts:
            return self.wording.say("answer.rectangles_none")
        metre = self.unit("m")
        written = [
            f"{self.wording.short_number(length)}\u00a0×\u00a0{self.wording.short_number(width)}"
            for length, width in parts
        ]
        return f"{' + '.join(written)}\u00a0{metre}"


def unit_of(use: MeasureUse, pack: Pack) -> str | None:
    """The unit of what is measured: the measure's own, or that of the input it reads."""
    own = MEASURES[use.measure].unit
    if own is not None:
        return own
    first = use.inputs.get("of")
    declared = pack.inputs.get(first[0]) if first else None
    return declared.unit if declared else None
