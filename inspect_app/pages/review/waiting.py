"""What was delivered and not applied: why, and the ways to settle it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from inspect_app.api.acting import decided, record
from inspect_app.api.guarding import current_actor, guarded
from inspect_app.api.machinery import now
from inspect_app.domain.operations import OperationKind, Status
from inspect_app.domain.permissions import Permission
from inspect_app.domain.projecting import Reason
from inspect_app.extensions import db
from inspect_app.pages.inspection.places import Moment, server_moment
from inspect_app.pages.inspection_frame import inspection_in_scope
from inspect_app.pages.review.group import back_to_review, pages, refusals_told
from inspect_app.pages.review.naming import Naming, Recorded
from inspect_app.pages.review.obstacles import reason_words
from inspect_app.problems import Problem
from inspect_app.services.reviewing import (
    Unapplied,
    UnappliedFound,
    naming_on_the_team,
    refuse_step,
    set_aside,
)


@dataclass(frozen=True, slots=True)
class AsideShown:
    by: str
    at: Moment
    why: str


@dataclass(frozen=True, slots=True)
class UnappliedShown:
    """`says`: (field, value) of everything it writes, in words."""

    op: str
    kind: str
    about: str
    says: tuple[tuple[str, str], ...]
    recorded: Recorded
    carried_by: str | None
    aside: AsideShown | None


@dataclass(frozen=True, slots=True)
class WaitingGroup:
    """All of one author that wait for one reason: they are decided together, or one by one.

    `name`: the account that could be named on the team, if that is what is missing.
    """

    reason: str
    advice: str
    author: str
    is_held: bool
    name: str | None
    items: tuple[UnappliedShown, ...]


def waiting_shown(found: UnappliedFound, naming: Naming) -> tuple[WaitingGroup, ...]:
    """Those that nobody has set aside yet."""
    groups: dict[tuple[str, str, str], list[Unapplied]] = {}
    for one in found.shown:
        if one.aside is None:
            groups.setdefault((one.status, one.reason or "", one.author), []).append(one)
    return tuple(
        WaitingGroup(
            reason=reason_words(reason, naming),
            advice=_advice(status, reason, naming),
            author=naming.person(author),
            is_held=status == Status.HELD,
            name=author if reason == Reason.NOT_ON_THE_TEAM else None,
            items=tuple(unapplied_shown(one, naming) for one in items),
        )
        for (status, reason, author), items in groups.items()
    )


def aside_shown(found: UnappliedFound, naming: Naming) -> tuple[UnappliedShown, ...]:
    return tuple(unapplied_shown(one, naming) for one in found.shown if one.aside is not None)


def unapplied_shown(one: Unapplied, naming: Naming) -> UnappliedShown:
    words = naming.words
    kind = f"review.kind.{one.kind}"
    return UnappliedShown(
        op=one.op,
        kind=words.say(kind) if words.knows(kind) else one.kind,
        about=naming.entity(one.entity),
        says=tuple(
            (naming.field(write.field), naming.value(write.field, write.value))
            for write in one.writes
        ),
        recorded=naming.recorded(one),
        carried_by=naming.device(one.carried_by) if one.carried_by != one.device else None,
        aside=_aside(one, naming),
    )


@pages.post("/inspections/<inspection_id>/review/set-aside")
@guarded(Permission.REVIEW_INSPECTION)
@refusals_told
def leave(inspection_id: str) -> AnyResponse:
    """All the operations that were chosen, or none of them."""
    inspection_in_scope(inspection_id, Permission.REVIEW_INSPECTION)
    account, chosen = current_actor().account, request.form.getlist("op")
    why = request.form.get("why", "")
    if not chosen:
        raise Problem("review.nothing_chosen")

    def work() -> None:
        for op in dict.fromkeys(chosen):
            set_aside(db.session(), inspection_id, op, account, why, now())

    decided(work)
    return back_to_review(inspection_id, "waiting")


@pages.post("/inspections/<inspection_id>/review/team")
@guarded(Permission.REVIEW_INSPECTION)
@refusals_told
def name_on_team(inspection_id: str) -> AnyResponse:
    inspection_in_scope(inspection_id, Permission.REVIEW_INSPECTION)
    account, named = current_actor().account, request.form.get("account", "")

    def work() -> None:
        session = db.session()
        refuse_step(session, inspection_id, account, OperationKind.SET)
        act = naming_on_the_team(session, inspection_id, named)
        record(account, [act], "review.name_on_team", {"named": named})

    decided(work)
    return back_to_review(inspection_id, "waiting")


def _advice(status: str, reason: str, naming: Naming) -> str:
    if status == Status.HELD:
        return naming.words.say("review.waiting.held")
    key = f"review.advice.{reason}"
    return naming.words.say(key if naming.words.knows(key) else "review.advice.other")


def _aside(one: Unapplied, naming: Naming) -> AsideShown | None:
    if one.aside is None:
        return None
    at = server_moment(one.aside.at, one.observed_at)
    return AsideShown(naming.person(one.aside.by), at, one.aside.why)
