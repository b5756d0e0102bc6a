"""What one field of one entity says once the writes of all tablets are put together.

Every write names the operations that its author saw and replaced (its base). The heads are the
operations that nobody has replaced. They are a function of the set of writes, so neither the order
in which writes arrive, nor how often, nor in what portions can change them. Nothing is decided by a
clock, and nothing is overwritten: two different heads are a conflict until somebody replaces both.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Any

from inspect_app.domain.operations import Write

Bases = Mapping[str, Collection[str]]
"""For one entity and field: id of an operation that writes it -> ids of the operations it replaces.
Ids that are not keys have not arrived, or never will; they are harmless."""


class Agreement(StrEnum):
    """What the heads of one field come to."""

    UNSAID = "unsaid"  # no head
    ONE = "one"
    AGREED = "agreed"  # recorded more than once, with equal values
    CONFLICT = "conflict"


def heads(bases: Bases) -> frozenset[str]:
    """The operations that no operation replaces. Empty only where nothing was written.

    Operations that name each other in a ring cannot all have seen one another: what only such
    operations name is not replaced. Without this rule two forged bases could make a colleague's
    answer vanish from the sight of all.
    """
    named = {base for op_id, its_base in bases.items() for base in its_base if base in bases}
    if not named:
        return frozenset(bases)
    believed = _outside_rings(bases)
    replaced = {base for op_id in believed for base in bases[op_id]}
    return frozenset(op_id for op_id in bases if op_id not in replaced)


def _outside_rings(bases: Bases) -> list[str]:
    """Operations that no ring leads to: taken away one by one, each when nothing left names it."""
    namers = dict.fromkeys(bases, 0)
    for its_base in bases.values():
        for base in its_base:
            if base in namers:
                namers[base] += 1
    free = [op_id for op_id, count in namers.items() if count == 0]
    for op_id in free:  # grows while it is walked
        for base in bases[op_id]:
            if base in namers:
                namers[base] -= 1
                if namers[base] == 0:
                    free.append(base)
    return free


def canonical_text(value: Any) -> str:
    """The one way to write a value; heads agree when these are equal. For values without floats and
    without keys beyond U+FFFF it is the form of RFC 8785."""
    return _ENCODER.encode(value)


def agreement(values: Iterable[str]) -> Agreement:
    """Of the heads of one field, given as canonical text, one for each head."""
    given = list(values)
    if len(given) < 2:
        return Agreement.ONE if given else Agreement.UNSAID
    return Agreement.AGREED if len(set(given)) == 1 else Agreement.CONFLICT


def resolve(field: str, current: Iterable[str], value: Any) -> Write:
    """The write that settles a field: it names every head that is known. A head that comes later
    from a third tablet opens the conflict again by itself."""
    return Write(field, value, tuple(sorted(set(current))))


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False
)
