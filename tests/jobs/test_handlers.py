"""The other kinds of work: scoring, thumbnails, sweeping. Each bears being done twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import delete, select

from inspect_app.extensions import db
from inspect_app.files.blob_store import start_part
from inspect_app.files.thumbnails import thumbnail_path
from inspect_app.jobs.working import Worker
from inspect_app.jobs.workshop import Workshop
from inspect_app.store.accounts import WebSessionRow
from inspect_app.store.blobs import BlobRow, UploadRow
from inspect_app.store.jobs import JobRow, ask
from inspect_app.store.rollups import InspectionRollupRow
from tests.inspections.readers import INSP, Reader
from tests.inspections.recorded import LEAD, NOW

WorkshopOf = Callable[[Flask], Workshop]


def _done(app: Flask, workshop: Workshop, kind: str, payload: dict[str, str]) -> JobRow:
    """Asked for and done twice; the second job."""
    for _ in range(2):
        with app.app_context():
            job = ask(db.session(), kind, payload, by="system", now=NOW, key=f"{kind}:1").id
            db.session.commit()
        Worker(workshop).work_off()
    with app.app_context():
        return db.session.get_one(JobRow, job)


def test_an_inspection_is_scored_and_its_roll_up_kept(
    inspected: Flask, workshop_of: WorkshopOf
) -> None:
    with inspected.app_context():
        before = db.session.scalars(select(InspectionRollupRow.document_sha256)).one()
        db.session.execute(delete(InspectionRollupRow))
        db.session.commit()
    job = _done(inspected, workshop_of(inspected), "assess", {"insp": INSP})
    assert job.result == {"outcome": "kept"}
    with inspected.app_context():
        assert db.session.scalars(select(InspectionRollupRow.document_sha256)).one() == before


def test_an_inspection_that_cannot_be_scored_is_no_failure(
    inspected: Flask, workshop_of: WorkshopOf
) -> None:
    job = _done(inspected, workshop_of(inspected), "assess", {"insp": "insp-2"})
    assert (job.state, job.result) == ("done", {"outcome": "no_inspection"})


def test_a_photograph_gets_its_thumbnail(inspected: Flask, workshop_of: WorkshopOf) -> None:
    with inspected.app_context():
        sha256 = db.session.scalars(select(BlobRow.sha256).limit(1)).one()
    job = _done(inspected, workshop_of(inspected), "thumbnail", {"sha256": sha256})
    assert job.result == {"is_picture": True}
    data_dir = inspected.extensions["inspect"].settings.data_dir
    assert thumbnail_path(data_dir, sha256).read_bytes().startswith(b"\xff\xd8")


def test_a_sweep_takes_out_what_has_had_its_time_and_nothing_else(
    inspected: Flask, workshop_of: WorkshopOf
) -> None:
    workshop = workshop_of(inspected)
    Reader(inspected, LEAD)
    Reader(inspected, LEAD)
    old, young = "0" * 32, "1" * 32
    with inspected.app_context():
        held = db.session.scalars(select(WebSessionRow)).all()
        held[0].expires_at = workshop.clock() - timedelta(minutes=1)
        for upload, days in ((old, -1), (young, 1)):
            start_part(workshop.settings.data_dir, upload, 1)
            expires_at = workshop.clock() + timedelta(days=days)
            db.session.add(
                UploadRow(id=upload, sha256="0" * 64, insp=INSP, dev="d_u_lead", size_bytes=1,
                          mime="image/jpeg", expires_at=expires_at)
            )  # fmt: skip
        db.session.commit()
    Worker(workshop).work_off()
    with inspected.app_context():
        assert len(db.session.scalars(select(WebSessionRow)).all()) == 1
        assert db.session.scalars(select(UploadRow.id)).all() == [young]
    parts = [path.stem for path in (workshop.settings.data_dir / "uploads").iterdir()]
    assert parts == [young]
