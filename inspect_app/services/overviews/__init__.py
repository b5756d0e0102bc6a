"""What the desk shows at a glance: facilities by need, what waits for whom, and the regions."""

from inspect_app.services.overviews.needs import Counted, Need, need_of_rollup
from inspect_app.services.overviews.reading import (
    ROWS,
    FacilityChoice,
    Overview,
    RegionStanding,
    facility_choices,
    read_overview,
)
from inspect_app.services.overviews.regions import RegionOutline, region_outlines
from inspect_app.services.overviews.standings import (
    SORTS,
    OverviewAsked,
    Scopes,
    Standing,
    overview,
)
from inspect_app.services.overviews.trends import Direction, Trend, VisitResult, trends_of
from inspect_app.services.overviews.unreadable import UnreadableOperation, unreadable_page
from inspect_app.services.overviews.waiting import (
    OpenMatters,
    OpenMattersOfAll,
    WaitingInspection,
    WaitingInState,
)

__all__ = [
    "ROWS",
    "SORTS",
    "Counted",
    "Direction",
    "FacilityChoice",
    "Need",
    "OpenMatters",
    "OpenMattersOfAll",
    "Overview",
    "OverviewAsked",
    "RegionOutline",
    "RegionStanding",
    "Scopes",
    "Standing",
    "Trend",
    "UnreadableOperation",
    "VisitResult",
    "WaitingInState",
    "WaitingInspection",
    "facility_choices",
    "need_of_rollup",
    "overview",
    "read_overview",
    "region_outlines",
    "trends_of",
    "unreadable_page",
]
