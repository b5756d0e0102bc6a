"""A criterion as the public reads it: what it asks, how much it counts, where it comes from, and what
is doubtful about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from babel.dates import get_month_names

from inspect_app.domain.scoring.indexing import WEIGHTS
from inspect_app.domain.standards import (
    AppliesTo,
    Criterion,
    Doubt,
    MeasureUse,
    Norm,
    Pack,
    Part,
    Provision,
)
from inspect_app.domain.terms import Tier
from inspect_app.pages.portal.words import PortalWords
from inspect_app.reports.model.values import Values, unit_of
from inspect_app.services.assessments import Standards


@dataclass(frozen=True, slots=True)
class Step:
    """One band: `level` 3 to 0 and the values that earn it."""

    level: int
    level_says: str
    values: str


@dataclass(frozen=True, slots=True)
class Side:
    """`title` of what is measured; `inputs`: what is asked or measured for it."""

    title: str
    inputs: tuple[str, ...]
    since: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One place in an instrument; `standing`: what the instrument is for the country."""

    cited: str
    name: str
    standing: str
    role: str


@dataclass(frozen=True, slots=True)
class DoubtSaid:
    says: str
    confidence: str


@dataclass(frozen=True, slots=True)
class NormSaid:
    country: str
    says: str
    source: str
    required: str
    is_entered: bool


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    domain: str
    title: str
    says: str
    explains: str
    weight: str
    is_critical: bool
    critical_only: str | None
    where: str
    conditions: tuple[str, ...]
    sides: tuple[Side, ...]
    sources: tuple[Source, ...]
    ways: tuple[str, ...]
    norms: tuple[NormSaid, ...]
    policy: bool
    confidence: str
    last_checked: str
    doubts: tuple[DoubtSaid, ...]


def rule_of(criterion: Criterion, standards: Standards, words: PortalWords, on: date) -> Rule:
    """`on`: the day whose bands are shown."""
    pack = standards.main
    values = words.values(pack)
    return Rule(
        id=criterion.id,
        domain=criterion.domain,
        title=words.own(criterion.title),
        says=words.own(criterion.says),
        explains=words.own(criterion.explains),
        weight=weight_of(criterion, words),
        is_critical=criterion.tier.tier is Tier.CRITICAL,
        critical_only=_critical_only(criterion, words),
        where=words.say(f"portal.rule.place.{criterion.place}"),
        conditions=tuple(_conditions(criterion.applies_to, pack, words, values)),
        sides=tuple(_side(part, pack, words, values, on) for part in criterion.parts),
        sources=tuple(_source(provision, pack, words) for provision in criterion.provisions),
        ways=tuple(_other_ways(criterion, pack, words, values)),
        norms=tuple(_norms(criterion.id, standards, words, on)),
        policy=criterion.is_policy,
        confidence=words.say(f"confidence.{criterion.confidence}"),
        last_checked=words.day(criterion.last_checked_on),
        doubts=tuple(doubt_said(doubt, words) for doubt in doubts_about(criterion, standards)),
    )


def weight_of(criterion: Criterion, words: PortalWords) -> str:
    tier = criterion.tier.tier
    if tier is Tier.NONE:
        return words.say("portal.rule.weight.none")
    return words.count(f"portal.rule.weight.{tier}", WEIGHTS[tier])


def doubts_about(criterion: Criterion, standards: Standards) -> tuple[Doubt, ...]:
    """Those that name the criterion itself."""
    every = (doubt for pack in standards.packs for doubt in pack.doubts)
    return tuple(doubt for doubt in every if criterion.id in doubt.concerns)


def doubt_said(doubt: Doubt, words: PortalWords) -> DoubtSaid:
    return DoubtSaid(words.own(doubt.says), words.say(f"confidence.{doubt.confidence}"))


def cited(provision: Provision, pack: Pack, words: PortalWords) -> str:
    instrument = pack.instruments.get(provision.instrument)
    short = words.own(instrument.short) if instrument else provision.instrument
    return f"{short}, {provision.number}" if provision.number else short


def minimum_of(part: Part, pack: Pack, words: PortalWords, on: date) -> str | None:
    """What the least level that still passes asks for (2, or 3 where there is no 2)."""
    bands = part.bands_on(on)
    by_level = dict(bands.by_level) if bands else {}
    passing = by_level.get(2) or by_level.get(3)
    if bands is None or passing is None:
        return None
    values = words.values(pack)
    text = values.condition(passing, part.use)
    return values.with_unit(text, unit_of(part.use, pack)) if bands.is_numeric else text


