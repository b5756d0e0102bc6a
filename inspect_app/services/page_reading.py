"""Small look-ups for pages: the regions to choose from, one facility, what failed at one visit."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from inspect_app.store.accounts import AccountRow
from inspect_app.store.devices import DeviceRow
from inspect_app.store.places import FacilityRow, RegionRow
from inspect_app.store.rollups import CriterionRollupRow


def regions_of(session: Session, facilities: ColumnElement[bool]) -> tuple[RegionRow, ...]:
    """The regions of the facilities within the scope, by their codes."""
    here = select(FacilityRow.region_id).where(facilities)
    found = select(RegionRow).where(RegionRow.id.in_(here)).order_by(RegionRow.id)
    return tuple(session.scalars(found))


def facility_in(
    session: Session, facility_id: str, facilities: ColumnElement[bool]
) -> FacilityRow | None:
    """None where there is none within the scope."""
    return session.scalars(
        select(FacilityRow).where(FacilityRow.id == facility_id, facilities)
    ).first()


def critical_failures_of(session: Session, insp: str) -> tuple[CriterionRollupRow, ...]:
    """The criteria that were critical where they failed, the worst first."""
    return tuple(
        session.scalars(
            select(CriterionRollupRow)
            .where(CriterionRollupRow.insp == insp, CriterionRollupRow.critical_level < 2)
            .order_by(CriterionRollupRow.critical_level, CriterionRollupRow.criterion)
        )
    )


def shown_names(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """Code of an account -> the name that colleagues read; a code that nobody has stands for itself.

    For pages of the desk alone: no name leaves it.
    """
    wanted = set(codes)
    rows = session.execute(
        select(AccountRow.id, AccountRow.shown_name).where(AccountRow.id.in_(wanted))
    )
    named = {row[0]: row[1] for row in rows}
    return {code: named.get(code, code) for code in wanted}


def device_labels(session: Session, devices: Iterable[str]) -> dict[str, str]:
    """Id of a device -> what it is called; without a name, the end of its id."""
    wanted = set(devices)
    rows = session.execute(select(DeviceRow.id, DeviceRow.label).where(DeviceRow.id.in_(wanted)))
    named = {device: label for device, label in rows if label}
    return {device: named.get(device, f"…{device[-6:]}") for device in wanted}
