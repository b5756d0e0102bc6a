"""What becomes of each operation, and what they add up to."""

from __future__ import annotations

from typing import Any

import pytest

from inspect_app.domain.operations import REVIEW_KINDS, Status
from inspect_app.domain.projecting import Logged, ReviewState, project
from tests.merging.invented_logs import (
    BLOCK,
    CLERK,
    FACILITY,
    LEAD,
    MEMBER,
    OUTSIDER,
    OWN,
    PHOTO,
    ROOM,
    SERVER,
    SPACE,
    answer,
    begun,
    body,
    log_of,
    logged,
    room,
)

FILE = {"sha": "cd" * 32, "size": 5, "mime": "image/jpeg"}


def outcomes(*bodies: bytes | tuple[bytes, str]) -> dict[str, str]:
    """Operation -> status, with its reason where there is one."""
    found = project(log_of(bodies)).outcomes
    return {op: " ".join(word for word in outcome if word) for op, outcome in found.items()}


def becomes(data: bytes, *before: bytes) -> str:
    return outcomes(*(before or (begun(), room())), data)["op1"]


def write(field: str, value: Any, entity: str = ROOM, author: str = MEMBER) -> bytes:
    return body("op1", "set", entity, author, sets=[(field, value)])


def test_an_ordinary_write_is_applied():
    assert becomes(write("number", "12")) == "ok"
    assert becomes(write(SPACE, answer("7.85"), FACILITY)) == "ok"


@pytest.mark.parametrize(
    ("bases", "status"),
    [([200], "ok"), ([201], "quarantine bad_value"), ([200] * 10, "ok"),
     ([200] * 10 + [1], "quarantine bad_value")],
)  # fmt: skip
def test_an_operation_names_no_more_bases_than_a_screen_can_show(bases, status):
    sets = [
        (f"answer.input_{field}", answer("1"), [f"seen_{i}" for i in range(count)])
        for field, count in enumerate(bases)
    ]
    assert becomes(body("op1", "set", ROOM, MEMBER, sets=sets)) == status


def test_an_operation_waits_for_the_inspection_and_for_its_entity():
    set_it = write("number", "12")
    assert outcomes(set_it)["op1"] == "held no_inspection"
    assert outcomes(begun(), set_it)["op1"] == "held no_entity"
    assert outcomes(set_it, room())["op1"] == "held no_inspection"
    assert outcomes(set_it, room(), begun())["op1"] == "ok"


def test_what_is_held_touches_no_head_until_it_is_applied():
    set_it = write("number", "7")
    assert project(log_of([begun(), set_it])).heads.keys().isdisjoint({(ROOM, "number")})
    heads = project(log_of([begun(), set_it, room()])).heads[ROOM, "number"]
    assert [head.op for head in heads] == ["op1", "room"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ({"v": 2}, "newer_version"),
        ({"v": 0}, "bad_body"),
        ({"v": None}, "bad_body"),
        ({"k": "telepathy"}, "unknown_kind"),
        ({"e": "dream:1"}, "unknown_kind"),
        ({"e": "room:"}, "bad_body"),
        ({"e": "inspection:another"}, "bad_value"),
        ({"sets": "all"}, "bad_body"),
        ({"sets": []}, "bad_body"),
        ({"sets": [{"f": "number", "val": "1", "base": ["op1"]}]}, "bad_body"),
        ({"unheard": 1}, "unknown_field"),
        ({"k": "retract"}, "unknown_field"),
        ({"k": "submit"}, "unknown_field"),
        ({"k": "clock"}, "unknown_field"),
        ({"k": "resolve"}, "bad_value"),
        ({"k": "resolve", "why": " "}, "bad_value"),
        ({"k": "attach"}, "bad_value"),
        ({"k": "create", "type": "block"}, "bad_value"),
        ({"k": "create", "parent": 3}, "bad_value"),
        ({"k": "create", "e": FACILITY}, "bad_value"),
    ],
)
def test_what_this_server_cannot_apply_is_quarantined_with_its_reason(raw, reason):
    data = body("op1", "set", ROOM, sets=[("number", "1")], raw=raw)
    assert becomes(data) == f"quarantine {reason}"


@pytest.mark.parametrize(
    ("entity", "field"),
    [
        (ROOM, "colour"),
        (ROOM, "name"),
        (ROOM, "answer."),
        (ROOM, "answer.Ж"),
        (ROOM, "guess.space"),
        (BLOCK, "number"),
        (OWN, "answer.space"),
        (PHOTO, "answer.space"),
    ],
)
def test_a_field_that_the_entity_has_not_is_unknown(entity, field):
    raw = {"sets": [{"f": field, "val": "1", "base": []}]}
    reason = "bad_body" if "Ж" in field else "unknown_field"
    assert becomes(body("op1", "set", entity, raw=raw)) == f"quarantine {reason}"


