"""Walks every route with every actor, and says where an answer is not what the table promises.

What is expected comes from `domain.permissions` and from `SEES` below, which says in plain words who
sees the one thing of each kind; nothing here asks the product's own scopes.

A route that was added is walked by itself. If its address has a parameter of a new name, say in
`PARAMETERS` what stands there and whose it is; if it needs a body to be understood, in `BODIES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from inspect_app.api.guarding import COOKIE, CSRF_HEADER, Guard, guard_of
from inspect_app.domain.permissions import PERMISSIONS, Condition, Permission
from tests.api.walking_world import ACTORS, NOBODY, World, log_in_as

SAFE = ("GET", "HEAD", "OPTIONS")
GUARD_CODES = ("access.log_in", "access.denied", "access.csrf")
SHARED, SCOPED = "for all who may ask", "of the inspection's people"

PARAMETERS: dict[str, tuple[Callable[[World], Any], str]] = {
    "facility_id": (lambda world: world.facility, SCOPED),
    "block_id": (lambda world: world.block, SCOPED),
    "room_id": (lambda world: world.room, SCOPED),
    "inspection_id": (lambda world: world.inspection, SCOPED),
    "report_id": (lambda world: world.report, SCOPED),
    "job_id": (lambda world: world.job, SCOPED),
    "device_id": (lambda world: world.device, SCOPED),
    "account_id": (lambda world: world.accounts["inspector"], SCOPED),
    "region_id": (lambda world: "KZ-11", SHARED),
    "pack_id": (lambda world: "international", SHARED),
    "criterion": (lambda world: "SP01", SHARED),
    "criterion_id": (lambda world: "SP01", SHARED),
    "checklist_id": (lambda world: "full", SHARED),
    "version": (lambda world: 1, SHARED),
    "asset": (lambda world: "index.html", SHARED),
    "sha256": (lambda world: world.style, SHARED),
    "picture": (lambda world: world.picture, SCOPED),
    "size": (lambda world: "small", SHARED),
    "evidence_id": (lambda world: "019a9b10-0000-7000-8000-0000000e51de", SCOPED),
    "lang": (lambda world: "ru", SHARED),
    "publication_code": (lambda world: world.publication, SHARED),
    "public_facility_id": (lambda world: world.facility, SHARED),
    "public_picture": (lambda world: world.public_picture, SHARED),
    "domain": (lambda world: "space", SHARED),
    "table": (lambda world: "results", SHARED),
    "part": (lambda world: "recommendations", SHARED),
    "upload": (lambda world: "019a9b10-0000-7000-8000-0000000b10b5", SHARED),  # of a device
}
BODIES: dict[str, Callable[[World], Any]] = {
    "accounts.change_account": lambda world: {"language": "kk"},
    "devices.make_code": lambda world: {"account": world.accounts["inspector"]},
    "reports.ask_for_report": lambda world: {"language": "ru", "edition": "full"},
    "devices.revoke_device": lambda world: {"wipe": "none"},
}
"""Endpoint -> a body that is understood; `{}` where nothing is said."""


QUERIES = {"inspections.read_history": "entity=inspection:x&field=visited_on"}
"""Endpoint -> what must be asked in the address."""

FORMS: dict[str, Callable[[World], Any]] = {
    "printing.ask": lambda world: {"language": "ru"},
    "enrolling.show_code": lambda world: {"account": world.accounts["inspector"]},
    "tablets.rename": lambda world: {"label": "of the walk"},
    "tablets.revoke": lambda world: {"wipe": "none"},
}
"""Endpoint -> the fields of a page's form."""

NARROWER = {"facility.facility": Permission.READ_INSPECTION}
"""Pages that show a thing only to those who see something of it by this other permission; whoever
does not have that permission at all sees the thing as the register has it."""

SCOPED_BODIES = {"devices.make_code", "enrolling.show_code"}
"""Endpoints whose body names a thing that not everybody sees."""


@dataclass(frozen=True)
class Call:
    endpoint: str
    method: str
    path: str
    guard: Guard | None
    is_scoped: bool

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def sees(condition: Condition, actor: str, world: World) -> bool:
    """Whether a permission under this condition reaches the world's one inspection."""
    reached = {
        Condition.ALL: set(ACTORS),
        Condition.OWN_REGIONS: {"supervisor"},
        Condition.OWN_INSPECTIONS: {"inspector"},
        Condition.SELF: set(ACTORS),
    }
    return actor in reached[condition]


