"""Words that hold the name of a place which the public is not told cannot be cleared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspect_app.domain.facts import Facts
from inspect_app.domain.publishing import ItemKind, clearable, cleared
from inspect_app.domain.publishing.place_names import held_name, withheld_names
from inspect_app.domain.terms import RoomKind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Isolation cell 4-06, from the door.", "4-06"),
        ("Камера изоляции 4–06.", "4-06"),  # a dash as a program writes it
        ("4-06 камерасы", "4-06"),
        ("In the room called Saparov Corner", "saparov corner"),
        ("Камера 5: окно", "5"),
        ("5 бөлме", "5"),
        ("№ 5, окно", "5"),
    ],
)
def test_a_name_is_held_as_words_of_its_own(text: str, name: str) -> None:
    assert held_name([text], [name]) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The cell 14-06 and 4-061", "4-06"),
        ("5 people slept on 15 beds", "5"),
        ("Установить 12 душей", "12"),
        ("104 people", "10"),
        ("Saparov", "saparov corner"),
        ("anything", ""),
    ],
)
def test_other_words_hold_none(text: str, name: str) -> None:
    assert held_name([text], [name]) == ""


def test_every_room_of_punishment_has_a_withheld_name(whole_facts: Facts) -> None:
    told = withheld_names(whole_facts)
    punished = {r.number for r in whole_facts.rooms if r.kind is RoomKind.ISOLATION}
    assert punished
    assert punished <= told


def test_a_caption_that_names_one_cannot_be_cleared(whole_facts: Facts) -> None:
    room = next(r for r in whole_facts.rooms if r.kind is RoomKind.ISOLATION)
    says = f"The isolation cell {room.number} from the door"
    evidence = tuple(replace(item, caption=says) for item in whole_facts.evidence)
    items = clearable(replace(whole_facts, evidence=evidence))
    captions = [item for item in items if item.kind is ItemKind.CAPTION]
    assert captions
    assert {item.names for item in captions} == {room.number}
    chosen = cleared(items, [item.key for item in items])
    assert not [item for item in captions if chosen.has(item)]
    assert [item for item in items if item.kind is ItemKind.PHOTOGRAPH and chosen.has(item)]
