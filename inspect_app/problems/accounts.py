"""Refusals about accounts, log-ins and devices."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind

KINDS: tuple[Kind, ...] = ()
