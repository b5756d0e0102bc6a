"""Critical failures of the latest visit by name, and what became of those of the visit before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspect_app.domain.standards import Criterion
from inspect_app.pages.facility_domains import packs_said
from inspect_app.pages.facility_visits import checklist_name, day_name
from inspect_app.pages.wording import PageWording
from inspect_app.services.facility_history import (
    Changes,
    CriteriaAt,
    Visit,
    changes_between,
    critical_failures,
    packs_of,
)
from inspect_app.store.rollups import CriterionRollupRow

Criteria = Mapping[str, Criterion]


@dataclass(frozen=True, slots=True)
class CriterionName:
    """A criterion that the pack in force no longer has keeps its code as a name."""

    id: str
    title: str
    title_language: str | None
    says: str
    address: str


@dataclass(frozen=True, slots=True)
class FailureLine:
    """`remarks`: how many persons and places, and what to look at again. `since`: what it was at the
    visit before; `is_new`: it was met there."""

    name: CriterionName
    level: int
    level_says: str
    remarks: tuple[str, ...]
    since: str | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class FailuresPart:
    """Of the visit on `day`. `compared` says with which visit and what changed, in one sentence;
    None: there was no visit before it."""

    day: str
    kind: str
    failures: tuple[FailureLine, ...]
    none_says: str
    compared: str | None
    tally: tuple[tuple[str, str], ...]
    packs: str | None
    mended: tuple[CriterionName, ...]
    not_seen_again: tuple[CriterionName, ...]


def failures_part(
    latest: Visit,
    before: Visit | None,
    rows: Mapping[str, CriteriaAt],
    criteria: Criteria,
    words: PageWording,
) -> FailuresPart:
    """`rows`: of both visits."""
    now = rows[latest.row.id]
    changes = changes_between(rows[before.row.id], now) if before else None
    named = _Named(criteria, words)
    return FailuresPart(
        day=day_name(latest, words),
        kind=checklist_name(latest, words),
        failures=tuple(_line(row, latest, changes, named) for row in critical_failures(now)),
        none_says=words.say(
            "facility.failures.none" if _all_seen(latest) else "facility.failures.none_seen"
        ),
        compared=_compared(before, changes, words),
        tally=tuple(_tally(changes, words)) if changes else (),
        packs=_packs(before, latest, words),
        mended=named.all(changes.mended, latest) if changes else (),
        not_seen_again=named.all(changes.not_seen_again, before) if changes and before else (),
    )


def _all_seen(visit: Visit) -> bool:
    return visit.rollup is not None and visit.rollup.critical_coverage == 1


@dataclass(frozen=True, slots=True)
class _Named:
    criteria: Criteria
    words: PageWording

    def one(self, criterion: str, visit: Visit) -> CriterionName:
        known = self.criteria.get(criterion)
        return CriterionName(
            id=criterion,
            title=self.words.own(known.title) if known else criterion,
            title_language=self.words.language_of(known.title) if known else None,
            says=self.words.own(known.says) if known else "",
            address=finding_address(visit.row.id, criterion),
        )

    def all(self, criteria: Sequence[str], visit: Visit) -> tuple[CriterionName, ...]:
        return tuple(self.one(criterion, visit) for criterion in criteria)


def finding_address(inspection: str, criterion: str) -> str:
    return f"/inspections/{inspection}/findings/{criterion}"


def _line(
    row: CriterionRollupRow, visit: Visit, changes: Changes | None, named: _Named
) -> FailureLine:
    words = named.words
    since = _since(row.criterion, changes)
    return FailureLine(
        name=named.one(row.criterion, visit),
        level=row.critical_level or 0,
        level_says=words.say(f"level.{row.critical_level}"),
        remarks=tuple(_remarks(row, words)),
        since=words.say(f"facility.change.{since}") if since else None,
        is_new=since == "new",
    )


def _since(criterion: str, changes: Changes | None) -> str | None:
    if changes is None:
        return None
    if criterion in changes.new:
        return "new"
    return "still" if criterion in changes.still else "not_seen_before"


def _remarks(row: CriterionRollupRow, words: PageWording) -> Iterator[str]:
    reach = [
        words.count(f"failures.{what}", number)
        for what, number in (("persons", row.persons_affected), ("places", row.places_affected))
        if number
    ]
    if reach:
        yield ", ".join(reach)
    if row.is_borderline:
        yield words.say("failures.borderline")
    if row.is_contradictory:
        yield words.say("failures.contradictory")


def _compared(before: Visit | None, changes: Changes | None, words: PageWording) -> str | None:
    if before is None or changes is None:
        return None
    return words.say(
        "facility.changes.compared",
        day=day_name(before, words),
        kind=checklist_name(before, words),
        common=words.count("facility.changes.common", changes.common),
    )


def _tally(changes: Changes, words: PageWording) -> Iterator[tuple[str, str]]:
    """(kind of change, `2 mended`), the empty ones too: a zero is an answer."""
    for kind, found in (
        ("mended", changes.mended),
        ("new", changes.new),
        ("still", changes.still),
        ("not_seen_again", changes.not_seen_again),
    ):
        if found or kind != "not_seen_again":
            yield kind, words.count(f"facility.changes.{kind}", len(found))


def _packs(before: Visit | None, latest: Visit, words: PageWording) -> str | None:
    """Where the two visits were judged by different rules."""
    if before is None or packs_of(before) == packs_of(latest):
        return None
    was, now = packs_of(before), packs_of(latest)
    return words.say(
        "facility.packs.changed",
        before=day_name(before, words),
        after=day_name(latest, words),
        packs_before=packs_said(was, now),
        packs_after=packs_said(now, was),
    )
