"""The blueprint of these pages, and what stands in place of a result that cannot be made yet."""

from __future__ import annotations

from flask import Response

from inspect_app.pages.frame import page_group, page_language
from inspect_app.pages.inspection_frame import inspection_page
from inspect_app.problems import Problem
from inspect_app.services.inspections import InspectionListed

pages = page_group("inspection")


class Unscored(Exception):
    """The inspection is there, its result is not; `problem` says why."""

    def __init__(self, listed: InspectionListed, part: str, problem: Problem) -> None:
        self.listed, self.part, self.problem = listed, part, problem
        super().__init__(problem.code)


def _unscored(fault: Unscored) -> Response:
    """Its head and its log are still there to be read."""
    response = inspection_page(
        "inspection/unscored",
        fault.listed,
        fault.part,
        sentence=fault.problem.sentence(page_language()),
        log=f"/inspections/{fault.listed.row.id}/operations",
    )
    response.status_code = fault.problem.kind.status
    return response


pages.register_error_handler(Unscored, _unscored)
