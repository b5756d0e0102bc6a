"""One criterion opened down to its rule, its bands, its inputs and their evidence."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from inspect_app.cli.overview import level_text, value_text
from inspect_app.domain.exact import exact_text
from inspect_app.domain.facts import Facts, Rectangle
from inspect_app.domain.scoring import Assessment
from inspect_app.domain.scoring.assessment import CriterionResult, Finding, Reading
from inspect_app.domain.standards import Criterion, Input, Pack
from inspect_app.reports.wording import Wording
from inspect_app.services.assessments import Standards

MOST_PLACES = 25


def explanation(
    criterion: Criterion,
    facts: Facts,
    assessment: Assessment,
    standards: Standards,
    wording: Wording,
) -> Group:
    result = assessment.criteria[criterion.id]
    parts: list[RenderableType] = [
        _rule(criterion, result, standards.main, wording),
        _bands(criterion, assessment, wording),
    ]
    shown = sorted(result.findings, key=_worst_first)
    parts += [_finding(finding, facts, standards.main, wording) for finding in shown[:MOST_PLACES]]
    if len(shown) > MOST_PLACES:
        rest = ", ".join(
            _place(f.place, facts, wording) for f in shown[MOST_PLACES : MOST_PLACES + 40]
        )
        parts.append(Text(wording.count("finding.more_rooms", len(shown) - MOST_PLACES, list=rest)))
    parts.append(_columns(result, standards, wording))
    return Group(*(Padding(part, (0, 0, 1, 0)) for part in parts))


def _worst_first(finding: Finding) -> tuple[int, str]:
    level = finding.judgement.level
    return (9 if level is None else level, finding.place)


def _rule(criterion: Criterion, result: CriterionResult, pack: Pack, wording: Wording) -> Panel:
    table = Table.grid(padding=(0, 2))
    table.add_row(wording.say("finding.rule"), wording.own(criterion.says))
    cited = [
        f"{wording.own(pack.instruments[p.instrument].short)} {p.number}"
        for p in criterion.provisions
    ]
    table.add_row(wording.say("finding.provisions"), "; ".join(cited))
    table.add_row(wording.say("column.level"), level_text(result.level, wording))
    for why in result.why:
        table.add_row("", Text(wording.say(f"why.{why}"), style="dim"))
    sample = wording.say(
        "finding.sample",
        assessed=result.places_assessed,
        applicable=result.places_applicable,
        required=result.places_required,
    )
    table.add_row("", sample)
    table.add_row("", wording.say("finding.could_be", low=result.low, high=result.high))
    if criterion.is_policy:
        table.add_row("", Text(wording.say("finding.policy"), style="dim"))
    title = (
        f"{criterion.id} · {wording.own(criterion.title)} · {wording.say(f'tier.{result.tier}')}"
    )
    return Panel(table, title=title, title_align="left")


def _bands(criterion: Criterion, assessment: Assessment, wording: Wording) -> Table:
    table = Table(title=wording.say("finding.thresholds"), title_justify="left", box=None)
    table.add_column(wording.say("finding.measured"))
    for level in (3, 2, 1, 0):
        table.add_column(str(level))
    for part in criterion.parts:
        bands = part.bands_on(assessment.judged_on)
        by_level = dict(bands.by_level) if bands else {}
        texts = [by_level[level].text if level in by_level else "" for level in (3, 2, 1, 0)]
        table.add_row(f"{part.use.measure}({', '.join(part.use.input_ids)})", *texts)
    return table


def _finding(finding: Finding, facts: Facts, pack: Pack, wording: Wording) -> Table:
    judgement = finding.judgement
    title = f"{_place(finding.place, facts, wording)}: {level_text(judgement.level, wording).plain}"
    table = Table(title=title, title_justify="left", box=None, show_header=False)
    for part in judgement.parts:
        value = value_text(part.value, part.unit, wording, part.edges)
        exact = (
            f" = {exact_text(part.value)}"
            if not isinstance(part.value, str) and part.value is not None
            else ""
        )
        table.add_row(part.measure, f"{value}{exact}", f"{part.band or ''} → {part.level}")
    for why in judgement.why:
        table.add_row("", wording.say(f"why.{why}"), "")
    if finding.aggravated_by:
        table.add_row(
            "", wording.say("finding.aggravated_by", list=", ".join(finding.aggravated_by)), ""
        )
    for missing in judgement.missing:
        table.add_row(
            wording.own(pack.inputs[missing].label), wording.say("state.not_assessed"), ""
        )
    for reading in finding.readings:
        table.add_row(
            wording.own(pack.inputs[reading.input].label),
            _value(reading, pack.inputs[reading.input], wording),
            _source(reading, wording),
        )
    return table


def _value(reading: Reading, declared: Input, wording: Wording) -> str:
    value = reading.value
    if isinstance(value, bool):
        return wording.say("answer.yes" if value else "answer.no")
    if isinstance(value, tuple):
        return " + ".join(_rectangle(part) for part in value) or wording.say(
            "answer.rectangles_none"
        )
    if isinstance(value, str):
        labels = {option.id: option.label for option in declared.options}
        return wording.own(labels[value]) if value in labels else value
    return exact_text(value) if not hasattr(value, "isoformat") else str(value)


def _rectangle(part: Rectangle) -> str:
    return f"{exact_text(part.length_m)} × {exact_text(part.width_m)}"


def _source(reading: Reading, wording: Wording) -> str:
    said = [f"{reading.grade}: {wording.say(f'grade.{reading.grade}')}"]
    said += [wording.moment(reading.observed_at)] if reading.observed_at else []
    said += [reading.recorded_by] if reading.recorded_by else []
    return ", ".join([*said, *reading.evidence])


def _place(place: str, facts: Facts, wording: Wording) -> str:
    if place == facts.facility.id:
        return wording.say("finding.whole_facility")
    names = {room.id: room.number for room in facts.rooms} | {
        block.id: block.name for block in facts.blocks
    }
    return wording.line(names.get(place, place))


def _columns(result: CriterionResult, standards: Standards, wording: Wording) -> Table:
    table = Table(
        title=wording.say("instruments.title"), title_justify="left", box=None, show_header=False
    )
    short = {
        i.id: wording.own(i.short) for pack in standards.packs for i in pack.instruments.values()
    }
    for column in result.columns:
        told = [
            f"{short.get(of, of)} {number}: {wording.say(f'verdict.{v}')}"
            for of, number, v in column.provisions
        ]
        table.add_row(
            wording.say(f"family.{column.family}"),
            wording.say(f"verdict.{column.verdict}"),
            "; ".join(told),
        )
    return table
