"""Stories of facilities told in processes of their own: the whole country takes seconds, not more."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import TracebackType

from inspect_app.demo.country.acts import Script, script_of
from inspect_app.demo.country.drawings import drawn
from inspect_app.demo.country.facilities import FacilityPlan, facilities
from inspect_app.demo.country.scoring import collect_seldom
from inspect_app.demo.country.seed import load_country_seed
from inspect_app.demo.country.story import Teller
from inspect_app.demo.country.visits import VisitPlan, visits

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


class Telling:
    """Begins at once and goes on beside whatever else is done.

    >>> with Telling(country) as telling: ...
    """

    def __init__(self, country: Country) -> None:
        self._processes = ProcessPoolExecutor(
            _PROCESSES, mp_context=_SPAWN, initializer=_begin_process
        )
        self.facilities = len(country.places)
        self._running: list[Future[list[Script]]] = [
            self._processes.submit(scripts_of, country, number) for number in range(self.facilities)
        ]

    def scripts(self) -> Iterator[list[Script]]:
        """The scripts of one facility after the other, as they are ready."""
        for done in as_completed(self._running):
            yield done.result()

    def drawings(self, keys: set[str]) -> Iterator[tuple[str, bytes]]:
        """The drawings with their keys."""
        ordered = sorted(keys)
        yield from zip(ordered, self._processes.map(drawn, ordered, chunksize=4), strict=True)

    def __enter__(self) -> Telling:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._processes.shutdown(cancel_futures=True)


def _begin_process() -> None:
    """Ctrl-C reaches every process of the terminal; the first one tells the others what to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()


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
