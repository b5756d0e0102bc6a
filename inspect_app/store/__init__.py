"""The database: models with their queries beside them. SQLAlchemy only; nothing here knows Flask."""

from inspect_app.store import (
    accounts,
    audit,
    blobs,
    devices,
    inspections,
    jobs,
    operations,
    places,
    printed,
    review,
    rollups,
)
from inspect_app.store.base import Base

__all__ = [
    "Base",
    "accounts",
    "audit",
    "blobs",
    "devices",
    "inspections",
    "jobs",
    "operations",
    "places",
    "printed",
    "review",
    "rollups",
]
