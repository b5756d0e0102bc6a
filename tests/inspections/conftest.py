"""What the tests of inspections share: the standards, and the facts of the demo facility."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from inspect_app.domain.facts import Facts
from inspect_app.services.assessments import Standards, load_standards
from tests.benchmarks.many_rooms import demo_facts

MOST_ROOMS = 8


@pytest.fixture(scope="session")
def standards(seed_dir: Path) -> Standards:
    return load_standards(seed_dir)


@pytest.fixture(scope="session")
def whole_facts(seed_dir: Path, standards: Standards) -> Facts:
    """The demo facility with all its rooms."""
    return demo_facts(seed_dir, standards)


@pytest.fixture(scope="session")
def facts(whole_facts: Facts) -> Facts:
    """The demo facility with few of its rooms: everything that can happen, in a tenth of the time."""
    rooms = whole_facts.rooms[:MOST_ROOMS]
    gone = {room.id for room in whole_facts.rooms[MOST_ROOMS:]}
    answers = tuple(answer for answer in whole_facts.answers if answer.place not in gone)
    return replace(whole_facts, rooms=rooms, answers=answers)
