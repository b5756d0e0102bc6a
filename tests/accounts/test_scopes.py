"""Which rows an actor may see: the clauses hold alone, in joins and in counts, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from inspect_app.domain.permissions import Actor, Condition, Role
from inspect_app.store.accounts import AccountRow
from inspect_app.store.inspections import InspectionRow, MemberRow
from inspect_app.store.places import FacilityRow
from inspect_app.store.scopes import (
    account_scope,
    enrolling_scope,
    facility_scope,
    inspection_scope,
)
from tests.api.walking_world import (
    ELSEWHERE,
    HERE,
    add_account,
    add_facility,
    add_inspection,
    add_region,
)

SUPERVISOR = Actor("u_super", Role.SUPERVISOR, frozenset({HERE}))
INSPECTOR = Actor("u_here", Role.INSPECTOR, frozenset({HERE}))
MEMBER = Actor("u_member", Role.INSPECTOR, frozenset({ELSEWHERE}))
COUNCIL = Actor("u_council", Role.COUNCIL_MEMBER)


@pytest.fixture
def rows(session: Session) -> Session:
    """Inspections are named `<where>.<state>`; `lost` and `nowhere` lie in no known region."""
    for region in (HERE, ELSEWHERE):
        add_region(session, region)
    session.flush()
    for facility, region in (("f_here", HERE), ("f_elsewhere", ELSEWHERE), ("f_none", None)):
        add_facility(session, facility, region)
    for name, regions in (("here", [HERE]), ("elsewhere", [ELSEWHERE]), ("both", [HERE, ELSEWHERE]),
                          ("none", [])):  # fmt: skip
        add_account(session, name, Role.INSPECTOR, regions)
    add_account(session, "other", Role.SUPERVISOR, [HERE])
    session.flush()
    add_inspection(session, "here.open", "u_here", "f_here")
    add_inspection(session, "here.published", "u_elsewhere", "f_here", "published")
    add_inspection(session, "elsewhere.open", "u_here", "f_elsewhere")
    add_inspection(session, "lost", "u_here", "f_unknown")
    add_inspection(session, "nowhere", "u_here", "f_none")
    add_inspection(session, "unnamed", "u_elsewhere", None)
    session.flush()
    session.add(MemberRow(insp="here.open", usr="u_member"))
    session.flush()
    return session


def _inspections(session: Session, clause: ColumnElement[bool]) -> set[str]:
    alone = set(session.scalars(select(InspectionRow.id).where(clause)))
    joined = (
        select(InspectionRow.id)
        .outerjoin(FacilityRow, FacilityRow.id == InspectionRow.facility_id)
        .outerjoin(MemberRow, MemberRow.insp == InspectionRow.id)
        .outerjoin(AccountRow, AccountRow.id == InspectionRow.lead)
        .where(clause)
    )
    assert set(session.scalars(joined)) == alone
    counted = select(func.count()).select_from(InspectionRow).where(clause)
    assert session.scalar(counted) == len(alone)
    return alone


@pytest.mark.parametrize(
    ("condition", "actor", "seen"),
    [
        (Condition.OWN_REGIONS, SUPERVISOR, {"here.open", "here.published", "lost", "nowhere"}),
        (Condition.OWN_INSPECTIONS, INSPECTOR, {"here.open", "elsewhere.open", "lost", "nowhere"}),
        (Condition.OWN_INSPECTIONS, MEMBER, {"here.open"}),
        (Condition.SELF, INSPECTOR, set()),
        (None, SUPERVISOR, set()),
        (Condition.OWN_REGIONS, COUNCIL, set()),
    ],
)
def test_inspections(
    rows: Session, condition: Condition | None, actor: Actor, seen: set[str]
) -> None:
    assert _inspections(rows, inspection_scope(condition, actor)) == seen


def test_what_was_found_at_no_known_place_is_seen_where_its_lead_works(rows: Session) -> None:
    elsewhere = Actor("u_super", Role.SUPERVISOR, frozenset({ELSEWHERE}))
    seen = _inspections(rows, inspection_scope(Condition.OWN_REGIONS, elsewhere))
    assert seen == {"elsewhere.open", "unnamed"}


def test_under_the_condition_all_every_inspection_is_seen(rows: Session) -> None:
    assert len(_inspections(rows, inspection_scope(Condition.ALL, COUNCIL))) == 6


@pytest.mark.parametrize(
    ("condition", "actor", "seen"),
    [
        (Condition.ALL, COUNCIL, {"f_here", "f_elsewhere", "f_none"}),
        (Condition.OWN_REGIONS, SUPERVISOR, {"f_here"}),
        (Condition.OWN_INSPECTIONS, INSPECTOR, {"f_here", "f_elsewhere", "f_none"}),
        (Condition.OWN_INSPECTIONS, MEMBER, {"f_here"}),
        (Condition.SELF, INSPECTOR, set()),
        (None, SUPERVISOR, set()),
    ],
)
def test_facilities(
    rows: Session, condition: Condition | None, actor: Actor, seen: set[str]
) -> None:
    clause = facility_scope(condition, actor)
    assert set(rows.scalars(select(FacilityRow.id).where(clause))) == seen
    joined = select(FacilityRow.id).outerjoin(
        InspectionRow, InspectionRow.facility_id == FacilityRow.id
    )
    assert set(rows.scalars(joined.where(clause))) == seen


def test_accounts_of_a_supervisor_are_inspectors_of_the_regions(rows: Session) -> None:
    known = account_scope(Condition.OWN_REGIONS, SUPERVISOR)
    assert set(rows.scalars(select(AccountRow.id).where(known))) == {"u_here", "u_both"}
    own = enrolling_scope(Condition.OWN_REGIONS, SUPERVISOR)
    assert set(rows.scalars(select(AccountRow.id).where(own))) == {"u_here"}


def test_accounts_under_other_conditions(rows: Session) -> None:
    everyone = select(func.count()).select_from(AccountRow)
    assert rows.scalar(everyone.where(enrolling_scope(Condition.ALL, COUNCIL))) == 5
    own = select(AccountRow.id).where(account_scope(Condition.SELF, INSPECTOR))
    assert rows.scalars(own).all() == ["u_here"]
    assert rows.scalar(everyone.where(account_scope(None, SUPERVISOR))) == 0
