"""What the document of an assessment leaves out: its orders, and what each finding rests on.

A document is for readers and for hashes: its objects have no order, answers that gave no value are
not in it, and neither are the edges beside which a number is never rounded. Kept beside a frozen
document, this makes the assessment whole again without asking the program how it scores today.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_app.domain.exact import exact_text
from inspect_app.domain.facts import Facts
from inspect_app.domain.scoring.assessment import Assessment, Finding

OPTION = -1
"""In the place of edges: the part's value is an option and no number."""


def rests_of(assessment: Assessment, facts: Facts) -> dict[str, Any]:
    """JSON values only. `facts`: the very ones that were scored, as answers are named by their
    place in them.

    `findings`: criterion -> for each finding `[[answers], [edges of each part]]`, whole numbers that
    point into `facts.answers` and `edges`. `factors`: of each finding on personal space, their names
    in order. `options`: the norms whose values are options.
    """
    places = {id(answer): number for number, answer in enumerate(facts.answers)}
    edges: dict[tuple[str, ...], int] = {}
    findings = {
        criterion: [_finding(finding, places, edges) for finding in result.findings]
        for criterion, result in assessment.criteria.items()
    }
    return {
        "domains": list(assessment.domains),
        "criteria": list(assessment.criteria),
        "norms": list(assessment.norms),
        "columns": [column.family.value for column in assessment.columns],
        "factors": [[name for name, _ in found.factors] for found in assessment.personal_space],
        "options": [
            norm
            for norm, result in assessment.norms.items()
            if any(isinstance(finding.value, str) for finding in result.findings)
        ],
        "edges": [list(texts) for texts in edges],
        "findings": findings,
    }


def _finding(
    finding: Finding, places: Mapping[int, int], edges: dict[tuple[str, ...], int]
) -> list[list[int]]:
    parts = [
        OPTION
        if isinstance(part.value, str)
        else edges.setdefault(tuple(map(exact_text, part.edges)), len(edges))
        for part in finding.judgement.parts
    ]
    return [[places[id(answer)] for answer in finding.answers], parts]
