"""One criterion as a card for the terminal: all that can be asked about it, on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text as Styled

from inspect_app.cli.pack_words import WORDS, say
from inspect_app.domain.bands import LEVELS, Bands, Condition
from inspect_app.domain.checklist_building import Bank, fed_by_inputs
from inspect_app.domain.exact import exact_text
from inspect_app.domain.standards import (
    AppliesTo,
    Criterion,
    Input,
    MeasureUse,
    Norm,
    Pack,
    Part,
    Provision,
    Test,
)
from inspect_app.domain.terms import FacilityKind, People, PlaceKind, Regime, RoomKind
from inspect_app.problems import Language
from inspect_app.reports.wording import Messages

_PLACES = {
    PlaceKind.ROOM: "each_room",
    PlaceKind.BLOCK: "each_block",
    PlaceKind.FACILITY: "the_facility",
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a card looks things up: the criterion's pack, all packs (for norms) and the bank."""

    pack: Pack
    packs: Sequence[Pack]
    bank: Bank
    language: Language
    terms: Messages  # the printed report's words for kinds, tiers and standings

    def say(self, word: str, **details: object) -> str:
        return say(word, self.language, **details)

    def term(self, key: str) -> str:
        return str(self.terms[key])

    def measure(self, id_: str) -> str:
        return self.say(f"measure_{id_}") if f"measure_{id_}" in WORDS else id_

    def label(self, id_: str) -> str:
        return self.pack.inputs[id_].label[self.language]


def card(criterion: Criterion, shelf: Shelf) -> RenderableType:
    language = shelf.language
    body: list[RenderableType] = [Styled(criterion.says[language])]
    if criterion.explains:
        body += ["", Styled(criterion.explains[language], style="italic")]
    body += ["", _heading(shelf.say("where_it_stands")), _provisions(criterion, shelf)]
    body += ["", _line(shelf, "applies_to", _scope(criterion, shelf))]
    for part in criterion.parts:
        body += ["", *_part(part, shelf)]
    body += ["", *_rules(criterion, shelf)]
    body += _beside(criterion, shelf)
    title = Styled(f"{criterion.id} · {criterion.title[language]}", style="bold")
    return Panel(Group(*body), title=title, title_align="left", padding=(1, 2))


def _heading(text: str) -> Styled:
    return Styled(text, style="bold")


def _line(shelf: Shelf, word: str, text: str) -> Styled:
    return Styled.assemble((f"{shelf.say(word)}: ", "bold"), text)


def _provisions(criterion: Criterion, shelf: Shelf) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    for word in ("instrument", "number", "standing", "is_met"):
        table.add_column(shelf.say(word), header_style="dim", overflow="fold")
    for provision in criterion.provisions:
        instrument = shelf.pack.instruments[provision.instrument]
        table.add_row(
            Styled(_dated(instrument.short[shelf.language], instrument.year)),
            Styled(provision.number),
            shelf.term(f"standing.{instrument.standing}"),
            Styled(_when_met(provision, shelf)),
        )
    return table


def _dated(short: str, year: int) -> str:
    return short if str(year) in short else f"{short} ({year})"


def _when_met(provision: Provision, shelf: Shelf) -> str:
    if provision.met_at is not None:
        return shelf.say("met_from_level", level=provision.met_at)
    if provision.test is not None:
        return shelf.say("met_by_test", test=_test(provision.test, shelf))
    return shelf.say("met_by_reasoning" if provision.is_personal_space_test else "only_cited")


def _test(test: Test, shelf: Shelf) -> str:
    asked = _asked_by_option(test.use, shelf.pack)
    return f"{shelf.measure(test.use.measure)}: {_wanted(asked, test.holds_when, shelf)}"


def _scope(criterion: Criterion, shelf: Shelf) -> str:
    return "; ".join([shelf.say(_PLACES[criterion.place]), *_limits(criterion.applies_to, shelf)])


def _limits(applies_to: AppliesTo, shelf: Shelf) -> Iterator[str]:
    for words in (
        [shelf.term(f"room.{kind}") for kind in RoomKind if kind in applies_to.room_kinds],
        [shelf.say(f"regime_{kind}") for kind in Regime if kind in applies_to.regimes],
        [shelf.say(f"people_{kind}") for kind in People if kind in applies_to.people],
        [shelf.term(f"facility.{k}") for k in FacilityKind if k in applies_to.facility_kinds],
    ):
        if words:
            yield ", ".join(words)
    for id_, condition in applies_to.when.items():
        yield f"{shelf.label(id_)}: {_wanted(shelf.pack.inputs[id_], condition, shelf)}"


def _wanted(asked: Input | None, condition: Condition, shelf: Shelf) -> str:
    """A condition in words: numbers as written, options by their labels, in the input's order."""
    if condition.options is None or asked is None:
        return condition.text
    labels = {option.id: option.label[shelf.language] for option in asked.options}
    known = labels or {"yes": shelf.say("yes"), "no": shelf.say("no")}
    return "; ".join(label for id_, label in known.items() if id_ in condition.options)


