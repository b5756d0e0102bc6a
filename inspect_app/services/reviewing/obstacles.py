"""Why an inspection cannot be approved as it stands: every reason, none of them hidden by another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inspect_app.domain.facts import Facts
from inspect_app.domain.operations import Status
from inspect_app.domain.projecting import ReviewState
from inspect_app.domain.review import InTheWay, Obstacle
from inspect_app.domain.scoring import Assessment
from inspect_app.domain.scoring.assessment import CriterionResult
from inspect_app.domain.scoring.remarks import people_told
from inspect_app.services.reviewing.remarks import remarks_of
from inspect_app.services.reviewing.tablets import tablets_of
from inspect_app.store.blobs import BlobRow
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.operations import HeadRow, OperationRow
from inspect_app.store.review import SetAsideRow


@dataclass(frozen=True, slots=True)
class Needed:
    """What is asked of the scored inspection. `refused`: the code of the problem for which it could
    not be scored; then there is neither facts nor assessment."""

    facts: Facts | None = None
    assessment: Assessment | None = None
    refused: str = ""


def in_the_way(session: Session, insp: str, needed: Needed, reviewer: str) -> tuple[InTheWay, ...]:
    """In the order in which a reviewer settles them. `reviewer`: the account that would approve.
    Seven statements."""
    return tuple(_obstacles(session, insp, needed, reviewer))


def _obstacles(session: Session, insp: str, needed: Needed, reviewer: str) -> Iterator[InTheWay]:
    state = session.scalar(select(InspectionRow.review_state).where(InspectionRow.id == insp))
    if state != ReviewState.SUBMITTED:
        yield InTheWay(Obstacle.NOT_SUBMITTED, reason=state or "")
    if needed.refused:
        yield InTheWay(Obstacle.NOT_SCORED, reason=needed.refused)
    yield from _conflicts(session, insp)
    yield from _not_applied(session, insp)
    for remark in remarks_of(session, insp):
        if remark.is_open:
            yield InTheWay(Obstacle.COMMENT_OPEN, entity=remark.entity, op=remark.op)
    if needed.facts is not None and needed.assessment is not None:
        yield from _awaited(session, needed.facts)
        yield from _unsupported(needed.facts, needed.assessment)
        for found in needed.assessment.warnings:
            if people_told(found) is not None:
                yield InTheWay(
                    Obstacle.PEOPLE_UNACCOUNTED, reason=found.code, details=found.details
                )
    yield from _invited(session, insp, reviewer)


def _conflicts(session: Session, insp: str) -> Iterator[InTheWay]:
    rows = session.execute(
        select(HeadRow.entity, HeadRow.field)
        .where(HeadRow.insp == insp)
        .group_by(HeadRow.entity, HeadRow.field)
        .having(func.count(HeadRow.value.distinct()) > 1)
        .order_by(HeadRow.entity, HeadRow.field)
    )
    for entity, name in rows:
        yield InTheWay(Obstacle.CONFLICT, entity=entity, field=name)


def _not_applied(session: Session, insp: str) -> Iterator[InTheWay]:
    left = select(SetAsideRow.op_id).where(SetAsideRow.insp == insp)
    rows = session.execute(
        select(OperationRow.op_id, OperationRow.entity, OperationRow.reason)
        .where(
            OperationRow.insp == insp,
            OperationRow.status.in_((Status.HELD.value, Status.QUARANTINE.value)),
            OperationRow.op_id.not_in(left),
        )
        .order_by(OperationRow.n)
    )
    for op, entity, reason in rows:
        yield InTheWay(Obstacle.NOT_APPLIED, entity=entity, op=op, reason=reason or "")


def _awaited(session: Session, facts: Facts) -> Iterator[InTheWay]:
    named = {item.id: item.sha256 for item in facts.evidence if item.sha256}
    here = set(
        session.scalars(select(BlobRow.sha256).where(BlobRow.sha256.in_(set(named.values()))))
    )
    for evidence, sha256 in named.items():
        if sha256 not in here:
            yield InTheWay(Obstacle.FILE_AWAITED, entity=f"evidence:{evidence}")


def _unsupported(facts: Facts, assessment: Assessment) -> Iterator[InTheWay]:
    known = {item.id for item in facts.evidence}
    for criterion in assessment.critical_failures:
        if not _has_evidence(assessment.criteria, criterion, known):
            yield InTheWay(Obstacle.NO_EVIDENCE, criterion=criterion)


def _invited(session: Session, insp: str, reviewer: str) -> Iterator[InTheWay]:
    for tablet in tablets_of(session, insp):
        if tablet.invited_by == reviewer:
            yield InTheWay(Obstacle.OWN_TABLET, device=tablet.device)


def _has_evidence(
    criteria: Mapping[str, CriterionResult], criterion: str, known: Collection[str]
) -> bool:
    """Whether any answer of a place that failed is supported by a photograph, a document, …"""
    return any(
        evidence in known
        for finding in criteria[criterion].findings
        if finding.judgement.level is not None and finding.judgement.level < 2
        for answer in finding.answers
        for evidence in answer.evidence
    )
