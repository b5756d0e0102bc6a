"""The standards that an approval keeps are the ones that made its result, or nothing is approved."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from inspect_app.extensions import db
from inspect_app.files.packs.keeping import keep_packs, kept_packs
from inspect_app.problems import Problem
from inspect_app.services.assessments import Standards
from inspect_app.store.review import ApprovalRow
from tests.inspections.readers import INSP, Reader
from tests.review.reviewers import Desk, stored

Seed = Callable[[Flask], Path]


@pytest.fixture
def own_seed(tmp_path: Path, seed_dir: Path) -> Seed:
    """The server reads its standards from a folder that somebody can change; they are read by now."""

    def of(app: Flask) -> Path:
        own = tmp_path / "seed"
        shutil.copytree(seed_dir, own)
        ours = app.extensions["inspect"]
        again = replace(ours, settings=replace(ours.settings, seed_dir=own))
        assert again.standards.packs
        app.extensions["inspect"] = again
        return own

    return of


def _change(seed: Path, pack: str = "international") -> None:
    place = seed / "standards" / pack / "pack.yaml"
    place.write_text(place.read_text() + "\n# another edition\n")


def test_an_approval_is_refused_where_the_files_are_no_longer_what_was_read(
    office: Flask, own_seed: Seed
) -> None:
    seed, desk = own_seed(office), Desk(office)
    desk.settle_all()
    form = desk.approval()
    _change(seed)
    status, page = desk.refusal("approval", **form)
    assert (status, "restart the server" in page) == (409, True), page
    assert stored(office)[1] == "submitted"
    with office.app_context():
        assert db.session.get(ApprovalRow, INSP) is None


def test_a_kept_copy_that_was_changed_is_not_taken_for_the_standards(
    seed_dir: Path, standards: Standards, tmp_path: Path
) -> None:
    keep_packs(tmp_path, seed_dir, standards.packs)
    named = [(pack.id, pack.sha256) for pack in standards.packs]
    assert kept_packs(tmp_path, named) == standards.packs
    (place,) = (tmp_path / "packs").iterdir()
    kept = next((place / standards.main.id / "criteria").glob("*.yaml"))
    kept.write_text(kept.read_text() + "\n# another edition\n")
    with pytest.raises(Problem) as refused:
        keep_packs(tmp_path, seed_dir, standards.packs)
    assert refused.value.code == "review.standards_differ"


def test_nothing_half_kept_stays_behind(
    seed_dir: Path, standards: Standards, tmp_path: Path
) -> None:
    seed = tmp_path / "seed"
    shutil.copytree(seed_dir / "standards", seed / "standards")
    _change(seed, standards.packs[-1].id)
    with pytest.raises(Problem):
        keep_packs(tmp_path / "data", seed, standards.packs)
    assert list((tmp_path / "data" / "packs").iterdir()) == []


def test_the_doors_open_a_frozen_finding_by_the_standards_of_its_approval(
    office: Flask, own_seed: Seed
) -> None:
    """A later release has another pack, in which a criterion reads otherwise or is gone."""
    seed = own_seed(office)
    Desk(office).approve()
    path = f"inspections/{INSP}/assessment/criteria/SP01"
    before = Reader(office, "u_supervisor").read(path)
    ours = office.extensions["inspect"]
    office.extensions.pop("inspect_scored", None)
    main = ours.standards.main
    criteria = {code: one for code, one in main.criteria.items() if code != "SP01"}
    later = replace(main, criteria=criteria, sha256="0" * 64)
    office.extensions["inspect"] = replace(ours)
    office.extensions["inspect"].__dict__["standards"] = replace(ours.standards, main=later)
    assert Reader(office, "u_supervisor").read(path) == before
    assert seed.is_dir()
