"""Refusals about the register: regions, facilities, blocks, rooms, and their import."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind

KINDS: tuple[Kind, ...] = ()
