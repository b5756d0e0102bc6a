"""A facility in the register with visits as they are kept for lists, made to measure for each test."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from inspect_app.extensions import db
from inspect_app.store.inspections import EntityRow, InspectionRow, MemberRow
from inspect_app.store.operations import HeadRow, StreamRow
from inspect_app.store.places import BlockRow, CapacityRow, FacilityCodeRow, FacilityRow, RoomRow
from inspect_app.store.rollups import CriterionRollupRow, DomainRollupRow, InspectionRollupRow
from tests.pages.listed_world import NOW

FACILITY = "019a9b10-0000-7000-8000-00000000fb00"
PACKS = [["international", 1, "a" * 64], ["kz", 1, "b" * 64]]
NEWER = [["international", 2, "c" * 64], ["kz", 1, "b" * 64]]
MET = 2


@dataclass(frozen=True)
class Seen:
    """One visit. `levels`: criterion -> its level; None: not assessed. `domains`: domain -> its
    index. `recommended`: text -> due day."""

    id: str
    on: date
    levels: Mapping[str, int | None] = field(default_factory=dict)
    domains: Mapping[str, int | None] = field(default_factory=dict)
    state: str = "submitted"
    checklist: str = "full"
    packs: list[list[Any]] = field(default_factory=lambda: PACKS)
    persons: int | None = 640
    lead: str = "u_inspector"
    told: int | None = None
    recommended: Mapping[str, date | None] = field(default_factory=dict)


def add_facility(session: Session) -> None:
    """In the supervisor's region, with three capacities that differ, two codes, a block, two rooms."""
    session.add(
        FacilityRow(
            id=FACILITY, names={"kk": "Қаратас", "ru": "Каратас", "en": "Karatas"},
            sort_name="karatas", kind="remand", country="KZ", region_id="KZ-11", security="medium",
            source="kz_example", source_key="17", changed_at=NOW,
            codes=[FacilityCodeRow(code="УГ-157/9"), FacilityCodeRow(code="№ 17")],
            capacities=[
                _capacity("official", "2019-01-01", "design", 500),
                _capacity("available", "2024-01-01", "certified_normal", 450),
                _capacity("operational", "2026-01-01", "operational", 640),
            ],
        )
    )  # fmt: skip
    session.flush()
    session.add(BlockRow(id="b1", facility_id=FACILITY, name="1"))
    session.flush()
    for number, is_in_use in (("1", True), ("2", False)):
        session.add(
            RoomRow(
                id=f"r{number}", facility_id=FACILITY, block_id="b1", number=number, kind="cell",
                is_in_use=is_in_use,
            )
        )  # fmt: skip
    session.flush()


def add_visits(session: Session, *visits: Seen) -> None:
    for seen in visits:
        _add_visit(session, seen)
    session.commit()


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is said to the database meanwhile."""
    said: list[str] = []

    def note(*given: Any) -> None:
        said.append(given[2])

    listens: Callable[..., None] = event.listen
    listens(db.engine, "before_cursor_execute", note)
    yield said
    event.remove(db.engine, "before_cursor_execute", note)


def _add_visit(session: Session, seen: Seen) -> None:
    session.add(
        InspectionRow(
            id=seen.id, facility_id=FACILITY, visited_on=seen.on, is_announced=False,
            lead=seen.lead, review_state=seen.state, checklist_id=seen.checklist,
            checklist_version=1, checklist_sha256="0" * 64, created_at=NOW, changed_at=NOW,
        )
    )  # fmt: skip
    session.add(StreamRow(insp=seen.id, n=3, chain="0" * 64, xor="0" * 64))
    session.flush()
    session.add(MemberRow(insp=seen.id, usr=seen.lead))
    session.add(_rollup(seen))
    session.add_all(_criterion(seen.id, name, level) for name, level in seen.levels.items())
    session.add_all(_domain(seen.id, name, index) for name, index in seen.domains.items())
    session.add_all(_told(seen))
    for number, (says, due) in enumerate(seen.recommended.items()):
        session.add_all(_recommendation(seen, f"recommendation:{number}", says, due))
    session.flush()


def _rollup(seen: Seen) -> InspectionRollupRow:
    failed = [name for name, level in seen.levels.items() if level is not None and level < MET]
    return InspectionRollupRow(
        insp=seen.id, of_n=3, facility_id=FACILITY, region_id="KZ-11", visited_on=seen.on,
        judged_on=seen.on, packs=seen.packs, document_sha256="0" * 64, rating="poor",
        at_best="good", index=Fraction(321, 10), index_millionths=32_100_000, low=Fraction(20),
        high=Fraction(70), coverage=Fraction(9, 10), coverage_millionths=900_000,
        critical_coverage=Fraction(1), critical_failures=failed, critical_failure_count=len(failed),
        severe_failure_count=0, persons_present=seen.persons, persons_in_critical_failures=120,
    )  # fmt: skip


def _criterion(insp: str, name: str, level: int | None) -> CriterionRollupRow:
    return CriterionRollupRow(
        insp=insp, criterion=name, domain="space", tier="critical",
        state="not_assessed" if level is None else "assessed", level=level, critical_level=level,
        low=0 if level is None else level, high=3 if level is None else level,
        persons_affected=120, places_affected=3,
    )  # fmt: skip


def _domain(insp: str, name: str, index: int | None) -> DomainRollupRow:
    exact = None if index is None else Fraction(index)
    return DomainRollupRow(
        insp=insp, domain=name, index=exact, index_millionths=None, low=Fraction(index or 0),
        high=Fraction(100), coverage=Fraction(1), assessed=1, applicable=1,
    )  # fmt: skip


def _told(seen: Seen) -> Iterator[HeadRow]:
    if seen.told is not None:
        said = {"state": "answered", "grade": "B", "value": seen.told}
        yield _head(seen, f"facility:{FACILITY}", "answer.official_capacity", said)


def _recommendation(seen: Seen, entity: str, says: str, due: date | None) -> Iterator[Any]:
    yield EntityRow(
        insp=seen.id, entity=entity, type="recommendation", parent=None, created_by="op"
    )
    said = {"criterion": "SP01", "says": says, "addressed_to": "The head of the facility"}
    for name, value in (said | ({"due_on": due.isoformat()} if due else {})).items():
        yield _head(seen, entity, name, value)


def _head(seen: Seen, entity: str, name: str, value: Any) -> HeadRow:
    return HeadRow(
        insp=seen.id, entity=entity, field=name, op_id=f"{seen.id}-{entity}-{name}"[:64],
        value=json.dumps(value), n=1, usr=seen.lead, dev="d", observed_at=None,
    )  # fmt: skip


def _capacity(notion: str, as_of: str, basis: str, places: int) -> CapacityRow:
    return CapacityRow(
        notion=notion, as_of=date.fromisoformat(as_of), basis=basis, places=places,
        stated_by="Order 9",
    )  # fmt: skip
