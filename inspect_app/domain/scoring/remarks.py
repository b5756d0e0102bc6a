"""Things to look at that block nothing: implausible values and "not applicable" that does not count."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from inspect_app.domain.exact import exact_text
from inspect_app.domain.facts import Answer, Facts
from inspect_app.domain.scoring.assessment import Remark
from inspect_app.domain.scoring.grounds import counts_as_not_applicable
from inspect_app.domain.standards import Input, Pack
from inspect_app.domain.terms import AnswerState

PLAUSIBLE_SIDE_M = (Fraction("0.3"), Fraction(60))
"""Sides of a rectangle outside this are asked about."""


def remarks_on(facts: Facts, pack: Pack) -> tuple[Remark, ...]:
    known = (answer for answer in facts.answers if answer.input in pack.inputs)
    found = (r for answer in known for r in _on(answer, pack.inputs[answer.input]))
    return tuple(sorted(found, key=lambda r: (r.code, r.place, r.input, r.details)))


def denied_access(facts: Facts) -> tuple[tuple[str, str], ...]:
    """(input, place) for every answer that was refused to the inspectors (NMR 84; OPCAT 20)."""
    denied = {(a.input, a.place) for a in facts.answers if a.state is AnswerState.ACCESS_DENIED}
    return tuple(sorted(denied))


def _on(answer: Answer, declared: Input) -> Iterable[Remark]:
    if answer.state is AnswerState.NOT_APPLICABLE and not counts_as_not_applicable(answer, False):
        yield Remark("not_applicable_not_counted", answer.place, answer.input)
    if answer.state is not AnswerState.ANSWERED:
        return
    for number in _implausible(answer, declared):
        yield Remark("implausible", answer.place, answer.input, exact_text(number))


def _implausible(answer: Answer, declared: Input) -> Iterable[Fraction]:
    value = answer.value
    if isinstance(value, tuple):
        low, high = PLAUSIBLE_SIDE_M
        return [side for part in value for side in part if not low <= side <= high]
    if isinstance(value, Fraction) and declared.plausible is not None:
        low, high = declared.plausible
        return [] if low <= value <= high else [value]
    return []
