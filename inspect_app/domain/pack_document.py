"""A pack as one JSON document, from which a tablet rebuilds exactly the same pack.

Canonical JSON orders keys, so whatever has an order of its own is a list: items carry their id, and
mappings from one thing to another are lists of pairs. Exact numbers are text.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from inspect_app.domain.bands import Bands, Condition, Cut, NumberSet
from inspect_app.domain.exact import exact_text
from inspect_app.domain.standards import (
    Aggravation,
    AppliesTo,
    Criterion,
    DomainOfLife,
    Doubt,
    Input,
    Instrument,
    Lift,
    MeasureUse,
    Norm,
    Option,
    Pack,
    Part,
    Provision,
    Test,
    TierRule,
)
from inspect_app.domain.terms import Text

PACK_DOCUMENT_VERSION = 1
"""Raised when a tablet that knows the former shape could not read it any more."""

Document = dict[str, Any]


def pack_document(pack: Pack) -> Document:
    """Everything in the pack as plain JSON values; equal packs give equal documents."""
    return {
        "reference": PACK_DOCUMENT_VERSION,
        "id": pack.id,
        "version": pack.version,
        "title": _text(pack.title),
        "sha256": pack.sha256,
        "country": pack.country,
        "measurement_error_m": exact_text(pack.measurement_error_m),
        "domains": [_domain(one) for one in pack.domains.values()],
        "units": [[id_, _text(name)] for id_, name in pack.units.items()],
        "instruments": [_instrument(one) for one in pack.instruments.values()],
        "inputs": [_input(one) for one in pack.inputs.values()],
        "criteria": [_criterion(one) for one in pack.criteria.values()],
        "norms": [_norm(one) for one in pack.norms.values()],
        "doubts": [_doubt(one) for one in pack.doubts],
    }


def _domain(one: DomainOfLife) -> Document:
    return {"id": one.id, "title": _text(one.title)}


def _instrument(one: Instrument) -> Document:
    return {
        "id": one.id,
        "family": str(one.family),
        "standing": str(one.standing),
        "name": _text(one.name),
        "short": _text(one.short),
        "year": one.year,
    }


def _input(one: Input) -> Document:
    return {
        "id": one.id,
        "place": str(one.place),
        "kind": str(one.kind),
        "label": _text(one.label),
        "unit": one.unit,
        "plausible": [exact_text(end) for end in one.plausible] if one.plausible else None,
        "options": [_option(option) for option in one.options],
    }


def _option(one: Option) -> Document:
    return {"id": one.id, "label": _text(one.label)}


def _criterion(one: Criterion) -> Document:
    return {
        "id": one.id,
        "domain": one.domain,
        "title": _text(one.title),
        "says": _text(one.says),
        "provisions": [_provision(provision) for provision in one.provisions],
        "place": str(one.place),
        "applies_to": _applies_to(one.applies_to),
        "parts": [_part(part) for part in one.parts],
        "tier": _tier_rule(one.tier),
        "confidence": str(one.confidence),
        "is_policy": one.is_policy,
        "last_checked_on": one.last_checked_on.isoformat(),
        "norm": one.norm,
        "lift": _lift(one.lift) if one.lift else None,
        "aggravation": _aggravation(one.aggravation) if one.aggravation else None,
        "explains": _text(one.explains) if one.explains is not None else None,
    }


def _norm(one: Norm) -> Document:
    return {
        "id": one.id,
        "criterion": one.criterion,
        "says": _text(one.says),
        "provision": _provision(one.provision),
        "applies_to": _applies_to(one.applies_to),
        "use": _use(one.use),
        "required_from": [
            [since.isoformat(), _condition(condition)] for since, condition in one.required_from
        ],
        "last_checked_on": one.last_checked_on.isoformat(),
        "place": str(one.place),
    }


def _doubt(one: Doubt) -> Document:
    return {
        "id": one.id,
        "concerns": list(one.concerns),
        "says": _text(one.says),
        "confidence": str(one.confidence),
    }


def _provision(one: Provision) -> Document:
    return {
        "instrument": one.instrument,
        "number": one.number,
        "met_at": one.met_at,
        "test": _test(one.test) if one.test else None,
        "is_personal_space_test": one.is_personal_space_test,
    }


def _applies_to(one: AppliesTo) -> Document:
    return {
        "room_kinds": _ordered(one.room_kinds),
        "regimes": _ordered(one.regimes),
        "people": _ordered(one.people),
        "facility_kinds": _ordered(one.facility_kinds),
        "when": [[input_id, _condition(condition)] for input_id, condition in one.when.items()],
    }


def _part(one: Part) -> Document:
    return {
        "use": _use(one.use),
        "bands_from": [[since.isoformat(), _bands(bands)] for since, bands in one.bands_from],
        "when_nothing": one.when_nothing,
        "title": _text(one.title) if one.title is not None else None,
    }


def _use(one: MeasureUse) -> Document:
    return {
        "measure": one.measure,
        "inputs": [[role, list(input_ids)] for role, input_ids in one.inputs.items()],
    }


def _test(one: Test) -> Document:
    return {"use": _use(one.use), "holds_when": _condition(one.holds_when)}


def _lift(one: Lift) -> Document:
    return {"to": one.to, "within": _condition(one.within), "test": _test(one.test)}


def _aggravation(one: Aggravation) -> Document:
    return {"within": _condition(one.within), "by": list(one.by)}


def _tier_rule(one: TierRule) -> Document:
    return {
        "tier": str(one.tier),
        "critical_room_kinds": _ordered(one.critical_room_kinds),
        "critical_months": sorted(one.critical_months),
    }


def _bands(one: Bands) -> Document:
    return {
        "by_level": [[level, _condition(condition)] for level, condition in one.by_level],
        "edges": [exact_text(edge) for edge in one.edges],
    }


def _condition(one: Condition) -> Document:
    return {
        "text": one.text,
        "numbers": _numbers(one.numbers) if one.numbers is not None else None,
        "options": _ordered(one.options) if one.options is not None else None,
    }


def _numbers(one: NumberSet) -> Document:
    return {"spans": [[_cut(low), _cut(high)] for low, high in one.spans]}


def _cut(one: Cut | None) -> Document | None:
    """None is without end on that side."""
    return None if one is None else {"at": exact_text(one.at), "after": one.after}


def _text(one: Text) -> dict[str, str]:
    return dict(one)


def _ordered(members: Set[Any]) -> list[str]:
    """A set has no order: by the alphabet, so that equal sets are equal lists."""
    return sorted(str(member) for member in members)
