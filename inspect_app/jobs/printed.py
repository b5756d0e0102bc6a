"""A scored result as the bytes of its report: the one composition of command line and worker."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from inspect_app.domain.canonical import canonical_bytes
from inspect_app.domain.facts import Facts
from inspect_app.domain.publishing import UNTOLD, PublicEdition, Publishing, public_edition
from inspect_app.problems import Language
from inspect_app.reports.model import Edition, Stamp
from inspect_app.schemas.result import Result
from inspect_app.services.assessments import Standards
from inspect_app.services.reporting import Press, ReportRequest, print_report
from inspect_app.settings import Settings

TRIAL_CODE = "{country}-0000-0000"
"""What a public edition is called that nobody published."""


def printed(
    result: Result,
    standards: Standards,
    settings: Settings,
    language: Language,
    evidence_folder: Path,
    stamp: Stamp | None = None,
    facts: Facts | None = None,
) -> bytes:
    """The full edition. `evidence_folder` is where the files of the evidence are named from; `facts`
    are those of the result with the files named, where the result itself does not name them."""
    request = ReportRequest(
        facts=result.facts if facts is None else facts,
        assessment=result.assessment,
        pack=standards.main,
        norm_packs=standards.norm_packs_for(result.facts.facility.country),
        data=result.canonical,
        data_name="result.json",
        evidence_folder=evidence_folder,
        language=language,
        stamp=_checked(stamp, settings, language),
    )
    return print_report(request, press_of(settings))


def printed_public(
    made: PublicEdition,
    standards: Standards,
    settings: Settings,
    language: Language,
    pictures: Path,
    stamp: Stamp | None = None,
) -> bytes:
    """The public edition; without a revision in its stamp it is marked as a trial. `pictures`: the
    folder of the public photographs."""
    withheld = tuple((what, None if what in UNTOLD else count) for what, count in made.withheld)
    request = ReportRequest(
        facts=made.facts,
        assessment=made.assessment,
        pack=standards.main,
        norm_packs=standards.norm_packs_for(made.facts.facility.country),
        data=canonical_bytes(made.document),
        data_name="publication.json",
        evidence_folder=pictures,
        language=language,
        edition=Edition.PUBLIC,
        stamp=_checked(replace(stamp or Stamp(), withheld=withheld), settings, language),
    )
    return print_report(request, press_of(settings))


def trial_edition(result: Result, standards: Standards) -> PublicEdition:
    """What the public would read of a result of which nothing was cleared."""
    country = result.facts.facility.country
    packs = (standards.main, *standards.norm_packs_for(country))
    by = Publishing(TRIAL_CODE.format(country=country))
    return public_edition(result.facts, result.assessment, packs, by)


def press_of(settings: Settings) -> Press:
    return Press(
        templates=settings.templates_dir / "reports",
        seconds=settings.render_seconds,
        memory_mib=settings.render_memory_mib,
    )


def _checked(stamp: Stamp | None, settings: Settings, language: Language) -> Stamp:
    return replace(stamp or Stamp(), check_address=settings.check_address(language))
