"""The blueprint of the review, and how its refusals are told: with the inspection around them, and
with the words that somebody typed, so that nothing has to be written twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.pages.frame import page_group, page_language
from inspect_app.pages.inspection_frame import inspection_in_scope, inspection_page
from inspect_app.problems import Problem
from inspect_app.store.engine import start_reading

pages = page_group("review")
PART = "/review"
_TYPED = ("says", "why")


def address_of(insp: str) -> str:
    return f"/inspections/{insp}{PART}"


def back_to_review(insp: str, section: str = "") -> AnyResponse:
    """After a decision that was taken."""
    return redirect(address_of(insp) + (f"#{section}" if section else ""), 303)


def refusals_told(view: Callable[[str], AnyResponse]) -> Callable[[str], AnyResponse]:
    """A refusal of the review keeps the page of the inspection around it; all others are told as on
    every page."""

    @wraps(view)
    def told(inspection_id: str) -> AnyResponse:
        try:
            return view(inspection_id)
        except Problem as problem:
            if not problem.code.startswith("review."):
                raise
            return _refused(inspection_id, problem)

    return told


def _refused(insp: str, problem: Problem) -> Response:
    session = db.session()
    session.rollback()
    start_reading(session)
    listed = inspection_in_scope(insp, Permission.REVIEW_INSPECTION)
    typed = [request.form.get(name, "").strip() for name in _TYPED]
    response = inspection_page(
        "review/refused",
        listed,
        PART,
        sentence=problem.sentence(page_language()),
        typed=[words for words in typed if words],
        back=address_of(insp),
    )
    response.status_code = problem.kind.status
    return response
