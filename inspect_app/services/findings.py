"""Findings of an assessment by domain, criterion and level, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from inspect_app.domain.scoring import Assessment
from inspect_app.domain.scoring.assessment import Finding
from inspect_app.store.paging import cursor_of, values_of_cursor


@dataclass(frozen=True, slots=True)
class FindingsAsked:
    """None: no limit on that side."""

    domain: str | None = None
    criterion: str | None = None
    level: int | None = None
    state: str | None = None
    place: str | None = None


class Found(NamedTuple):
    criterion: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class FindingsPage:
    rows: tuple[Found, ...]
    total: int
    after: str | None


def findings_page(
    assessment: Assessment, asked: FindingsAsked, size: int, after: str | None
) -> FindingsPage:
    """In the order of the pack, and within a criterion by the id of the place: an order that stays
    while places come and go. Raises Problem `page.unknown_place`."""
    rows = sorted(_chosen(assessment, asked), key=lambda row: (row[0], row[1].finding.place))
    total = len(rows)
    if after is not None:
        position, place = values_of_cursor(after, (int, str))
        rows = [row for row in rows if (row[0], row[1].finding.place) > (position, place)]
    page = rows[:size]
    last = page[-1] if len(rows) > size else None
    next_after = None if last is None else cursor_of([last[0], last[1].finding.place])
    return FindingsPage(tuple(found for _, found in page), total, next_after)


def _chosen(assessment: Assessment, asked: FindingsAsked) -> Iterator[tuple[int, Found]]:
    for position, result in enumerate(assessment.criteria.values()):
        if asked.domain not in (None, result.domain):
            continue
        if asked.criterion not in (None, result.criterion):
            continue
        for finding in result.findings:
            if _is_asked(finding, asked):
                yield position, Found(result.criterion, finding)


def _is_asked(finding: Finding, asked: FindingsAsked) -> bool:
    judged = finding.judgement
    return (
        (asked.level is None or judged.level == asked.level)
        and asked.state in (None, judged.state.value)
        and asked.place in (None, finding.place)
    )
