"""Who plays in the story of three people: looked up in the invented country, and one colleague more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from playwright.sync_api import Browser
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from inspect_app.demo.country.people import HEAD_SUPERVISOR
from inspect_app.domain.permissions import Role
from inspect_app.services.accounts import add_account
from inspect_app.store.accounts import AccountRegionRow, AccountRow
from inspect_app.store.inspections import InspectionRow
from inspect_app.store.places import BlockRow, FacilityRow, RoomRow
from inspect_app.store.review import ApprovalRow
from tests.e2e.office import Office
from tests.e2e.visit import Visit

COLLEAGUE_PASSWORD = "betege-aqseleu-zhana-zhyl"  # noqa: S105 -- of an account that lives for one test


@dataclass(frozen=True)
class Person:
    """`code` is what operations carry; `shown_name` is for colleagues alone."""

    code: str
    login: str
    shown_name: str

    @classmethod
    def first(cls, session: Session, query: Select[AccountRow]) -> Self:
        row = session.scalars(query).first()
        assert row is not None
        return cls(row.id, row.login, row.shown_name)

    @property
    def names(self) -> tuple[str, ...]:
        return (self.code, self.login, self.shown_name)


@dataclass(frozen=True)
class Cast:
    """Of the country's smallest facility, of which reports are printed soonest.

    `inspector` leads no open visit; `supervisor` answers for the region, `head` for all of them;
    `colleague` is an inspector who never had a tablet.
    """

    facility: str
    region: str
    inspector: Person
    supervisor: Person
    head: Person
    colleague: Person

    @classmethod
    def of(cls, office: Office) -> Self:
        with office.session() as session:
            facility = session.scalars(
                select(FacilityRow)
                .join(BlockRow, BlockRow.facility_id == FacilityRow.id)
                .join(RoomRow, RoomRow.block_id == BlockRow.id)
                .group_by(FacilityRow.id)
                .order_by(func.count(RoomRow.id))
            ).first()
            assert facility is not None
            assert facility.region is not None
            region = facility.region.id
            of_region = (
                select(AccountRow)
                .join(AccountRegionRow, AccountRegionRow.account_id == AccountRow.id)
                .where(AccountRegionRow.region_id == region, AccountRow.id != HEAD_SUPERVISOR)
                .order_by(AccountRow.id)
            )
            busy = select(InspectionRow.lead).where(InspectionRow.review_state == "in_progress")
            inspectors = of_region.where(AccountRow.role == "inspector", AccountRow.id.not_in(busy))
            supervisors = of_region.where(AccountRow.role == "supervisor")
            inspector = Person.first(session, inspectors)
            colleague = add_account(
                session, "system", login="colleague-anew", shown_name="Gulnar of the office",
                role=Role.INSPECTOR, regions=[region], language="ru", password=COLLEAGUE_PASSWORD,
                now=datetime.now(UTC),
            )  # fmt: skip
            session.commit()
            one = select(AccountRow)
            return cls(
                facility.names["en"],
                facility.region.names["en"],
                inspector,
                Person.first(session, supervisors),
                Person.first(session, one.where(AccountRow.id == HEAD_SUPERVISOR)),
                Person.first(session, one.where(AccountRow.id == colleague.id)),
            )

    @property
    def names(self) -> tuple[str, ...]:
        """Of everybody who had a part in it; none of them may be told to the public."""
        people = (self.inspector, self.supervisor, self.head, self.colleague)
        return tuple(name for person in people for name in person.names)


@dataclass
class Story:
    office: Office
    browser: Browser
    cast: Cast
    visit: Visit

    @property
    def path(self) -> str:
        return f"/inspections/{self.visit.insp}"

    @property
    def names(self) -> tuple[str, ...]:
        """Of people, tablets and the visit: by these somebody could be found."""
        devices = {row.dev for row in self.office.operations(self.visit.insp)}
        return (*self.cast.names, *devices, self.visit.insp)

    def approval(self) -> ApprovalRow:
        with self.office.session() as session:
            return session.get_one(ApprovalRow, self.visit.insp)