def _critical_only(criterion: Criterion, words: PortalWords) -> str | None:
    rule = criterion.tier
    if rule.critical_room_kinds:
        kinds = sorted(words.say(f"room.{kind}") for kind in rule.critical_room_kinds)
        return words.say("portal.rule.critical_in", list=words.listed(kinds))
    if rule.critical_months:
        names = get_month_names("wide", "stand-alone", locale=words.language)
        months = (str(names[month]) for month in sorted(rule.critical_months))
        return words.say("portal.rule.critical_months", list=words.listed(months))
    return None


def _conditions(
    applies: AppliesTo, pack: Pack, words: PortalWords, values: Values
) -> Iterator[str]:
    if applies.room_kinds:
        kinds = sorted(words.say(f"room.{kind}") for kind in applies.room_kinds)
        yield words.say("portal.rule.rooms", list=words.listed(kinds))
    if applies.people:
        people = sorted(words.say(f"portal.people.{who}") for who in applies.people)
        yield words.say("portal.rule.people", list=words.listed(people))
    if applies.facility_kinds:
        kinds = sorted(words.say(f"facility.{kind}") for kind in applies.facility_kinds)
        yield words.say("portal.rule.facilities", list=words.listed(kinds))
    for input_id, condition in applies.when.items():
        use = MeasureUse("value", {"of": (input_id,)})
        asked = words.own(pack.inputs[input_id].label)
        yield words.say("portal.rule.when", asked=asked, value=values.condition(condition, use))


def _side(part: Part, pack: Pack, words: PortalWords, values: Values, on: date) -> Side:
    bands = part.bands_on(on)
    labels = tuple(words.own(pack.inputs[input_id].label) for input_id in part.use.input_ids)
    since = max((since for since, _ in part.bands_from if since <= on), default=None)
    return Side(
        title=words.own(part.title) if part.title else "",
        inputs=labels,
        since=words.day(since) if since else None,
        steps=tuple(
            Step(
                level,
                words.say(f"level.{level}"),
                values.with_unit(values.condition(condition, part.use), unit_of(part.use, pack))
                if bands.is_numeric
                else values.condition(condition, part.use),
            )
            for level, condition in bands.by_level
        )
        if bands
        else (),
    )


def _source(provision: Provision, pack: Pack, words: PortalWords) -> Source:
    instrument = pack.instruments.get(provision.instrument)
    return Source(
        cited=cited(provision, pack, words),
        name=f"{words.own(instrument.name)} ({instrument.year})" if instrument else "",
        standing=words.say(f"standing.{instrument.standing}") if instrument else "",
        role=_role(provision, words),
    )


def _role(provision: Provision, words: PortalWords) -> str:
    if provision.is_personal_space_test:
        return words.say("portal.rule.role.court")
    if provision.test is not None:
        return words.say("portal.rule.role.own_test")
    if provision.met_at is not None:
        return words.say("portal.rule.role.met_at", level=provision.met_at)
    return words.say("portal.rule.role.cited")


def _other_ways(
    criterion: Criterion, pack: Pack, words: PortalWords, values: Values
) -> Iterator[str]:
    """How the level can be another than the measure alone would give."""
    if criterion.lift is not None:
        within = values.bounds(criterion.lift.within.text)
        yield words.say("portal.rule.lift", level=criterion.lift.to, within=within)
    if criterion.aggravation is not None:
        named = [f"{words.own(pack.criteria[by].title)} ({by})" for by in criterion.aggravation.by]
        within = values.bounds(criterion.aggravation.within.text)
        yield words.say("portal.rule.aggravation", within=within, list=words.listed(named))


def _norms(
    criterion: str, standards: Standards, words: PortalWords, on: date
) -> Iterator[NormSaid]:
    for pack in standards.national:
        for norm in pack.norms.values():
            if norm.criterion == criterion:
                yield norm_said(norm, pack, words, on)


def norm_said(norm: Norm, pack: Pack, words: PortalWords, on: date) -> NormSaid:
    values = words.values(pack)
    in_force = [condition for since, condition in norm.required_from if since <= on]
    required = words.say("verdict.norm_not_entered")
    if in_force:
        required = values.condition(in_force[-1], norm.use)
        if in_force[-1].numbers is not None:
            required = values.with_unit(required, unit_of(norm.use, pack))
    return NormSaid(
        country=words.country(pack.country or ""),
        says=words.own(norm.says),
        source=cited(norm.provision, pack, words),
        required=required,
        is_entered=bool(in_force),
    )
