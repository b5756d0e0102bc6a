"""Which rows an actor may see, as where-clauses: a row outside of them does not exist for the actor.

Each clause is about one table and is put into the query itself, so that counts, pages and look-ups
by id all keep to it. `None` as condition means that the permission is not given: no row.

The inner queries stand for themselves (`correlate(None)`): a query that joins the same tables does
not change what they mean.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true

from inspect_app.domain.permissions import Actor, Condition, Role
from inspect_app.store.accounts import AccountRegionRow, AccountRow
from inspect_app.store.inspections import InspectionRow, MemberRow
from inspect_app.store.places import FacilityRow


def facility_scope(condition: Condition | None, actor: Actor) -> ColumnElement[bool]:
    """About `FacilityRow`."""
    match condition:
        case Condition.ALL:
            return true()
        case Condition.OWN_REGIONS:
            return FacilityRow.region_id.in_(actor.regions)
        case Condition.OWN_INSPECTIONS:
            inspected = select(InspectionRow.facility_id).where(
                InspectionRow.facility_id.is_not(None), inspection_scope(condition, actor)
            )
            return FacilityRow.id.in_(inspected.correlate(None))
        case _:
            return false()


def inspection_scope(condition: Condition | None, actor: Actor) -> ColumnElement[bool]:
    """About `InspectionRow`."""
    match condition:
        case Condition.ALL:
            return true()
        case Condition.OWN_REGIONS:
            return _in_regions(actor.regions)
        case Condition.OWN_INSPECTIONS:
            own = select(MemberRow.insp).where(MemberRow.usr == actor.account)
            return InspectionRow.id.in_(own.correlate(None))
        case _:
            return false()


def account_scope(condition: Condition | None, actor: Actor) -> ColumnElement[bool]:
    """About `AccountRow`. OWN_REGIONS: inspectors who work in at least one of the actor's regions."""
    match condition:
        case Condition.ALL:
            return true()
        case Condition.OWN_REGIONS:
            return and_(
                AccountRow.role == Role.INSPECTOR.value,
                AccountRow.id.in_(_accounts_of(AccountRegionRow.region_id.in_(actor.regions))),
            )
        case Condition.SELF:
            return AccountRow.id == actor.account
        case _:
            return false()


def enrolling_scope(condition: Condition | None, actor: Actor) -> ColumnElement[bool]:
    """About `AccountRow`: for whom the actor may let a tablet in.

    OWN_REGIONS: inspectors all of whose regions are the actor's. Whoever enrols a tablet may write
    in the inspector's name, so one region in common is not enough.
    """
    elsewhere = _accounts_of(AccountRegionRow.region_id.not_in(actor.regions))
    known = account_scope(condition, actor)
    if condition is Condition.OWN_REGIONS:
        return and_(known, AccountRow.id.not_in(elsewhere))
    return known


def _in_regions(regions: frozenset[str]) -> ColumnElement[bool]:
    """By the facility's region. Where the register knows no facility or no region of it, by the
    regions of the inspector who leads: what was found there must not be visible to nobody."""
    here = select(FacilityRow.id).where(FacilityRow.region_id.in_(regions)).correlate(None)
    anywhere = select(FacilityRow.id).where(FacilityRow.region_id.is_not(None)).correlate(None)
    unplaced = or_(InspectionRow.facility_id.is_(None), InspectionRow.facility_id.not_in(anywhere))
    led_here = InspectionRow.lead.in_(_accounts_of(AccountRegionRow.region_id.in_(regions)))
    return or_(InspectionRow.facility_id.in_(here), and_(unplaced, led_here))


def _accounts_of(regions: ColumnElement[bool]) -> Select[str]:
    return select(AccountRegionRow.account_id).where(regions).correlate(None)
