"""What the tests of inspections share: the standards, and the facts of the demo facility."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspect_app.domain.facts import Facts
from inspect_app.services.assessments import Standards, load_standards
from tests.benchmarks.many_rooms import demo_facts


@pytest.fixture(scope="session")
def standards(seed_dir: Path) -> Standards:
    return load_standards(seed_dir)


@pytest.fixture(scope="session")
def facts(seed_dir: Path, standards: Standards) -> Facts:
    return demo_facts(seed_dir, standards)
