"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

CHECKOUT = Path(__file__).resolve().parent.parent

# A slow machine is no reason to fail; a failing example is printed so that it can be kept as a test.
hypothesis.settings.register_profile("house", deadline=None, print_blob=True)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session")
def seed_dir() -> Path:
    return CHECKOUT / "seed"


@pytest.fixture(scope="session")
def templates_dir() -> Path:
    return CHECKOUT / "templates"
