"""Load, assess, keep: the one composition that the doors, the worker and `rebuild` share.

The stages themselves stand in services and never call each other.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from threading import Lock

from sqlalchemy.orm import Session

from inspect_app.domain.facts_checking import inputs_of
from inspect_app.domain.scoring import Assessment
from inspect_app.jobs.freezing import frozen, frozen_standards, said_in_the_log
from inspect_app.problems import Problem
from inspect_app.services import inspections, rollups
from inspect_app.services.assessments import Standards, assess_facts, no_search_for_cycles
from inspect_app.services.inspections import Found, Loaded, Version
from inspect_app.store.review import ApprovalRow
from inspect_app.store.rollups import RollupRows

MOST_FINDINGS_KEPT = 60_000
"""About a kilobyte each with its answers; a facility of 2,000 rooms has some 50,000."""


class Outcome(StrEnum):
    KEPT = "kept"
    OLDER = "older"  # a longer stream was scored meanwhile
    NO_INSPECTION = "no_inspection"
    FACILITY_UNKNOWN = "inspection.facility_unknown"
    NOT_BEGUN = "inspection.not_begun"


@dataclass(frozen=True, slots=True)
class Scored:
    """`standards`: by which it was judged; of an approved inspection those of its approval."""

    loaded: Loaded
    assessment: Assessment
    standards: Standards

    @property
    def findings(self) -> int:
        return sum(len(result.findings) for result in self.assessment.criteria.values())


@dataclass
class ScoredCache:
    """Assessments of this process, the least recently asked for dropped first. Bounded by findings,
    which are what takes room. What was made from an older stream is never asked for again."""

    most_findings: int = MOST_FINDINGS_KEPT
    _kept: OrderedDict[tuple[Version, str], Scored] = field(default_factory=OrderedDict)
    _findings: int = 0
    _lock: Lock = field(default_factory=Lock)

    def get(self, version: Version, standards: str) -> Scored | None:
        with self._lock:
            found = self._kept.get((version, standards))
            if found is not None:
                self._kept.move_to_end((version, standards))
            return found

    def put(self, version: Version, standards: str, scored: Scored) -> None:
        with self._lock:
            key = (version, standards)
            if key in self._kept or scored.findings > self.most_findings:
                return
            self._kept[key] = scored
            self._findings += scored.findings
            while self._findings > self.most_findings:
                _, dropped = self._kept.popitem(last=False)
                self._findings -= dropped.findings


def scored(
    session: Session,
    standards: Standards,
    found: Found,
    cache: ScoredCache | None = None,
    data_dir: Path | None = None,
) -> Scored:
    """The assessment by the current heads and the standards in force on the day of the visit; of an
    inspection that was approved the one that was approved. `data_dir`: where kept packs lie.

    Raises Problem `inspection.facility_unknown`, `inspection.not_begun`, `review.frozen_unreadable`.
    """
    in_use = fingerprint(standards, found)
    kept = cache.get(found.version, in_use) if cache else None
    if kept is not None:
        return kept
    made = _frozen(session, standards, found, data_dir) or _living(session, standards, found)
    if cache is not None:
        cache.put(found.version, in_use, made)
    return made


def _living(session: Session, standards: Standards, found: Found) -> Scored:
    country = found.facility.country if found.facility else ""
    packs = (standards.main, *standards.norm_packs_for(country))
    criteria = {criterion for pack in packs for criterion in pack.criteria}
    with no_search_for_cycles():
        loaded = inspections.load(session, found, inputs_of(packs), criteria)
        return Scored(loaded, assess_facts(loaded.facts, standards), standards)


def _frozen(
    session: Session, standards: Standards, found: Found, data_dir: Path | None
) -> Scored | None:
    """None: nothing was approved yet."""
    row = session.get(ApprovalRow, found.version.insp) if found.approval else None
    if row is None:
        return None
    kept = frozen_standards(row, standards, data_dir)
    ice = frozen(row, kept, said_in_the_log(session, row))
    return Scored(Loaded(found, ice.result.facts, ice.not_used), ice.result.assessment, kept)


def fingerprint(standards: Standards, found: Found) -> str:
    """By what an inspection is judged, as text: the packs, or the approval that froze it."""
    if found.approval is not None:
        return f"approval {found.approval}"
    country = found.facility.country if found.facility else ""
    packs = (standards.main, *standards.norm_packs_for(country))
    return " ".join(pack.sha256 for pack in packs)


def score_inspection(session: Session, standards: Standards, insp: str, now: datetime) -> Outcome:
    """Scores and keeps the roll-up; joins the caller's transaction. May be done any number of times.

    Where it cannot be scored, no roll-up is left standing that would say otherwise. `now` is not
    needed to score: the visit's own day decides.
    """
    outcome, rows = expected_rollup(session, standards, insp)
    if rows is None:
        rollups.put(session, insp, None)
        return outcome
    return Outcome.KEPT if rollups.keep(session, insp, rows) else Outcome.OLDER


def expected_rollup(
    session: Session, standards: Standards, insp: str, data_dir: Path | None = None
) -> tuple[Outcome, RollupRows | None]:
    """The rows that the roll-up of an inspection must have; None: it cannot have one."""
    found = inspections.find(session, insp)
    if found is None:
        return Outcome.NO_INSPECTION, None
    try:
        made = scored(session, standards, found, data_dir=data_dir)
    except Problem as refused:
        return Outcome(refused.code), None
    return Outcome.KEPT, rollups.rollup_rows(
        rollups.Scored(
            insp=insp,
            of_n=found.version.n,
            assessment=made.assessment,
            region=found.region,
            not_used=len(made.loaded.not_used),
            conflicts=found.conflicts,
        )
    )
