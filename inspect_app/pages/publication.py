"""The publication of an approved inspection: both editions side by side, clearances, revisions.

Nothing here is scored or printed from live rows: what is shown, published and withdrawn is the frozen
result and what was made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.api import publishing as acts
from inspect_app.api.guarding import current_actor, guarded
from inspect_app.api.proving import is_about_proof, needs_proof, prove_again
from inspect_app.api.publishing import Looked
from inspect_app.api.report_requests import pdf_answer
from inspect_app.api.scoping import not_here
from inspect_app.domain.permissions import Permission
from inspect_app.domain.projecting import ReviewState
from inspect_app.domain.publishing import PublicEdition
from inspect_app.domain.review import WithdrawalReason
from inspect_app.extensions import db
from inspect_app.jobs.publishing import Cleared, cleared_before
from inspect_app.pages.frame import asks_again, here, page_group, page_language, wording
from inspect_app.pages.inspection_frame import inspection_in_scope, inspection_page
from inspect_app.pages.publication_compared import both_editions, sections
from inspect_app.pages.publication_shown import (
    is_printing,
    item_groups,
    revisions_shown,
    withheld_lines,
)
from inspect_app.problems import Problem
from inspect_app.services import publishing, reviewing
from inspect_app.store.engine import start_reading

pages = page_group("publication")
PART = "/publication"
REFRESH_SECONDS = 4
_MAY_PUBLISH = (ReviewState.APPROVED, ReviewState.WITHDRAWN)
View = Callable[[str], AnyResponse]


@pages.get("/inspections/<inspection_id>/publication")
@guarded(Permission.PUBLISH_INSPECTION)
@asks_again
def publication(inspection_id: str) -> AnyResponse:
    """What would be published with nothing cleared; of what was published, with what was."""
    return _page(inspection_id)


@pages.post("/inspections/<inspection_id>/publication/preview")
@guarded(Permission.PUBLISH_INSPECTION)
def preview(inspection_id: str) -> AnyResponse:
    """The same with what is ticked; nothing is published."""
    session = db.session()
    session.commit()
    start_reading(session)
    return _page(inspection_id, keys=request.form.getlist("clear"), is_preview=True)


def _told(view: View) -> View:
    """A refusal keeps the page around it, and what was ticked."""

    @wraps(view)
    def told(inspection_id: str) -> AnyResponse:
        try:
            return view(inspection_id)
        except Problem as problem:
            is_ours = problem.code.startswith(("review.", "publication.", "report."))
            if not is_ours and not is_about_proof(problem):
                raise
            session = db.session()
            session.rollback()
            start_reading(session)
            keys = request.form.getlist("clear") if "clear" in request.form else None
            response = _page(inspection_id, keys=keys, refused=problem)
            response.status_code = problem.kind.status
            return response

    return told


@pages.post("/inspections/<inspection_id>/publication")
@guarded(Permission.PUBLISH_INSPECTION)
@_told
def publish(inspection_id: str) -> AnyResponse:
    inspection_in_scope(inspection_id, Permission.PUBLISH_INSPECTION)
    if request.form.get("compared") != "yes":
        raise Problem("publication.not_compared")
    prove_again()
    acts.publish(inspection_id, request.form.getlist("clear"))
    return redirect(f"/inspections/{inspection_id}{PART}#revisions", 303)


@pages.post("/inspections/<inspection_id>/publication/withdrawal")
@guarded(Permission.PUBLISH_INSPECTION)
@_told
def withdraw(inspection_id: str) -> AnyResponse:
    inspection_in_scope(inspection_id, Permission.PUBLISH_INSPECTION)
    reason = next((r for r in WithdrawalReason if r == request.form.get("reason")), None)
    if reason is None:
        raise Problem("publication.reason_needed")
    prove_again()
    acts.withdraw(inspection_id, reason, request.form.get("why", ""))
    return redirect(f"/inspections/{inspection_id}{PART}#revisions", 303)


@pages.post("/inspections/<inspection_id>/publication/prints")
@guarded(Permission.PUBLISH_INSPECTION)
@_told
def print_again(inspection_id: str) -> AnyResponse:
    """The languages whose PDF is not there."""
    acts.print_again(inspection_id)
    return redirect(f"/inspections/{inspection_id}{PART}#revisions", 303)


@pages.get("/inspections/<inspection_id>/publication/<publication_code>/<lang>")
@guarded(Permission.PUBLISH_INSPECTION)
def printed(inspection_id: str, publication_code: str, lang: str) -> Response:
    """The public PDF of any revision, a withdrawn one too: it stays with the authority."""
    inspection_in_scope(inspection_id, Permission.PUBLISH_INSPECTION)
    file = publishing.file_of(db.session(), inspection_id, publication_code, lang)
    if file is None:
        raise not_here()
    return pdf_answer(file.file_sha256, f"{publication_code}-{lang}.pdf", publication_code)


def _page(
    insp: str,
    keys: Iterable[str] | None = None,
    is_preview: bool = False,
    refused: Problem | None = None,
) -> Response:
    listed = inspection_in_scope(insp, Permission.PUBLISH_INSPECTION)
    session, words = db.session(), wording()
    looked = acts.look(insp)
    cleared = _cleared(looked, keys)
    edition = _edition(looked, cleared)
    both = both_editions(looked.made, edition, words)
    is_own = reviewing.is_author(session, insp, current_actor().account)
    state = ReviewState(listed.row.review_state)
    refreshes = _refreshes(looked)
    response = inspection_page(
        "publication",
        listed,
        PART,
        sentence=refused.sentence(page_language()) if refused else None,
        is_preview=is_preview,
        is_own=is_own,
        may_publish=not is_own and state in _MAY_PUBLISH,
        may_withdraw=not is_own and looked.in_force is not None,
        is_public=looked.in_force is not None,
        groups=item_groups(looked, cleared.clearances, both, words),
        sections=sections(both, words),
        withheld=withheld_lines(edition, words),
        revisions=revisions_shown(looked.revisions, words),
        addendum=looked.addendum,
        reasons=[(r.value, words.say(f"publication.reason.{r}")) for r in WithdrawalReason],
        reason=request.form.get("reason", ""),
        why=request.form.get("why", ""),
        may_print=looked.in_force is not None and not refreshes,
        refreshes=refreshes,
        without_refresh=here(refresh="no"),
        longest=reviewing.LONGEST_REMARK,
        asks_password=needs_proof(),
    )
    if refreshes and request.method == "GET" and request.args.get("refresh") != "no":
        # With its address: after a decision the browser stands at "#revisions", and to reload that
        # only moves it there again.
        response.headers["Refresh"] = f"{REFRESH_SECONDS}; url={here()}"
    return response


def _cleared(looked: Looked, keys: Iterable[str] | None) -> Cleared:
    """What is ticked, else what the last revision had: a publisher does not begin anew. But where
    somebody could be recognised in it, everything is looked at again."""
    if keys is not None:
        return acts.chosen(looked, keys)
    last = looked.revisions[0] if looked.revisions else None
    if last is None or last.withdrawn_reason == WithdrawalReason.PERSON_RECOGNISABLE:
        return cleared_before(())
    return cleared_before(last.clearances)


def _edition(looked: Looked, cleared: Cleared) -> PublicEdition:
    row = looked.in_force
    return acts.trial(looked, cleared) if row is None else acts.as_published(looked, row)


def _refreshes(looked: Looked) -> bool:
    """Only where there is no form whose ticks would be lost."""
    return looked.in_force is not None and is_printing(looked.revisions)
