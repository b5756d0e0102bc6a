"""Invented operations: short ways to write one, and random logs in which anything may happen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import rfc8785
from hypothesis import strategies as st

from inspect_app.domain.operation_reading import read_operation
from inspect_app.domain.projecting import Logged

INSP = "019a9b10-2a44-7b02-8d55-6c0f7d0e1a11"
OWN = f"inspection:{INSP}"
LEAD, MEMBER, OUTSIDER, CLERK = "u_lead", "u_member", "u_outsider", "u_clerk"
ACCOUNTS = (LEAD, MEMBER, OUTSIDER, CLERK)
INSPECTORS = (LEAD, MEMBER, OUTSIDER)
SERVER = "d_srv_1"
REVOKED_AFTER = 1000
FACILITY, BLOCK, ROOM, ROOM_2, PHOTO = (
    "facility:f1",
    "block:b1",
    "room:r1",
    "room:r2",
    "evidence:e1",
)
SPACE = "answer.living_space"


def device_of(account: str) -> str:
    return f"d_{account}"


def body(op: str, kind: str, entity: str, author: str = LEAD, **more: Any) -> bytes:
    """The bytes of an operation. `sets` as (field, value, base) or (field, value); `raw` stands over
    everything else."""
    raw = more.pop("raw", {})
    sets = [
        {"f": field, "val": value, "base": list(base[0]) if base else []}
        for field, value, *base in more.pop("sets", ())
    ]
    document: dict[str, Any] = {
        "v": 1,
        "op": op,
        "insp": INSP,
        "e": entity,
        "k": kind,
        "usr": author,
        "seen": {"n": 0, "h": ""},
        "t": {"w": "2026-06-15T09:14:03.120+05:00", "m": 1, "bt": "b", "off": 0, "unc": 1},
        "app": {"ver": 3, "b": "1", "os": "x"},
        "chk": {"id": "full", "ver": 1, "sha": "ab" * 32},
    }
    if sets:
        document["sets"] = sets
    return rfc8785.dumps(document | more | raw)


def logged(
    data: bytes, n: int, dev: str | None = None, account: str | None = None, **standing: Any
) -> Logged:
    """The operation at a place of the log, by default from its author's own device."""
    operation = read_operation(data)
    account = account or operation.author
    standing.setdefault("is_inspector", operation.author in INSPECTORS)
    return Logged(operation, n, dev or device_of(account), n, account, **standing)


def log_of(bodies: Sequence[bytes | tuple[bytes, str]]) -> list[Logged]:
    """A log in this order; beside a body may stand the device that signed it."""
    pairs = [item if isinstance(item, tuple) else (item, None) for item in bodies]
    return [logged(data, n, dev) for n, (data, dev) in enumerate(pairs, 1)]


def answer(value: str) -> dict[str, str]:
    return {"state": "answered", "value": value}


def begun(team: Sequence[str] = (MEMBER,)) -> bytes:
    """The creation of the inspection by its lead."""
    sets = [("facility", "f1"), ("visited_on", "2026-06-15"), ("team", list(team))]
    return body("begin", "create", OWN, sets=sets)


def room(op: str = "room", entity: str = ROOM, author: str = LEAD) -> bytes:
    return body(op, "create", entity, author, sets=[("number", "12"), ("kind", "cell")])


_VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    SPACE: st.sampled_from([answer("7.85"), answer("8"), {"state": "not_assessed"}, "odd"]),
    "answer.yes": st.sampled_from([{"state": "answered", "value": True}, answer("8")]),
    "confirmed.living_space": st.sampled_from(["op1", "op2", "op3", 3]),
    "_void": st.sampled_from([{"why": "typed twice"}, False]),
    "number": st.sampled_from(["1", "2"]),
    "kind": st.sampled_from(["cell", "shower"]),
    "block": st.sampled_from(["b1", "b9", None]),
    "name": st.sampled_from(["A", "B"]),
    "team": st.sampled_from([[], [MEMBER], [MEMBER, OUTSIDER]]),
    "visited_on": st.sampled_from(["2026-06-15", "2026-06-16", "2026-13-01"]),
    "file": st.just({"sha": "cd" * 32, "size": 5, "mime": "image/jpeg"}),
    "caption": st.sampled_from(["door", "window"]),
    "supports": st.just([{"place": ROOM, "input": "living_space"}]),
    "colour": st.just("red"),
}
_FIELDS = {
    OWN: ["team", "visited_on", "colour"],
    FACILITY: [SPACE, "answer.yes"],
    BLOCK: ["name", SPACE, "_void"],
    ROOM: [SPACE, "answer.yes", "confirmed.living_space", "_void", "number", "block"],
    ROOM_2: [SPACE, "kind", "colour"],
    PHOTO: ["file", "caption", "supports", "_void"],
}
_KINDS = ["create", "set", "set", "set", "set", "resolve", "retract", "attach", "submit", "clock"]


@st.composite
def acts(draw: st.DrawFn, op: str, ids: Sequence[str]) -> tuple[bytes, str | None]:
    """Any act by anybody; what it claims to have seen may be any operation at all."""
    if draw(st.integers(0, 11)) == 0:
        kind = draw(st.sampled_from(["return", "approve", "publish", "approve"]))
        return body(op, kind, OWN, "u_supervisor"), draw(st.sampled_from([SERVER, None, SERVER]))
    entity = draw(st.sampled_from(list(_FIELDS)))
    kind = draw(st.sampled_from(_KINDS))
    chosen = draw(st.lists(st.sampled_from(_FIELDS[entity]), max_size=2, unique=True))
    bases = st.lists(st.sampled_from(ids), max_size=3, unique=True)
    sets = [(name, draw(_VALUES[name]), draw(bases)) for name in chosen]
    more = {"why": "we talked"} if kind in ("resolve", "retract") else {}
    author = draw(st.sampled_from([LEAD, LEAD, MEMBER, MEMBER, OUTSIDER, CLERK]))
    other = draw(st.sampled_from([None, None, None, None, None, device_of(OUTSIDER)]))
    return body(op, kind, entity, author, sets=sets, **more), other


@st.composite
def logs(draw: st.DrawFn, most: int = 16) -> list[Logged]:
    """A log in any order: often begun, with a room, and then with anything."""
    ids = [f"op{i}" for i in range(draw(st.integers(1, most)))]
    bodies = [draw(acts(op, [*ids, "never"])) for op in ids]
    if draw(st.integers(0, 5)):
        bodies += [(begun(), None), (room(), None)]
    found = []
    for n, (data, dev) in enumerate(draw(st.permutations(bodies)), 1):
        account = dev.removeprefix("d_") if dev else None
        found.append(logged(data, n, dev, account, is_revoked=False))
    return found
