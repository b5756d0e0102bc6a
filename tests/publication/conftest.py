"""What the tests of publication share: an approved inspection, and those who may publish it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from inspect_app.api.acting import record
from inspect_app.api.machinery import machinery, now
from inspect_app.domain.facts import Facts
from inspect_app.domain.publishing import PublicEdition, Publishing, public_edition
from inspect_app.domain.scoring import Assessment
from inspect_app.extensions import db
from inspect_app.jobs.freezing import freeze, freezing
from inspect_app.jobs.scoring import scored
from inspect_app.jobs.workshop import Workshop
from inspect_app.services import inspections
from inspect_app.services.assessments import Standards, assess_facts
from inspect_app.services.reviewing import approving
from tests.inspections.conftest import facts, standards, whole_facts
from tests.inspections.readers import INSP, SUPERVISOR, Reader
from tests.review.conftest import SECOND, office

__all__ = ["facts", "office", "standards", "whole_facts"]
CODE = "KZ-TEST-0000"
EditionOf = Callable[..., PublicEdition]


@pytest.fixture(scope="session")
def edition_of(standards: Standards) -> EditionOf:
    """The public edition of facts, as `Publishing` says."""

    def made(facts: Facts, by: Publishing | None = None) -> PublicEdition:
        assessment = assess_facts(facts, standards)
        packs = (standards.main, *standards.norm_packs_for(facts.facility.country))
        return public_edition(facts, assessment, packs, by or Publishing(CODE))

    return made


@pytest.fixture(scope="session")
def whole_assessment(whole_facts: Facts, standards: Standards) -> Assessment:
    return assess_facts(whole_facts, standards)


@pytest.fixture
def approved(office: Flask) -> Flask:
    """The demo inspection, approved by another supervisor than the one who publishes."""
    approve(office)
    return office


@pytest.fixture
def workshop_of(seed_dir: Path) -> Callable[[Flask], Workshop]:
    def of(app: Flask) -> Workshop:
        ours = app.extensions["inspect"]
        with app.app_context():
            return Workshop(ours.settings, db.engine, ours.clock)

    return of


def approve(app: Flask, insp: str = INSP) -> None:
    with app.app_context():
        session, ours = db.session(), machinery()
        found = inspections.find(session, insp)
        assert found is not None
        made = scored(session, ours.standards, found)
        ice = freezing(made.loaded.facts, made.assessment, found.version.n, [])
        act = approving(insp, found.version.n, ice.said)
        record(SECOND, [act], "review.approve")
        folders = (ours.settings.data_dir, ours.settings.seed_dir)
        freeze(session, ice, insp, act.op, SECOND, ours.standards, folders, now())
        session.commit()


def publish(app: Flask, clear: Sequence[str] = (), person: str = SUPERVISOR) -> TestResponse:
    reader = Reader(app, person)
    form = {"csrf_token": reader.csrf, "compared": "yes", "clear": list(clear)}
    return reader.client.post(f"/inspections/{INSP}/publication", data=form)


def withdraw(
    app: Flask,
    why: str = "A name was legible.",
    person: str = SUPERVISOR,
    reason: str = "person_recognisable",
) -> TestResponse:
    reader = Reader(app, person)
    form = {"csrf_token": reader.csrf, "reason": reason, "why": why}
    return reader.client.post(f"/inspections/{INSP}/publication/withdrawal", data=form)
