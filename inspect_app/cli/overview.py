"""The result of one facility on a terminal: what a reader wants in the first ten seconds."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from inspect_app.domain.facts import Facts
from inspect_app.domain.scoring import Assessment
from inspect_app.domain.scoring.assessment import CriterionResult, Finding, PartResult
from inspect_app.domain.standards import Pack
from inspect_app.domain.terms import PlaceKind, Rating
from inspect_app.reports.wording import Wording
from inspect_app.services.assessments import Standards

COLOURS = {3: "green", 2: "green", 1: "yellow", 0: "red", None: "bright_black"}
RATING_COLOURS = {
    Rating.GOOD: "green",
    Rating.REASONABLY_GOOD: "green",
    Rating.NOT_SUFFICIENTLY_GOOD: "yellow",
    Rating.POOR: "red",
    Rating.NOT_RATED: "bright_black",
}
BAR_CELLS = 20
MOST_ROOMS = 10


def overview(facts: Facts, assessment: Assessment, standards: Standards, wording: Wording) -> Group:
    parts: list[RenderableType] = [_headline(facts, assessment, wording)]
    parts.append(_domains(assessment, standards, wording))
    if assessment.critical_failures:
        parts.append(_failures(assessment, standards, wording))
    rooms = _worst_rooms(facts, assessment, wording)
    if rooms is not None:
        parts.append(rooms)
    parts.append(_columns(assessment, wording))
    if facts.source is not None:
        parts.append(
            Text(
                f"{facts.source.credit} · {facts.source.licence} · {facts.source.address}",
                style="dim",
            )
        )
    return Group(*(Padding(part, (0, 0, 1, 0)) for part in parts))


def level_text(level: int | None, wording: Wording) -> Text:
    if level is None:
        return Text(wording.say("state.not_assessed"), style=COLOURS[None])
    return Text(f"{level}  {wording.say(f'level.{level}')}", style=COLOURS[level])


def _headline(facts: Facts, assessment: Assessment, wording: Wording) -> Panel:
    counts = assessment.space_counts
    rating = Text(
        wording.say(f"rating.{assessment.rating}"),
        style=f"bold {RATING_COLOURS[assessment.rating]}",
    )
    if assessment.rating is Rating.NOT_RATED:
        best = wording.say("cover.at_best", rating=wording.say(f"rating.{assessment.at_best}"))
        rating.append(f"  ({best})", style="default")
    table = Table.grid(padding=(0, 2))
    table.add_row(wording.say("cover.result"), rating)
    table.add_row("", _critical(assessment, wording))
    table.add_row(wording.say("cover.index"), _index(assessment, wording))
    interval = assessment.interval
    low, high = wording.number(interval.low), wording.number(interval.high)
    table.add_row(
        wording.say("cover.interval"), wording.say("cover.interval_value", low=low, high=high)
    )
    table.add_row(wording.say("cover.coverage"), wording.percent(assessment.coverage))
    table.add_row(
        wording.say("cover.critical_coverage"), wording.percent(assessment.critical_coverage)
    )
    space = [
        f"{wording.say('cover.below_3')}: {counts.below_3}",
        f"{wording.say('cover.from_3_to_4')}: {counts.from_3_to_4}",
        f"{wording.say('cover.above_4')}: {counts.above_4}",
    ]
    table.add_row(wording.say("cover.space"), " · ".join(space))
    for cap in assessment.caps:
        table.add_row("", Text(wording.say(f"cap.{cap}"), style="dim"))
    title = f"{wording.own(facts.facility.names)} · {wording.day(assessment.visited_on)}"
    return Panel(table, title=f"DEMO · {title}" if facts.is_demo else title, title_align="left")


def _critical(assessment: Assessment, wording: Wording) -> Text:
    failures = len(assessment.critical_failures)
    if not failures:
        return Text(wording.say("cover.no_critical"))
    text = Text(wording.count("cover.critical", failures), style="bold red")
    if assessment.severe_failures:
        text.append(f" · {wording.count('cover.severe', len(assessment.severe_failures))}")
    return text


def _index(assessment: Assessment, wording: Wording) -> str:
    if assessment.index is None:
        return wording.say("cover.no_index")
    return f"{wording.number(assessment.index)} {wording.say('cover.of_100')}"


def _domains(assessment: Assessment, standards: Standards, wording: Wording) -> Table:
    table = Table(title=wording.say("summary.domains"), title_justify="left", box=None)
    table.add_column(wording.say("summary.domain"))
    table.add_column(wording.say("summary.index"), justify="right")
    table.add_column("")
    table.add_column(wording.say("summary.coverage"), justify="right")
    table.add_column("3/2/1/0", justify="right")
    for domain_id, result in assessment.domains.items():
        index = (
            wording.number(result.index) if result.index is not None else wording.say("value.dash")
        )
        table.add_row(
            wording.own(standards.main.domains[domain_id].title),
            index,
            _bar(result.index),
            wording.percent(result.coverage),
            "/".join(str(result.levels[level]) for level in (3, 2, 1, 0)),
        )
    return table


def _bar(index: Fraction | None) -> Text:
    if index is None:
        return Text("·" * BAR_CELLS, style="bright_black")
    full = int(index * BAR_CELLS / 100)
    colour = "green" if index >= 60 else "yellow" if index >= 40 else "red"
    return Text("█" * full, style=colour).append("·" * (BAR_CELLS - full), style="bright_black")


def _failures(assessment: Assessment, standards: Standards, wording: Wording) -> Table:
    table = Table(title=wording.say("critical.title"), title_justify="left", box=None)
    for heading in ("", "column.criterion", "column.level", "column.measured", "column.persons"):
        table.add_column(wording.say(heading) if heading else "")
    for criterion_id in assessment.critical_failures:
        result = assessment.criteria[criterion_id]
        title = wording.own(standards.main.criteria[criterion_id].title)
        worst = min(result.findings, key=_worst_first)
        table.add_row(
            criterion_id,
            title,
            level_text(result.critical_level, wording),
            measured(worst, criterion_id, standards, wording),
            _reach(result, wording),
        )
    return table


def _worst_first(finding: Finding) -> tuple[int, str]:
    level = finding.judgement.level
    return (9 if level is None else level, finding.place)


def measured(finding: Finding, criterion_id: str, standards: Standards, wording: Wording) -> str:
    """The decisive parts' values with their units, as people write them."""
    judgement, labels = finding.judgement, option_labels(criterion_id, standards.main, wording)
    parts = [p for p in judgement.parts if p.level == judgement.level] or list(judgement.parts)
    return "; ".join(value_text(part, labels, wording) for part in parts[:2])


