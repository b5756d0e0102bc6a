"""Where an inspection stands, and who brought it there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from inspect_app.domain.operations import OperationKind
from inspect_app.domain.review import Obstacle
from inspect_app.pages.review.naming import Naming, Recorded
from inspect_app.services.reviewing import StepTaken


@dataclass(frozen=True, slots=True)
class StepShown:
    """`notes`: what the step said beside itself."""

    kind: str
    says: str
    recorded: Recorded
    notes: tuple[str, ...]


def steps_shown(steps: tuple[StepTaken, ...], naming: Naming) -> tuple[StepShown, ...]:
    """In the order in which they were taken."""
    return tuple(
        StepShown(
            kind=one.kind.value,
            says=naming.words.say(f"review.step.{one.kind.value}"),
            recorded=naming.recorded(one),
            notes=tuple(_notes(one, naming)),
        )
        for one in steps
    )


def named_in(one: StepTaken) -> Iterator[str]:
    """The entities that the notes of a step speak of."""
    yield from (str(entity) for entity in _listed(one, "reopens"))
    for waiver in _listed(one, "waivers"):
        yield waiver["key"].partition(":")[2]


def _listed(one: StepTaken, key: str) -> list[Any]:
    """Of what this program wrote; what another one wrote otherwise is left out."""
    found = one.document.get(key)
    return found if isinstance(found, list) else []


def _notes(one: StepTaken, naming: Naming) -> Iterator[str]:
    words = naming.words
    if comments := _listed(one, "comments"):
        yield words.count("review.step.with_remarks", len(comments))
    if reopens := _listed(one, "reopens"):
        names = ", ".join(naming.entity(str(entity)) for entity in reopens)
        yield words.say("review.step.reopens", blocks=names)
    for waiver in _listed(one, "waivers"):
        yield words.say("review.step.waived", what=_waived(waiver, naming), why=waiver["why"])
    if one.kind is OperationKind.WITHDRAW:
        yield words.say("review.step.because", why=str(one.document.get("why", "–")))


def _waived(waiver: dict[str, str], naming: Naming) -> str:
    """A waiver by what it is about: its key is the obstacle, then the entity, criterion or tablet."""
    kind, _, about = waiver["key"].partition(":")
    words = naming.words
    if not about:
        return words.say(f"review.waived.{kind}")
    if kind == Obstacle.OWN_TABLET:
        named = naming.device(about)
    else:
        named = naming.entity(about) if ":" in about else naming.criterion(about)
    return f"{words.say(f'review.waived.{kind}')}: {named}"
