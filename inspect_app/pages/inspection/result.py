"""The result: the rating with its reasons, then findings by domain, the worst first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response

from inspect_app.api.guarding import current_actor, guarded
from inspect_app.domain.permissions import Permission, condition
from inspect_app.domain.scoring.remarks import people_told
from inspect_app.domain.terms import Rating
from inspect_app.extensions import db
from inspect_app.pages.cells import ResultCells, result_cells
from inspect_app.pages.inspection.columns import ColumnsShown, columns_shown
from inspect_app.pages.inspection.domains import DomainShown, domains_shown
from inspect_app.pages.inspection.failures import Failures, failures_of
from inspect_app.pages.inspection.frozen import FrozenShown, frozen_shown
from inspect_app.pages.inspection.group import pages
from inspect_app.pages.inspection.keeping import kept
from inspect_app.pages.inspection.reading import Opened, opened
from inspect_app.pages.inspection_frame import inspection_page
from inspect_app.reports.model.cover import cover_of, summary_of
from inspect_app.reports.model.report import SpaceZone
from inspect_app.store.rollups import InspectionRollupRow


@dataclass(frozen=True, slots=True)
class Variant:
    """The index under another choice of weighing."""

    says: str
    index: str


@dataclass(frozen=True, slots=True)
class ResultShown:
    """`at_best`: what a facility that is not rated could still become. `caps`: why the rating is
    not better."""

    cells: ResultCells
    at_best: str | None
    persons: str
    zones: tuple[SpaceZone, ...]
    zone_notes: tuple[str, ...]
    caps: tuple[str, ...]
    failures: Failures
    variants: tuple[Variant, ...]
    domains: tuple[DomainShown, ...]
    columns: ColumnsShown
    packs: tuple[str, ...]
    judged_on: str


@pages.get("/inspections/<inspection_id>")
@guarded(Permission.READ_INSPECTION)
def result(inspection_id: str) -> Response:
    about = opened(inspection_id, "")
    shown = kept().get_or_make(
        ("result", about.words.language, *about.made_of), lambda: _shown(about)
    )
    return inspection_page(
        "inspection/result",
        about.listed,
        "",
        shown=shown,
        frozen=frozen_of(about),
        matters=_matters(about),
        not_used=len(about.made.loaded.not_used),
        log=f"{about.address}/operations",
        can_print=condition(current_actor(), Permission.PRINT_REPORT) is not None,
    )


def frozen_of(about: Opened) -> FrozenShown | None:
    if about.approval is None:
        return None
    may_review = condition(current_actor(), Permission.REVIEW_INSPECTION) is not None
    return frozen_shown(db.session(), about.approval, about.words, may_review)


def _shown(about: Opened) -> ResultShown:
    assessment, sources, words = about.assessment, about.sources, about.words
    cover = cover_of(sources)
    return ResultShown(
        cells=cells_of(about),
        at_best=cover.verdict_note if assessment.rating is Rating.NOT_RATED else None,
        persons=(
            words.say("value.not_counted")
            if assessment.persons_present is None
            else words.whole(assessment.persons_present)
        ),
        zones=cover.zones,
        zone_notes=cover.zone_notes,
        caps=summary_of(sources).caps,
        failures=failures_of(about),
        variants=_variants(about),
        domains=domains_shown(about),
        columns=columns_shown(about),
        packs=tuple(
            words.say("inspection.pack", title=words.own(pack.title), version=pack.version)
            for pack in about.packs
        ),
        judged_on=words.day(assessment.judged_on),
    )


def cells_of(about: Opened) -> ResultCells:
    """Of the assessment itself: a kept row could be of an earlier state."""
    a = about.assessment
    row = InspectionRollupRow(
        rating=a.rating.value,
        index=a.index,
        low=a.interval.low,
        high=a.interval.high,
        coverage=a.coverage,
        critical_coverage=a.critical_coverage,
        critical_failure_count=len(a.critical_failures),
        severe_failure_count=len(a.severe_failures),
    )
    return result_cells(row, True, about.words)


def _variants(about: Opened) -> tuple[Variant, ...]:
    assessment, words = about.assessment, about.words
    other = assessment.sensitivity
    values = (
        ("as_is", assessment.index),
        ("equal_weights", other.equal_weights),
        ("arithmetic_mean", other.arithmetic_mean),
        ("without_caps", other.without_caps),
    )
    none = words.say("value.none")
    return tuple(
        Variant(words.say(f"method.{name}"), none if index is None else words.index(index))
        for name, index in values
    )


def _matters(about: Opened) -> tuple[tuple[str, str], ...]:
    """(sentence, address): what is not settled. A result stands on what could be used."""
    row, words = about.listed.row, about.words
    log = f"{about.address}/operations"
    open_matters = (
        ("inspection.conflicts", row.conflicts, f"{about.address}/review"),
        ("inspection.quarantined", row.quarantined, f"{log}?status=quarantine"),
        ("inspection.held", row.held, f"{log}?status=held"),
    )
    may_review = condition(current_actor(), Permission.REVIEW_INSPECTION) is not None
    counted = tuple(
        (words.count(key, number), address if may_review or "/review" not in address else log)
        for key, number, address in open_matters
        if number
    )
    return counted + tuple((said, f"{about.address}/rooms") for said in _people_apart(about))


def _people_apart(about: Opened) -> Iterator[str]:
    """That the rooms on the list do not hold the people who are present."""
    for remark in about.assessment.warnings:
        people = people_told(remark)
        if people is not None:
            counted, present = map(about.words.whole, people)
            yield about.words.say(f"remark.{remark.code}", counted=counted, present=present)
