"""From shaped items to the values of the domain.

What cannot be built because something it names is wrong elsewhere stays empty here: the fault is
told where it lies, and once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from inspect_app.domain.bands import Bands, Condition, parse_condition
from inspect_app.domain.measures import MEASURES
from inspect_app.domain.pack_conditions import answer_condition, bands_on, condition_on
from inspect_app.domain.pack_faults import Faults, Section, Where
from inspect_app.domain.standards import (
    Aggravation,
    AppliesTo,
    Criterion,
    Doubt,
    Input,
    Instrument,
    Lift,
    MeasureUse,
    Norm,
    Option,
    Part,
    Provision,
    Test,
    TierRule,
)
from inspect_app.domain.terms import PlaceKind

Shaped = Mapping[str, Any]


def instrument(id_: str, shaped: Shaped) -> Instrument:
    return Instrument(id=id_, **shaped)


def asked_input(id_: str, shaped: Shaped) -> Input:
    options = tuple(Option(key, label) for key, label in shaped["options"].items())
    return Input(id=id_, **{**shaped, "options": options})


def doubt(id_: str, shaped: Shaped) -> Doubt:
    return Doubt(id=id_, **shaped)


class Builder:
    """Builds criteria and norms over the inputs that a pack sees; faults gather in `faults`."""

    def __init__(self, inputs: Mapping[str, Input], faults: Faults) -> None:
        self.inputs = inputs
        self.faults = faults

    def criterion(self, id_: str, shaped: Shaped) -> Criterion:
        at = Place(Section.CRITERIA, (id_,))
        return Criterion(
            id=id_,
            domain=shaped["domain"],
            title=shaped["title"],
            says=shaped["says"],
            explains=shaped.get("explains"),
            provisions=tuple(
                self.provision(one, at.under("provisions", index))
                for index, one in enumerate(shaped["provisions"])
            ),
            place=shaped["place"],
            applies_to=self.applies_to(shaped.get("applies_to"), at.under("applies_to")),
            parts=self.parts(shaped, at),
            tier=TierRule(
                shaped["tier"],
                frozenset(shaped["critical_in"]),
                frozenset(shaped["critical_months"]),
            ),
            confidence=shaped["confidence"],
            is_policy=shaped["policy"],
            last_checked_on=shaped["last_checked_on"],
            norm=shaped.get("norm"),
            lift=self.lift(shaped.get("lift"), at.under("lift")),
            aggravation=self.aggravation(shaped.get("aggravation"), at.under("aggravation")),
        )

    def norm(self, id_: str, shaped: Shaped, place: PlaceKind) -> Norm:
        at = Place(Section.NORMS, (id_,))
        use = measure_use(shaped)
        in_force = [
            (since, condition)
            for since, written in sorted(shaped["required_from"].items())
            if (condition := self.condition(use, written, at.under("required_from", str(since))))
        ]
        return Norm(
            id=id_,
            criterion=shaped["criterion"],
            says=shaped["says"],
            provision=self.provision(shaped["provision"], at.under("provision")),
            applies_to=self.applies_to(shaped.get("applies_to"), at.under("applies_to")),
            use=use,
            required_from=tuple(in_force),
            last_checked_on=shaped["last_checked_on"],
            place=place,
        )

    def parts(self, shaped: Shaped, at: Place) -> tuple[Part, ...]:
        several, measure = shaped.get("parts"), shaped.get("measure")
        at_top = [key for key in ("measure", "inputs", "bands", "when_nothing") if key in shaped]
        if several is not None or shaped.get("norm") is not None:
            for key in at_top:
                kind = "parts" if several is not None else "norm"
                self.add("key_idle", at.under(key), key=key, kind=kind)
        if shaped.get("norm") is not None:
            if several is not None:
                self.add("key_idle", at.under("parts"), key="parts", kind="norm")
            return ()
        if several is not None:
            return tuple(
                self.part(part, at.under("parts", index)) for index, part in enumerate(several)
            )
        missing = [key for key in ("measure", "inputs", "bands") if key not in shaped]
        for key in missing:
            self.add("key_needed", at, key=key, kind=measure or "a criterion")
        return () if missing else (self.part(shaped, at),)

    def part(self, shaped: Shaped, at: Place) -> Part:
        use = measure_use(shaped)
        in_force: list[tuple[date, Bands]] = []
        for since, written in sorted(shaped["bands"].items()):
            place = at.under("bands", str(since))
            if len(written) < 2:
                self.add("one_band", place)
            elif self.can_measure(use):
                try:
                    in_force.append((since, bands_on(use, self.inputs, written)))
                except ValueError as fault:
                    self.add("bands", place, why=fault)
        title = shaped.get("title") if at.where[-2:-1] == ("parts",) else None
        return Part(use, tuple(in_force), shaped.get("when_nothing"), title)

    def provision(self, shaped: Shaped, at: Place) -> Provision:
        return Provision(
            instrument=shaped["instrument"],
            number=shaped["number"],
            met_at=shaped.get("met_at"),
            test=self.test(shaped.get("test"), at.under("test")),
            is_personal_space_test=shaped["personal_space_test"],
        )

    def test(self, shaped: Shaped | None, at: Place) -> Test | None:
        if shaped is None:
            return None
        use = measure_use(shaped)
        condition = self.condition(use, shaped["holds_when"], at.under("holds_when"))
        return Test(use, condition or UNREADABLE)

    def lift(self, shaped: Shaped | None, at: Place) -> Lift | None:
        if shaped is None:
            return None
        test = self.test(shaped, at)
        within = self.numbers(shaped["within"], at.under("within"))
        return None if test is None else Lift(shaped["to"], within, test)

    def aggravation(self, shaped: Shaped | None, at: Place) -> Aggravation | None:
        if shaped is None:
            return None
        return Aggravation(self.numbers(shaped["within"], at.under("within")), shaped["by"])

    def applies_to(self, shaped: Shaped | None, at: Place) -> AppliesTo:
        if shaped is None:
            return AppliesTo()
        when = {
            id_: self.answer(id_, written, at.under("when", id_))
            for id_, written in shaped["when"].items()
        }
        return AppliesTo(
            room_kinds=frozenset(shaped["room_kinds"]),
            regimes=frozenset(shaped["regimes"]),
            people=frozenset(shaped["people"]),
            facility_kinds=frozenset(shaped["facility_kinds"]),
            when=when,
        )

    def condition(self, use: MeasureUse, written: Any, at: Place) -> Condition | None:
        if not self.can_measure(use):
            return None
        try:
            return condition_on(use, self.inputs, written)
        except ValueError as fault:
            self.add("condition", at, why=fault)
            return None

    def answer(self, id_: str, written: Any, at: Place) -> Condition:
        if id_ not in self.inputs:
            return UNREADABLE
        try:
            return answer_condition(self.inputs[id_], written)
        except ValueError as fault:
            self.add("condition", at, why=fault)
            return UNREADABLE

    def numbers(self, written: str, at: Place) -> Condition:
        try:
            return parse_condition(written)
        except ValueError as fault:
            self.add("condition", at, why=fault)
            return UNREADABLE

    def can_measure(self, use: MeasureUse) -> bool:
        """Whether measure, roles and inputs fit: otherwise the checks of the domain tell why not."""
        measure = MEASURES.get(use.measure)
        if measure is None or set(use.inputs) != set(measure.roles):
            return False
        return all(
            id_ in self.inputs and self.inputs[id_].kind in measure.roles[role].takes
            for role, ids in use.inputs.items()
            for id_ in ids
        )

    def add(self, code: str, at: Place, **details: object) -> None:
        self.faults.add(code, at.section, at.where, **details)


UNREADABLE = Condition("")
"""Stands in for a condition whose fault has been told; no pack that holds one is ever handed out."""


class Place:
    """Where in the pack a value is built, for the faults."""

    def __init__(self, section: Section, where: Where) -> None:
        self.section = section
        self.where = where

    def under(self, *steps: str | int) -> Place:
        return Place(self.section, (*self.where, *steps))


def measure_use(shaped: Shaped) -> MeasureUse:
    inputs = {
        role: tuple(given) if isinstance(given, list) else (given,)
        for role, given in shaped["inputs"].items()
    }
    return MeasureUse(shaped["measure"], inputs)
