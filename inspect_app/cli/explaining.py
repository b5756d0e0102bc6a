"""One criterion opened down to its rule, its bands, its inputs and their evidence."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from inspect_app.cli.overview import level_text, option_labels, value_text
from inspect_app.cli.pack_words import WORDS, say
from inspect_app.domain.exact import exact_text
from inspect_app.domain.facts import Facts, Rectangle
from inspect_app.domain.scoring import Assessment
from inspect_app.domain.scoring.assessment import CriterionResult, Finding, PartResult, Reading
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
        _bands(criterion, assessment, standards.main, wording),
    ]
    shown = sorted(result.findings, key=_worst_first)
    labels = option_labels(criterion.id, standards.main, wording)
    parts += [_finding(f, facts, standards.main, labels, wording) for f in shown[:MOST_PLACES]]
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
    if result.low != result.high:
        table.add_row("", wording.say("finding.could_be", low=result.low, high=result.high))
    if criterion.is_policy:
        table.add_row("", Text(wording.say("finding.policy"), style="dim"))
    title = (
        f"{criterion.id} · {wording.own(criterion.title)} · {wording.say(f'tier.{result.tier}')}"
    )
    return Panel(table, title=title, title_align="left")


def _bands(criterion: Criterion, assessment: Assessment, pack: Pack, wording: Wording) -> Table:
    table = Table(title=wording.say("finding.thresholds"), title_justify="left", box=None)
    table.add_column(wording.say("finding.measured"))
    for level in (3, 2, 1, 0):
        table.add_column(str(level))
    labels = option_labels(criterion.id, pack, wording)
    for part in criterion.parts:
        bands = part.bands_on(assessment.judged_on)
        by_level = dict(bands.by_level) if bands else {}
        texts = [_band(by_level[n].text, labels) if n in by_level else "–" for n in (3, 2, 1, 0)]
        inputs = ", ".join(wording.own(pack.inputs[i].label) for i in part.use.input_ids)
        table.add_row(f"{_measure(part.use.measure, wording)} ({inputs})", *texts)
    return table


def _measure(measure: str, wording: Wording) -> str:
    word = f"measure_{measure}"
    return say(word, wording.language) if word in WORDS else measure


def _band(text: str, labels: Mapping[str, str]) -> str:
    """A band as written in the pack; options by what they are called."""
    return "; ".join(labels.get(option, option) for option in text.split(", "))


def _finding(
    finding: Finding, facts: Facts, pack: Pack, labels: Mapping[str, str], wording: Wording
) -> Table:
    judgement = finding.judgement
    title = f"{_place(finding.place, facts, wording)}: {level_text(judgement.level, wording).plain}"
    table = Table(title=title, title_justify="left", box=None, show_header=False)
    for part in judgement.parts:
        band = _band(part.band or wording.say("value.none"), labels)
        table.add_row(
            _measure(part.measure, wording), _part(part, labels, wording), f"{band} → {part.level}"
        )
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


def _part(part: PartResult, labels: Mapping[str, str], wording: Wording) -> str:
    """As shown to people, and exactly where that is longer."""
    shown_value = value_text(part, labels, wording)
    if not isinstance(part.value, Fraction):
        return shown_value
    exact, plain = exact_text(part.value), wording.short_number(part.value, 2, part.edges)
    return shown_value if wording.decimal(exact) == plain else f"{shown_value} (= {exact})"


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
