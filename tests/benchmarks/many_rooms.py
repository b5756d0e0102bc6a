"""The demo facility grown to any number of rooms: real answers to real questions, with new ids."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from inspect_app.domain.facts import Answer, Facts
from inspect_app.domain.terms import LIVING_KINDS
from inspect_app.schemas.facts import read_facts_json
from inspect_app.services.assessments import Standards

DEMO = Path("demo/barrack_colony/facts.json")


def demo_facts(seed_dir: Path, standards: Standards) -> Facts:
    return read_facts_json((seed_dir / DEMO).read_bytes(), standards.packs, DEMO.name)


def grown(demo: Facts, rooms: int, questions: int) -> Facts:
    """`rooms` rooms that people sleep in and the first `questions` answers about the facility."""
    facility = [a for a in demo.answers if a.place == demo.facility.id][:questions]
    blocks = {block.id for block in demo.blocks}
    of_blocks = [answer for answer in demo.answers if answer.place in blocks]
    of_room: dict[str, list[Answer]] = {}
    for answer in demo.answers:
        of_room.setdefault(answer.place, []).append(answer)
    patterns = [r for r in demo.rooms if r.kind in LIVING_KINDS and r.is_in_use]
    made, answers = [], [*facility, *of_blocks]
    for number, pattern in enumerate(islice(cycle(patterns), rooms)):
        room = replace(pattern, id=f"room-{number}", number=str(number))
        made.append(room)
        answers += [replace(answer, place=room.id) for answer in of_room[pattern.id]]
    return replace(demo, rooms=tuple(made), answers=tuple(answers))
