"""A result as one JSON file: the facts, and the assessment with its reasons.

A result carries the hashes of the packs it was made with. Reading it scores the facts again and
refuses it unless every byte of the assessment comes out the same: a printed report can then never
rest on figures that somebody changed by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspect_app.domain.canonical import canonical_bytes, sha256_text
from inspect_app.domain.facts import Facts
from inspect_app.domain.scoring import Assessment
from inspect_app.domain.scoring.document import assessment_document
from inspect_app.problems import Problem
from inspect_app.schemas.facts import dump_facts, facts_from_document
from inspect_app.schemas.json_text import parse_json
from inspect_app.services.assessments import Standards, assess_facts

RESULT_VERSION = 1


@dataclass(frozen=True, slots=True)
class Result:
    facts: Facts
    assessment: Assessment
    document: Mapping[str, Any]

    @property
    def canonical(self) -> bytes:
        return canonical_bytes(self.document)


def result_of(facts: Facts, standards: Standards, on: date | None = None) -> Result:
    """Facts scored, and the document of both with its hash."""
    return result_from(facts, assess_facts(facts, standards, on))


def result_from(facts: Facts, assessment: Assessment) -> Result:
    """The document of facts and the assessment made from them."""
    body = {"facts": dump_facts(facts), "assessment": assessment_document(assessment)}
    head = {"result": RESULT_VERSION, "data_sha256": sha256_text(canonical_bytes(body))}
    return Result(facts, assessment, head | body)


def is_result(document: Any) -> bool:
    return isinstance(document, dict) and "result" in document


def read_result(data: bytes, standards: Standards, file: str) -> Result:
    """A result from its file. Raises Problem or Problems; nothing is taken from a changed one."""
    document, faults = parse_json(data, file)
    if faults or not is_result(document) or document["result"] != RESULT_VERSION:
        raise Problem("result.not_one", file=file)
    try:
        on = date.fromisoformat(document["assessment"]["judged_on"])
        given = canonical_bytes({name: document[name] for name in ("facts", "assessment")})
        declared = str(document["data_sha256"])
    except (KeyError, TypeError, ValueError) as fault:
        raise Problem("result.not_one", file=file) from fault
    if sha256_text(given) != declared:
        raise Problem("result.changed", file=file)
    facts = facts_from_document(document["facts"], standards.packs, file)
    again = result_of(facts, standards, on)
    if again.document["data_sha256"] != declared:
        raise Problem(
            "result.other_standards",
            file=file,
            made_with=_packs(document),
            here=_packs(again.document),
        )
    return again


def _packs(document: Mapping[str, Any]) -> str:
    packs = document["assessment"].get("packs", [])
    return ", ".join(
        f"{pack['id']} {pack['version']} ({str(pack['sha256'])[:12]})" for pack in packs
    )
