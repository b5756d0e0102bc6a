"""Deny by default: every route says who may use it, and what is open to all is listed here by name."""

from __future__ import annotations

import pytest
from flask import Flask

from inspect_app.api.guarding import Guard, guard_of, guarded, open_to_all
from inspect_app.domain.permissions import PERMISSIONS, Permission, Role

OPEN_TO_ALL = {
    "api-docs.openapi_json": "how to ask is no secret; every answer is guarded for itself",
    "documentation.read_page": "the same for people",
    "documentation.read_style": "how that page looks",
    "enrolment.enrol": "the code that a supervisor showed is the proof; tries of codes are throttled",
    "health.health": "a machine that watches has no account, and learns only that the process lives",
    "health.ready": "the same, and whether something is missing, without a word on what it is",
    "log_in.form": "whoever logs in is not logged in yet",
    "log_in.front": "only leads to the log-in, or to the list that asks for one",
    "log_in.log_in": "whoever logs in is not logged in yet; failures are throttled",
    "rescue.take_file": "its carrier is nobody: all in it is signed and opens only here",
    "session.log_in": "whoever logs in is not logged in yet; failures are throttled",
    "style.sheet": "the log-in page needs it",
    "tablet_app.file": "the program of the tablet, which holds nothing of anybody",
    "tablet_app.first_page": "the same",
    "tablet_app.without_slash": "leads to it",
    "sync.hello": "a tablet that is locked asks whether the server is there and what time it has",
}
"""A new one belongs here only with a reason that a supervisor would accept."""

PORTAL = {
    "portal_about.accessibility",
    "portal_about.robots",
    "portal_about.sitemap",
    "portal_check.form",
    "portal_check.upload",
    "portal_data.dictionary",
    "portal_data.document",
    "portal_data.results_of_one",
    "portal_data.table_csv",
    "portal_data.table_json",
    "portal_facility.facility",
    "portal_files.photograph",
    "portal_files.printed",
    "portal_report.criterion",
    "portal_report.domain",
    "portal_report.report",
    "portal_report.rest",
    "portal_scoring.criterion",
    "portal_scoring.domain",
    "portal_scoring.method",
    "portal_start.facilities",
    "portal_start.in_own_language",
    "portal_start.region",
    "portal_start.start",
    "portal_unknown.doubts",
    "portal_unknown.unknown",
}
"""Doors of the portal: they read what is published and nothing else (tests/portal says so)."""

FOR_DEVICES = {
    "blobs.append_chunk",
    "blobs.begin_upload",
    "blobs.give_up",
    "blobs.read_offset",
    "references.list_references",
    "references.read_reference",
    "sync.pull",
    "sync.push",
}
"""Doors where the signature of an enrolled tablet stands in the place of a log-in."""


@pytest.fixture
def guards(app: Flask) -> dict[str, Guard | None]:
    return {rule.endpoint: guard_of(app.view_functions[rule.endpoint])
            for rule in app.url_map.iter_rules()}  # fmt: skip


def test_every_route_has_a_guard(guards: dict[str, Guard | None]) -> None:
    assert [endpoint for endpoint, guard in guards.items() if guard is None] == []


def test_what_is_open_to_all_is_what_this_list_says(guards: dict[str, Guard | None]) -> None:
    without = {name: guard for name, guard in guards.items() if guard and not guard.permission}
    assert {name for name, guard in without.items() if not guard.is_for_devices} == set(
        OPEN_TO_ALL
    ) | PORTAL
    assert {name for name, guard in without.items() if guard.is_for_devices} == FOR_DEVICES
    assert all(guard.why for guard in without.values())


def test_a_route_without_a_guard_answers_403_to_everybody(app: Flask) -> None:
    app.add_url_rule("/forgotten", view_func=lambda: "open", endpoint="forgotten")
    for method in ("GET", "HEAD", "OPTIONS"):
        assert app.test_client().open("/forgotten", method=method).status_code == 403


def test_no_route_carries_two_guards() -> None:
    def view() -> str:
        return ""

    with pytest.raises(AssertionError, match="two guards"):
        guarded(Permission.READ_AUDIT)(open_to_all("by mistake")(view))


def test_every_permission_has_its_line_in_the_table_and_every_role_reads_itself() -> None:
    assert set(PERMISSIONS) == set(Permission)
    assert all(PERMISSIONS[permission] for permission in Permission)
    assert set(PERMISSIONS[Permission.READ_SELF]) == set(Role)


def test_administrators_keep_accounts_and_read_no_inspection() -> None:
    assert Role.ADMINISTRATOR not in PERMISSIONS[Permission.READ_INSPECTION]
    assert set(PERMISSIONS[Permission.CHANGE_ACCOUNTS]) == {Role.ADMINISTRATOR}
    assert set(PERMISSIONS[Permission.READ_AUDIT]) == {Role.ADMINISTRATOR}
