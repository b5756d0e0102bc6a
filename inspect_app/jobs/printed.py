"""A scored result as the bytes of its report: the one composition of command line and worker."""

from __future__ import annotations

from pathlib import Path

from inspect_app.domain.canonical import canonical_bytes
from inspect_app.domain.scoring.document import public_document
from inspect_app.problems import Language
from inspect_app.reports.model import Edition
from inspect_app.schemas.result import Result
from inspect_app.services.assessments import Standards
from inspect_app.services.reporting import Press, ReportRequest, print_report
from inspect_app.settings import Settings


def printed(
    result: Result,
    standards: Standards,
    settings: Settings,
    language: Language,
    evidence_folder: Path,
    edition: Edition = Edition.FULL,
) -> bytes:
    """The PDF. `evidence_folder` is where the files of the evidence are named from."""
    name, data = embedded(result, edition)
    request = ReportRequest(
        facts=result.facts,
        assessment=result.assessment,
        pack=standards.main,
        norm_packs=standards.norm_packs_for(result.facts.facility.country),
        data=data,
        data_name=name,
        evidence_folder=evidence_folder,
        language=language,
        edition=edition,
    )
    press = Press(
        templates=settings.templates_dir / "reports",
        seconds=settings.render_seconds,
        memory_mib=settings.render_memory_mib,
    )
    return print_report(request, press)


def embedded(result: Result, edition: Edition) -> tuple[str, bytes]:
    """The whole result, from which the report can be printed again; in the public edition only the
    assessment, as facts hold captions and words that were never cleared for publication."""
    if edition is Edition.FULL:
        return "result.json", result.canonical
    return "assessment.json", canonical_bytes(public_document(result.assessment))
