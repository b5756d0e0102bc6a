"""A register into the database: first the plan, which stores nothing, then all of it or nothing.

A facility is recognised by the key that its register gives it. A code that belongs to another
facility refuses the row: two facilities are never merged by a program, and none is ever deleted.
"""

from inspect_app.services.place_import.carrying_out import Carried, carry_out, problem_of
from inspect_app.services.place_import.planning import (
    RegisterRows,
    plan_import,
    read_places,
    source_of,
)

__all__ = [
    "Carried",
    "RegisterRows",
    "carry_out",
    "plan_import",
    "problem_of",
    "read_places",
    "source_of",
]
