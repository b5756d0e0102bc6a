"""Refusals between tablet and server. An authentic operation is never refused."""

from __future__ import annotations

from inspect_app.problems.kinds import Kind

KINDS: tuple[Kind, ...] = ()
