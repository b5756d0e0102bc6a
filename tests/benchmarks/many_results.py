"""Ten years of a country as kept results: 78 facilities, 12 visits a year, 300 criteria each.

Written as rows, as nobody could wait for 9,360 inspections to be recorded and scored; the database
itself multiplies a handful of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from inspect_app.domain.permissions import Role
from inspect_app.store.accounts import AccountRegionRow, AccountRow
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.operations import StreamRow
from inspect_app.store.places import FacilityRow, RegionRow
from inspect_app.store.rollups import CriterionRollupRow, DomainRollupRow, InspectionRollupRow

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
REGIONS, DOMAINS = 20, 12
RATINGS = ("poor", "not_sufficiently_good", "reasonably_good", "good")
SUPERVISOR = "u_bench_supervisor"
_MULTIPLIED = text(
    "INSERT INTO criterion_rollup (insp, criterion, domain, tier, state, level, critical_level,"
    " low, high, persons_affected, places_affected, why, is_borderline, is_contradictory)"
    " SELECT i.id, c.criterion, c.domain, c.tier, c.state, c.level, c.critical_level, c.low, c.high,"
    " c.persons_affected, c.places_affected, c.why, c.is_borderline, c.is_contradictory"
    " FROM inspection i CROSS JOIN criterion_rollup c"
    " WHERE c.insp = :first AND i.id <> :first"
)


@dataclass(frozen=True, slots=True)
class Many:
    facilities: int = 78
    visits: int = 120
    criteria: int = 300

    @property
    def results(self) -> int:
        return self.facilities * self.visits * self.criteria


def build_places(session: Session, many: Many) -> None:
    """People, facilities and the inspections themselves, in empty tables; commits."""
    _people_and_places(session, many)
    session.execute(insert(InspectionRow), [_inspection(*one) for one in _visits(many)])
    session.commit()


def inspection_ids(many: Many) -> list[str]:
    return [_id(*one) for one in _visits(many)]


def build_results(session: Session, many: Many) -> None:
    """The same with a result for each inspection; commits."""
    build_places(session, many)
    visits = list(_visits(many))
    session.execute(
        insert(StreamRow),
        [{"insp": _id(*one), "n": 9, "chain": "0" * 64, "xor": "0" * 64} for one in visits],
    )
    session.execute(insert(InspectionRollupRow), [_rollup(*one) for one in visits])
    session.execute(
        insert(DomainRollupRow), [_domain(one, d) for one in visits for d in range(DOMAINS)]
    )
    session.execute(
        insert(CriterionRollupRow), [_criterion(visits[0], c) for c in range(many.criteria)]
    )
    session.execute(_MULTIPLIED, {"first": _id(*visits[0])})
    session.commit()
    session.execute(text("ANALYZE"))
    session.commit()


def region_ids() -> list[str]:
    return [f"KZ-{number:02d}" for number in range(REGIONS)]


def _people_and_places(session: Session, many: Many) -> None:
    for region in region_ids():
        session.add(RegionRow(id=region, country="KZ", names={"en": region}, kind="region"))
    session.flush()
    session.add(
        AccountRow(
            id=SUPERVISOR, login="bench", shown_name="bench", role=Role.SUPERVISOR.value,
            password_hash="-", made_at=NOW,  # noqa: S106  # opens nothing
            regions=[AccountRegionRow(region_id=region) for region in region_ids()],
        )
    )  # fmt: skip
    for number in range(many.facilities):
        session.add(
            FacilityRow(
                id=_facility(number), names={"en": f"Facility {number}"}, is_demo=True,
                sort_name=f"facility {number:03d}", kind="colony", country="KZ",
                region_id=region_ids()[number % REGIONS], changed_at=NOW,
            )
        )  # fmt: skip
    session.flush()


def _visits(many: Many) -> Iterator[tuple[int, int]]:
    """(facility, visit), a month apart."""
    for facility in range(many.facilities):
        for visit in range(many.visits):
            yield facility, visit


def _facility(number: int) -> str:
    return f"019a9b10-0000-7000-8000-{number:012d}"


def _id(facility: int, visit: int) -> str:
    return f"019a9b11-{visit:04d}-7000-8000-{facility:012d}"


def _day(visit: int) -> date:
    return NOW.date() - timedelta(days=30 * visit + 5)


def _inspection(facility: int, visit: int) -> dict[str, Any]:
    return {
        "id": _id(facility, visit), "facility_id": _facility(facility), "visited_on": _day(visit),
        "is_announced": False, "lead": SUPERVISOR, "conflicts": 0, "quarantined": 0, "held": 0,
        "review_state": "submitted" if visit == 0 and facility % 3 == 0 else "published",
        "created_at": NOW, "changed_at": NOW,
    }  # fmt: skip


def _rollup(facility: int, visit: int) -> dict[str, Any]:
    index = (facility * 37 + visit * 11) % 100
    failures = (facility + visit) % 6
    return {
        "insp": _id(facility, visit), "of_n": 9, "facility_id": _facility(facility),
        "region_id": region_ids()[facility % REGIONS], "visited_on": _day(visit),
        "judged_on": _day(visit), "packs": [["international", 1 + (visit < 60), "0" * 64]],
        "document_sha256": "0" * 64, "rating": RATINGS[index // 25], "at_best": "good",
        "index": Fraction(index), "index_millionths": index * 10**6,
        "low": Fraction(max(0, index - 9)), "high": Fraction(min(100, index + 7)),
        "coverage": Fraction(9, 10), "coverage_millionths": 900_000,
        "critical_coverage": Fraction(19, 20),
        "critical_failures": [f"CR{number:03d}" for number in range(failures)],
        "critical_failure_count": failures, "severe_failure_count": failures // 2,
        "persons_present": 600 + facility, "persons_in_critical_failures": 40 * failures,
        "not_used": 0, "conflicts": 0,
    }  # fmt: skip


def _domain(visit: tuple[int, int], number: int) -> dict[str, Any]:
    index = (visit[0] * 7 + visit[1] * 3 + number * 13) % 100
    return {
        "insp": _id(*visit), "domain": f"domain_{number:02d}", "index": Fraction(index),
        "index_millionths": index * 10**6, "low": Fraction(max(0, index - 5)),
        "high": Fraction(min(100, index + 5)), "cap": None, "coverage": Fraction(9, 10),
        "assessed": 20, "applicable": 25,
    }  # fmt: skip


def _criterion(visit: tuple[int, int], number: int) -> dict[str, Any]:
    level = number % 4
    return {
        "insp": _id(*visit), "criterion": f"CR{number:03d}", "domain": f"domain_{number % 12:02d}",
        "tier": "critical" if number % 5 == 0 else "standard", "state": "assessed", "level": level,
        "critical_level": level if number % 5 == 0 else None, "low": level, "high": level,
        "persons_affected": 30 * (3 - level), "places_affected": 3 - level, "why": "",
        "is_borderline": False, "is_contradictory": False,
    }  # fmt: skip
