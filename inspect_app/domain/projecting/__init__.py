"""From the log of an inspection to its state: `project(log) -> Projection`."""

from inspect_app.domain.projecting.log import (
    ChecklistNamed,
    Entity,
    FileUse,
    Head,
    Logged,
    Outcome,
    Reason,
    ReviewState,
)
from inspect_app.domain.projecting.projection import Projection, project

__all__ = [
    "ChecklistNamed",
    "Entity",
    "FileUse",
    "Head",
    "Logged",
    "Outcome",
    "Projection",
    "Reason",
    "ReviewState",
    "project",
]