def test_an_operation_is_applied_whole_or_not_at_all():
    half = body("op1", "set", ROOM, sets=[("number", "1"), ("colour", "red")])
    projection = project(log_of([begun(), room(), half]))
    assert projection.outcomes["op1"].status is Status.QUARANTINE
    assert [head.op for head in projection.heads[ROOM, "number"]] == ["room"]


@pytest.mark.parametrize(
    ("standing", "outcome"),
    [
        ({}, "ok"),
        ({"is_revoked": True}, "quarantine device_revoked"),
        ({"account": LEAD}, "quarantine other_user"),
        ({"is_inspector": False}, "quarantine not_an_inspector"),
        ({"dev": SERVER, "account": "u_else", "is_inspector": False}, "ok"),
    ],
)
def test_an_author_must_be_an_inspector_on_a_device_of_their_own(standing, outcome):
    data = write("number", "1")
    found = project([*log_of([begun(), room()]), logged(data, 9, **standing)]).outcomes["op1"]
    assert " ".join(word for word in found if word) == outcome


def test_only_the_team_writes_and_only_the_lead_names_it():
    assert becomes(write("number", "1", author=OUTSIDER)) == "quarantine not_on_the_team"
    assert becomes(write("team", [OUTSIDER], OWN)) == "quarantine not_the_lead"
    assert becomes(write("team", [OUTSIDER], OWN, LEAD)) == "ok"


def test_when_the_team_grows_what_waited_for_it_is_applied():
    early = write("number", "1", author=OUTSIDER)
    grows = body("op2", "set", OWN, sets=[("team", [OUTSIDER], ["begin"])])
    assert outcomes(begun(), room(), early, grows)["op1"] == "ok"


def test_whoever_leaves_the_team_keeps_what_they_recorded_and_reads_no_more():
    leaves = body("op2", "set", OWN, sets=[("team", [], ["begin"])])
    for order in ([write("number", "1"), leaves], [leaves, write("number", "1")]):
        projection = project(log_of([begun(), room(), *order]))
        assert projection.outcomes["op1"].status is Status.OK
        assert projection.members == (LEAD,)


def test_the_first_creation_names_the_lead_and_another_one_is_set_aside():
    other = body("op1", "create", OWN, MEMBER)
    projection = project(log_of([begun(), other]))
    assert projection.lead == LEAD
    assert " ".join(projection.outcomes["op1"]) == "quarantine second_creation"
    assert project(log_of([other, begun()])).lead == MEMBER


def test_a_creation_that_cannot_be_applied_makes_nobody_the_lead():
    odd = body("op1", "create", OWN, CLERK)
    bad = body("op2", "create", OWN, MEMBER, sets=[("colour", "red")])
    assert project(log_of([odd, bad, begun()])).lead == LEAD


@pytest.mark.parametrize("kind", sorted(REVIEW_KINDS))
def test_acts_of_review_are_not_for_tablets(kind):
    assert becomes(body("op1", kind, OWN)) == "quarantine not_for_tablets"


def review(*kinds: str) -> list[tuple[bytes, str] | bytes]:
    acts = [body(f"act{i}", kind, OWN, "u_supervisor") for i, kind in enumerate(kinds)]
    return [
        body(f"act{i}", "submit", OWN, covers="ab") if kind == "submit" else (act, SERVER)
        for i, (kind, act) in enumerate(zip(kinds, acts, strict=True))
    ]


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ([], ReviewState.IN_PROGRESS),
        (["submit"], ReviewState.SUBMITTED),
        (["submit", "return"], ReviewState.RETURNED),
        (["submit", "return", "submit"], ReviewState.SUBMITTED),
        (["submit", "approve"], ReviewState.APPROVED),
        (["submit", "approve", "publish"], ReviewState.PUBLISHED),
        (["submit", "approve", "publish", "withdraw"], ReviewState.WITHDRAWN),
        (["submit", "approve", "submit", "return"], ReviewState.APPROVED),
        (["publish"], ReviewState.IN_PROGRESS),
    ],
)
def test_the_review_state_follows_the_acts_in_order(kinds, state):
    assert project(log_of([begun(), *review(*kinds)])).review_state is state


