"""Who reads everything that is published cannot work out who many are in a room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from inspect_app.domain.facts import Answer, Facts, Rectangle, Room
from inspect_app.domain.publishing import Masked, space, subtracting
from inspect_app.domain.publishing.equations import Ledger
from inspect_app.domain.publishing.judging import UNTOLD_PLACE
from inspect_app.domain.publishing.subtracting import _BySpace
from inspect_app.domain.terms import RoomKind
from inspect_app.reports.model import Edition, Sources
from inspect_app.reports.model.verdicts import court_of
from inspect_app.reports.wording import Wording
from inspect_app.services.assessments import Standards
from tests.publication.conftest import EditionOf
from tests.publication.stranger import known, worked_out

FAILING = {
    "can_walk_between_furniture": (True, False),
    "wall_distance_m": (Fraction("2.2"), Fraction("1.7")),
    "ceiling_height_m": (Fraction("2.6"), Fraction("2.3")),
}


@dataclass(frozen=True)
class Cell:
    """`fails`: the inputs that are bad in it."""

    persons: int
    space: Fraction
    fails: frozenset[str] = frozenset()


SPACES = st.sampled_from([Fraction(n) for n in ("2.2", "2.7", "3.1", "3.6", "4", "4.2", "5.3")])
CELLS = st.builds(
    Cell,
    st.sampled_from([1, 2, 3, 3, 4, 5, 6, 7]),
    SPACES,
    st.frozensets(st.sampled_from([*FAILING])),
)


def facility(facts: Facts, cells: list[Cell]) -> Facts:
    rooms, answers = [], []
    for n, cell in enumerate(cells, 1):
        room = Room(f"cell-{n}", str(100 + n), RoomKind.CELL)
        values = {
            "persons_slept_last_night": Fraction(cell.persons),
            "room_rectangles": (Rectangle(cell.persons * cell.space, Fraction(1)),),
            "sanitary_annexe_rectangles": (),
        } | {name: good_bad[name in cell.fails] for name, good_bad in FAILING.items()}
        rooms.append(room)
        answers += [Answer(name, room.id, value=value) for name, value in values.items()]
    return replace(facts, rooms=tuple(rooms), blocks=(), answers=tuple(answers), evidence=())


def truth(cells: list[Cell]) -> Mapping[str, tuple[int, Fraction]]:
    return {f"cell-{n}": (cell.persons, cell.space) for n, cell in enumerate(cells, 1)}


Reads = Callable[[list[Cell]], set[str]]


@pytest.fixture(scope="session")
def reads(edition_of: EditionOf, facts: Facts) -> Reads:
    """Of what is published of a facility of these cells: the rooms whose head count a stranger gets."""

    def reading(cells: list[Cell]) -> set[str]:
        made = facility(facts, cells)
        public = edition_of(made)
        if isinstance(public.assessment.persons_present, Masked):
            return set()
        return worked_out(public, known(made, truth(cells)))

    return reading


@settings(max_examples=150, deadline=None)
@given(cells=st.lists(CELLS, min_size=2, max_size=6))
def test_nobody_works_out_a_head_count(reads: Reads, cells: list[Cell]) -> None:
    assume(2 <= sum(cell.persons > 2 for cell in cells) <= 4)
    assert reads(cells) == set()


def cells(*rooms: tuple[int, str]) -> list[Cell]:
    return [Cell(persons, Fraction(space)) for persons, space in rooms]


ONE_BELOW = cells((5, "2.2"), (4, "4.2"), (6, "4.3"), (7, "5.3"), (7, "5.4"))


def test_a_room_alone_below_three_is_counted_and_not_named(
    edition_of: EditionOf, facts: Facts, reads: Reads
) -> None:
    """How bad it is and whom it touches stays; which room it is does not."""
    public = edition_of(facility(facts, ONE_BELOW))
    told, worst = public.assessment, public.document["assessment"]["criteria"]["SP01"]
    assert (told.space_counts.below_3, worst["reach"]["persons_affected"]) == (5, 5)
    assert (worst["measured"][0]["low"], worst["places"]["levels"]) == ("2.2", None)
    assert {one.room for one in told.personal_space} == {UNTOLD_PLACE}
    assert public.document["assessment"]["personal_space"]["presumption_stands"] == 1
    assert reads(ONE_BELOW) == set()


def test_the_report_counts_rooms_that_it_may_not_name(
    edition_of: EditionOf, facts: Facts, standards: Standards, templates_dir: Path
) -> None:
    public = edition_of(facility(facts, ONE_BELOW))
    wording = Wording("en", templates_dir / "reports")
    court = court_of(
        Sources(public.facts, standards.main, (), public.assessment, Edition.PUBLIC, wording)
    )
    assert [total.rooms for total in court.totals] == ["1", "4"]
    assert court.tables == ()
    assert court.untold is not None
    assert court.untold.startswith("5 more rooms are counted above and not named")


def test_rooms_below_three_stay_named_where_they_are_several(
    edition_of: EditionOf, facts: Facts
) -> None:
    several = [*ONE_BELOW, *cells((6, "2.3"))]
    told = edition_of(facility(facts, several)).assessment
    spaces = {one.room: one.space_m2_per_person for one in told.personal_space}
    assert UNTOLD_PLACE not in spaces
    assert min(filter(None, spaces.values())) == Fraction("2.2")


def test_few_by_the_room_are_not_found_by_the_space_of_their_rooms(reads: Reads) -> None:
    """Five persons have 3.1 m2, in two rooms; two of them are in the small one."""
    assert (
        reads(cells((3, "3.1"), (2, "3.1"), (5, "3.6"), (6, "3.7"), (7, "4.2"), (8, "4.3")))
        == set()
    )


def test_the_same_number_in_two_classes_is_not_told(
    edition_of: EditionOf, facts: Facts, reads: Reads
) -> None:
    """Two rooms of four, one below 3 and one above: whichever is which, there are four in each."""
    two = cells((4, "2.2"), (4, "5.3"))
    counts = edition_of(facility(facts, two)).assessment.space_counts
    assert (str(counts.below_3), str(counts.above_4)) == (">=3", ">=3")
    assert reads(two) == set()


@pytest.mark.parametrize(
    "rooms",
    [
        ONE_BELOW,
        cells((4, "2.2"), (4, "5.3")),
        cells((7, "2.2"), (6, "2.7"), (7, "2.8"), (9, "4.2"), (5, "4.3")),
    ],
)
def test_the_stranger_would_get_rooms_if_all_were_told(
    reads: Reads, rooms: list[Cell], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing_hidden(ledger: Ledger, *_: object) -> _BySpace:
        return _BySpace(ledger, (), {})

    assert reads(rooms) == set()
    monkeypatch.setattr(subtracting, "_by_space", nothing_hidden)
    monkeypatch.setattr(space, "_merged", list)
    monkeypatch.setattr(Ledger, "taking_all", lambda ledger, _: ledger)
    assert reads(rooms) != set()


def test_a_condition_told_without_its_rooms_is_not_named_beside_a_room(
    edition_of: EditionOf, facts: Facts
) -> None:
    """Of rooms between 3 and 4 m2 the Court's reasons name the conditions that fail there."""
    rooms = cells((5, "3.6"), (6, "3.7"), (7, "3.8"), (8, "2.2"), (6, "2.3"))
    made = facility(facts, rooms)
    dark = [
        Answer("daylight_to_read", f"cell-{n}", value="every_place" if n > 1 else "no_window")
        for n in range(1, len(rooms) + 1)
    ]
    told = edition_of(replace(made, answers=(*made.answers, *dark))).assessment
    assert told.criteria["EN01"].findings[0].place == UNTOLD_PLACE
    assert "EN01" not in {name for one in told.personal_space for name, _ in one.factors}
    assert any(one.factors for one in told.personal_space)
