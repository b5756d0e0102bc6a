"""Standards as plain JSON values: packs, criteria with their rules, national norms, doubts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from inspect_app.domain.bands import Bands, Condition
from inspect_app.domain.exact import exact_text
from inspect_app.domain.measures import MEASURES
from inspect_app.domain.scoring.indexing import WEIGHTS
from inspect_app.domain.standards import (
    AppliesTo,
    Criterion,
    Doubt,
    Input,
    Instrument,
    MeasureUse,
    Norm,
    Pack,
    Part,
    Provision,
    Test,
)


def pack_row(pack: Pack, feeds_index: bool) -> dict[str, Any]:
    """One line of the list of packs."""
    return {
        "id": pack.id,
        "version": pack.version,
        "title": dict(pack.title),
        "sha256": pack.sha256,
        "country": pack.country,
        "feeds_index": feeds_index,
        "criteria": len(pack.criteria),
        "norms": len(pack.norms),
        "doubts": len(pack.doubts),
    }


def pack_document(pack: Pack, feeds_index: bool) -> dict[str, Any]:
    return pack_row(pack, feeds_index) | {
        "measurement_error_m": exact_text(pack.measurement_error_m),
        "domains": [{"id": d.id, "title": dict(d.title)} for d in pack.domains.values()],
        "instruments": [instrument_document(one) for one in pack.instruments.values()],
        "norm_items": [norm_document(norm, pack) for norm in pack.norms.values()],
        "doubt_items": [_doubt(doubt) for doubt in pack.doubts],
    }


def criterion_row(criterion: Criterion) -> dict[str, Any]:
    """One line of the list of criteria; `weight` is that of its usual tier in the index."""
    return {
        "id": criterion.id,
        "domain": criterion.domain,
        "title": dict(criterion.title),
        "says": dict(criterion.says),
        "place": criterion.place.value,
        "tier": criterion.tier.tier.value,
        "weight": WEIGHTS.get(criterion.tier.tier, 0),
        "confidence": criterion.confidence.value,
        "is_policy": criterion.is_policy,
        "last_checked_on": criterion.last_checked_on.isoformat(),
    }


def criterion_document(criterion: Criterion, pack: Pack, packs: Sequence[Pack]) -> dict[str, Any]:
    """The whole rule; `packs` are all that are loaded, for the norms and doubts beside it."""
    tier, lift, aggravation = criterion.tier, criterion.lift, criterion.aggravation
    norms = [(n, p) for p in packs for n in p.norms.values() if n.criterion == criterion.id]
    named = {criterion.id, *(norm.id for norm, _ in norms)}
    return criterion_row(criterion) | {
        "explains": dict(criterion.explains) if criterion.explains else None,
        "provisions": [_provision(p, pack.instruments[p.instrument]) for p in criterion.provisions],
        "applies_to": _applies_to(criterion.applies_to),
        "parts": [_part(part) for part in criterion.parts],
        "lift": lift and {"to": lift.to, "within": lift.within.text, "test": _test(lift.test)},
        "aggravation": aggravation
        and {"within": aggravation.within.text, "by": list(aggravation.by)},
        "critical_room_kinds": sorted(tier.critical_room_kinds),
        "critical_months": sorted(tier.critical_months),
        "inputs": [input_document(pack.inputs[i], pack) for i in criterion.input_ids],
        "norm_items": [norm_document(norm, of) for norm, of in norms],
        "doubt_items": [_doubt(d) for p in packs for d in p.doubts if named & set(d.concerns)],
    }


def instrument_document(instrument: Instrument) -> dict[str, Any]:
    return {
        "id": instrument.id,
        "family": instrument.family.value,
        "standing": instrument.standing.value,
        "name": dict(instrument.name),
        "short": dict(instrument.short),
        "year": instrument.year,
    }


def input_document(asked: Input, pack: Pack) -> dict[str, Any]:
    low_high = asked.plausible
    return {
        "id": asked.id,
        "place": asked.place.value,
        "kind": asked.kind.value,
        "label": dict(asked.label),
        "unit": asked.unit,
        "unit_words": dict(pack.units[asked.unit]) if asked.unit else None,
        "plausible": [exact_text(end) for end in low_high] if low_high else None,
        "options": [{"id": o.id, "label": dict(o.label)} for o in asked.options],
    }


def norm_document(norm: Norm, pack: Pack) -> dict[str, Any]:
    """`required` is empty where the norm is not entered: that is said and never guessed."""
    return {
        "id": norm.id,
        "pack": pack.id,
        "country": pack.country,
        "criterion": norm.criterion,
        "says": dict(norm.says),
        "place": norm.place.value,
        "provision": _provision(norm.provision, pack.instruments[norm.provision.instrument]),
        "applies_to": _applies_to(norm.applies_to),
        "measure": _use(norm.use),
        "required": [
            {"since": since.isoformat(), "condition": condition.text}
            for since, condition in norm.required_from
        ],
        "last_checked_on": norm.last_checked_on.isoformat(),
    }


def _provision(provision: Provision, instrument: Instrument) -> dict[str, Any]:
    return {
        "instrument": instrument_document(instrument),
        "number": provision.number,
        "met_at": provision.met_at,
        "test": _test(provision.test) if provision.test else None,
        "is_personal_space_test": provision.is_personal_space_test,
    }


def _applies_to(limits: AppliesTo) -> dict[str, Any]:
    return {
        "room_kinds": sorted(limits.room_kinds),
        "regimes": sorted(limits.regimes),
        "people": sorted(limits.people),
        "facility_kinds": sorted(limits.facility_kinds),
        "when": {asked: condition.text for asked, condition in limits.when.items()},
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "title": dict(part.title) if part.title else None,
        "measure": _use(part.use),
        "when_nothing": None if part.when_nothing is None else str(part.when_nothing),
        "bands_from": [
            {"since": since.isoformat(), "bands": _bands(bands.by_level)}
            for since, bands in part.bands_from
        ],
    }


def _bands(by_level: Iterable[tuple[int, Condition]]) -> list[dict[str, Any]]:
    return [{"level": level, "condition": condition.text} for level, condition in by_level]


def _use(use: MeasureUse) -> dict[str, Any]:
    return {
        "id": use.measure,
        "unit": MEASURES[use.measure].unit,
        "inputs": {role: list(ids) for role, ids in use.inputs.items()},
    }


def _test(test: Test) -> dict[str, Any]:
    return {"measure": _use(test.use), "holds_when": test.holds_when.text}


def _doubt(doubt: Doubt) -> dict[str, Any]:
    return {
        "id": doubt.id,
        "concerns": list(doubt.concerns),
        "says": dict(doubt.says),
        "confidence": doubt.confidence.value,
    }


def bands_text(bands: Bands | None) -> list[dict[str, Any]]:
    """The bands in force on a day; empty before the first."""
    return [] if bands is None else _bands(bands.by_level)
