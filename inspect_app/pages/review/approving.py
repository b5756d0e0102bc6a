"""The one page on which an approval is confirmed: what is approved, and over what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.api.approving import StillInTheWay, approve
from inspect_app.api.guarding import guarded
from inspect_app.api.proving import is_about_proof, needs_proof, prove_again
from inspect_app.domain.permissions import Permission
from inspect_app.domain.review import InTheWay
from inspect_app.domain.scoring import Assessment
from inspect_app.extensions import db
from inspect_app.pages.frame import page_language
from inspect_app.pages.inspection_frame import inspection_in_scope, inspection_page
from inspect_app.pages.review.group import (
    PART,
    address_of,
    back_to_review,
    pages,
    refusals_told,
)
from inspect_app.pages.review.naming import Naming
from inspect_app.pages.review.obstacles import obstacles_shown
from inspect_app.pages.review.raw import Raw, naming_for, read
from inspect_app.problems import Problem
from inspect_app.services.reviewing import LONGEST_REMARK, says_something
from inspect_app.store.engine import start_reading

WAIVE = "waive:"
"""How the fields of a form begin that say why an obstacle is waived; the obstacle's key follows."""
REST = "rest:"
"""The same for all obstacles of a kind that have no words of their own; the kind follows."""


@dataclass(frozen=True, slots=True)
class FailureShown:
    title: str
    level: int
    level_says: str
    address: str


@dataclass(frozen=True, slots=True)
class ToApprove:
    """What will stand. `packs`: (id, version, SHA-256)."""

    rating: str
    rating_says: str
    index: str | None
    interval: str
    coverage: str
    critical_coverage: str
    failures: tuple[FailureShown, ...]
    packs: tuple[tuple[str, str, str], ...]
    evidence: str
    not_used: str | None


@pages.get("/inspections/<inspection_id>/review/approval")
@guarded(Permission.REVIEW_INSPECTION)
def confirm(inspection_id: str) -> AnyResponse:
    return _page(inspection_id, None)


@pages.post("/inspections/<inspection_id>/review/approval")
@guarded(Permission.REVIEW_INSPECTION)
@refusals_told
def approve_it(inspection_id: str) -> AnyResponse:
    """Refused with everything that is in the way, or approved, frozen and sent to be printed."""
    inspection_in_scope(inspection_id, Permission.REVIEW_INSPECTION)
    of_n = request.form.get("of_n", "")
    if not of_n.isascii() or not of_n.isdigit() or len(of_n) > 18:
        raise Problem("review.arrived_meanwhile")
    try:
        prove_again()
        approve(inspection_id, int(of_n), _waived())
    except Problem as refused:
        if not isinstance(refused, StillInTheWay) and not is_about_proof(refused):
            raise
        db.session().rollback()
        start_reading(db.session())
        return _page(inspection_id, refused)
    return back_to_review(inspection_id, "approved")


def _waived() -> dict[str, str]:
    """Key of an obstacle that was on the page -> why it is waived."""
    own = {
        name.removeprefix(WAIVE): why
        for name, why in request.form.items()
        if name.startswith(WAIVE)
    }
    return {
        key: why if says_something(why) else request.form.get(f"{REST}{key.partition(':')[0]}", "")
        for key, why in own.items()
    }


def _page(insp: str, refused: Problem | None) -> AnyResponse:
    listed = inspection_in_scope(insp, Permission.REVIEW_INSPECTION)
    raw = read(listed)
    naming = naming_for(raw)
    response = inspection_page(
        "review/approval",
        listed,
        PART,
        raw=raw,
        sentence=refused.sentence(page_language()) if refused else None,
        to_approve=_to_approve(raw, naming),
        obstacles=_shown(raw, naming, is_waivable=False),
        waivable=_shown(raw, naming, is_waivable=True),
        typed=dict(request.form.items()),
        waive=WAIVE,
        rest=REST,
        missing={one.key for one in refused.left} if isinstance(refused, StillInTheWay) else (),
        asks_password=needs_proof(),
        longest=LONGEST_REMARK,
        of_n=raw.looked.found.version.n,
        back=address_of(insp),
    )
    if refused is not None:
        response.status_code = refused.kind.status
    return response


def _shown(raw: Raw, naming: Naming, *, is_waivable: bool) -> tuple[object, ...]:
    found: Iterable[InTheWay] = (one for one in raw.obstacles if one.is_waivable == is_waivable)
    return obstacles_shown(found, naming, raw.remarks, raw.looked.problem)


def _to_approve(raw: Raw, naming: Naming) -> ToApprove | None:
    """None where there is no result."""
    made = raw.looked.scored
    if made is None:
        return None
    words, assessment, loaded = naming.words, made.assessment, made.loaded
    interval = assessment.interval
    not_used = len(loaded.not_used)
    return ToApprove(
        rating=assessment.rating.value,
        rating_says=words.say(f"rating.{assessment.rating.value}"),
        index=None if assessment.index is None else words.index(assessment.index),
        interval=words.say(
            "index.interval", low=words.index(interval.low), high=words.index(interval.high)
        ),
        coverage=words.percent(assessment.coverage),
        critical_coverage=words.say(
            "coverage.critical", share=words.percent(assessment.critical_coverage)
        ),
        failures=tuple(_failures(assessment, naming)),
        packs=tuple((i, str(version), sha256) for i, version, sha256 in assessment.packs),
        evidence=words.count("review.evidence", len(loaded.facts.evidence)),
        not_used=words.count("review.not_used", not_used) if not_used else None,
    )


def _failures(assessment: Assessment, naming: Naming) -> Iterable[FailureShown]:
    for criterion in assessment.critical_failures:
        level = assessment.criteria[criterion].critical_level or 0
        yield FailureShown(
            title=naming.criterion(criterion),
            level=level,
            level_says=naming.words.say(f"level.{level}"),
            address=naming.address({"c": criterion}),
        )
