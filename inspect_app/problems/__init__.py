"""Every refusal of the product, in one catalogue.

A refusal has a stable code, an HTTP status and one sentence, in three languages, that says what is
wrong, where it is and what to do. Tests, the tablet and the documentation rely on the code; people
read the sentence. Each module of this package is one room of the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable

from inspect_app.problems import (
    accounts,
    administration,
    blobs,
    demo,
    facts,
    files,
    http,
    inspections,
    jobs,
    packs,
    places,
    publication,
    registers,
    reports,
    rescue,
    results,
    review,
    sync,
    tablet_app,
)
from inspect_app.problems.kinds import LANGUAGES, Kind, Language

__all__ = ["CATALOGUE", "LANGUAGES", "Kind", "Language", "Problem", "Problems"]


def _one_catalogue(*rooms: tuple[Kind, ...]) -> dict[str, Kind]:
    catalogue: dict[str, Kind] = {}
    for kind in (kind for room in rooms for kind in room):
        if kind.code in catalogue:
            raise AssertionError(f"two problems are called {kind.code}")
        catalogue[kind.code] = kind
    return catalogue


CATALOGUE = _one_catalogue(
    files.KINDS,
    packs.KINDS,
    facts.KINDS,
    registers.KINDS,
    results.KINDS,
    reports.KINDS,
    http.KINDS,
    sync.KINDS,
    tablet_app.KINDS,
    rescue.KINDS,
    blobs.KINDS,
    places.KINDS,
    accounts.KINDS,
    administration.KINDS,
    jobs.KINDS,
    inspections.KINDS,
    review.KINDS,
    publication.KINDS,
    demo.KINDS,
)


class Problem(Exception):
    """One refusal: a code of the catalogue and the details that its sentence needs."""

    def __init__(self, code: str, **details: object) -> None:
        self.kind = CATALOGUE[code]
        self.details = {name: str(value) for name, value in details.items()}
        super().__init__(self.sentence("en"))

    @property
    def code(self) -> str:
        return self.kind.code

    def sentence(self, language: Language) -> str:
        return self.kind.says[language].format_map(self.details)


class Problems(Exception):
    """Several refusals of one input, told all at once; nothing of the input was taken."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
