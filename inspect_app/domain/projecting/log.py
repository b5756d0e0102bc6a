"""What a projection is made from, and the small values it is made of."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from inspect_app.domain.operations import SERVER_DEVICE, Operation, Status


class Reason(StrEnum):
    """Why an operation is not applied; docs/operations.md has the table."""

    NO_INSPECTION = "no_inspection"
    NO_ENTITY = "no_entity"
    NEWER_VERSION = "newer_version"
    UNKNOWN_KIND = "unknown_kind"  # of operation, or of entity
    UNKNOWN_FIELD = "unknown_field"
    BAD_VALUE = "bad_value"
    BAD_BODY = "bad_body"
    DEVICE_REVOKED = "device_revoked"
    OTHER_USER = "other_user"
    NOT_AN_INSPECTOR = "not_an_inspector"
    NOT_ON_THE_TEAM = "not_on_the_team"
    NOT_THE_LEAD = "not_the_lead"
    NOT_FOR_TABLETS = "not_for_tablets"
    SECOND_CREATION = "second_creation"
    CLOSED = "closed"


class ReviewState(StrEnum):
    """Where an inspection stands on its way to the public."""

    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


CLOSED_STATES = frozenset({ReviewState.APPROVED, ReviewState.PUBLISHED, ReviewState.WITHDRAWN})


class Logged(NamedTuple):
    """One operation of one inspection's log, and how its author stands.

    `n` is its place in the log. `device_account` is the account for which the signing device was
    enrolled; `is_revoked` says whether the device was revoked before this place of its chain;
    `is_inspector` whether the author has that role. For a device of the server the last three do
    not matter: it has asked for the rights before it signed.
    """

    operation: Operation
    n: int
    dev: str
    seq: int
    device_account: str | None
    is_revoked: bool = False
    is_inspector: bool = True

    @property
    def is_by_server(self) -> bool:
        return self.dev.startswith(SERVER_DEVICE)


class Outcome(NamedTuple):
    """What became of an operation."""

    status: Status
    reason: Reason | None = None


OK = Outcome(Status.OK)
LATE = Outcome(Status.LATE, Reason.CLOSED)


class Head(NamedTuple):
    """An operation that nobody has replaced yet for one field. `value` is JSON.

    `observed_at` is the tablet's own clock with its zone; None where it could not be read.
    """

    op: str
    value: Any
    author: str
    observed_at: datetime | None
    dev: str
    n: int


class Entity(NamedTuple):
    """`created_by` is the operation with the lowest n that made it; type and parent are its own."""

    type: str
    parent: str | None
    created_by: str


class FileUse(NamedTuple):
    """An applied operation that names bytes by their SHA-256 (lowercase hexadecimal)."""

    sha256: str
    op: str
    dev: str
    size_bytes: int | None


class ChecklistNamed(NamedTuple):
    """The checklist to which the inspection was pinned when it was created."""

    id: str
    version: int
    sha256: str
