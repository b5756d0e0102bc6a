"""One inspection, opened for a page: its result, the standards it was judged by, and the words.

The look-ups and the wording of measured values are those of the printed report, so that a page and
the PDF behind it never say one thing in two ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from inspect_app.api.machinery import machinery
from inspect_app.api.scored import found_in_scope, scored_for
from inspect_app.domain.facts import Facts
from inspect_app.domain.facts_checking import inputs_of
from inspect_app.domain.permissions import Permission
from inspect_app.domain.scoring import Assessment
from inspect_app.domain.standards import Criterion, Input, Pack
from inspect_app.extensions import db
from inspect_app.jobs.freezing import frozen_standards
from inspect_app.jobs.scoring import Scored, fingerprint
from inspect_app.pages.frame import wording
from inspect_app.pages.inspection.group import Unscored
from inspect_app.pages.inspection.keeping import kept
from inspect_app.pages.inspection_frame import inspection_in_scope
from inspect_app.pages.wording import PageWording
from inspect_app.problems import Language, Problem
from inspect_app.reports.model import Edition, Sources
from inspect_app.reports.model.values import Values
from inspect_app.reports.wording import Wording
from inspect_app.services.assessments import Standards
from inspect_app.services.inspections import Found, InspectionListed
from inspect_app.store.review import ApprovalRow


@dataclass(frozen=True)
class Opened:
    """`approval` is there once the result was frozen; `made` is then the frozen one."""

    listed: InspectionListed
    found: Found
    made: Scored
    approval: ApprovalRow | None
    standards: Standards
    words: PageWording

    @property
    def id(self) -> str:
        return self.listed.row.id

    @property
    def address(self) -> str:
        return f"/inspections/{self.id}"

    @property
    def facts(self) -> Facts:
        return self.made.loaded.facts

    @property
    def assessment(self) -> Assessment:
        return self.made.assessment

    @property
    def judged_on(self) -> date:
        return self.assessment.judged_on

    @property
    def pack(self) -> Pack:
        return self.standards.main

    @cached_property
    def packs(self) -> tuple[Pack, ...]:
        return (self.pack, *self.standards.norm_packs_for(self.facts.facility.country))

    @cached_property
    def inputs(self) -> dict[str, Input]:
        return dict(inputs_of(self.packs))

    @cached_property
    def sources(self) -> Sources:
        return Sources(
            facts=self.facts,
            pack=self.pack,
            norm_packs=self.packs[1:],
            assessment=self.assessment,
            edition=Edition.FULL,
            wording=report_wording(self.words.language),
        )

    @cached_property
    def values(self) -> Values:
        return Values(self.pack, self.sources.wording)

    @property
    def made_of(self) -> tuple[object, ...]:
        """What everything shown of this result follows from, but for the language."""
        return (*self.found.version, fingerprint(machinery().standards, self.found))

    def criterion(self, criterion: str) -> Criterion:
        return self.pack.criteria[criterion]


def opened(inspection_id: str, part: str) -> Opened:
    """Within the reader's scope. `part`: as in `inspection_frame`.

    Raises Problem `http.404`, and Unscored where there is no result.
    """
    listed = inspection_in_scope(inspection_id, Permission.READ_INSPECTION)
    found = found_in_scope(inspection_id)
    try:
        return open_found(listed, found)
    except Problem as problem:
        raise Unscored(listed, part, problem) from problem


def open_found(listed: InspectionListed, found: Found) -> Opened:
    """Raises Problem `inspection.*`, `review.frozen_unreadable`."""
    made = scored_for(found)
    ours = machinery()
    approval = db.session().get(ApprovalRow, found.version.insp) if found.approval else None
    standards = _standards_of(approval) if approval is not None else ours.standards
    return Opened(listed, found, made, approval, standards, wording())


def _standards_of(approval: ApprovalRow) -> Standards:
    """Packs that are no longer in force are read from their files, which takes a second."""
    ours = machinery()
    in_force = tuple(pack.sha256 for pack in ours.standards.packs)
    return kept().get_or_make(
        ("packs", approval.op_id, in_force),
        lambda: frozen_standards(approval, ours.standards, ours.settings.data_dir),
    )


def report_wording(language: Language) -> Wording:
    """The words of the printed report, for values and bands."""
    return _report_wording(language, machinery().settings.templates_dir)


@cache
def _report_wording(language: Language, templates: Path) -> Wording:
    return Wording(language, templates / "reports")
