"""A facility of 2,000 rooms and 150 questions scored whole."""

from __future__ import annotations

from fractions import Fraction

from inspect_app.domain.facts import Facts
from inspect_app.services.assessments import assess_facts, load_standards
from tests.benchmarks.clock import Figure, least_of
from tests.benchmarks.many_rooms import demo_facts, grown
from tests.benchmarks.sizes import SEED, Sizes

GOAL = "S7: at most 0.3 s"


def run(sizes: Sizes) -> Figure:
    standards = load_standards(SEED)
    facts = grown(demo_facts(SEED, standards), sizes.rooms, sizes.questions)
    ours, floor = least_of(
        sizes.runs, lambda: assess_facts(facts, standards), lambda: areas_added(facts)
    )
    return Figure(
        benchmark="scoring",
        cpu_seconds=ours,
        floor="one pass over the same answers that adds the areas with exact fractions",
        floor_cpu_seconds=floor,
        size={
            "rooms": len(facts.rooms),
            "answers": len(facts.answers),
            "criteria": len(standards.main.criteria),
        },
        runs=sizes.runs,
        goal=GOAL,
    )


def areas_added(facts: Facts) -> Fraction:
    """m², all rectangles of all answers together."""
    total = Fraction(0)
    for answer in facts.answers:
        if isinstance(answer.value, tuple):
            for part in answer.value:
                total += part.length_m * part.width_m
    return total
