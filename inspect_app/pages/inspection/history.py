"""Every operation that ever wrote one answer, applied or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, request

from inspect_app.api.guarding import guarded
from inspect_app.domain.operations import Status
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.pages.inspection.group import pages
from inspect_app.pages.inspection.log_words import LogWords, RecordedBy, field_words
from inspect_app.pages.inspection.told_values import FieldWords
from inspect_app.pages.inspection_frame import inspection_in_scope, inspection_page
from inspect_app.problems import Problem
from inspect_app.services import inspections, page_reading
from inspect_app.services.inspections import Said


@dataclass(frozen=True, slots=True)
class SaidShown:
    """One entry, the oldest first. `replaces`: the entries that its author had on screen and
    replaced, by their places on this page. `is_head`: it stands now."""

    number: int
    op: str
    n: int
    kind: str
    value: str
    recorded: RecordedBy
    replaces: str
    standing: str
    style: str
    reason: str
    why: str
    is_head: bool


@pages.get("/inspections/<inspection_id>/history")
@guarded(Permission.READ_INSPECTION)
def history(inspection_id: str) -> Response:
    """A field that nobody wrote to is shown as one, without an entry."""
    listed = inspection_in_scope(inspection_id, Permission.READ_INSPECTION)
    entity, field = request.args.get("entity", ""), request.args.get("field", "")
    if not _is_address(entity) or not _is_address(field):
        raise Problem("http.400", path=request.path)
    session = db.session()
    said = inspections.history_of(session, inspection_id, entity, field)
    log = LogWords(
        session,
        (one.author for one in said),
        {device for one in said for device in (one.device, one.carried_by)},
    )
    named = {name for one in said for name in FieldWords.named_in(field, one.value)}
    fields = field_words(listed, {entity, *named}, _names(said, field))
    heads = sum(one.is_head for one in said)
    return inspection_page(
        "inspection/history",
        listed,
        "",
        entity=fields.entity(entity),
        entity_address=_place_address(inspection_id, entity),
        field=fields.field(field),
        entries=_entries(said, field, log, fields),
        is_disputed=heads > 1 and len({repr(one.value) for one in said if one.is_head}) > 1,
        back=f"/inspections/{inspection_id}",
        log=f"/inspections/{inspection_id}/operations",
    )


def _is_address(text: str) -> bool:
    """What could stand in a row at all; PostgreSQL stores no NUL."""
    return 0 < len(text) <= 120 and "\0" not in text and text.isprintable()


def _names(said: Sequence[Said], field: str) -> dict[str, str]:
    """Of the people that values name: a team is a list of their codes."""
    if field != "team":
        return {}
    codes = {str(code) for one in said if isinstance(one.value, list) for code in one.value}
    return page_reading.shown_names(db.session(), codes)


def _place_address(inspection_id: str, entity: str) -> str | None:
    kind, _, place = entity.partition(":")
    is_place = kind in ("facility", "block", "room")
    return f"/inspections/{inspection_id}/rooms/{place}" if is_place else None


def _entries(
    said: Sequence[Said], field: str, log: LogWords, fields: FieldWords
) -> tuple[SaidShown, ...]:
    numbers = {one.op: number for number, one in enumerate(said, 1)}
    return tuple(_entry(one, numbers, field, log, fields) for one in said)


def _entry(
    one: Said, numbers: dict[str, int], field: str, log: LogWords, fields: FieldWords
) -> SaidShown:
    replaced = [f"№ {numbers[op]}" if op in numbers else op for op in one.replaces]
    standing = _standing(one)
    return SaidShown(
        number=numbers[one.op],
        op=one.op,
        n=one.n,
        kind=log.kind(one.kind),
        value=fields.value(field, one.value),
        recorded=log.recorded(
            one.author, one.device, one.carried_by, one.observed_at, one.received_at
        ),
        replaces=", ".join(replaced),
        standing=log.status(standing),
        style=standing,
        reason=log.reason(one.reason),
        why=one.why or "",
        is_head=one.is_head,
    )


def _standing(one: Said) -> str:
    """An applied operation stands, or another one replaced it."""
    if one.status != Status.OK.value:
        return one.status
    return "stands" if one.is_head else "replaced"
