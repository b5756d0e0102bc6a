"""Checklists: which questions to ask where, so that every criterion can be judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inspect_app.domain.standards import Input
from inspect_app.domain.terms import EvidenceKind, Text


@dataclass(frozen=True, slots=True)
class Question:
    """How one input is asked for. Its unit, range and options are the input's own."""

    input: Input
    asks: Text
    help: Text
    evidence: tuple[EvidenceKind, ...]
    feeds: tuple[str, ...]  # ids of the criteria and norms that rest on it


@dataclass(frozen=True, slots=True)
class Checklist:
    """Questions in the order of the walk. `sha256` covers everything that an inspector is shown."""

    id: str
    version: int
    title: Text
    criteria: tuple[str, ...]
    questions: Mapping[str, Question]
    sha256: str
