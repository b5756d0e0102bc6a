"""The log of an inspection in order: everything that was ever recorded."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, request

from inspect_app.api.guarding import guarded
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.pages.frame import here
from inspect_app.pages.inspection.group import pages
from inspect_app.pages.inspection.log_words import STATUSES, LogWords, RecordedBy, field_words
from inspect_app.pages.inspection.places import history_address
from inspect_app.pages.inspection.told_values import FieldWords
from inspect_app.pages.inspection_frame import inspection_in_scope, inspection_page
from inspect_app.services.inspections import StoredOperation
from inspect_app.services.inspections.log import LogAsked, log_of, logbook_of

ROWS = 50


@dataclass(frozen=True, slots=True)
class WriteShown:
    field: str
    value: str
    history: str


@dataclass(frozen=True, slots=True)
class OperationShown:
    n: int
    op: str
    kind: str
    entity: str
    writes: tuple[WriteShown, ...]
    recorded: RecordedBy
    status: str
    style: str
    reason: str


@pages.get("/inspections/<inspection_id>/operations")
@guarded(Permission.READ_INSPECTION)
def operations(inspection_id: str) -> Response:
    listed = inspection_in_scope(inspection_id, Permission.READ_INSPECTION)
    session, asked = db.session(), _asked()
    after = request.args.get("after") or None
    found, page = log_of(session, inspection_id, asked, ROWS, after)
    book = logbook_of(session, inspection_id)
    log = LogWords(session, book.authors, {*book.devices, *(one.carried_by for one in found)})
    entities = {one.entity for one in found} | {
        name
        for one in found
        for write in one.writes
        for name in FieldWords.named_in(write.field, write.value)
    }
    fields = field_words(listed, entities, log.names)
    return inspection_page(
        "inspection/operations",
        listed,
        "",
        lines=[_line(one, inspection_id, log, fields) for one in found],
        total=page.total,
        asked=asked,
        people=[(code, log.person(code)) for code in book.authors],
        devices=[(device, log.device(device)) for device in book.devices],
        statuses=[(status, log.status(status)) for status in STATUSES],
        next_page=here(after=page.after) if page.after else None,
        first_page=here(after=None) if after else None,
        back=f"/inspections/{inspection_id}",
    )


def _asked() -> LogAsked:
    """A filter that there is not limits nothing."""
    status = request.args.get("status")
    return LogAsked(
        author=_known(request.args.get("person")),
        device=_known(request.args.get("device")),
        status=status if status in STATUSES else None,
    )


def _known(text: str | None) -> str | None:
    return text if text and len(text) <= 80 and text.isprintable() else None


def _line(one: StoredOperation, insp: str, log: LogWords, fields: FieldWords) -> OperationShown:
    return OperationShown(
        n=one.n,
        op=one.op,
        kind=log.kind(one.kind),
        entity=fields.entity(one.entity),
        writes=tuple(
            WriteShown(
                fields.field(write.field),
                fields.value(write.field, write.value),
                history_address(insp, one.entity, write.field),
            )
            for write in one.writes
        ),
        recorded=log.recorded(
            one.author, one.device, one.carried_by, one.observed_at, one.received_at
        ),
        status=log.status(one.status),
        style=one.status,
        reason=log.reason(one.reason),
    )
