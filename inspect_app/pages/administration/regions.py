"""The regions, and who answers for them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response

from inspect_app.api.guarding import guarded
from inspect_app.domain.permissions import Permission
from inspect_app.extensions import db
from inspect_app.pages.administration.group import pages
from inspect_app.pages.administration.people import ordered
from inspect_app.pages.frame import page, wording
from inspect_app.services import account_standing
from inspect_app.services.account_standing import RegionStanding


@dataclass(frozen=True, slots=True)
class RegionLine:
    """`is_orphaned`: it has facilities, and nobody answers for them."""

    id: str
    name: str
    facilities: int
    supervisors: tuple[tuple[str, str], ...]
    inspectors: tuple[tuple[str, str], ...]
    is_orphaned: bool


@pages.get("/administration/regions")
@guarded(Permission.READ_ACCOUNTS)
def regions() -> Response:
    lines = [_line(standing) for standing in account_standing.regions_standing(db.session())]
    lines.sort(key=lambda line: not line.is_orphaned)  # the others keep their order
    return page(
        "desk/administration/regions",
        lines=lines,
        orphaned=sum(line.is_orphaned for line in lines),
    )


def is_orphaned(standing: RegionStanding) -> bool:
    return standing.facilities > 0 and not standing.supervisors


def _line(standing: RegionStanding) -> RegionLine:
    return RegionLine(
        id=standing.region.id,
        name=wording().own(standing.region.names),
        facilities=standing.facilities,
        supervisors=ordered(standing.supervisors),
        inspectors=ordered(standing.inspectors),
        is_orphaned=is_orphaned(standing),
    )