def _part(part: Part, shelf: Shelf) -> Iterator[RenderableType]:
    title = f" ({part.title[shelf.language]})" if part.title else ""
    yield Styled.assemble(
        (f"{shelf.say('measured')}{title}: ", "bold"), shelf.measure(part.use.measure)
    )
    for role, ids in part.use.inputs.items():
        for id_ in ids:
            yield Styled(f"  {_role(role, part.use)}{_asked(shelf.pack.inputs[id_], shelf)}")
    yield _bands(part, shelf)
    if part.when_nothing is not None:
        nothing = part.when_nothing
        is_level = isinstance(nothing, int)
        said = shelf.say(f"level_{nothing}") if is_level else shelf.term(f"state.{nothing}")
        yield _line(shelf, "when_nothing", said)


def _role(role: str, use: MeasureUse) -> str:
    """A single input needs no role before it."""
    return f"{role}: " if len(use.inputs) > 1 else ""


def _asked(one: Input, shelf: Shelf) -> str:
    words = [one.label[shelf.language]]
    unit = shelf.pack.units[one.unit][shelf.language] if one.unit else ""
    if unit:
        words.append(unit)
    if one.plausible:
        low, high = (exact_text(end) for end in one.plausible)
        words.append(shelf.say("usual_range", low=low, high=high))
    return "; ".join(words)


def _bands(part: Part, shelf: Shelf) -> Table:
    table = Table(padding=(0, 1))
    table.add_column(shelf.say("since"))
    levels = [level for level in LEVELS if any(_has(bands, level) for _, bands in part.bands_from)]
    for level in levels:
        table.add_column(shelf.say(f"level_{level}"), overflow="fold")
    asked = _asked_by_option(part.use, shelf.pack)
    for since, bands in part.bands_from:
        conditions = dict(bands.by_level)
        row = [
            _wanted(asked, conditions[level], shelf) if level in conditions else "–"
            for level in levels
        ]
        table.add_row(since.isoformat(), *(Styled(text) for text in row))
    return table


def _has(bands: Bands, level: int) -> bool:
    return level in dict(bands.by_level)


def _asked_by_option(use: MeasureUse, pack: Pack) -> Input | None:
    return pack.inputs[use.inputs["of"][0]] if use.measure == "answer" else None


def _rules(criterion: Criterion, shelf: Shelf) -> Iterator[RenderableType]:
    if criterion.lift:
        test, within = _test(criterion.lift.test, shelf), criterion.lift.within.text
        yield Styled(shelf.say("lift", to=criterion.lift.to, within=within, test=test))
    if criterion.aggravation:
        by, within = ", ".join(criterion.aggravation.by), criterion.aggravation.within.text
        yield Styled(shelf.say("aggravation", within=within, by=by))
    yield _line(shelf, "tier", "; ".join(_tier(criterion, shelf)))
    yield _line(shelf, "confidence", shelf.term(f"confidence.{criterion.confidence}"))
    if criterion.is_policy:
        yield Styled(shelf.say("policy"), style="yellow")
    yield _line(shelf, "last_checked_on", criterion.last_checked_on.isoformat())


def _tier(criterion: Criterion, shelf: Shelf) -> Iterator[str]:
    rule = criterion.tier
    yield shelf.term(f"tier.{rule.tier}")
    if rule.critical_room_kinds:
        kinds = [shelf.term(f"room.{k}") for k in RoomKind if k in rule.critical_room_kinds]
        yield f"{shelf.say('critical_in')}: {', '.join(kinds)}"
    if rule.critical_months:
        yield f"{shelf.say('critical_months')}: {', '.join(map(str, sorted(rule.critical_months)))}"


def _beside(criterion: Criterion, shelf: Shelf) -> Iterator[RenderableType]:
    """Norms, doubts and questions, each with a heading and only where there are any."""
    norms = [n for pack in shelf.packs for n in pack.norms.values() if n.criterion == criterion.id]
    concerned = {criterion.id, *(norm.id for norm in norms)}
    doubts = [
        doubt for pack in shelf.packs for doubt in pack.doubts if concerned & set(doubt.concerns)
    ]
    yield from _listed(shelf.say("norms"), (_norm(norm, shelf) for norm in norms))
    yield from _listed(shelf.say("doubts"), (doubt.says[shelf.language] for doubt in doubts))
    yield from _listed(shelf.say("questions"), _questions(criterion, shelf))


def _listed(heading: str, lines: Iterable[str]) -> Iterator[RenderableType]:
    found = list(lines)
    if found:
        yield ""
        yield _heading(heading)
        for line in found:
            yield Styled(f"• {line}")


def _norm(norm: Norm, shelf: Shelf) -> str:
    instruments: Mapping[str, str] = {
        id_: one.short[shelf.language]
        for pack in shelf.packs
        for id_, one in pack.instruments.items()
    }
    required = [f"{since.isoformat()}: {condition.text}" for since, condition in norm.required_from]
    wanted = "; ".join(required) or shelf.say("norm_not_entered")
    short = instruments[norm.provision.instrument]
    return f"{norm.says[shelf.language]} ({short}, {norm.provision.number}) – {wanted}"


def _questions(criterion: Criterion, shelf: Shelf) -> Iterator[str]:
    for id_ in fed_by_inputs((criterion,), shelf.packs):
        asked = shelf.bank.get(id_)
        yield asked.asks[shelf.language] if asked else f"{id_} {shelf.say('no_question')}"
