"""A document of facts that uses every part of the format, for the small pack."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

from inspect_app.domain.facts import Facts
from inspect_app.problems import Problem, Problems
from inspect_app.schemas.facts import read_facts_json
from tests.files.small_packs import PACK

DOCUMENT: dict[str, Any] = {
    "facts": 1,
    "facility": {
        "id": "la-155-14",
        "names": {"ru": "Учреждение ЛА-155/14", "kk": "ЛА-155/14 мекемесі"},
        "kind": "colony",
        "country": "KZ",
        "region": "Almaty",
        "codes": ["155/14"],
    },
    "inspection": {
        "id": "visit-1",
        "visited_on": "2026-01-15",
        "is_announced": False,
        "team": ["A1", "B2"],
        "checklist": {"id": "tiny", "version": 2, "sha256": "a" * 64},
    },
    "blocks": [{"id": "B1", "name": "Main building"}],
    "rooms": [
        {
            "id": "101",
            "number": "101",
            "kind": "cell",
            "block": "B1",
            "regime": "sentenced",
            "people": "men",
        },
        {"id": "102", "number": "102", "kind": "dormitory", "is_in_use": False},
    ],
    "answers": [
        {"input": "room_rectangles", "place": "101", "value": [["5.20", "3.10"], [2, 1.5]]},
        {"input": "annexe_rectangles", "place": "101", "value": []},
        {"input": "persons_slept", "place": "101", "value": 4, "grade": "B", "evidence": ["P1"]},
        {"input": "partition", "place": "101", "value": "curtain"},
        {"input": "window_opens", "place": "101", "value": True},
        {"input": "temperature", "place": "101", "value": "-3.5"},
        {"input": "alarm_tested_on", "place": "B1", "value": "2025-12-01"},
        {
            "input": "complaint_box",
            "place": "la-155-14",
            "state": "not_applicable",
            "reason": "other",
            "words": "The block is new.",
            "recorded_by": "A1",
            "confirmed_by": "B2",
            "observed_at": "2026-01-15T10:30:00+05:00",
        },
        {"input": "persons_slept", "place": "102", "state": "access_denied"},
    ],
    "evidence": [
        {
            "id": "P1",
            "kind": "photo",
            "caption": "Cell 101",
            "file": "photos/p1.jpg",
            "sha256": "b" * 64,
            "taken_at": "2026-01-15T10:31:00",
            "shows_person": False,
            "is_publishable": True,
        }
    ],
    "recommendations": [
        {
            "id": "1",
            "criterion": "SP01",
            "says": "Give each person 4 m².",
            "addressed_to": "The director",
            "due_on": "2026-06-01",
        }
    ],
    "is_demo": True,
    "source": {
        "name": "Register",
        "licence": "CC BY 4.0",
        "credit": "The ministry",
        "address": "https://example.org/data",
    },
    "repairs": ["Row 7 was left out: no name."],
}


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """The example with one change made."""
    document = copy.deepcopy(DOCUMENT)
    change(document)
    return document


def read(document: Any) -> Facts:
    return read_facts_json(json.dumps(document).encode(), [PACK], "facts.json")


def refusals(document: Any) -> list[tuple[str, str]]:
    """(place in the file, code) of every refusal; empty where the document is taken."""
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    try:
        read_facts_json(data, [PACK], "facts.json")
    except Problem as problem:
        return [("", problem.code)]
    except Problems as problems:
        return [
            (p.details["where"].removeprefix("facts.json, "), p.code) for p in problems.problems
        ]
    return []
