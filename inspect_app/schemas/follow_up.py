"""What an earlier result says should be looked at again."""

from __future__ import annotations

from inspect_app.domain.canonical import canonical_bytes, sha256_text
from inspect_app.domain.checklist_building import criteria_to_follow
from inspect_app.problems import Problem
from inspect_app.schemas.json_text import parse_json
from inspect_app.schemas.result import is_result


def criteria_after(data: bytes, file: str) -> frozenset[str]:
    """Ids of the criteria that failed or were recommended in the result of an earlier visit.

    The result is not scored again: the standards may have moved on since, and what was printed then
    is what is followed up. Raises Problem `result.not_one` or `result.changed`.
    """
    document, faults = parse_json(data, file)
    if faults or not is_result(document):
        raise Problem("result.not_one", file=file)
    try:
        body = {name: document[name] for name in ("facts", "assessment")}
        is_whole = sha256_text(canonical_bytes(body)) == document["data_sha256"]
        recommended = [item["criterion"] for item in body["facts"].get("recommendations", [])]
        criteria = criteria_to_follow(body["assessment"], recommended)
    except (KeyError, TypeError, AttributeError) as fault:
        raise Problem("result.not_one", file=file) from fault
    if not is_whole:
        raise Problem("result.changed", file=file)
    return criteria
