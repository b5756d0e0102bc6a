"""Doors to the checklists: a version never changes, so a tablet asks for each of them once."""

from __future__ import annotations

from flask import Response
from flask_smorest import Blueprint

from inspect_app.api.etags import FOR_EVER, answered, answered_bytes, not_modified
from inspect_app.api.guarding import guarded
from inspect_app.api.machinery import machinery
from inspect_app.domain.permissions import Permission
from inspect_app.problems import Problem
from inspect_app.schemas.standards_shapes import ChecklistRowTold, ChecklistsTold, ChecklistTold

blueprint = Blueprint("checklists", __name__, url_prefix="/api/v1/checklists")


@blueprint.route("")
@guarded(Permission.READ_STANDARDS)
@blueprint.response(200, ChecklistsTold)
def list_checklists() -> Response:
    """The checklists that a visit can begin with, each with the hash of its content."""
    row = ChecklistRowTold()
    return answered({"checklists": [row.dump(one) for one in machinery().checklists.values()]})


@blueprint.route("/<checklist_id>/<int:version>")
@guarded(Permission.READ_STANDARDS)
@blueprint.response(200, ChecklistTold)
def read_checklist(checklist_id: str, version: int) -> Response:
    """The content of one version, in exactly the bytes whose SHA-256 is its ETag."""
    ready = machinery().checklists.get(checklist_id)
    if ready is None or ready.version != version:
        raise Problem("checklist.version_not_found", checklist=checklist_id, version=version)
    cache = FOR_EVER if ready.is_released else "private, no-cache"
    return not_modified(ready.sha256, cache) or answered_bytes(
        ready.data, etag=ready.sha256, cache=cache
    )
