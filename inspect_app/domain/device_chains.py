"""The chain of one tablet: which of its links are proven, and how far it goes on without a gap.

Every link is the hash of the link before it, so one valid signature over a link says that its author
wrote everything before it too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Place(NamedTuple):
    """The end of a chain, or of the part of it that is here. `seq` 0: before its first link."""

    seq: int
    link: str


class Link(NamedTuple):
    seq: int
    prev: str
    link: str


class Step(StrEnum):
    """What becomes of one link."""

    TAKE = "take"  # new
    FORK = "fork"  # new, and another link stands at its place: both are kept
    DUP = "dup"  # here already
    BAD = "bad"  # nobody proves that it is the author's
    WAIT = "wait"  # it comes after a gap, or after a bad one


@dataclass(frozen=True, slots=True)
class Walk:
    """`steps` are parallel to the links given. `need`: the place to go on from; None: no gap.

    `is_forked`: a link is new, and its chain says two things at one place.
    """

    steps: tuple[Step, ...]
    head: Place
    need: int | None = None

    @property
    def is_forked(self) -> bool:
        return Step.FORK in self.steps


def proven(links: Sequence[Link], is_signed: Callable[[int], bool]) -> list[bool]:
    """Which links of one device are its own. `is_signed(i)` verifies the signature of `links[i]`.

    From the end backwards: what a proven link names as the one before it is proven without a look
    at its own signature. A run without gaps costs one verification.
    """
    result = [False] * len(links)
    named: set[str] = set()
    for i in sorted(range(len(links)), key=lambda i: links[i].seq, reverse=True):
        if links[i].link in named or is_signed(i):
            result[i] = True
            named.add(links[i].prev)
    return result


def extended(head: Place, links: Iterable[Link]) -> Place:
    """The head moved on over links that are here already because somebody else brought them."""
    following: dict[tuple[int, str], str] = {}
    for link in links:
        key = (link.seq, link.prev)
        following[key] = min(link.link, following.get(key, link.link))
    while (after := following.get((head.seq + 1, head.link))) is not None:
        head = Place(head.seq + 1, after)
    return head


def walk(
    head: Place,
    known: Mapping[int, Collection[str]],
    links: Sequence[Link],
    is_proven: Sequence[bool],
) -> Walk:
    """A sender's own links, in order of their place. `known`: place -> the links that stand there."""
    here = {seq: set(at) for seq, at in known.items()}
    steps: dict[int, Step] = {}
    need: int | None = None
    stopped = False
    for i in sorted(range(len(links)), key=lambda i: links[i].seq):
        link = links[i]
        follows = (link.seq, link.prev) == (head.seq + 1, head.link)
        others = here.get(link.seq, set())
        if link.link in others:
            steps[i] = Step.DUP
        elif stopped:
            steps[i] = Step.WAIT
        elif not is_proven[i]:
            steps[i], stopped = Step.BAD, True
        elif others or follows:
            steps[i] = Step.FORK if others else Step.TAKE
            here.setdefault(link.seq, set()).add(link.link)
        else:
            steps[i], need, stopped = Step.WAIT, head.seq + 1, True
        if follows and steps[i] in (Step.TAKE, Step.FORK, Step.DUP):
            head = Place(link.seq, link.link)
    return Walk(tuple(steps[i] for i in range(len(links))), head, need)


def carry(
    known: Mapping[int, Collection[str]], links: Sequence[Link], is_proven: Sequence[bool]
) -> tuple[Step, ...]:
    """Links of one other device that a colleague's tablet brings: each for itself, in any order."""
    here = {seq: set(at) for seq, at in known.items()}
    steps = []
    for link, is_its_own in zip(links, is_proven, strict=True):
        others = here.setdefault(link.seq, set())
        if link.link in others:
            steps.append(Step.DUP)
        elif not is_its_own:
            steps.append(Step.BAD)
        else:
            steps.append(Step.FORK if others else Step.TAKE)
            others.add(link.link)
    return tuple(steps)
