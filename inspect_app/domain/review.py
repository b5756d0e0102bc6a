"""The road of an inspection to the public: who may take which step, and what stands in its way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from inspect_app.domain.operations import OperationKind
from inspect_app.domain.projecting import ReviewState
from inspect_app.domain.projecting.log import CLOSED_STATES

_STEPS: Mapping[OperationKind, frozenset[ReviewState]] = {
    OperationKind.RETURN: frozenset({ReviewState.SUBMITTED}),
    OperationKind.APPROVE: frozenset({ReviewState.SUBMITTED}),
    OperationKind.PUBLISH: frozenset({ReviewState.APPROVED, ReviewState.WITHDRAWN}),
    OperationKind.WITHDRAW: frozenset({ReviewState.APPROVED, ReviewState.PUBLISHED}),
}
STEPS = MappingProxyType(_STEPS)
"""Step -> the states from which it may be taken. What was withdrawn may be published again, as the
next revision of the same frozen result; nothing is ever frozen twice."""


class Obstacle(StrEnum):
    """Why an inspection cannot be approved as it stands. docs/review.md has the table."""

    NOT_SUBMITTED = "not_submitted"
    NOT_SCORED = "not_scored"  # the register does not know the facility, or the visit has no day
    CONFLICT = "conflict"  # heads of one field differ
    NOT_APPLIED = "not_applied"  # held or quarantined, and nobody has set it aside
    COMMENT_OPEN = "comment_open"  # a reviewer's remark without an answer
    FILE_AWAITED = "file_awaited"  # evidence whose bytes have not arrived
    NO_EVIDENCE = "no_evidence"  # a critical failure that nothing but words supports
    PEOPLE_UNACCOUNTED = "people_unaccounted"  # the rooms on the list do not hold those present
    OWN_TABLET = "own_tablet"  # a tablet recorded here that the reviewer had let in


_OPEN = frozenset(ReviewState) - CLOSED_STATES
CHANGES = frozenset(
    {OperationKind.COMMENT, OperationKind.RETRACT, OperationKind.RESOLVE, OperationKind.SET}
)
"""What a reviewer may do beside the steps, in every state before the approval: remark and take a
remark back, settle a conflict, name an author on the team. Afterwards it would be an addendum."""


WAIVABLE = frozenset(
    {
        Obstacle.FILE_AWAITED,
        Obstacle.NO_EVIDENCE,
        Obstacle.PEOPLE_UNACCOUNTED,
        Obstacle.OWN_TABLET,
    }
)
"""A reviewer may approve over these, each by itself and with words that stay beside their name."""


@dataclass(frozen=True, slots=True)
class InTheWay:
    """One obstacle and what it is about.

    `entity` and `field`: the disputed field, or the evidence; `op`: the operation set aside or not;
    `criterion`: the critical failure; `device`: the tablet; `reason`: why the operation was not
    applied, the code of the problem for which it cannot be scored, or of the remark of the assessment;
    `details`: what that remark tells.
    """

    obstacle: Obstacle
    entity: str = ""
    field: str = ""
    op: str = ""
    criterion: str = ""
    device: str = ""
    reason: str = ""
    details: str = ""

    @property
    def key(self) -> str:
        """By which a waiver names it; the same for as long as the obstacle stands."""
        about = (self.entity, self.field, self.criterion, self.op, self.device)
        return ":".join((self.obstacle.value, *filter(None, about)))

    @property
    def is_waivable(self) -> bool:
        return self.obstacle in WAIVABLE


@dataclass(frozen=True, slots=True)
class Waiver:
    """A reviewer's words why an obstacle does not stop the approval."""

    key: str
    why: str


class WithdrawalReason(StrEnum):
    """Told to the public; the reviewer's own words stay with the authority."""

    FIGURES_WRONG = "figures_wrong"
    PERSON_RECOGNISABLE = "person_recognisable"
    SUPERSEDED = "superseded"
    PROCEDURE = "procedure"  # it should not have been published yet, or by this road
    OTHER = "other"


def may_step(step: OperationKind, state: ReviewState) -> bool:
    return state in (_OPEN if step in CHANGES else STEPS.get(step, frozenset()))
