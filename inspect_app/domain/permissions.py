"""Who may do what: one table. What is not in it is refused.

What is published is no permission: everybody reads it, from rows of its own (store.review). A council
member sees no more of an inspection than that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    INSPECTOR = "inspector"
    SUPERVISOR = "supervisor"  # of regions
    COUNCIL_MEMBER = "council_member"
    ADMINISTRATOR = "administrator"


class Condition(StrEnum):
    """On which things a role may use a permission."""

    ALL = "all"
    OWN_REGIONS = "own_regions"  # facilities, and what was found there, in the regions of the actor
    OWN_INSPECTIONS = "own_inspections"  # those that the actor leads or is on the team of
    SELF = "self"


class Permission(StrEnum):
    READ_SELF = "self.read"
    CHANGE_SELF = "self.change"  # one's own log-in and password
    READ_STANDARDS = "standards.read"  # packs, criteria, checklists
    READ_REGISTER = "register.read"  # regions, facilities, blocks, rooms
    CHANGE_REGISTER = "register.change"
    READ_INSPECTION = "inspection.read"  # findings, assessment, answers, evidence
    READ_HELD_OPERATIONS = "operations.held.read"  # quarantine, forks, conflicts
    PRINT_REPORT = "report.print"
    REVIEW_INSPECTION = "inspection.review"  # comment, return, settle, approve
    PUBLISH_INSPECTION = "inspection.publish"  # and withdraw
    READ_ACCOUNTS = "account.read"
    CHANGE_ACCOUNTS = "account.change"
    ENROL_DEVICE = "device.enrol"  # make a code that lets a tablet in
    READ_DEVICES = "device.read"
    REVOKE_DEVICE = "device.revoke"
    READ_AUDIT = "audit.read"


_TABLE: Mapping[Permission, Mapping[Role, Condition]] = {
    Permission.READ_SELF: dict.fromkeys(Role, Condition.SELF),
    Permission.CHANGE_SELF: dict.fromkeys(Role, Condition.SELF),
    Permission.READ_STANDARDS: dict.fromkeys(Role, Condition.ALL),
    Permission.READ_REGISTER: dict.fromkeys(
        (Role.INSPECTOR, Role.SUPERVISOR, Role.ADMINISTRATOR), Condition.ALL
    ),
    Permission.CHANGE_REGISTER: {Role.ADMINISTRATOR: Condition.ALL},
    Permission.READ_INSPECTION: {
        Role.INSPECTOR: Condition.OWN_INSPECTIONS,
        Role.SUPERVISOR: Condition.OWN_REGIONS,
    },
    Permission.READ_HELD_OPERATIONS: {
        Role.INSPECTOR: Condition.OWN_INSPECTIONS,
        Role.SUPERVISOR: Condition.OWN_REGIONS,
    },
    Permission.PRINT_REPORT: {
        Role.INSPECTOR: Condition.OWN_INSPECTIONS,
        Role.SUPERVISOR: Condition.OWN_REGIONS,
    },
    Permission.REVIEW_INSPECTION: {Role.SUPERVISOR: Condition.OWN_REGIONS},
    Permission.PUBLISH_INSPECTION: {Role.SUPERVISOR: Condition.OWN_REGIONS},
    Permission.READ_ACCOUNTS: {Role.ADMINISTRATOR: Condition.ALL},
    Permission.CHANGE_ACCOUNTS: {Role.ADMINISTRATOR: Condition.ALL},
    Permission.ENROL_DEVICE: {
        Role.SUPERVISOR: Condition.OWN_REGIONS,
        Role.ADMINISTRATOR: Condition.ALL,
    },
    Permission.READ_DEVICES: {
        Role.SUPERVISOR: Condition.OWN_REGIONS,
        Role.ADMINISTRATOR: Condition.ALL,
    },
    Permission.REVOKE_DEVICE: {
        Role.SUPERVISOR: Condition.OWN_REGIONS,
        Role.ADMINISTRATOR: Condition.ALL,
    },
    Permission.READ_AUDIT: {Role.ADMINISTRATOR: Condition.ALL},
}
PERMISSIONS = MappingProxyType(_TABLE)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. `regions` are those a supervisor answers for; the account's id, never a name."""

    account: str
    role: Role
    regions: frozenset[str] = frozenset()
    language: str = "ru"


def condition(actor: Actor, permission: Permission) -> Condition | None:
    """On which things the actor may; None: on nothing."""
    return PERMISSIONS.get(permission, {}).get(actor.role)
