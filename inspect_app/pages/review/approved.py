"""What was approved: the rating, the hashes that prove it, the printed editions, the addendum."""

from __future__ import annotations

from dataclasses import dataclass

from inspect_app.api.approving import EDITION
from inspect_app.api.machinery import machinery
from inspect_app.extensions import db
from inspect_app.jobs.report_source import made_of
from inspect_app.pages.cells import ResultCells, result_cells
from inspect_app.pages.frame import page_language
from inspect_app.pages.inspection.places import Moment, server_moment
from inspect_app.pages.review.naming import Naming, Recorded
from inspect_app.pages.review.raw import Raw
from inspect_app.pages.review.waiting import UnappliedShown, unapplied_shown
from inspect_app.schemas.reports import kept_problem
from inspect_app.services.inspections import InspectionListed
from inspect_app.services.reviewing import Later, Print, prints_of
from inspect_app.store.review import ApprovalRow


@dataclass(frozen=True, slots=True)
class PrintShown:
    """`address`: of the file, or of the page that shows how far the printing is. `sentence`: why it
    failed, if it did. `may_be_asked`: there is none, or it would be printed otherwise today."""

    language: str
    name: str
    says: str
    address: str | None
    sentence: str | None
    may_be_asked: bool


@dataclass(frozen=True, slots=True)
class ApprovedShown:
    by: str
    at: Moment
    result: ResultCells | None
    of_n: int
    document_sha256: str
    data_sha256: str
    packs: tuple[tuple[str, str, str], ...]
    evidence: str
    prints: tuple[PrintShown, ...]


@dataclass(frozen=True, slots=True)
class LaterShown:
    """`said` after the approval; `stands` as approved."""

    about: str
    said: str
    stands: str
    recorded: Recorded


@dataclass(frozen=True, slots=True)
class AddendumShown:
    """`others`: what came later and writes nothing, such as a signature. `total` counts all."""

    total: str
    answers: tuple[LaterShown, ...]
    others: tuple[UnappliedShown, ...]
    is_cut: bool


def approved_shown(raw: Raw, naming: Naming) -> ApprovedShown | None:
    row = db.session.get(ApprovalRow, raw.listed.row.id)
    if row is None:
        return None
    ours = machinery()
    source = made_of(db.session(), raw.looked.found, ours.standards, ours.settings)
    prints = prints_of(db.session(), row, source, EDITION, ("kk", "ru", "en"))
    return ApprovedShown(
        by=naming.person(row.approved_by),
        at=server_moment(row.approved_at, None),
        result=cells_of(raw.listed, naming),
        of_n=row.of_n,
        document_sha256=row.document_sha256,
        data_sha256=row.data_sha256,
        packs=tuple((str(i), str(version), str(sha256)) for i, version, sha256 in row.packs),
        evidence=naming.words.count("review.evidence", len(row.evidence)),
        prints=tuple(_print(one, naming) for one in prints),
    )


def cells_of(listed: InspectionListed, naming: Naming) -> ResultCells | None:
    """The result as in the lists; None: not scored yet."""
    if listed.rollup is None:
        return None
    return result_cells(listed.rollup, listed.is_current, naming.words)


def addendum_shown(raw: Raw, naming: Naming) -> AddendumShown | None:
    """None: nothing came after the approval."""
    if not raw.late.total:
        return None
    return AddendumShown(
        total=naming.words.count("review.addendum.total", raw.late.total),
        answers=tuple(_later(one, naming) for one in raw.addendum),
        others=tuple(unapplied_shown(one, naming) for one in raw.late.shown if not one.writes),
        is_cut=len(raw.late.shown) < raw.late.total,
    )


def _later(one: Later, naming: Naming) -> LaterShown:
    field = one.write.field
    standing = [naming.value(field, value) for value in one.standing]
    return LaterShown(
        about=naming.answer(one.said.entity, field),
        said=naming.value(field, one.write.value),
        stands=" / ".join(standing) if standing else naming.words.say("review.addendum.nothing"),
        recorded=naming.recorded(one.said),
    )


def _print(one: Print, naming: Naming) -> PrintShown:
    words, job = naming.words, one.job
    failed = job is not None and job.state == "failed" and job.problem is not None
    if one.report is not None:
        key = "review.print.ready" if one.is_current else "review.print.earlier"
        address = f"/reports/{one.report}"
    elif failed or job is None:
        key, address = f"review.print.{'failed' if failed else 'not_asked'}", None
    else:
        key, address = "review.print.underway", f"/jobs/{job.id}"
    sentence = None
    if failed and job is not None and job.problem is not None:
        sentence = kept_problem(job.problem).sentence(page_language())
    says = words.say(key)
    if one.report is None and address is not None and job is not None and job.steps_total:
        progress = words.say("job.progress", done=job.steps_done, total=job.steps_total)
        says = f"{says}: {progress}"
    return PrintShown(
        one.language,
        words.say(f"language.{one.language}"),
        says,
        address,
        sentence,
        address is None or not one.is_current,
    )
