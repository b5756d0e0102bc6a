"""Inspections as they stand: what is known, what is disputed, what waits, and who said what when."""

from inspect_app.services.inspections.disputes import (
    Conflict,
    Said,
    conflicts_of,
    history_of,
    unapplied_of,
)
from inspect_app.services.inspections.listing import (
    InspectionAsked,
    InspectionListed,
    inspection_in,
    list_inspections,
)
from inspect_app.services.inspections.loading import Found, Loaded, Version, find, load
from inspect_app.services.inspections.sources import Source, sources_of
from inspect_app.store.stored_operations import StoredOperation

__all__ = [
    "Conflict",
    "Found",
    "InspectionAsked",
    "InspectionListed",
    "Loaded",
    "Said",
    "Source",
    "StoredOperation",
    "Version",
    "conflicts_of",
    "find",
    "history_of",
    "inspection_in",
    "list_inspections",
    "load",
    "sources_of",
    "unapplied_of",
]
