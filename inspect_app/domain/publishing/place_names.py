"""Names of rooms and blocks that the public does not read, where somebody wrote them into words.

A caption such as "Isolation cell 4-06" would undo what is withheld of that room everywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from inspect_app.domain.facts import Facts, answers_by_place
from inspect_app.domain.publishing.labels import called_number, public_places

_SHORT = 2
_NUMBER_SIGNS = ("№", "#", "no", "nr")
_ROOM_STEMS = (
    "камер", "палат", "помещ", "комнат", "изолятор", "карцер", "спаль", "барак", "отряд", "блок",
    "корпус", "шизо", "пкт", "бөлме", "жатын", "үй-жай", "оқшаула", "карантин",
    "cell", "room", "ward", "dormitor", "isolation", "quarantine", "block", "clinic",
)  # fmt: skip
"""How the words begin beside which one or two digits are the number of a room and no count of people."""
_DASHES = str.maketrans("‐‑‒–—−", "------")
_WORD = re.compile(r"[№#]|[^\W_]+(?:[-/.][^\W_]+)*")


def withheld_names(facts: Facts) -> frozenset[str]:
    """As they stand on the doors: of rooms and blocks that are called by their kind in public."""
    public = public_places(facts, answers_by_place(facts))
    called = {one.id for one in public.rooms if called_number(one.number) is not None}
    called |= {one.id for one in public.blocks if called_number(one.name) is not None}
    rooms = {room.number for room in facts.rooms if public.ids.get(room.id) in called}
    return frozenset(rooms | {b.name for b in facts.blocks if public.ids.get(b.id) in called})


def held_name(texts: Iterable[str], names: Iterable[str]) -> str:
    """The first of the names that the texts hold as words of their own; empty: none.

    One or two digits are held only beside a word for a room: "5 people" names no cell.
    """
    written = [_words(text) for text in texts]
    for name in sorted(names, key=lambda one: (-len(one), one)):
        wanted = _words(name)
        if wanted and any(_holds(words, wanted) for words in written):
            return name
    return ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.translate(_DASHES).casefold())


def _holds(words: list[str], wanted: list[str]) -> bool:
    length = len(wanted)
    is_short = length == 1 and wanted[0].isdigit() and len(wanted[0]) <= _SHORT
    return any(
        words[at : at + length] == wanted and (not is_short or _is_beside_room(words, at))
        for at in range(len(words) - length + 1)
    )


def _is_beside_room(words: list[str], at: int) -> bool:
    before, after = words[max(0, at - 1) : at], words[at + 1 : at + 2]
    is_numbered = any(word in _NUMBER_SIGNS for word in before)
    return is_numbered or any(word.startswith(_ROOM_STEMS) for word in (*before, *after))
