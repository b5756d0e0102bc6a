"""Releases of checklists: what a version said when it was first used can no more be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspect_app.domain.checklist_building import Plan, build_checklist
from inspect_app.domain.standards import Pack
from inspect_app.files.atomic_write import write_whole
from inspect_app.files.checklists import (
    BankRead,
    checklist_ids,
    content_sha256,
    faults_of_bank,
    faults_of_choice,
    read_bank,
    read_plan,
    read_releases,
)
from inspect_app.files.strict_yaml import Document
from inspect_app.problems import Problem, Problems

_HEAD = """\
# Content hashes of the checklists that were released. `inspect-app pack release` adds a line; a line
# is never changed: inspections carry these hashes.
"""


@dataclass(frozen=True, slots=True)
class ChecklistState:
    """One checklist as it stands: `questions` is None where the content depends on its use."""

    plan: Plan
    criteria: int | None
    questions: int | None
    sha256: str
    is_released: bool


def check_checklists(seed_dir: Path, packs: Mapping[str, Pack]) -> tuple[ChecklistState, ...]:
    """Every checklist against these packs and its releases. Raises Problems with all faults."""
    bank = read_bank(seed_dir, tuple(packs.values()))
    problems = faults_of_bank(bank, tuple(packs.values()))
    releases = read_releases(seed_dir)
    states: list[ChecklistState] = []
    for id_ in checklist_ids(seed_dir):
        try:
            state = _state(seed_dir, id_, bank, packs, releases, problems)
        except Problems as refused:
            problems += refused.problems
            continue
        states.append(state)
    if problems:
        raise Problems(problems)
    return tuple(states)


def release(seed_dir: Path, checklist_id: str, packs: Mapping[str, Pack]) -> ChecklistState:
    """Writes the hash of the checklist's version into released.yaml.

    Raises Problem `checklist.released_already` when that version was released with other content.
    """
    problems: list[Problem] = []
    bank = read_bank(seed_dir, tuple(packs.values()))
    releases = read_releases(seed_dir)
    state = _state(seed_dir, checklist_id, bank, packs, releases, problems)
    if problems:
        raise Problems(problems)
    releases.setdefault(checklist_id, {})[state.plan.version] = state.sha256
    write_whole(seed_dir / "checklists" / "released.yaml", _written(releases).encode())
    return state


def _state(
    seed_dir: Path,
    id_: str,
    bank: BankRead,
    packs: Mapping[str, Pack],
    releases: Mapping[str, Mapping[int, str]],
    problems: list[Problem],
) -> ChecklistState:
    plan, document = read_plan(seed_dir, id_)
    mine = _packs_of(plan, document, packs)
    problems += faults_of_choice(plan, document, mine)
    sha256 = content_sha256(plan, bank.questions, mine)
    released = releases.get(id_, {}).get(plan.version)
    if released not in (None, sha256):
        details = {"checklist": id_, "version": plan.version, "file": document.name}
        problems.append(Problem("checklist.released_already", **details))
    if plan.choice.from_previous:
        return ChecklistState(plan, None, None, sha256, released == sha256)
    built = build_checklist(plan, bank.questions, mine)
    return ChecklistState(
        plan, len(built.criteria), len(built.questions), sha256, released == sha256
    )


def _packs_of(plan: Plan, document: Document, packs: Mapping[str, Pack]) -> Sequence[Pack]:
    strange = [
        Problem(
            "checklist.unknown_pack",
            file=document.name,
            line=document.line(("packs", index)),
            item=f"packs / {index + 1}",
            value=id_,
        )
        for index, id_ in enumerate(plan.packs)
        if id_ not in packs
    ]
    if strange:
        raise Problems(strange)
    return [packs[id_] for id_ in plan.packs]


def _written(releases: Mapping[str, Mapping[int, str]]) -> str:
    lines = ["released:"]
    for id_, versions in sorted(releases.items()):
        lines.append(f"  {id_}:")
        lines += [f"    {version}: {sha256}" for version, sha256 in sorted(versions.items())]
    return _HEAD + "\n".join(lines) + "\n"
