"""Refusals about jobs and the printed reports that they make."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind

KINDS: tuple[Kind, ...] = ()
