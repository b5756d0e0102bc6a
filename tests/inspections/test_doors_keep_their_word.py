"""Whatever is asked of the doors, they answer as their description says: no crash, no other shape.

schemathesis makes requests from the live description, well formed and not, and some of them about
things that are really there. Each is asked by somebody who may use the door.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from inspect_app.api.guarding import COOKIE, CSRF_HEADER
from inspect_app.domain.facts import Facts
from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from inspect_app.services.assessments import Standards
from tests.inspections.readers import INSP, SUPERVISOR, Reader, add_demo_inspection
from tests.inspections.recorded import LEAD, account, device_of

Operation = APIOperation[Any, Any, Any, Any]

ADMINISTRATOR = "u_administrator"
EXAMPLES = 4
ASKED = hypothesis.settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
schemathesis.serializer.alias("application/x-ndjson", "application/octet-stream")  # rescue files
THERE = {
    "inspection_id": INSP,
    "criterion_id": "SP01",
    "pack_id": "international",
    "checklist_id": "full",
    "version": 1,
    "region_id": "KZ-AKM",
    "account_id": LEAD,
    "device_id": device_of(LEAD),
}


@pytest.fixture
def served(app: Flask, facts: Facts, standards: Standards) -> Flask:
    add_demo_inspection(app, facts, standards)
    with app.app_context():
        db.session.add(account(ADMINISTRATOR, Role.ADMINISTRATOR))
        db.session.commit()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


def _operations(served: Flask) -> Iterator[Operation]:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", served)
    for result in schema.get_all_operations():
        yield result.ok()


def _who(operation: Operation) -> str | None:
    roles = operation.definition.raw.get("x-roles")
    if not roles:
        return None
    return SUPERVISOR if Role.SUPERVISOR in roles else ADMINISTRATOR


def _ask(served: Flask, operation: Operation, strategy: Any, faults: list[str]) -> list[int]:
    """The statuses that were answered; adds to `faults` where an answer is not as described."""
    person, statuses = _who(operation), []

    @ASKED
    @hypothesis.given(case=strategy)
    def ask(case: Case) -> None:
        cookies, headers = {}, {}
        if person is not None:
            reader = Reader(served, person)  # a log-in of its own: a case before may have ended it
            cookies, headers = {COOKIE: reader.token}, {CSRF_HEADER: reader.csrf}
        response = case.call(cookies=cookies, headers=headers)
        statuses.append(response.status_code)
        try:
            case.validate_response(response, checks=CHECKS)
        except FailureGroup as group:
            faults.extend(f"{operation.label}: {fault}" for fault in group.exceptions)

    ask()
    return statuses


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_door_answers_as_its_description_says(served: Flask, mode: GenerationMode) -> None:
    asked, faults = 0, list[str]()
    for operation in _operations(served):
        try:
            strategy = operation.as_strategy(generation_mode=mode)
            asked += len(_ask(served, operation, strategy, faults))
        except Unsatisfiable:
            continue  # a door without parameters cannot be asked wrongly
    assert "\n\n".join(sorted(set(faults))) == ""
    assert asked > 50


def test_every_door_to_what_is_there_answers_as_its_description_says(
    served: Flask, facts: Facts
) -> None:
    there, faults = THERE | {"facility_id": facts.facility.id}, list[str]()
    reached = set()
    for operation in _operations(served):
        names = [parameter.name for parameter in operation.path_parameters]
        if all(name in there for name in names):
            strategy = operation.as_strategy(path_parameters={name: there[name] for name in names})
            if 200 in _ask(served, operation, strategy, faults):
                reached.add(operation.label)
    assert "\n\n".join(sorted(set(faults))) == ""
    assert "GET /api/v1/inspections/{inspection_id}/assessment" in reached
    assert len(reached) > 15
