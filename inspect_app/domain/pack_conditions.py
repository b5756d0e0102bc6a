"""Conditions and bands as a pack writes them, read beside the measure and inputs they stand on."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from inspect_app.domain.bands import (
    BandFault,
    Bands,
    Condition,
    Level,
    numeric_bands,
    option_bands,
    parse_condition,
)
from inspect_app.domain.measures import ANSWERS, MEASURES, Measure
from inspect_app.domain.standards import Input, MeasureUse
from inspect_app.domain.terms import InputKind

Written = str | list[str]
"""A condition on numbers, or a list of options, as it stands in the file."""


def gives_options(measure: Measure) -> bool:
    """Whether the measure's result is an option and not a number."""
    return any(role.takes == ANSWERS for role in measure.roles.values())


def options_of(asked: Input) -> tuple[str, ...]:
    """The ids that an answer can have; none where answers are numbers, days or rectangles."""
    if asked.kind is InputKind.YES_NO:
        return ("yes", "no")
    return tuple(option.id for option in asked.options)


def least_value(use: MeasureUse, inputs: Mapping[str, Input]) -> Fraction | None:
    """The least number that the measure can give: bands need not speak of anything below."""
    measure = MEASURES[use.measure]
    if measure.id == "value":
        is_count = inputs[use.inputs["of"][0]].kind is InputKind.COUNT
        return Fraction(0) if is_count else None
    return measure.least


def bands_on(
    use: MeasureUse, inputs: Mapping[str, Input], written: Mapping[Level, Written]
) -> Bands:
    """The bands of one date. Raises BandFault; `use` must name a known measure and known inputs."""
    if gives_options(MEASURES[use.measure]):
        asked = inputs[use.inputs["of"][0]]
        options = {level: _as_list(text) for level, text in written.items()}
        return option_bands(options, options_of(asked))
    numbers = {level: _as_text(text) for level, text in written.items()}
    return numeric_bands(numbers, least_value(use, inputs))


def condition_on(use: MeasureUse, inputs: Mapping[str, Input], written: Written) -> Condition:
    """A condition on a measure's result. Raises BandFault."""
    if gives_options(MEASURES[use.measure]):
        return option_condition(inputs[use.inputs["of"][0]], written)
    return parse_condition(_as_text(written))


def answer_condition(asked: Input, written: Written) -> Condition:
    """A condition on an answer itself, as in `applies_to.when`. Raises BandFault."""
    if options_of(asked):
        return option_condition(asked, written)
    return parse_condition(_as_text(written))


def option_condition(asked: Input, written: Written) -> Condition:
    chosen, known = _as_list(written), options_of(asked)
    if unknown := [option for option in chosen if option not in known]:
        raise BandFault(f"{unknown[0]!r} is no option of {asked.id}")
    if len(chosen) == len(known):
        raise BandFault("every option is in it, so it says nothing")
    return Condition(", ".join(sorted(chosen)), options=frozenset(chosen))


def _as_text(written: Written) -> str:
    if isinstance(written, list):
        raise BandFault("a list of options stands where a number is measured")
    return written


def _as_list(written: Written) -> list[str]:
    return written if isinstance(written, list) else [written]
