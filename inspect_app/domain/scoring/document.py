"""The assessment as plain JSON values: exact numbers as text, everything in a fixed order.

`canonical_bytes(assessment_document(...))` is the same for the same facts and packs on every machine;
its SHA-256 is the data hash that a printed report carries.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import Any

from inspect_app.domain.exact import exact_text
from inspect_app.domain.scoring.assessment import (
    Assessment,
    ColumnVerdict,
    CriterionResult,
    DomainResult,
    Finding,
    Judgement,
    NormFinding,
    NormResult,
    PartResult,
    PersonalSpaceFinding,
    Reach,
    Reading,
)

DOCUMENT_VERSION = 1


def assessment_document(assessment: Assessment) -> dict[str, Any]:
    """JSON values only: text, whole numbers, true, false, null, lists and objects."""
    return {
        "assessment": DOCUMENT_VERSION,
        "method": assessment.method,
        "packs": [{"id": i, "version": v, "sha256": h} for i, v, h in assessment.packs],
        "facility": assessment.facility,
        "visited_on": _plain(assessment.visited_on),
        "judged_on": _plain(assessment.judged_on),
        "rating": assessment.rating.value,
        "at_best": assessment.at_best.value,
        "index": _plain(assessment.index),
        "interval": _plain(assessment.interval),
        "coverage": _plain(assessment.coverage),
        "critical_coverage": _plain(assessment.critical_coverage),
        "caps": list(assessment.caps),
        "critical_failures": list(assessment.critical_failures),
        "severe_failures": list(assessment.severe_failures),
        "access_denied": [{"input": i, "place": p} for i, p in assessment.access_denied],
        "persons_present": assessment.persons_present,
        "domains": {d: _domain(result) for d, result in assessment.domains.items()},
        "criteria": {
            c: criterion_result_document(result) for c, result in assessment.criteria.items()
        },
        "norms": {n: norm_result_document(result) for n, result in assessment.norms.items()},
        "columns": {
            c.family.value: {
                "met": c.met,
                "not_met": c.not_met,
                "open": c.open,
                "norm_not_entered": c.norm_not_entered,
            }
            for c in assessment.columns
        },
        "personal_space": [personal_space_document(found) for found in assessment.personal_space],
        "space_counts": _space_counts(assessment),
        "sensitivity": {
            "equal_weights": _plain(assessment.sensitivity.equal_weights),
            "arithmetic_mean": _plain(assessment.sensitivity.arithmetic_mean),
            "without_caps": _plain(assessment.sensitivity.without_caps),
        },
        "remarks": [
            {"code": w.code, "place": w.place, "input": w.input, "details": w.details}
            for w in assessment.warnings
        ],
    }


def _plain(value: Any) -> Any:
    """Fractions as exact text, dates as ISO text, enumerations by their word."""
    if value is None or (isinstance(value, bool | int | str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Fraction):
        return exact_text(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return {"low": exact_text(value.low), "high": exact_text(value.high)}


def _domain(result: DomainResult) -> dict[str, Any]:
    return {
        "mean": _plain(result.mean),
        "index": _plain(result.index),
        "cap": result.cap,
        "interval": _plain(result.interval),
        "coverage": _plain(result.coverage),
        "critical_coverage": _plain(result.critical_coverage),
        "assessed": result.assessed,
        "applicable": result.applicable,
        "levels": {str(level): count for level, count in result.levels.items()},
    }


def criterion_result_document(result: CriterionResult) -> dict[str, Any]:
    return {
        "domain": result.domain,
        "tier": result.tier.value,
        "state": result.state.value,
        "level": result.level,
        "critical_level": result.critical_level,
        "low": result.low,
        "high": result.high,
        "why": _plain(result.why),
        "provisions": [{"instrument": of, "number": number} for of, number in result.provisions],
        "reach": _reach(result.reach),
        "places": {
            "applicable": result.places_applicable,
            "assessed": result.places_assessed,
            "required": result.places_required,
        },
        "coverage": _plain(result.coverage),
        "is_borderline": result.is_borderline,
        "is_contradictory": result.is_contradictory,
        "columns": [_column(verdict) for verdict in result.columns],
        "findings": [finding_document(finding) for finding in result.findings],
    }


def _reach(reach: Reach | None) -> dict[str, Any] | None:
    if reach is None:
        return None
    return {
        "persons_affected": reach.persons_affected,
        "persons_present": reach.persons_present,
        "share": _plain(reach.share),
        "places_affected": reach.places_affected,
        "places_uncounted": reach.places_uncounted,
    }


def _column(verdict: ColumnVerdict) -> dict[str, Any]:
    return {
        "family": verdict.family.value,
        "verdict": verdict.verdict.value,
        "provisions": [
            {"of": of, "number": n, "verdict": v.value} for of, n, v in verdict.provisions
        ],
    }


def finding_document(finding: Finding) -> dict[str, Any]:
    return {
        "place": finding.place,
        "persons": finding.persons,
        "tier": finding.tier.value,
        **_judgement(finding.judgement),
        "aggravated_by": list(finding.aggravated_by),
        "readings": [_reading(reading) for reading in finding.readings],
    }


def _judgement(judgement: Judgement) -> dict[str, Any]:
    return {
        "state": judgement.state.value,
        "level": judgement.level,
        "low": judgement.low,
        "high": judgement.high,
        "why": _plain(judgement.why),
        "grade": _plain(judgement.grade),
        "is_borderline": judgement.is_borderline,
        "missing": list(judgement.missing),
        "parts": [_part(part) for part in judgement.parts],
    }


def _part(part: PartResult) -> dict[str, Any]:
    return {
        "measure": part.measure,
        "unit": part.unit,
        "value": _plain(part.value),
        "error": _plain(part.error),
        "level": part.level,
        "band": part.band,
        "band_since": _plain(part.band_since),
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "input": reading.input,
        "place": reading.place,
        "value": _value(reading.value),
        "grade": reading.grade.value,
        "observed_at": _plain(reading.observed_at),
        "recorded_by": reading.recorded_by,
        "evidence": list(reading.evidence),
    }


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [[exact_text(part.length_m), exact_text(part.width_m)] for part in value]
    return _plain(value)


def norm_result_document(result: NormResult) -> dict[str, Any]:
    return {
        "criterion": result.criterion,
        "verdict": result.verdict.value,
        "required": result.required,
        "findings": [_norm_finding(finding) for finding in result.findings],
    }


def _norm_finding(finding: NormFinding) -> dict[str, Any]:
    return {
        "place": finding.place,
        "verdict": finding.verdict.value,
        "value": _plain(finding.value),
        "persons": finding.persons,
    }


def personal_space_document(found: PersonalSpaceFinding) -> dict[str, Any]:
    return {
        "room": found.room,
        "value": found.value.value,
        "space_m2_per_person": _plain(found.space_m2_per_person),
        "persons": found.persons,
        "factors": dict(found.factors),
        "is_borderline": found.is_borderline,
    }


def _space_counts(assessment: Assessment) -> dict[str, Any]:
    counts = assessment.space_counts
    return {
        "below_3": counts.below_3,
        "from_3_to_4": counts.from_3_to_4,
        "above_4": counts.above_4,
        "not_measured": counts.not_measured,
        "rooms_not_counted": counts.rooms_not_counted,
        "histogram": [[exact_text(edge), persons] for edge, persons in counts.histogram],
    }
