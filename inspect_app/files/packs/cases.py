"""The worked cases of a pack: read beside its inputs, covered, and run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from inspect_app.domain.case_coverage import check_coverage
from inspect_app.domain.cases import LEVEL_WORDS, NORM_WORDS, Case, run
from inspect_app.domain.facts import Value
from inspect_app.domain.pack_conditions import options_of
from inspect_app.domain.pack_faults import Faults, Section
from inspect_app.domain.packs import check_all_inputs_used, norm_inputs
from inspect_app.domain.standards import Criterion, Input, Pack
from inspect_app.domain.terms import InputKind, PlaceKind
from inspect_app.files.packs.fields import Flaw, day_of, exact_of, rectangles_of, refuse, text_of
from inspect_app.files.packs.loading import Loaded, look_at, refuse_all
from inspect_app.files.packs.reading import Sources, read_sources


@dataclass(frozen=True, slots=True)
class Checked:
    """A pack that is clean, with the cases that prove it."""

    pack: Pack
    own: Pack
    cases: tuple[Case, ...]


def check_pack(folder: Path) -> Checked:
    """Loads a pack, reads and runs its cases. Raises Problems with all that is wrong.

    What can be checked in spite of a fault elsewhere is checked, so that one round of mending
    serves for all.
    """
    whole = look_at(folder)
    loaded = _sound_part(whole)
    cases, sources, faults = read_cases(folder, loaded)
    if not sources.problems:
        check_coverage(loaded.own, loaded.pack, list(cases.values()), faults)
    if not (whole.faults or whole.sources.problems):
        check_all_inputs_used(loaded.own, faults)
    _run_all(cases, loaded, faults)
    sources.documents.update(whole.sources.documents)
    sources.problems += whole.sources.problems
    sources.unread |= whole.sources.unread
    refuse_all(sources, [*whole.faults, *faults.found])
    return Checked(loaded.pack, loaded.own, tuple(cases.values()))


def _sound_part(loaded: Loaded) -> Loaded:
    """The same without criteria and norms that have faults: their cases can say nothing."""
    faulty = {str(fault.where[0]) for fault in loaded.faults} | loaded.sources.untold
    own = _without(loaded.own, faulty)
    sources = replace(loaded.sources, untold=faulty)
    return replace(loaded, own=own, pack=_without(loaded.pack, faulty), sources=sources)


def _without(pack: Pack, ids: set[str]) -> Pack:
    """The pack without these items, and without criteria and norms that name one of them."""
    return replace(
        pack,
        criteria={id_: one for id_, one in pack.criteria.items() if ids.isdisjoint(_named_by(one))},
        norms={
            id_: one
            for id_, one in pack.norms.items()
            if ids.isdisjoint((id_, one.criterion, one.provision.instrument, *norm_inputs(one)))
        },
    )


def _named_by(one: Criterion) -> tuple[str, ...]:
    instruments = (provision.instrument for provision in one.provisions)
    return (one.id, one.domain, *one.input_ids, *instruments)


def read_cases(folder: Path, loaded: Loaded) -> tuple[dict[int, Case], Sources, Faults]:
    """The cases that could be read, by their number in the pack, and the faults of the others."""
    sources = read_sources(folder, frozenset({Section.CASES}))
    faults = Faults()
    cases: dict[int, Case] = {}
    for number, shaped in sources.shaped[Section.CASES].items():
        if shaped is not None and isinstance(number, int):
            case = _Reading(number, loaded, faults).case(shaped)
            if case is not None:
                cases[number] = case
    return cases, sources, faults


def seen_criteria(loaded: Loaded) -> dict[str, Criterion]:
    """The criteria of a pack and of those it builds on."""
    found = {id_: one for base in loaded.bases for id_, one in base.criteria.items()}
    return {**found, **loaded.own.criteria}


def _run_all(cases: Mapping[int, Case], loaded: Loaded, faults: Faults) -> None:
    criteria, others = seen_criteria(loaded), list(cases.values())
    for number, case in cases.items():
        if any(id_ not in criteria for id_ in case.failing):
            continue  # its fault is told already
        outcome = run(case, loaded.pack, criteria, others)
        for id_, got in outcome.failing.items():
            if got not in ("0", "1"):
                where = (number, case.criterion, "failing")
                faults.add("case_failing", Section.CASES, where, value=id_, got=got)
        if outcome.got != case.level:
            details = {"expected": case.level, "got": outcome.got, "why": outcome.why}
            faults.add("case_differs", Section.CASES, (number, case.criterion), **details)


class _Reading:
    """Reads one case: what its answers mean is decided by the inputs that they answer."""

    def __init__(self, number: int, loaded: Loaded, faults: Faults) -> None:
        self.number, self.loaded, self.faults = number, loaded, faults
        self.criteria = seen_criteria(loaded)
        self.is_sound = True

    def add(self, code: str, *steps: str | int, **details: object) -> None:
        self.is_sound = False
        self.faults.add(code, Section.CASES, (self.number, *steps), **details)

    def case(self, shaped: Mapping[str, Any]) -> Case | None:
        id_ = shaped["criterion"]
        if id_ not in self.loaded.own.criteria and id_ not in self.loaded.own.norms:
            if not self.is_told(id_):
                self.add("unknown_criterion", "criterion", value=id_)
            return None
        self.failing(shaped["failing"])
        self.level(id_, shaped["level"])
        given = self.answers(shaped["given"], "given")
        rooms = tuple(
            self.answers(one, "rooms", index) for index, one in enumerate(shaped.get("rooms", ()))
        )
        if not self.is_sound:
            return None
        room = shaped.get("room", {})
        return Case(
            criterion=id_,
            says=shaped["says"],
            on=shaped["on"],
            given=given,
            level=shaped["level"],
            rooms=rooms,
            room_kind=room.get("kind"),
            regime=room.get("regime"),
            people=room.get("people"),
            facility_kind=shaped.get("facility", {}).get("kind"),
            failing=shaped["failing"],
        )

    def is_told(self, id_: str) -> bool:
        """Whether a criterion or input is there, but with a fault of its own."""
        return any(id_ in items for items in self.loaded.sources.shaped.values())

    def failing(self, ids: tuple[str, ...]) -> None:
        for index, id_ in enumerate(ids):
            if id_ not in self.criteria and not self.is_told(id_):
                self.add("unknown_criterion", "failing", index, value=id_)

    def level(self, id_: str, level: str) -> None:
        known = NORM_WORDS if id_ in self.loaded.own.norms else LEVEL_WORDS
        if level not in known:
            words = {"value": level, "subject": id_, "known": ", ".join(known)}
            self.add("case_level", "level", **words)

    def answers(self, table: Mapping[str, Any], *steps: str | int) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for id_, written in table.items():
            one = self.loaded.pack.inputs.get(id_)
            if one is None:
                self.is_sound = False
                if not self.is_told(id_):
                    self.add("unknown_input", *steps, id_, value=id_)
                continue
            if steps[0] == "rooms" and one.place is not PlaceKind.ROOM:
                self.add("case_rooms", *steps, id_, value=id_)
            try:
                found[id_] = value_of(one, written)
            except ValidationError as error:
                for flaw in error.messages:
                    if isinstance(flaw, Flaw):
                        self.add(flaw.code, *steps, id_, **flaw.details)
        return found


def value_of(asked: Input, written: object) -> Value:
    """An answer as it stands in YAML, by the kind of its input. Raises ValidationError of Flaws."""
    if asked.kind is InputKind.RECTANGLES:
        return rectangles_of(written)
    text = text_of(written)
    if asked.kind is InputKind.DATE:
        return day_of(text)
    if options := options_of(asked):
        if text not in options:
            refuse("unknown_word", value=text, known=", ".join(options))
        return text == "yes" if asked.kind is InputKind.YES_NO else text
    number = exact_of(text)
    if asked.kind is InputKind.COUNT and (number.denominator != 1 or number < 0):
        refuse("not_whole", value=text, least=0, most=999_999_999)
    return number