def option_labels(criterion_id: str, pack: Pack, wording: Wording) -> Mapping[str, str]:
    """What the options of a criterion's inputs are called."""
    inputs = [pack.inputs[input_id] for input_id in pack.criteria[criterion_id].input_ids]
    labels = {option.id: wording.own(option.label) for asked in inputs for option in asked.options}
    return {"yes": wording.say("answer.yes"), "no": wording.say("answer.no")} | labels


def value_text(part: PartResult, labels: Mapping[str, str], wording: Wording) -> str:
    if part.value is None:
        return wording.say("value.none")
    if isinstance(part.value, str):
        return labels.get(part.value, part.value)
    number = wording.short_number(part.value, 2, part.edges)
    if part.unit and wording.knows(f"unit.{part.unit}"):
        return wording.say(f"unit.{part.unit}", value=number)
    return number


def _reach(result: CriterionResult, wording: Wording) -> str:
    reach = result.reach
    if reach is None:
        return ""
    share = f" ({wording.percent(reach.share)})" if reach.share is not None else ""
    return f"{wording.whole(reach.persons_affected)}{share}"


def _worst_rooms(facts: Facts, assessment: Assessment, wording: Wording) -> Table | None:
    """The rooms with the most severe findings, and the codes of what fails there."""
    failing: dict[str, list[tuple[int, str]]] = {}
    for result in assessment.criteria.values():
        for finding in result.findings:
            level = finding.judgement.level
            if finding.place_kind is PlaceKind.ROOM and level is not None and level <= 1:
                failing.setdefault(finding.place, []).append((level, result.criterion))
    if not failing:
        return None
    table = Table(title=wording.say("annex.worst"), title_justify="left", box=None)
    for heading in ("annex.room", "annex.kind", "level.0", "level.1"):
        table.add_column(wording.say(heading))
    rooms = {room.id: room for room in facts.rooms}
    worst = sorted(
        failing,
        key=lambda r: ([-sum(1 for level, _ in failing[r] if level == n) for n in (0, 1)], r),
    )
    for room_id in worst[:MOST_ROOMS]:
        room = rooms[room_id]
        codes = {
            n: ", ".join(code for level, code in failing[room_id] if level == n) for n in (0, 1)
        }
        table.add_row(
            wording.line(room.number), wording.say(f"room.{room.kind}"), codes[0], codes[1]
        )
    return table


def _columns(assessment: Assessment, wording: Wording) -> Table:
    table = Table(title=wording.say("instruments.title"), title_justify="left", box=None)
    table.add_column(wording.say("instruments.family"))
    for verdict in ("met", "not_met", "open", "norm_not_entered"):
        table.add_column(wording.say(f"verdict.{verdict}"), justify="right")
    for column in assessment.columns:
        numbers = (column.met, column.not_met, column.open, column.norm_not_entered)
        table.add_row(wording.say(f"family.{column.family}"), *(str(number) for number in numbers))
    return table
