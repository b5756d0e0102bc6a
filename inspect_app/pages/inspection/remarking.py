"""Where a reviewer writes a remark on what stands on a page: a finding, a place or an answer."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import urlencode

from inspect_app.api.guarding import current_actor
from inspect_app.domain.operations import OperationKind
from inspect_app.domain.permissions import Permission, condition
from inspect_app.domain.projecting import ReviewState
from inspect_app.domain.review import may_step
from inspect_app.extensions import db
from inspect_app.services import reviewing
from inspect_app.services.inspections import InspectionListed


class Remarking:
    """Of one inspection and its reader; who may not remark on it is offered nothing."""

    def __init__(self, listed: InspectionListed) -> None:
        self._row = listed.row

    def on(self, entity: str = "", field: str = "", criterion: str = "") -> str | None:
        """The address of the form; without an entity it is about the whole inspection."""
        if not self._may_remark:
            return None
        given = {"entity": entity, "field": field, "criterion": criterion}
        asked = urlencode({name: value for name, value in given.items() if value})
        return f"/inspections/{self._row.id}/review/remark?{asked}"

    @cached_property
    def _may_remark(self) -> bool:
        actor, state = current_actor(), ReviewState(self._row.review_state)
        return (
            condition(actor, Permission.REVIEW_INSPECTION) is not None
            and may_step(OperationKind.COMMENT, state)
            and not reviewing.is_author(db.session(), self._row.id, actor.account)
        )
