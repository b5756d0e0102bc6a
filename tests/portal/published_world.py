"""Publications as the product makes them, from the demo facility, and a country to publish about."""

from __future__ import annotations

import copy
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from PIL import Image
from sqlalchemy.orm import Session

from inspect_app.domain.canonical import canonical_bytes, sha256_text
from inspect_app.domain.facts import Facts
from inspect_app.domain.publishing import (
    Clearances,
    ItemKind,
    PublicEdition,
    Publishing,
    clearable,
    cleared,
    public_edition,
)
from inspect_app.domain.review import WithdrawalReason
from inspect_app.domain.scoring import Assessment
from inspect_app.extensions import db
from inspect_app.files.printed_files import keep_printed
from inspect_app.files.public_pictures import keep_public_picture
from inspect_app.services import publishing
from inspect_app.services.assessments import Standards, assess_facts, load_standards
from inspect_app.services.publishing import Publication
from inspect_app.store.places import FacilityRow, RegionRow
from inspect_app.store.printed import PrintedReportRow
from inspect_app.store.review import PublicationRow, PublishedFileRow
from tests.benchmarks.many_rooms import demo_facts

SEED = Path(__file__).resolve().parents[2] / "seed"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
VISITED = date(2026, 2, 17)
REGION, QUIET_REGION = "KZ-11", "KZ-75"
FACILITY = "019a9b10-0000-7000-8000-00000000ab01"
REAL_FACILITY = "019a9b10-0000-7000-8000-00000000ab02"
SILENT_FACILITY = "019a9b10-0000-7000-8000-00000000ab03"
INSP = "019a9b10-0000-7000-8000-0000000015ec"
OFFICE_WORDS = "Иванов И. И. жаловался по телефону +7 701 555 12 34"
IN_FORCE, WITHDRAWN, OLD, NEW, REAL = (
    "KZ-7QX4-M2RD", "KZ-WWWW-0001", "KZ-AAAA-0001", "KZ-AAAA-0002", "KZ-RRRR-0001",
)  # fmt: skip
FULL_HASH = "f" * 64
TONGUES = ("kk", "ru", "en")


@dataclass(frozen=True)
class Made:
    facts: Facts
    assessment: Assessment
    standards: Standards


@cache
def demo_result() -> Made:
    """The demo facility, scored once for all tests of this process."""
    standards = load_standards(SEED)
    facts = demo_facts(SEED, standards)
    return Made(facts, assess_facts(facts, standards), standards)


@cache
def picture_bytes() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (64, 48), (120, 130, 140)).save(written, "JPEG")
    return written.getvalue()


def picture_sha256() -> str:
    return hashlib.sha256(picture_bytes()).hexdigest()


def edition(code: str, facility: str, revision: int = 1, is_demo: bool = True) -> PublicEdition:
    """The public edition with every item cleared that can be."""
    made = demo_result()
    facts = replace(made.facts, facility=replace(made.facts.facility, id=facility), is_demo=is_demo)
    items = clearable(facts)
    clearances: Clearances = cleared(items, [item.key for item in items])
    photographs = [item.id for item in items if item.kind is ItemKind.PHOTOGRAPH]
    by = Publishing(
        code=code,
        revision=revision,
        region=REGION,
        clearances=clearances,
        pictures=dict.fromkeys(photographs, picture_sha256()),
        addendum=2,
    )
    packs = (made.standards.main, *made.standards.norm_packs_for("KZ"))
    return public_edition(facts, made.assessment, packs, by)


def publish(
    session: Session,
    data_dir: Path,
    code: str,
    insp: str,
    facility: str,
    *,
    revision: int = 1,
    visited_on: date = VISITED,
    is_demo: bool = True,
    at: datetime = NOW - timedelta(days=30),
) -> PublicationRow:
    """One revision with its three files and its picture, as if the desk had done it."""
    made = edition(code, facility, revision, is_demo)
    said = Publication(insp, f"op-{code}", REGION, made, [])
    row = publishing.publish(session, said, "u_publisher", at)
    row.visited_on = visited_on
    keep_public_picture(data_dir, picture_bytes())
    for language in ("kk", "ru", "en"):
        content = f"%PDF-1.7 {code} {language}".encode()
        session.add(
            PublishedFileRow(
                publication_id=row.id, language=language, file_sha256=keep_printed(data_dir, content),
                data_sha256=row.document_sha256, size_bytes=len(content), made_at=at,
            )
        )  # fmt: skip
    session.flush()
    return row


def withdraw(session: Session, row: PublicationRow, reason: WithdrawalReason) -> None:
    publishing.withdraw(
        session, row.insp, "u_publisher", reason, OFFICE_WORDS, row.published_at + timedelta(days=2)
    )
    session.flush()