def calls(app: Flask, world: World) -> Iterator[Call]:
    """Every route with every method that it takes, its parameters filled with real things."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        path = app.url_map.bind("localhost").build(rule.endpoint, _values(rule, world))
        for method in sorted(rule.methods or ()):
            if _answering(app, path, method) == rule.endpoint:
                guard = guard_of(app.view_functions[rule.endpoint])
                yield Call(rule.endpoint, method, path, guard, _is_scoped(rule))


def faults(app: Flask, world: World, actor: str, with_token: bool = True) -> list[str]:
    """One sentence for every answer that is not the expected one, or that names a hidden thing.

    Without the token, only what changes something is walked.
    """
    walker = _Walker(app, world, actor)
    found = []
    for call in calls(app, world):
        if call.method in SAFE and not with_token:
            continue
        expected = expectation(call, actor, world, with_token)
        answer = walker.answer(call, with_token)
        if not _is_as_expected(answer, expected):
            found.append(f"{actor}: {call} answers {answer.status} {_code(answer)}, not {expected}")
        found += [f"{actor}: {call} names {thing}" for thing in _named(call, actor, world, answer)]
    return found


def _named(call: Call, actor: str, world: World, answer: TestResponse) -> list[str]:
    """Things that a list told to an actor who may not see them."""
    if call.is_scoped or _reaches(call, actor, world):
        return []
    text = answer.get_data().decode("utf-8", "replace")  # some answers are pictures
    hidden = (world.inspection, world.device, world.report, world.job)
    return [thing for thing in hidden if thing in text]


def _reaches(call: Call, actor: str, world: World) -> bool:
    if call.guard is None or call.guard.permission is None or actor == NOBODY:
        return False
    condition = _condition(call.guard.permission, actor)
    return condition is not None and sees(condition, actor, world)


def expectation(call: Call, actor: str, world: World, with_token: bool) -> str:
    """A status with the guard's code, `404`, or `let in`."""
    guard = call.guard
    if guard is None:
        return "403 access.denied"
    if guard.permission is None:
        return "let in"
    if actor == NOBODY:
        return "401 access.log_in"
    if call.method not in SAFE and not with_token:
        return "403 access.csrf"
    condition = _condition(guard.permission, actor)
    if condition is None:
        return "403 access.denied"
    if call.endpoint in NARROWER:
        condition = _condition(NARROWER[call.endpoint], actor) or Condition.ALL
    is_seen = not call.is_scoped or call.method == "OPTIONS" or sees(condition, actor, world)
    return "let in" if is_seen else "404"


def _condition(permission: Permission, actor: str) -> Condition | None:
    return PERMISSIONS[permission].get(ACTORS[actor][0])


def _is_as_expected(answer: TestResponse, expected: str) -> bool:
    """Pages say in HTML what the other doors say in JSON, and lead to the log-in instead of 401."""
    status, _, code = expected.partition(" ")
    if expected == "let in":
        return answer.status_code < 500 and answer.status_code != 404 and not _is_kept_out(answer)
    if _is_page(answer):
        return _leads_to_log_in(answer) if status == "401" else str(answer.status_code) == status
    says_more = answer.request.method != "HEAD" and code
    return str(answer.status_code) == status and (not says_more or _code(answer) == code)


def _is_kept_out(answer: TestResponse) -> bool:
    """By the guard; a door that is open to all may refuse for reasons of its own."""
    if answer.request.path == "/login":
        return False
    if _is_page(answer):
        return answer.status_code in (401, 403) or _leads_to_log_in(answer)
    return _code(answer) in GUARD_CODES


def _is_page(answer: TestResponse) -> bool:
    return answer.mimetype == "text/html"


def _leads_to_log_in(answer: TestResponse) -> bool:
    return answer.status_code == 303 and answer.headers["Location"].startswith("/login?")


def _code(answer: TestResponse) -> str:
    problems = (answer.get_json(silent=True) or {}) if answer.is_json else {}
    told = problems.get("problems") if isinstance(problems, dict) else None
    return told[0]["code"] if told else ""


class _Walker:
    """One actor's browser; logs in anew after every change, as a change may end the log-in."""

    def __init__(self, app: Flask, world: World, actor: str) -> None:
        self.app, self.world, self.actor = app, world, actor
        self.client = app.test_client()
        self.token = ""
        self._log_in()

    def answer(self, call: Call, with_token: bool) -> TestResponse:
        headers = {CSRF_HEADER: self.token} if with_token and self.token else {}
        sent: dict[str, Any] = {}
        if call.endpoint in FORMS:
            sent = {"data": FORMS[call.endpoint](self.world)}
        elif call.method not in SAFE:
            sent = {"json": BODIES.get(call.endpoint, lambda _: {})(self.world)}
        query = QUERIES.get(call.endpoint)
        answer = self.client.open(
            call.path, method=call.method, headers=headers, query_string=query, **sent
        )
        answer.get_data()
        if call.method not in SAFE:
            self._log_in()
        return answer

    def _log_in(self) -> None:
        if self.actor != NOBODY:
            cookie, self.token = log_in_as(self.app, self.world, self.actor)
            self.client.set_cookie(COOKIE, cookie)


def _values(rule: Rule, world: World) -> dict[str, Any]:
    return {name: _parameter(rule, name)[0](world) for name in rule.arguments}


def _is_scoped(rule: Rule) -> bool:
    named = any(_parameter(rule, name)[1] == SCOPED for name in rule.arguments)
    return named or rule.endpoint in SCOPED_BODIES


def _parameter(rule: Rule, name: str) -> tuple[Callable[[World], Any], str]:
    if name not in PARAMETERS:
        raise AssertionError(
            f"{rule.rule} has the parameter {name}, which the walk does not know: say in PARAMETERS"
            " of tests/api/walking.py what stands there, and whether it is shared or scoped."
        )
    return PARAMETERS[name]


def _answering(app: Flask, path: str, method: str) -> str:
    """Which endpoint really answers: of two rules with one address, only one takes OPTIONS."""
    endpoint, _ = app.url_map.bind("localhost").match(path, method=method)
    return str(endpoint)
