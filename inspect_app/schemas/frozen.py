"""A result as it was approved: its canonical bytes, and beside them what no document of it says.

Two lines. The first is the same file that `inspect-app score` writes, with the hash that it declares.
The second has `rests` (`domain.scoring.resting`) and `not_used`, what was recorded and not scored. Reading it scores nothing and checks nothing of what the facts
say: what was approved stands, whatever a later release would think of it.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from inspect_app.domain.canonical import canonical_bytes, sha256_text
from inspect_app.domain.facts_checking import inputs_of
from inspect_app.domain.inspection_state import NotUsed, Unused
from inspect_app.domain.scoring.reading_document import assessment_from_document
from inspect_app.domain.scoring.resting import rests_of
from inspect_app.domain.standards import Pack
from inspect_app.schemas.frozen_facts import facts_as_dumped
from inspect_app.schemas.result import Result

_DECLARED = b',"data_sha256":"%s","facts":'
_END = b',"result":1}'


class Unreadable(ValueError):
    """These bytes are no frozen result, or not the one that they were."""


@dataclass(frozen=True, slots=True)
class Frozen:
    result: Result
    not_used: tuple[NotUsed, ...] = ()

    @property
    def data(self) -> bytes:
        """What is kept. `result` must hold the very facts that were scored."""
        result = self.result
        beside = {
            "rests": rests_of(result.assessment, result.facts),
            "not_used": [[n.entity, n.field, list(n.ops), n.reason.value] for n in self.not_used],
        }
        return result.canonical + b"\n" + canonical_bytes(beside)


def read_frozen(data: bytes, declared: str, packs: Sequence[Pack]) -> Frozen:
    """`declared`: the hash of facts and assessment. `packs`: those by which it was approved.

    Raises Unreadable.
    """
    line, _, rest = data.partition(b"\n")
    if _sha256_of_data(line, declared) != declared:
        raise Unreadable("the bytes are not those that were approved")
    with _no_search_for_cycles():
        try:
            return _read(json.loads(line), json.loads(rest), packs)
        except (KeyError, IndexError, TypeError, ValueError) as fault:
            raise Unreadable(str(fault)) from fault


def _read(document: Any, beside: Any, packs: Sequence[Pack]) -> Frozen:
    facts = facts_as_dumped(document["facts"], inputs_of(packs))
    assessment = assessment_from_document(document["assessment"], beside["rests"], facts)
    not_used = tuple(
        NotUsed(entity, name, tuple(ops), Unused(reason))
        for entity, name, ops, reason in beside["not_used"]
    )
    return Frozen(Result(facts, assessment, document), not_used)


def _sha256_of_data(line: bytes, declared: str) -> str:
    """The hash of the facts and the assessment alone, as they stand in a canonical result: what was
    written in order needs no parsing to be hashed."""
    assessment, _, facts = line.partition(_DECLARED % declared.encode("ascii", "replace"))
    return sha256_text(assessment + b',"facts":' + facts.removesuffix(_END) + b"}")


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Reading makes a hundred thousand small values and no cycle."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
