"""Refusals about inspections, their assessments and the standards they are read by."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind

KINDS: tuple[Kind, ...] = ()
