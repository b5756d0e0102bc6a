"""What was recommended at the latest full visit: to whom, until when, and what is overdue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inspect_app.domain.facts import Recommendation
from inspect_app.domain.standards import Criterion
from inspect_app.pages.facility_failures import finding_address
from inspect_app.pages.facility_visits import day_name
from inspect_app.pages.wording import PageWording
from inspect_app.services.facility_history import CriteriaAt, GivenRecommendations, Visit
from inspect_app.store.rollups import CriterionRollupRow


@dataclass(frozen=True, slots=True)
class RecommendationLine:
    """`late`: by how much the day has passed. `since`: the level that the latest visit found for the
    same criterion, where that visit came later."""

    says: str
    criterion: str
    title: str
    title_language: str | None
    address: str
    addressed_to: str
    due: str
    late: str | None
    since: str | None


@dataclass(frozen=True, slots=True)
class RecommendationsPart:
    day: str
    inspection: str
    lines: tuple[RecommendationLine, ...]
    overdue: int
    summary: str
    is_disputed: bool


def recommendations_part(
    given: GivenRecommendations,
    criteria: Mapping[str, Criterion],
    latest: tuple[Visit, CriteriaAt] | None,
    today: date,
    words: PageWording,
) -> RecommendationsPart:
    """`latest`: the latest visit with its criteria, to say what became of the matter."""
    overdue = sum(1 for item in given.items if is_overdue(item, today))
    return RecommendationsPart(
        day=words.day(given.visited_on) if given.visited_on else words.say("visit.no_day"),
        inspection=given.inspection,
        lines=tuple(_line(item, given, criteria, (latest, today), words) for item in given.items),
        overdue=overdue,
        summary=_summary(len(given.items), overdue, words),
        is_disputed=given.is_disputed,
    )


def is_overdue(item: Recommendation, today: date) -> bool:
    """The day itself still counts."""
    return item.due_on is not None and item.due_on < today


def _line(
    item: Recommendation,
    given: GivenRecommendations,
    criteria: Mapping[str, Criterion],
    now: tuple[tuple[Visit, CriteriaAt] | None, date],
    words: PageWording,
) -> RecommendationLine:
    latest, today = now
    known = criteria.get(item.criterion)
    late = (today - item.due_on).days if item.due_on is not None and is_overdue(item, today) else 0
    return RecommendationLine(
        says=item.says,
        criterion=item.criterion,
        title=words.own(known.title) if known else item.criterion,
        title_language=words.language_of(known.title) if known else None,
        address=finding_address(given.inspection, item.criterion),
        addressed_to=item.addressed_to,
        due=words.day(item.due_on) if item.due_on else words.say("facility.due.none"),
        late=words.count("facility.due.late", late) if late else None,
        since=_since(item.criterion, given, latest, words),
    )


def _since(
    criterion: str,
    given: GivenRecommendations,
    latest: tuple[Visit, CriteriaAt] | None,
    words: PageWording,
) -> str | None:
    if latest is None or latest[0].row.id == given.inspection:
        return None
    visit, rows = latest
    row: CriterionRollupRow | None = rows.get(criterion)
    if row is None or row.level is None:
        return words.say("facility.due.not_seen", day=day_name(visit, words))
    return words.say(
        "facility.due.seen", day=day_name(visit, words), level=words.say(f"level.{row.level}")
    )


def _summary(number: int, overdue: int, words: PageWording) -> str:
    if not number:
        return words.say("facility.recommendations.none")
    given = words.count("facility.recommendations.given", number)
    if not overdue:
        return given
    return f"{given}, {words.count('facility.recommendations.overdue', overdue)}"
