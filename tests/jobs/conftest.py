"""The demo facility, inspected in a database, with its photographs in the data folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from inspect_app.domain.facts import Facts
from inspect_app.extensions import db
from inspect_app.files.blob_store import blob_path
from inspect_app.jobs import printing
from inspect_app.jobs.workshop import Workshop
from inspect_app.schemas.result import Result
from inspect_app.services.assessments import Standards, load_standards
from inspect_app.settings import Settings
from inspect_app.store.blobs import BlobRow
from inspect_app.store.engine import make_engine
from tests.benchmarks.many_rooms import demo_facts
from tests.inspections.readers import add_demo_inspection
from tests.inspections.recorded import NOW

PRINTED = b"%PDF-1.7 as if it were printed"
ADDRESS = "https://reports.example.org"


@pytest.fixture(scope="session")
def standards(seed_dir: Path) -> Standards:
    return load_standards(seed_dir)


@pytest.fixture(scope="session")
def facts(seed_dir: Path, standards: Standards) -> Facts:
    return demo_facts(seed_dir, standards)


@pytest.fixture
def inspected(app: Flask, facts: Facts, standards: Standards, seed_dir: Path) -> Flask:
    """The application with everything that a report needs."""
    add_demo_inspection(app, facts, standards)
    with app.app_context():
        for photograph in (seed_dir / "demo" / "barrack_colony" / "photos").glob("*.jpg"):
            keep_blob(app, photograph.read_bytes())
        db.session.commit()
    app.extensions["inspect"].standards = standards
    return app


def keep_blob(app: Flask, content: bytes, is_picture: bool = True) -> str:
    """As if a tablet had sent it whole; to be used in an application context."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = blob_path(app.extensions["inspect"].settings.data_dir, sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    db.session.add(
        BlobRow(
            sha256=sha256, size_bytes=len(content), mime="image/jpeg", is_picture=is_picture,
            first_insp="insp-1", first_dev="d_u_lead", received_at=NOW,
        )
    )  # fmt: skip
    return sha256


def give_address(app: Flask) -> None:
    """From now on the public reaches the server, and whoever prints knows where."""
    ours = app.extensions["inspect"]
    ours.settings = replace(ours.settings, public_address=ADDRESS)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Printing in no time; the languages in which it was done. The file says language and address."""
    done: list[str] = []

    def printed(
        _result: Result, _standards: Standards, settings: Settings, language: str, *_more: object
    ) -> bytes:
        done.append(language)
        return PRINTED + f"{language}{settings.public_address}".encode()

    monkeypatch.setattr(printing, "printed", printed)
    monkeypatch.setattr(printing, "faults", lambda _: ())
    return done


@pytest.fixture
def workshop_of(standards: Standards) -> Iterator[Callable[[Flask], Workshop]]:
    """Flask app -> the workshop of a worker beside it, with the standards read already."""
    made: list[Workshop] = []

    def of(app: Flask) -> Workshop:
        settings = app.extensions["inspect"].settings
        workshop = Workshop(settings, make_engine(settings.engine_url))
        workshop.standards = standards
        made.append(workshop)
        return workshop

    yield of
    for workshop in made:
        workshop.engine.dispose()
