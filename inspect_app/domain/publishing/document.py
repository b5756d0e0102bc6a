"""The published document: JSON values only, in the shape of docs/publication.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from inspect_app.domain.exact import exact_text
from inspect_app.domain.facts import Block, Facts, Room
from inspect_app.domain.inspection_evidence import NO_CAPTION
from inspect_app.domain.publishing.counts import Masked
from inspect_app.domain.publishing.judging import FEW, UNTOLD_PLACE, decisive
from inspect_app.domain.publishing.labels import called_number
from inspect_app.domain.publishing.redacting import WITHHELD
from inspect_app.domain.publishing.withholding import UNTOLD, Withheld
from inspect_app.domain.scoring.assessment import (
    Assessment,
    CriterionResult,
    NormResult,
    PartResult,
    State,
)
from inspect_app.domain.scoring.document import assessment_document

PUBLICATION_VERSION = 1
_LEFT_OUT = ("assessment", "facility", "visited_on", "judged_on", "remarks")


def document_of(
    facts: Facts,
    assessment: Assessment,
    *,
    named: Mapping[str, Any],
    withheld: Iterable[tuple[Withheld, int]],
    addendum: int,
) -> dict[str, Any]:
    """`facts` and `assessment`: redacted. `named`: code, revision and region of the publication."""
    facility = facts.facility
    return {
        "publication": PUBLICATION_VERSION,
        "code": named["code"],
        "revision": named["revision"],
        "is_demo": facts.is_demo,
        "facility": {
            "id": facility.id,
            "names": dict(facility.names),
            "kind": facility.kind.value,
            "country": facility.country,
            "region": named["region"],
            "codes": list(facility.codes),
        },
        "visited_on": facts.inspection.visited_on.isoformat(),
        "judged_on": assessment.judged_on.isoformat(),
        "is_announced": facts.inspection.is_announced,
        "assessment": _assessment(facts, assessment),
        "recommendations": [
            {
                "criterion": item.criterion,
                "says": item.says,
                "addressed_to": item.addressed_to,
                "due_on": None if item.due_on is None else item.due_on.isoformat(),
            }
            for item in facts.recommendations
        ],
        "photographs": _photographs(facts, assessment),
        "withheld": [
            {"what": what.value, "count": None if what in UNTOLD else count}
            for what, count in withheld
            if what in UNTOLD or count
        ],
        "addendum_operations": addendum,
    }


def place_document(place: str, facts: Facts) -> dict[str, Any]:
    """A place as the public may know it; {"kind": "untold"} where not even that."""
    if place == facts.facility.id:
        return {"kind": "facility"}
    blocks = {block.id: block for block in facts.blocks}
    if place in blocks:
        return {"kind": "block", **_block(blocks[place])}
    room = next((room for room in facts.rooms if room.id == place), None)
    return {"kind": "untold"} if room is None else _room(room, blocks)


def _block(block: Block) -> dict[str, Any]:
    number = called_number(block.name)
    return {"name": block.name} if number is None else {"called": number}


def _room(room: Room, blocks: Mapping[str, Block]) -> dict[str, Any]:
    number = called_number(room.number)
    if number is not None:
        return {"kind": room.kind.value, "called": number}
    block = blocks.get(room.block or "")
    name = block.name if block is not None and called_number(block.name) is None else None
    return {"kind": room.kind.value, "number": room.number, "block": name}


def _assessment(facts: Facts, assessment: Assessment) -> dict[str, Any]:
    whole = assessment_document(assessment)
    told = {name: value for name, value in whole.items() if name not in _LEFT_OUT}
    spaces = Counter(found.value.value for found in assessment.personal_space)
    told |= {
        "access_denied": [
            {"input": input_id, "place": place_document(place, facts)}
            for input_id, place in assessment.access_denied
        ],
        "criteria": {
            c: _criterion(whole["criteria"][c], result) for c, result in assessment.criteria.items()
        },
        "norms": {n: _norm(whole["norms"][n], result) for n, result in assessment.norms.items()},
        "personal_space": dict(sorted(spaces.items())),
        "people_in_rooms": next((remark.code for remark in assessment.warnings), None),
    }
    public: dict[str, Any] = _with_bounds(told)
    return public


def _criterion(document: dict[str, Any], result: CriterionResult) -> dict[str, Any]:
    told = {name: value for name, value in document.items() if name != "findings"}
    is_untold = any(found.place == UNTOLD_PLACE for found in result.findings)
    told["places"] = {**told["places"], "levels": None if is_untold else _levels(result)}
    told["missing"] = list(dict.fromkeys(i for f in result.findings for i in f.judgement.missing))
    told["measured"] = _measured(result)
    return told


def _levels(result: CriterionResult) -> dict[str, int]:
    counted = dict.fromkeys(("3", "2", "1", "0", "open", "not_applicable"), 0)
    for found in result.findings:
        judged = found.judgement
        if judged.level is not None:
            counted[str(judged.level)] += 1
        else:
            is_out = judged.state is State.NOT_APPLICABLE
            counted["not_applicable" if is_out else "open"] += 1
    return counted


def _measured(result: CriterionResult) -> list[dict[str, Any]]:
    """Side by side what was measured over the places that decide."""
    sides: dict[tuple[int, str], list[PartResult]] = {}
    for found in decisive(result):
        for number, part in enumerate(found.judgement.parts):
            sides.setdefault((number, part.measure), []).append(part)
    return [_side(parts) for parts in sides.values()]


def _side(parts: list[PartResult]) -> dict[str, Any]:
    numbers = [part.value for part in parts if isinstance(part.value, Fraction)]
    options = dict.fromkeys(part.value for part in parts if isinstance(part.value, str))
    worst = min(parts, key=lambda part: 4 if part.level is None else part.level)
    return {
        "measure": worst.measure,
        "unit": worst.unit,
        "level": worst.level,
        "band": worst.band,
        "band_since": None if worst.band_since is None else worst.band_since.isoformat(),
        "low": exact_text(min(numbers)) if numbers else None,
        "high": exact_text(max(numbers)) if numbers else None,
        "options": [option for option in options if option != WITHHELD],
        "is_withheld": WITHHELD in options or FEW in options,
    }


def _norm(document: dict[str, Any], result: NormResult) -> dict[str, Any]:
    told = {name: value for name, value in document.items() if name != "findings"}
    return told | {
        "places": dict(sorted(Counter(f.verdict.value for f in result.findings).items()))
    }


def _photographs(facts: Facts, assessment: Assessment) -> list[dict[str, Any]]:
    supports: dict[str, set[str]] = {}
    for result in assessment.criteria.values():
        for found in result.findings:
            for answer in found.answers:
                for evidence in answer.evidence:
                    supports.setdefault(evidence, set()).add(result.criterion)
    return [
        {
            "file": item.sha256,
            "caption": None if item.caption in ("", NO_CAPTION) else item.caption,
            "criteria": sorted(supports.get(item.id, ())),
        }
        for item in facts.evidence
    ]


def _with_bounds(value: Any) -> Any:
    """Masked counts become their text, wherever they stand."""
    if isinstance(value, Masked):
        return value.says
    if isinstance(value, dict):
        return {name: _with_bounds(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_with_bounds(item) for item in value]
    return value
