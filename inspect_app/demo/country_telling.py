"""Stories of facilities told in processes of their own: the whole country takes seconds, not more."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from inspect_app.demo.country import FacilityPlan, facilities
from inspect_app.demo.country_acts import Script, script_of
from inspect_app.demo.country_drawings import drawn
from inspect_app.demo.country_seed import load_country_seed
from inspect_app.demo.country_story import Teller
from inspect_app.demo.country_visits import VisitPlan, visits

_PROCESSES = 2
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Country:
    """`how_many` facilities of the whole; None: all."""

    seed_dir: Path
    seed: str
    how_many: int | None = None

    @property
    def places(self) -> list[FacilityPlan]:
        return facilities(load_country_seed(self.seed_dir), self.seed, self.how_many)


def tell(country: Country) -> Iterator[list[Script]]:
    """The scripts of one facility after the other, as they are ready."""
    numbers = range(len(country.places))
    with ProcessPoolExecutor(_PROCESSES, mp_context=_SPAWN) as processes:
        running = [processes.submit(scripts_of, country, number) for number in numbers]
        for done in as_completed(running):
            yield done.result()


def draw(keys: set[str]) -> Iterator[tuple[str, bytes]]:
    """The drawings with their keys, as they are ready."""
    with ProcessPoolExecutor(_PROCESSES, mp_context=_SPAWN) as processes:
        yield from zip(sorted(keys), processes.map(drawn, sorted(keys), chunksize=8), strict=True)


def scripts_of(country: Country, number: int) -> list[Script]:
    """Everything that is written of one facility; the same wherever it is told."""
    teller, places, planned = _prepared(country)
    plan = places[number]
    mine = [visit for visit in planned if visit.facility == number]
    return [
        script_of(
            teller.seed,
            plan,
            told,
            {
                name: teller.criterion_says(name, told.visit.team[0].language)
                for name in told.recommended
            },
        )
        for told in teller.story(plan, mine)
    ]


@cache
def _prepared(country: Country) -> tuple[Teller, list[FacilityPlan], list[VisitPlan]]:
    teller, places = Teller(country.seed_dir), country.places
    return teller, places, visits(teller.seed, country.seed, places)


def pictures_in(scripts: list[Script]) -> set[str]:
    return {act.picture for script in scripts for act in script.walk if act.picture is not None}
