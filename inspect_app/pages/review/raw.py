"""Everything that the review page shows of one inspection, read but not yet put into words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspect_app.api.approving import Looked, looked_at
from inspect_app.api.guarding import current_actor
from inspect_app.api.machinery import machinery
from inspect_app.domain.operations import EntityType
from inspect_app.domain.projecting import ReviewState
from inspect_app.domain.projecting.log import CLOSED_STATES
from inspect_app.domain.review import InTheWay
from inspect_app.extensions import db
from inspect_app.pages.review.naming import Naming, Wanted
from inspect_app.pages.review.steps import named_in
from inspect_app.services import inspections
from inspect_app.services.assessments import Standards
from inspect_app.services.inspections import Conflict, InspectionListed
from inspect_app.services.reviewing import (
    Later,
    Remark,
    StepTaken,
    Tablet,
    UnappliedFound,
    addendum_of,
    blocks_of,
    in_the_way,
    is_author,
    late_of,
    remarks_of,
    steps_of,
    tablets_of,
    waiting_of,
)

MOST_CONFLICTS = 50


@dataclass(frozen=True, slots=True)
class Raw:
    """`is_own`: the reader wrote in it or is on its team, and may decide nothing. `more_conflicts`:
    where the next ones begin."""

    listed: InspectionListed
    looked: Looked
    is_own: bool
    steps: tuple[StepTaken, ...]
    obstacles: tuple[InTheWay, ...]
    remarks: tuple[Remark, ...]
    tablets: tuple[Tablet, ...]
    conflicts: tuple[Conflict, ...]
    more_conflicts: str | None
    waiting: UnappliedFound
    late: UnappliedFound
    addendum: tuple[Later, ...]
    blocks: tuple[str, ...]

    @property
    def state(self) -> ReviewState:
        return ReviewState(self.listed.row.review_state)

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED_STATES

    @property
    def may_decide(self) -> bool:
        """About the content: remarks, conflicts, what was not applied."""
        return not self.is_own and not self.is_closed

    @property
    def may_step(self) -> bool:
        """Return or approve."""
        return not self.is_own and self.state is ReviewState.SUBMITTED

    @property
    def standards(self) -> Standards:
        made = self.looked.scored
        return machinery().standards if made is None else made.standards


def read(listed: InspectionListed, after: str | None = None) -> Raw:
    """`after`: from which conflict on."""
    session, insp = db.session(), listed.row.id
    looked, reader = looked_at(insp), current_actor().account
    is_closed = ReviewState(listed.row.review_state) in CLOSED_STATES
    conflicts, page = inspections.conflicts_of(session, insp, MOST_CONFLICTS, after)
    late = late_of(session, insp)
    return Raw(
        listed=listed,
        looked=looked,
        is_own=is_author(session, insp, reader),
        steps=steps_of(session, insp),
        obstacles=() if is_closed else in_the_way(session, insp, looked.needed, reader),
        remarks=remarks_of(session, insp),
        tablets=tablets_of(session, insp),
        conflicts=conflicts,
        more_conflicts=page.after,
        waiting=waiting_of(session, insp),
        late=late,
        addendum=addendum_of(session, insp, late),
        blocks=() if is_closed else blocks_of(session, insp),
    )


def naming_for(raw: Raw) -> Naming:
    """Knows everything that stands in it by name."""
    return Naming(
        raw.listed,
        raw.standards,
        Wanted(set(_entities(raw)), set(_accounts(raw)), set(_devices(raw))),
    )


def _entities(raw: Raw) -> Iterator[str]:
    yield from raw.blocks
    for step in raw.steps:
        yield from named_in(step)
    yield from (one.entity for one in raw.obstacles if one.entity)
    yield from (str(one.about.get("e", "")) for one in raw.remarks)
    yield from (one.entity for one in raw.conflicts)
    for found in (raw.waiting, raw.late):
        yield from (one.entity for one in found.shown)
    for conflict in raw.conflicts:  # which block a room is said to lie in
        if conflict.field == "block":
            yield from (f"{EntityType.BLOCK}:{head.value}" for head in conflict.heads)


def _accounts(raw: Raw) -> Iterator[str]:
    yield from (step.author for step in raw.steps)
    for tablet in raw.tablets:
        yield from filter(None, (tablet.account, tablet.invited_by))
    for remark in raw.remarks:
        yield from (one.author for one in (remark, *remark.replies))
    for conflict in raw.conflicts:
        yield from (head.author for head in conflict.heads)
    for found in (raw.waiting, raw.late):
        for one in found.shown:
            yield one.author
            if one.aside is not None:
                yield one.aside.by


def _devices(raw: Raw) -> Iterator[str]:
    yield from (step.device for step in raw.steps)
    yield from (tablet.device for tablet in raw.tablets)
    for remark in raw.remarks:
        yield from (one.device for one in (remark, *remark.replies))
    for conflict in raw.conflicts:
        yield from (head.device for head in conflict.heads)
    for found in (raw.waiting, raw.late):
        for one in found.shown:
            yield from (one.device, one.carried_by)
