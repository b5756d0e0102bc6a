"""Logs in which tablets recorded anything, and the part of them that one tablet has not sent yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import rfc8785
from hypothesis import assume
from hypothesis import strategies as st

from inspect_app.domain.operation_reading import read_operation
from inspect_app.domain.operations import ANSWER, CONFIRMED, Status
from inspect_app.domain.projecting import Logged, Outcome, project
from inspect_app.domain.projecting.log import OK
from inspect_app.domain.terms import InputKind, PlaceKind
from tests.merging.invented_logs import (
    BLOCK,
    FACILITY,
    LEAD,
    MEMBER,
    OWN,
    PHOTO,
    ROOM,
    SERVER,
    acts,
    begun,
    body,
    device_of,
    logged,
    room,
)
from tests.merging.invented_states import FILE, PACK
from tests.merging.test_inspection_facts_of_anything import any_write

CLOCKS = [
    "2026-06-15T09:14:03.120+05:00",
    "2026-06-15T09:14:03.120456789Z",
    "2026-06-14T23:59-00:00",
    "2026-06-16 09:14:03,5+0530",
    "20260615T0914+05",
    "2026-06-15T09:14:03+05:00:30",
    "2026-06-15T09:14:03",
    "2026-02-30T09:14:03+05:00",
    "2026-06-15T24:00:00+05:00",
    "2026-06-15T09:14:60+05:00",
    "0001-01-01T00:00:00+05:00",
    "yesterday",
]
_ENTITIES = {PlaceKind.FACILITY: FACILITY, PlaceKind.BLOCK: BLOCK, PlaceKind.ROOM: ROOM}
_ASKED = [asked for asked in PACK.inputs.values() if asked.kind is not InputKind.CHOICE]
_SUITABLE: dict[InputKind, list[Any]] = {
    InputKind.NUMBER: ["8", "7.850", "28/9", 3],
    InputKind.COUNT: ["8", 3],
    InputKind.YES_NO: [True, False],
    InputKind.DATE: ["2026-06-14"],
    InputKind.RECTANGLES: [[["5", "4"]], [["5.20", "3.10"], [2, 1]]],
}
NOT_SENT = (Status.OK, Status.HELD, Status.LATE)
UNSENT_BY = device_of(MEMBER)


class HalfSent(NamedTuple):
    """`log`: all of it, as the server will have it. `unsent`: of its end, what one tablet still holds.
    `outcomes`: what the server has made of the rest so far."""

    log: list[Logged]
    unsent: frozenset[str]
    outcomes: dict[str, Outcome]


@st.composite
def half_sent(draw: st.DrawFn) -> HalfSent:
    """Drawn so that nothing which the server has judged is judged anew once the rest arrives."""
    bodies = draw(st.permutations(_bodies(draw)))
    ordered = [(begun(), None), *bodies] if draw(st.integers(0, 4)) else bodies
    entries = [(data, dev) for data, dev in ordered if draw(st.integers(0, 30))]
    cut = draw(st.integers(0, len(entries)))
    mine = [entry for entry in entries[cut:] if _is_mine(*entry)]
    rest = [entry for entry in entries if entry not in mine]
    log = [_at(n, *entry) for n, entry in enumerate([*rest, *mine], 1)]
    sent = project(log[: len(rest)]).outcomes
    whole = project(log).outcomes
    assume(all(_stays(sent[op_id], whole[op_id]) for op_id in sent))
    unsent = frozenset(item.operation.id for item in log[len(rest) :])
    assume(all(whole[op_id].status in NOT_SENT for op_id in unsent))
    return HalfSent(log, unsent, dict(sent))


def _bodies(draw: st.DrawFn) -> list[tuple[bytes, str | None]]:
    ids = [f"op{i}" for i in range(draw(st.integers(1, 24)))]
    found: list[tuple[bytes, str | None]] = [(room(), None)]
    if draw(st.integers(0, 5)) == 0:
        found.append((body("closing", "approve", OWN, "u_supervisor"), SERVER))
    for op_id in ids:
        sort = draw(st.integers(0, 5))
        if sort < 3:
            found.append((_changed(draw, draw(_likely_write(op_id, ids)), ids), None))
        elif sort < 5:
            found.append((_changed(draw, draw(any_write(op_id)), ids), None))
        else:
            data, dev = draw(acts(op_id, [*ids, "never"]))
            found.append((_changed(draw, data, ids), dev))
    return found


@st.composite
def _likely_write(draw: st.DrawFn, op_id: str, ids: Sequence[str]) -> bytes:
    """An answer to what is asked there, a second person's confirmation, or evidence for one."""
    asked = draw(st.sampled_from(_ASKED))
    entity = _ENTITIES[asked.place]
    sort = draw(st.integers(0, 3))
    if sort == 0:
        confirmation = (f"{CONFIRMED}{asked.id}", draw(st.sampled_from(ids)))
        return body(op_id, "set", entity, sets=[confirmation])
    if sort == 1:
        supports = [{"place": entity, "input": asked.id}]
        kind = draw(st.sampled_from([[], [("kind", "recording")]]))
        return body(op_id, "attach", PHOTO, sets=[("supports", supports), *kind], file=FILE)
    said = {"state": "answered", "value": draw(st.sampled_from(_SUITABLE[asked.kind]))}
    said |= draw(st.sampled_from([{}, {}, {"grade": "C"}, {"words": "so\x07 said"}]))
    return body(op_id, "set", entity, sets=[(f"{ANSWER}{asked.id}", said)])


def _changed(draw: st.DrawFn, data: bytes, ids: Sequence[str]) -> bytes:
    """Another author, another clock, and bases that were perhaps on the screen."""
    document = dict(read_operation(data).document)
    if document["usr"] in (LEAD, MEMBER):
        document["usr"] = draw(st.sampled_from([LEAD, MEMBER]))
    document["t"] = {"w": draw(st.sampled_from(CLOCKS))}
    others = [op_id for op_id in ids if op_id != document["op"]]
    if others and isinstance(document.get("sets"), list):
        bases = st.lists(st.sampled_from(others), max_size=2, unique=True)
        document["sets"] = [{**write, "base": draw(bases)} for write in document["sets"]]
    return rfc8785.dumps(document)


def _at(n: int, data: bytes, dev: str | None) -> Logged:
    account = dev.removeprefix("d_") if dev else None
    return logged(data, n, dev, account)


def _is_mine(data: bytes, dev: str | None) -> bool:
    return (dev or device_of(read_operation(data).author)) == UNSENT_BY


def _stays(before: Outcome, after: Outcome) -> bool:
    """What was held may be applied; everything else must not move."""
    return before == after or (before.status is Status.HELD and after == OK)


def as_tablet_has_it(found: HalfSent) -> list[dict[str, Any]]:
    """What is given to the tablet's model."""
    return [
        {
            "text": rfc8785.dumps(dict(item.operation.document)).decode(),
            "dev": item.dev,
            "seq": item.seq,
            **_said_of(item, found),
        }
        for item in found.log
    ]


def _said_of(item: Logged, found: HalfSent) -> dict[str, Any]:
    if item.operation.id in found.unsent:
        return {"n": None, "status": "own"}
    outcome = found.outcomes[item.operation.id]
    return {"n": item.n, "status": outcome.status, "reason": outcome.reason}
