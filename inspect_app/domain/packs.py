"""What the items of a pack say about each other: every reference met, every rule that can be judged.

All checks return faults as values; nothing here stops at the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from inspect_app.domain.bands import Level
from inspect_app.domain.measures import MEASURES, Role
from inspect_app.domain.pack_conditions import gives_options
from inspect_app.domain.pack_faults import Faults, Section, Where
from inspect_app.domain.scoring import known_inputs
from inspect_app.domain.standards import (
    AppliesTo,
    Criterion,
    Input,
    MeasureUse,
    Norm,
    Pack,
    Part,
    Provision,
)
from inspect_app.domain.terms import Family, InputKind, PlaceKind, Tier

REACHES: Mapping[PlaceKind, tuple[PlaceKind, ...]] = {
    PlaceKind.ROOM: (PlaceKind.ROOM, PlaceKind.BLOCK, PlaceKind.FACILITY),
    PlaceKind.BLOCK: (PlaceKind.BLOCK, PlaceKind.FACILITY),
    PlaceKind.FACILITY: (PlaceKind.FACILITY,),
}
"""Whose answers a place can use: its own and those of what it lies in."""

METHOD_INPUTS = frozenset(
    {
        known_inputs.HEAD_COUNT,
        known_inputs.PERSONS_PRESENT,
        known_inputs.BLOCK_PERSONS,
        known_inputs.DAYS_BELOW_3_M2,
        known_inputs.REDUCTIONS_OCCASIONAL,
        known_inputs.REDUCTIONS_MINOR,
        known_inputs.FREE_MOVEMENT,
    }
)
"""Inputs that the method itself reads, for reach and for the personal space test."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a pack may refer to beside its own items.

    `criteria` are those of the packs it builds on; `untold` are ids of own items that could not be
    built: their faults are told already, and naming them is no second one.
    """

    criteria: Mapping[str, Criterion] = field(default_factory=dict)
    untold: frozenset[str] = frozenset()


def check_items(pack: Pack, own: Pack, around: Surroundings, faults: Faults) -> None:
    """Faults of `own` items; `pack` is the same pack with what it sees of others."""
    for one in own.inputs.values():
        _check_input(one, pack, around, faults)
    for criterion in own.criteria.values():
        _Checking(pack, around, faults, Section.CRITERIA, (criterion.id,)).criterion(criterion)
    for norm in own.norms.values():
        _Checking(pack, around, faults, Section.NORMS, (norm.id,)).norm(norm)
    _check_aggravation_rings(own, faults)
    _check_doubts(own, pack, around, faults)


def used_inputs(pack: Pack) -> frozenset[str]:
    """Inputs on which some criterion or norm rests, or which the method itself reads."""
    used = {id_ for criterion in pack.criteria.values() for id_ in criterion.input_ids}
    used |= {id_ for norm in pack.norms.values() for id_ in norm_inputs(norm)}
    return frozenset(used | (METHOD_INPUTS & set(pack.inputs)))


def check_all_inputs_used(own: Pack, faults: Faults) -> None:
    """An input that nothing rests on is asked for in vain."""
    used = used_inputs(own)
    for id_ in own.inputs:
        if id_ not in used:
            faults.add("unused_input", Section.INPUTS, (id_,))


def norm_inputs(norm: Norm) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*norm.applies_to.when, *norm.use.input_ids]))


def highest_level(parts: Iterable[Part]) -> Level:
    """The best level that the worst of these parts can reach."""
    return min(max(level for level, _ in part.bands_from[-1][1].by_level) for part in parts)


def _check_input(one: Input, pack: Pack, around: Surroundings, faults: Faults) -> None:
    has = {
        "unit": one.unit is not None,
        "plausible": one.plausible is not None,
        "options": bool(one.options),
    }
    is_number = one.kind in (InputKind.NUMBER, InputKind.COUNT)
    wanted = {"unit": is_number, "plausible": is_number, "options": one.kind is InputKind.CHOICE}
    for key, is_there in has.items():
        if is_there != wanted[key]:
            code = "key_needed" if wanted[key] else "key_idle"
            faults.add(code, Section.INPUTS, (one.id,), key=key, kind=one.kind)
    if one.unit is not None and one.unit not in pack.units:
        faults.add("unknown_unit", Section.INPUTS, (one.id, "unit"), value=one.unit)


class _Checking:
    """Checks one criterion or norm; `where` is its place in the pack."""

    def __init__(
        self, pack: Pack, around: Surroundings, faults: Faults, section: Section, where: Where
    ) -> None:
        self.pack, self.around, self.faults = pack, around, faults
        self.section, self.where = section, where

    def add(self, code: str, *steps: str | int, **details: object) -> None:
        self.faults.add(code, self.section, (*self.where, *steps), **details)

    def criterion(self, criterion: Criterion) -> None:
        if criterion.domain not in self.pack.domains:
            self.add("unknown_domain", "domain", value=criterion.domain)
        self.applies_to(criterion.applies_to, criterion.place)
        for index, part in enumerate(criterion.parts):
            self.part(part, criterion.place, ("parts", index))
        for index, provision in enumerate(criterion.provisions):
            self.provision(provision, criterion, ("provisions", index))
        self.tier(criterion)
        self.one_numeric_part(criterion)
        if criterion.lift is not None:
            self.use(criterion.lift.test.use, criterion.place, ("lift",))
        self.aggravation(criterion)

    def norm(self, norm: Norm) -> None:
        beside = self.around.criteria.get(norm.criterion) or self.pack.criteria.get(norm.criterion)
        if beside is None and norm.criterion not in self.around.untold:
            self.add("unknown_criterion", "criterion", value=norm.criterion)
        self.applies_to(norm.applies_to, norm.place)
        self.use(norm.use, norm.place, ())
        instrument = self.pack.instruments.get(norm.provision.instrument)
        self.instrument(norm.provision, ("provision",))
        if instrument is not None and instrument.family is not Family.NATIONAL:
            self.add("norm_family", "provision", "instrument", value=instrument.id)

    def part(self, part: Part, place: PlaceKind, at: Where) -> None:
        self.use(part.use, place, at)
        measure = MEASURES.get(part.use.measure)
        if measure is None:
            return
        if measure.divides and part.when_nothing is None:
            self.add("when_nothing_missing", *at, measure=measure.id)
        if not measure.divides and part.when_nothing is not None:
            self.add("when_nothing_idle", *at, "when_nothing", measure=measure.id)

    def use(self, use: MeasureUse, place: PlaceKind, at: Where) -> None:
        measure = MEASURES.get(use.measure)
        if measure is None:
            self.add("unknown_measure", *at, "measure", value=use.measure)
            return
        over_rooms = any(role.over_rooms for role in measure.roles.values())
        if over_rooms and place is not PlaceKind.FACILITY:
            self.add("over_rooms", *at, "measure", measure=measure.id)
        for role in measure.roles.keys() - use.inputs.keys():
            self.add("role_missing", *at, "inputs", measure=measure.id, role=role)
        for name, ids in use.inputs.items():
            if name not in measure.roles:
                known = ", ".join(measure.roles)
                self.add(
                    "role_unknown", *at, "inputs", name, measure=measure.id, role=name, known=known
                )
                continue
            self.role(name, measure.roles[name], ids, place, (*at, "inputs", name))

    def role(
        self, name: str, role: Role, ids: tuple[str, ...], place: PlaceKind, at: Where
    ) -> None:
        if len(ids) > 1 and not role.is_many:
            self.add("role_takes_one", *at, role=name)
        for id_ in ids:
            one = self.known_input(id_, at)
            if one is None:
                continue
            if one.kind not in role.takes:
                known = ", ".join(sorted(role.takes))
                self.add("role_kind", *at, value=id_, kind=one.kind, role=name, known=known)
            reaches = (PlaceKind.ROOM,) if role.over_rooms else REACHES[place]
            if one.place not in reaches:
                self.add("input_place", *at, value=id_, input_place=one.place, place=place)

    def known_input(self, id_: str, at: Where) -> Input | None:
        one = self.pack.inputs.get(id_)
        if one is None and id_ not in self.around.untold:
            self.add("unknown_input", *at, value=id_)
        return one

    def applies_to(self, applies_to: AppliesTo, place: PlaceKind) -> None:
        of_rooms = ("room_kinds", "regimes", "people")
        for key in of_rooms:
            if getattr(applies_to, key) and place is not PlaceKind.ROOM:
                self.add("key_idle", "applies_to", key, key=key, kind=f"place: {place}")
        for id_ in applies_to.when:
            at = ("applies_to", "when", id_)
            one = self.known_input(id_, at)
            if one is None:
                continue
            if one.kind in (InputKind.DATE, InputKind.RECTANGLES):
                self.add("when_kind", *at, value=id_, kind=one.kind)
            if one.place not in REACHES[place]:
                self.add("input_place", *at, value=id_, input_place=one.place, place=place)

    def instrument(self, provision: Provision, at: Where) -> None:
        id_ = provision.instrument
        if id_ not in self.pack.instruments and id_ not in self.around.untold:
            self.add("unknown_instrument", *at, "instrument", value=id_)

    def provision(self, provision: Provision, criterion: Criterion, at: Where) -> None:
        self.instrument(provision, at)
        ways = (provision.met_at, provision.test, provision.is_personal_space_test or None)
        if sum(way is not None for way in ways) > 1:
            self.add("verdict_twice", *at)
        if provision.test is not None:
            self.use(provision.test.use, criterion.place, (*at, "test"))
        if provision.is_personal_space_test and not self.can_hold_personal_space(
            provision, criterion
        ):
            self.add("personal_space_misplaced", *at)
        self.met_at(provision.met_at, criterion, at)

    def met_at(self, level: Level | None, criterion: Criterion, at: Where) -> None:
        if level is None:
            return
        if not criterion.parts:
            self.add("key_idle", *at, "met_at", key="met_at", kind="norm")
        elif all(part.bands_from for part in criterion.parts):
            reached = highest_level(criterion.parts)
            if criterion.lift is not None:
                reached = max(reached, criterion.lift.to)
            if level > reached:
                self.add("level_never_given", *at, "met_at", level=level)

    def can_hold_personal_space(self, provision: Provision, criterion: Criterion) -> bool:
        instrument = self.pack.instruments.get(provision.instrument)
        return (
            criterion.place is PlaceKind.ROOM
            and any(p.use.measure == "living_space_per_person_m2" for p in criterion.parts)
            and (instrument is None or instrument.family is Family.CPT_ECTHR)
        )

    def tier(self, criterion: Criterion) -> None:
        rule = criterion.tier
        idle = rule.tier in (Tier.CRITICAL, Tier.NONE)
        for key, is_there in (
            ("critical_in", bool(rule.critical_room_kinds)),
            ("critical_months", bool(rule.critical_months)),
        ):
            if is_there and idle:
                self.add("key_idle", key, key=key, kind=f"tier: {rule.tier}")
        if rule.critical_room_kinds and criterion.place is not PlaceKind.ROOM:
            kind = f"place: {criterion.place}"
            self.add("key_idle", "critical_in", key="critical_in", kind=kind)

    def one_numeric_part(self, criterion: Criterion) -> None:
        numeric = [p for p in criterion.parts if _is_numeric(p)]
        for key in ("lift", "aggravation"):
            is_there = getattr(criterion, key) is not None
            if is_there and not (len(criterion.parts) == len(numeric) == 1):
                self.add("bands_need_one_part", key, key=key)

    def aggravation(self, criterion: Criterion) -> None:
        if criterion.aggravation is None:
            return
        for index, id_ in enumerate(criterion.aggravation.by):
            at = ("aggravation", "by", index)
            other = self.pack.criteria.get(id_) or self.around.criteria.get(id_)
            if other is None:
                if id_ not in self.around.untold:
                    self.add("unknown_criterion", *at, value=id_)
            elif other.place not in REACHES[criterion.place]:
                places = {"input_place": other.place, "place": criterion.place}
                self.add("aggravation_place", *at, value=id_, **places)


def _is_numeric(part: Part) -> bool:
    measure = MEASURES.get(part.use.measure)
    return measure is not None and not gives_options(measure)


def _check_aggravation_rings(own: Pack, faults: Faults) -> None:
    by = {c.id: c.aggravation.by for c in own.criteria.values() if c.aggravation}
    told: set[frozenset[str]] = set()
    for id_ in by:
        for ring in _rings(id_, (id_,), by):
            if frozenset(ring) not in told:
                told.add(frozenset(ring))
                where = (id_, "aggravation", "by")
                faults.add("aggravation_ring", Section.CRITERIA, where, ring=" → ".join(ring))


def _rings(
    start: str, path: tuple[str, ...], by: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    for following in by.get(path[-1], ()):
        if following == start:
            yield (*path, start)
        elif following not in path:
            yield from _rings(start, (*path, following), by)


def _check_doubts(own: Pack, pack: Pack, around: Surroundings, faults: Faults) -> None:
    known = {*pack.criteria, *pack.norms, *pack.instruments, *around.criteria, *around.untold}
    for doubt in own.doubts:
        for index, id_ in enumerate(doubt.concerns):
            if id_ not in known:
                where = (doubt.id, "concerns", index)
                faults.add("unknown_concern", Section.DOUBTS, where, value=id_)
