"""The demo facility, read and scored once."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspect_app.domain.facts import Facts
from inspect_app.domain.scoring import Assessment
from inspect_app.schemas.facts import read_facts_json
from inspect_app.services.assessments import Standards, assess_facts, load_standards


@pytest.fixture(scope="session")
def colony_dir(seed_dir: Path) -> Path:
    return seed_dir / "demo" / "barrack_colony"


@pytest.fixture(scope="session")
def standards(seed_dir: Path) -> Standards:
    return load_standards(seed_dir)


@pytest.fixture(scope="session")
def colony(colony_dir: Path, standards: Standards) -> Facts:
    return read_facts_json((colony_dir / "facts.json").read_bytes(), standards.packs, "facts.json")


@pytest.fixture(scope="session")
def assessment(colony: Facts, standards: Standards) -> Assessment:
    return assess_facts(colony, standards)
