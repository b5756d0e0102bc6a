"""What approval freezes: the result with its reasons, the packs, and the list of evidence.

From then on everybody who asks for the inspection gets this result, whatever arrives later, whatever
standards come into force and whatever the program computes by then: `jobs.scoring.scored` reads it
from here.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from inspect_app.domain.canonical import canonical_bytes, sha256_text
from inspect_app.domain.facts import Facts
from inspect_app.domain.inspection_state import NotUsed
from inspect_app.domain.review import Waiver
from inspect_app.domain.scoring import Assessment
from inspect_app.domain.scoring.document import assessment_document
from inspect_app.domain.standards import Pack
from inspect_app.files.packs.keeping import keep_packs, kept_packs
from inspect_app.problems import Problem, Problems
from inspect_app.schemas.frozen import Frozen, Unreadable, read_frozen
from inspect_app.schemas.result import Result, result_from
from inspect_app.services.assessments import Standards
from inspect_app.store.operations import OperationRow
from inspect_app.store.review import ApprovalRow

_LEVEL = 6


@dataclass(frozen=True)
class Freezing:
    """A result on its way into the ice: the hashes go into the `approve` operation, the rest beside.

    `evidence`: (entity, sha256 of its bytes, None where it has none), in order. Making `data` is most
    of the work, so it is asked for before anything is locked.
    """

    frozen: Frozen
    of_n: int
    evidence: tuple[tuple[str, str | None], ...]
    waivers: tuple[Waiver, ...]

    @property
    def result(self) -> Result:
        return self.frozen.result

    @property
    def data_sha256(self) -> str:
        return str(self.result.document["data_sha256"])

    @cached_property
    def document_sha256(self) -> str:
        return sha256_text(canonical_bytes(assessment_document(self.result.assessment)))

    @cached_property
    def data(self) -> bytes:
        return self.frozen.data

    @cached_property
    def said(self) -> dict[str, Any]:
        """For the body of the operation."""
        listed = [[entity, sha256] for entity, sha256 in self.evidence]
        return {
            "data_sha256": self.data_sha256,
            "document_sha256": self.document_sha256,
            "frozen_sha256": sha256_text(self.data),
            "packs": [list(pack) for pack in self.result.assessment.packs],
            "evidence_sha256": sha256_text(canonical_bytes(listed)),
            "waivers": [asdict(waiver) for waiver in self.waivers],
        }


def freezing(
    facts: Facts,
    assessment: Assessment,
    of_n: int,
    waivers: Sequence[Waiver],
    not_used: Sequence[NotUsed] = (),
) -> Freezing:
    """`facts`: the very ones that were scored. `not_used`: what was recorded and not scored."""
    evidence = tuple((f"evidence:{item.id}", item.sha256) for item in facts.evidence)
    frozen = Frozen(result_from(facts, assessment), tuple(not_used))
    return Freezing(frozen, of_n, evidence, tuple(waivers))


def freeze(
    session: Session,
    made: Freezing,
    insp: str,
    op_id: str,
    by: str,
    standards: Standards,
    folders: tuple[Path, Path],
    now: datetime,
) -> ApprovalRow:
    """Joins the caller's transaction. `folders`: the data folder and the seed folder."""
    data_dir, seed_dir = folders
    keep_packs(data_dir, seed_dir, _used(standards, made.result.facts.facility.country))
    row = ApprovalRow(
        insp=insp,
        op_id=op_id,
        of_n=made.of_n,
        approved_by=by,
        approved_at=now,
        data_sha256=made.data_sha256,
        document_sha256=made.document_sha256,
        packs=[list(pack) for pack in made.result.assessment.packs],
        evidence=[[entity, sha256] for entity, sha256 in made.evidence],
        waivers=[asdict(waiver) for waiver in made.waivers],
        result=gzip.compress(made.data, _LEVEL, mtime=0),
    )
    session.add(row)
    return row


def frozen_standards(row: ApprovalRow, standards: Standards, data_dir: Path | None) -> Standards:
    """The packs by which it was approved: those in force if they are the same, else as they were
    kept. Raises Problem `review.frozen_unreadable`."""
    named = [(str(pack_id), str(sha256)) for pack_id, _, sha256 in row.packs]
    in_force = {pack.id: pack for pack in standards.packs}
    if all(i in in_force and in_force[i].sha256 == sha256 for i, sha256 in named):
        packs: tuple[Pack, ...] | None = tuple(in_force[pack_id] for pack_id, _ in named)
    else:
        packs = _kept(row, named, data_dir)
    if not packs:
        raise Problem("review.frozen_unreadable", inspection=row.insp)
    return Standards(packs[0], tuple(packs[1:]), is_chosen=True)


def frozen_result(row: ApprovalRow, standards: Standards) -> Result:
    """`standards`: as `frozen_standards` gives them. Raises Problem `review.frozen_unreadable`."""
    return frozen(row, standards).result


def frozen(row: ApprovalRow, standards: Standards, frozen_sha256: str | None = None) -> Frozen:
    """Nothing is scored: it is read as it was approved. `frozen_sha256`: what the approval's own
    operation says of all that was kept; None where nobody has asked it.

    Raises Problem `review.frozen_unreadable`.
    """
    try:
        data = gzip.decompress(row.result)
        if frozen_sha256 is not None and sha256_text(data) != frozen_sha256:
            raise Unreadable("not what the operation says")
        return read_frozen(data, row.data_sha256, standards.packs)
    except (OSError, EOFError, zlib.error, Unreadable) as fault:
        raise Problem("review.frozen_unreadable", inspection=row.insp) from fault


def said_in_the_log(session: Session, row: ApprovalRow) -> str:
    """What the signed operation of this approval says was frozen, as the hash of all of it.

    Raises Problem `review.frozen_unreadable` where the row is no longer what was signed.
    """
    body = session.scalar(select(OperationRow.body).where(OperationRow.op_id == row.op_id))
    said: dict[str, Any] = {} if body is None else json.loads(body)
    hashes = (said.get("data_sha256"), said.get("document_sha256"), said.get("of_n"))
    if said.get("insp") != row.insp or hashes != (
        row.data_sha256,
        row.document_sha256,
        row.of_n,
    ):
        raise Problem("review.frozen_unreadable", inspection=row.insp)
    return str(said.get("frozen_sha256"))


def _kept(
    row: ApprovalRow, named: Sequence[tuple[str, str]], data_dir: Path | None
) -> tuple[Pack, ...] | None:
    try:
        return kept_packs(data_dir, named) if data_dir else None
    except (OSError, Problem, Problems) as fault:
        raise Problem("review.frozen_unreadable", inspection=row.insp) from fault


def _used(standards: Standards, country: str) -> tuple[Pack, ...]:
    return (standards.main, *standards.norm_packs_for(country))