def test_what_comes_after_the_approval_is_an_addendum():
    approved = [begun(), room(), *review("submit", "approve")]
    late, foreign = write("number", "7"), body("op2", "set", ROOM, OUTSIDER, sets=[("number", "1")])
    projection = project(log_of([*approved, late, foreign]))
    assert tuple(projection.outcomes["op1"]) == ("late", "closed")
    assert projection.outcomes["op2"].status is Status.QUARANTINE
    assert [head.value for head in projection.heads[ROOM, "number"]] == ["12"]


def test_an_approval_that_a_relay_brings_first_leaves_the_creation_and_its_team_standing():
    approval = (body("act", "approve", OWN, "u_supervisor"), SERVER)
    projection = project(log_of([approval, begun(), write("number", "7")]))
    assert (projection.lead, projection.members) == (LEAD, (LEAD, MEMBER))
    assert tuple(projection.outcomes["op1"]) == ("late", "closed")


def test_what_a_tablet_says_of_itself_needs_no_inspection():
    assert outcomes(body("op1", "clock", "device:d1", raw={"by": 5})) == {"op1": "ok"}


def test_entities_know_their_maker_and_files_their_operation():
    attach = body("op1", "attach", PHOTO, MEMBER, file=FILE, parent=ROOM)
    projection = project(log_of([begun(), room(), room("again"), attach]))
    assert projection.entities[ROOM].created_by == "room"
    assert tuple(projection.entities[PHOTO]) == ("evidence", ROOM, "op1")
    assert [tuple(use) for use in projection.files] == [("cd" * 32, "op1", f"d_{MEMBER}", 5)]


REFUSAL = {"role": "facility_head", "refused": True, "objections": "The roof was mended."}


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ({}, "ok"),
        ({"covers": "ab" * 32, "role": "inspector", "file": FILE}, "ok"),
        ({"covers": "ab" * 32, **REFUSAL}, "ok"),
        ({"covers": "ab" * 32, "more": "what a newer program says beside"}, "ok"),
        ({"covers": "ab"}, "quarantine bad_value"),
        ({"role": "A. Person"}, "quarantine bad_value"),
        ({"refused": "yes"}, "quarantine bad_value"),
        ({"objections": " "}, "quarantine bad_value"),
        ({"file": {"sha": "x"}}, "quarantine bad_value"),
        ({"sets": [("facility", "f2")]}, "quarantine unknown_field"),
    ],
)
def test_a_signature_says_what_it_covers_and_in_whose_name_it_is(said, outcome):
    assert becomes(body("op1", "sign", OWN, MEMBER, **said)) == outcome


def test_a_drawn_signature_is_awaited_as_a_file_and_is_no_evidence():
    projection = project(log_of([begun(), body("op1", "sign", OWN, MEMBER, file=FILE)]))
    assert [tuple(use) for use in projection.files] == [("cd" * 32, "op1", f"d_{MEMBER}", 5)]
    assert PHOTO not in projection.entities


def test_a_signature_on_a_block_waits_for_the_block():
    sign = body("op1", "sign", BLOCK, MEMBER, covers="ab" * 32)
    assert becomes(sign) == "held no_entity"
    assert becomes(sign, begun(), body("op2", "create", BLOCK)) == "ok"


def test_the_inspection_says_what_its_creation_said():
    projection = project(log_of([begun()]))
    assert (projection.facility, str(projection.visited_on)) == ("f1", "2026-06-15")
    assert tuple(projection.checklist or ()) == ("full", 1, "ab" * 32)
    assert projection.members == (LEAD, MEMBER)


@pytest.mark.parametrize("chk", [None, [], {}, {"id": "full", "ver": 0, "sha": "ab" * 32}])
def test_a_checklist_that_cannot_be_read_is_none(chk):
    assert project(log_of([body("op1", "create", OWN, raw={"chk": chk})])).checklist is None


def test_counts_are_of_fields_that_conflict_and_of_operations_not_applied():
    log: list[Logged] = log_of(
        [
            begun(),
            room(),
            body("op1", "set", ROOM, MEMBER, sets=[("number", "13")]),
            body("op2", "set", ROOM, MEMBER, sets=[("kind", "cell")]),
            body("op3", "set", BLOCK, MEMBER, sets=[("name", "A")]),
            body("op4", "set", ROOM, OUTSIDER, sets=[("number", "14")]),
        ]
    )
    projection = project(log)
    assert (projection.conflicts, projection.held, projection.quarantined) == (1, 1, 1)
    assert len(projection.heads[ROOM, "kind"]) == 2  # recorded twice, and they agree
