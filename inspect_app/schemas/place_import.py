"""The preview of an import as JSON: counts, every change field by field, every refused row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inspect_app.domain.registers.plans import ImportPlan
from inspect_app.problems import Language
from inspect_app.services.place_import import problem_of


def plan_counts(plan: ImportPlan) -> Mapping[str, int]:
    """How many facilities come in, change and stay; how many rows are refused; what is missing."""
    return {
        "added": len(plan.additions),
        "changed": len(plan.changes),
        "unchanged": len(plan.unchanged),
        "refused": len(plan.refused),
        "missing": len(plan.missing),
    }


def plan_document(plan: ImportPlan, language: Language, *, stored: bool) -> Mapping[str, Any]:
    return {
        "register": plan.register,
        "source": plan.source,
        "stored": stored,
        "counts": plan_counts(plan),
        "additions": [
            {"key": said.key, "names": dict(said.names), "codes": list(said.codes)}
            for said in (addition.said for addition in plan.additions)
        ],
        "changes": [
            {
                "facility": change.facility,
                "key": change.said.key,
                "fields": [field._asdict() for field in change.fields],
            }
            for change in plan.changes
        ],
        "refused": [
            {
                "file": refused.file,
                "line": refused.line,
                "column": refused.column,
                "value": refused.value,
                "code": f"import.{refused.code}",
                "sentence": problem_of(refused).sentence(language),
            }
            for refused in plan.refused
        ],
        "missing": [missing._asdict() for missing in plan.missing],
    }
