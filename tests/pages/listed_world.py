"""Facilities with results as they are kept for lists, and readers of every role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from inspect_app.api.guarding import COOKIE
from inspect_app.domain.permissions import Role
from inspect_app.extensions import db
from inspect_app.services.sign_in import hash_password, start_session
from inspect_app.store.accounts import AccountRegionRow, AccountRow
from inspect_app.store.inspections import InspectionRow, MemberRow
from inspect_app.store.operations import StreamRow
from inspect_app.store.places import FacilityRow, RegionRow
from inspect_app.store.rollups import CriterionRollupRow, InspectionRollupRow

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PASSWORD = "a long enough password of a test"  # noqa: S105  # opens nothing but this world
REGIONS = {
    "KZ-11": {"kk": "Павлодар облысы", "ru": "Павлодарская область", "en": "Pavlodar Region"},
    "KZ-35": {"kk": "Қарағанды облысы", "ru": "Карагандинская область", "en": "Karaganda Region"},
}
RESULTS = (
    ("poor", 312, 250, 487, 11, 4, 96),
    ("not_sufficiently_good", 548, 471, 702, 3, 0, 81),
    ("reasonably_good", 694, 660, 731, 0, 0, 98),
    ("good", 861, 842, 870, 0, 0, 99),
    ("not_rated", None, 120, 930, 2, 1, 34),
)
"""(rating, index, low, high, each in tenths; critical failures, severe ones, coverage in percent)"""


def build_listed(session: Session, is_demo: bool = False) -> None:
    """One facility per result, in turn in each region; a sixth that nobody has visited."""
    for region, names in REGIONS.items():
        session.add(RegionRow(id=region, country="KZ", names=names, kind="region"))
    session.flush()
    _add_readers(session)
    session.flush()
    for number in range(len(RESULTS) + 1):
        _add_facility(session, number, is_demo)
    session.flush()
    for number, result in enumerate(RESULTS):
        _add_visit(session, number, result)
    session.commit()


def reader_of(app: Flask, role: Role) -> FlaskClient:
    """A browser that is logged in."""
    with app.app_context():
        account = db.session.get_one(AccountRow, f"u_{role.value}")
        token, _ = start_session(db.session(), account, datetime.now(UTC))
        db.session.commit()
    client = app.test_client()
    client.set_cookie(COOKIE, token, domain="localhost")
    return client


def csrf_token_in(page: str) -> str:
    """Of the first form of a page."""
    return page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]


def _add_readers(session: Session) -> None:
    for role in Role:
        regions = ["KZ-11"] if role is Role.SUPERVISOR else []
        session.add(
            AccountRow(
                id=f"u_{role.value}", login=role.value, shown_name="A reader", role=role.value,
                password_hash=hash_password(PASSWORD), made_at=NOW, is_demo=True,
                regions=[AccountRegionRow(region_id=region) for region in regions],
            )
        )  # fmt: skip


def _add_facility(session: Session, number: int, is_demo: bool) -> None:
    names = {
        "kk": f"№ {number} мекеме <b>", "ru": f"Учреждение № {number} <b>",
        "en": f"Facility No. {number} <b>",
    }  # fmt: skip
    session.add(
        FacilityRow(
            id=_facility(number), names=names, sort_name=f"facility {number}", kind="colony",
            country="KZ", region_id=list(REGIONS)[number % 2], changed_at=NOW, is_demo=is_demo,
        )
    )  # fmt: skip


def _add_visit(
    session: Session, number: int, result: tuple[str, int | None, int, int, int, int, int]
) -> None:
    rating, index, low, high, failures, severe, coverage = result
    insp, visited_on = f"i{number}", date(2026, 10 - number, 17)
    session.add(
        InspectionRow(
            id=insp, facility_id=_facility(number), visited_on=visited_on, is_announced=False,
            lead="u_inspector", review_state="in_progress", created_at=NOW, changed_at=NOW,
        )
    )  # fmt: skip
    session.add(StreamRow(insp=insp, n=7, chain="0" * 64, xor="0" * 64))
    session.flush()
    session.add(MemberRow(insp=insp, usr="u_inspector"))
    session.add(
        InspectionRollupRow(
            insp=insp, of_n=7, facility_id=_facility(number), region_id=list(REGIONS)[number % 2],
            visited_on=visited_on, judged_on=visited_on, packs=[], document_sha256="0" * 64,
            rating=rating, at_best="good", index=None if index is None else Fraction(index, 10),
            index_millionths=None if index is None else index * 10**5, low=Fraction(low, 10),
            high=Fraction(high, 10), coverage=Fraction(coverage, 100),
            coverage_millionths=coverage * 10**4, critical_coverage=Fraction(coverage, 100),
            critical_failures=["SP01"] * bool(failures), critical_failure_count=failures,
            severe_failure_count=severe, persons_present=640, persons_in_critical_failures=120,
        )
    )  # fmt: skip
    session.add_all(_failures(insp, failures, severe))


def _failures(insp: str, failures: int, severe: int) -> Iterator[CriterionRollupRow]:
    for number, criterion in enumerate(("SP01", "SA03", "EN04")[:failures]):
        level = 0 if number < severe else 1
        yield CriterionRollupRow(
            insp=insp, criterion=criterion, domain="space", tier="critical", state="assessed",
            level=level, critical_level=level, low=level, high=level, persons_affected=120,
            places_affected=3, is_borderline=number == 0, is_contradictory=number == 1,
        )  # fmt: skip


def _facility(number: int) -> str:
    return f"019a9b10-0000-7000-8000-00000000fa0{number}"
