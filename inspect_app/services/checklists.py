"""The checklists as tablets get them: the very bytes whose SHA-256 an inspection names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspect_app.domain.canonical import canonical_bytes
from inspect_app.domain.checklist_building import checklist_document, rule_document
from inspect_app.domain.standards import Pack
from inspect_app.domain.terms import Text
from inspect_app.files.checklist_releases import ChecklistState, check_checklists
from inspect_app.files.checklists import load_checklist


@dataclass(frozen=True, slots=True)
class ReadyChecklist:
    """`criteria` and `questions` are counts; None where they are known only when it is used, and
    `data` is then the rule alone. `sha256` is that of `data`."""

    id: str
    version: int
    title: Text
    sha256: str
    is_released: bool
    criteria: int | None
    questions: int | None
    data: bytes


def ready_checklists(seed_dir: Path, packs: Sequence[Pack]) -> Mapping[str, ReadyChecklist]:
    """Checklist id -> the checklist. Raises Problems with every fault of the files."""
    by_id = {pack.id: pack for pack in packs}
    states = check_checklists(seed_dir, by_id)
    return {state.plan.id: _ready(seed_dir, state, by_id) for state in states}


def _ready(seed_dir: Path, state: ChecklistState, packs: Mapping[str, Pack]) -> ReadyChecklist:
    plan = state.plan
    if plan.choice.from_previous:
        document = rule_document(plan)
    else:
        mine = [packs[pack_id] for pack_id in plan.packs]
        document = checklist_document(load_checklist(seed_dir, plan.id, mine), mine)
    return ReadyChecklist(
        id=plan.id,
        version=plan.version,
        title=plan.title,
        sha256=state.sha256,
        is_released=state.is_released,
        criteria=state.criteria,
        questions=state.questions,
        data=canonical_bytes(document),
    )
