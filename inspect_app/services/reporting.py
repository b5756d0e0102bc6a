"""Step 6 of the road: an assessment and its facts become one printed file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from inspect_app.domain.canonical import sha256_text
from inspect_app.domain.facts import Evidence, Facts
from inspect_app.domain.scoring import Assessment
from inspect_app.domain.standards import Pack
from inspect_app.domain.terms import EvidenceKind
from inspect_app.problems import Language, Problem, Problems
from inspect_app.reports.job import PrintJob
from inspect_app.reports.model import Edition, Sources, Stamp, build_report
from inspect_app.reports.model.photos import asset_name
from inspect_app.reports.page import page_of
from inspect_app.reports.photographs import MOST_BYTES, Photograph, prepare_photograph
from inspect_app.reports.printing import Printer
from inspect_app.reports.wording import Wording


@dataclass(frozen=True, slots=True)
class Press:
    """What printing needs of the machine. `templates` is the folder of report.html."""

    templates: Path
    seconds: int
    memory_mib: int


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """One report to print. `pack` fed the index, `norm_packs` the national column.

    `data` is embedded under `data_name`, and its SHA-256 is printed: the same facts, packs, language
    and edition give the same file. `evidence_folder` is where the files of the evidence lie.
    """

    facts: Facts
    assessment: Assessment
    pack: Pack
    norm_packs: tuple[Pack, ...]
    data: bytes
    data_name: str
    evidence_folder: Path
    language: Language = "en"
    edition: Edition = Edition.FULL
    stamp: Stamp = field(default_factory=Stamp)


def print_report(request: ReportRequest, press: Press) -> bytes:
    """The finished PDF. Raises Problem `report.*`, or Problems with every photograph at fault."""
    fonts = press.templates / "fonts"
    with Printer(fonts, seconds=press.seconds, memory_mib=press.memory_mib) as printer:
        return printer.print(print_job(request, press.templates))


def print_job(request: ReportRequest, templates: Path) -> PrintJob:
    """The page and everything that it names, ready for the worker."""
    if request.edition is Edition.PUBLIC:
        _refuse_unredacted(request.facts)
    photographs = photographs_of(request.facts, request.edition, request.evidence_folder)
    wording = Wording(request.language, templates)
    sources = Sources(
        facts=request.facts,
        pack=request.pack,
        norm_packs=request.norm_packs,
        assessment=request.assessment,
        edition=request.edition,
        wording=wording,
        photographs=photographs,
        stamp=request.stamp,
    )
    data_sha256 = sha256_text(request.data)
    report = build_report(sources, data_sha256, request.data_name)
    pictures = {
        asset_name(sources.evidence_number(item.id)): photographs[item.id].jpeg
        for item in sources.printed_photographs
    }
    return PrintJob(
        html=page_of(report, wording, templates),
        data=request.data,
        data_name=request.data_name,
        data_says=wording.say("document.attachment"),
        dated=request.assessment.judged_on,
        identifier=f"{data_sha256} {request.language} {request.edition}",
        assets={"print.css": (templates / "print.css").read_bytes(), **pictures},
    )


def _refuse_unredacted(facts: Facts) -> None:
    """A public edition is printed from what `domain.publishing` made, and from nothing else: people
    and clocks are in all facts that it did not."""
    people = [*facts.inspection.team, *(a.recorded_by for a in facts.answers if a.recorded_by)]
    clocks = [a.observed_at for a in facts.answers if a.observed_at]
    clocks += [item.taken_at for item in facts.evidence if item.taken_at]
    if people or clocks or any(not item.is_publishable for item in facts.evidence):
        raise AssertionError("these facts are not those of a public edition")


def photographs_of(facts: Facts, edition: Edition, folder: Path) -> dict[str, Photograph]:
    """The photographs that this edition may show, prepared, by the id of their evidence.

    A report with a hole where a photograph was would mislead, so every one must be there, whole, and
    the file that was recorded. Raises Problems with all that are not.
    """
    found: dict[str, Photograph] = {}
    problems: list[Problem] = []
    for item in facts.evidence:
        if item.kind is not EvidenceKind.PHOTO or item.file is None:
            continue
        if edition is Edition.PUBLIC and not item.is_publishable:
            continue
        try:
            found[item.id] = prepare_photograph(item.file, _read(item, item.file, folder))
        except Problem as problem:
            problems.append(problem)
    if problems:
        raise Problems(problems)
    return found


def _read(item: Evidence, name: str, folder: Path) -> bytes:
    root = folder.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root):
        raise Problem("report.photograph_outside", evidence=item.id, file=name)
    if not path.is_file():
        raise Problem("report.photograph_not_found", evidence=item.id, file=name)
    if path.stat().st_size > MOST_BYTES:
        raise Problem("report.photograph_too_large", file=name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Problem("report.photograph_unreadable", file=name) from error
    if item.sha256 and hashlib.sha256(content).hexdigest() != item.sha256.lower():
        raise Problem("report.photograph_altered", evidence=item.id, file=name)
    return content
