"""What is known of one facility over the years: the register's own figures, its visits, and what
changed from one visit to the next. The number of statements does not depend on that of the visits."""

from inspect_app.services.facility_history.capacity import (
    Disagreement,
    Occupancy,
    disagreement_of,
    occupancies,
    place_in_order,
    stated_by,
)
from inspect_app.services.facility_history.changes import (
    Changes,
    CriteriaAt,
    changes_between,
    criteria_at,
    critical_failures,
)
from inspect_app.services.facility_history.recommendations import (
    FULL_CHECKLIST,
    GivenRecommendations,
    latest_recommendations,
)
from inspect_app.services.facility_history.registered import Registered, registered
from inspect_app.services.facility_history.told import Told, told_at
from inspect_app.services.facility_history.visits import (
    DomainHistory,
    PackChange,
    Visit,
    domain_histories,
    pack_changes,
    packs_of,
    visits_page,
    visits_with_space,
)

__all__ = [
    "FULL_CHECKLIST",
    "Changes",
    "CriteriaAt",
    "Disagreement",
    "DomainHistory",
    "GivenRecommendations",
    "Occupancy",
    "PackChange",
    "Registered",
    "Told",
    "Visit",
    "changes_between",
    "criteria_at",
    "critical_failures",
    "disagreement_of",
    "domain_histories",
    "latest_recommendations",
    "occupancies",
    "pack_changes",
    "packs_of",
    "place_in_order",
    "registered",
    "stated_by",
    "told_at",
    "visits_page",
    "visits_with_space",
]