def put_document(row: PublicationRow, document: Mapping[str, Any]) -> None:
    """Another document in a row: for what no real facility is like."""
    row.document = canonical_bytes(document)
    row.document_sha256 = sha256_text(row.document)


def add_places(session: Session) -> None:
    """Two regions; three facilities in the first: one invented, one real, one without a word."""
    shape = {"type": "Polygon", "coordinates": [[[70, 50], [74, 50], [74, 53], [70, 53], [70, 50]]]}
    for region, name in ((REGION, "Павлодар"), (QUIET_REGION, "Алматы")):
        names = {"kk": f"{name} облысы", "ru": f"{name} область", "en": f"Region of {name}"}
        session.add(RegionRow(id=region, country="KZ", names=names, kind="region", geometry=shape))
    session.flush()
    for facility, name, is_demo in (
        (FACILITY, "Samalzhusan", True),
        (REAL_FACILITY, "Кең <дала>", False),
        (SILENT_FACILITY, "Тыныш", False),
    ):
        names = {"kk": f"{name} колониясы", "ru": f"Колония {name}", "en": f"{name} colony"}
        session.add(
            FacilityRow(
                id=facility, names=names, sort_name=name.casefold(), kind="colony", country="KZ",
                region_id=REGION, is_demo=is_demo, changed_at=NOW,
            )
        )  # fmt: skip
    session.flush()


def build_country(app: Flask) -> None:
    """One report in force; one withdrawn; one withdrawn and published anew; one real; and a printed
    full edition that is nobody's business."""
    app.extensions["inspect"].clock = lambda: NOW
    data_dir: Path = app.extensions["inspect"].settings.data_dir
    with app.app_context():
        session = db.session()
        add_places(session)
        publish(session, data_dir, IN_FORCE, INSP, FACILITY)
        gone = publish(
            session, data_dir, WITHDRAWN, "insp-2", FACILITY, visited_on=date(2025, 3, 1)
        )
        withdraw(session, gone, WithdrawalReason.FIGURES_WRONG)
        old = publish(session, data_dir, OLD, "insp-3", FACILITY, visited_on=date(2024, 5, 6))
        withdraw(session, old, WithdrawalReason.SUPERSEDED)
        publish(
            session, data_dir, NEW, "insp-3", FACILITY, revision=2, visited_on=date(2024, 5, 6),
            at=NOW - timedelta(days=20),
        )  # fmt: skip
        publish(session, data_dir, REAL, "insp-4", REAL_FACILITY, is_demo=False)
        session.add(
            PrintedReportRow(
                id="printed", insp=INSP, of_n=1, made_of="1" * 64, language="ru", edition="full",
                data_sha256=FULL_HASH, file_sha256="e" * 64, size_bytes=9, asked_by="u_x",
                made_at=datetime(2026, 3, 4, tzinfo=UTC),
            )
        )  # fmt: skip
        session.commit()


def worst_document(document: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that can be wrong is, and as much is told as can be: the largest page there is."""
    worst: dict[str, Any] = copy.deepcopy(dict(document))
    result = worst["assessment"]
    for criterion in result["criteria"].values():
        is_critical = criterion["tier"] == "critical"
        criterion |= {"state": "assessed", "level": 0, "critical_level": 0 if is_critical else None,
                      "low": 0, "high": 3, "is_borderline": True, "is_contradictory": True,
                      "why": ["aggravated", "contradictory"],
                      "reach": {"persons_affected": 96, "persons_present": 412, "share": "24/103",
                                "places_affected": 40, "places_uncounted": 12}}  # fmt: skip
    for number, criterion in enumerate(list(result["criteria"].values())[:25]):
        if criterion["tier"] != "critical":
            criterion |= {"state": "not_assessed", "level": None, "why": ["statement_alone"]}
        elif number % 2:
            criterion["why"] = ["lifted"]
    places = [{"kind": "isolation", "called": number} for number in range(1, 61)]
    inputs = list(demo_result().standards.main.inputs)[:60]
    result["access_denied"] = [
        {"input": one, "place": place} for one, place in zip(inputs, places, strict=True)
    ]
    words = "Үй-жайларды жөндеп, әр адамға кемінде төрт шаршы метр алаң берілсін. " * 6
    worst["recommendations"] = [
        {
            "criterion": "SP01",
            "says": words,
            "addressed_to": "Мекеме бастығы",
            "due_on": "2026-12-31",
        }
    ] * 60
    worst["photographs"] = [
        {"file": picture_sha256(), "caption": words[:200], "criteria": ["SP01"]}
    ] * 60
    kinds = ("people", "photographs", "captions", "words", "recommendations", "evidence", "remarks",
             "small_counts", "room_counts", "medical", "room_names", "clocks", "files", "ids")  # fmt: skip
    worst["withheld"] = [{"what": what, "count": 12} for what in kinds]
    return worst
