"""A register comes in whole or not at all, and comes in twice without a change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from inspect_app.domain.permissions import Actor, Role
from inspect_app.problems import Problem, Problems
from inspect_app.services.place_import import carry_out, problem_of
from inspect_app.store.audit import AuditRow
from inspect_app.store.places import BlockRow, CapacityRow, FacilityCodeRow, FacilityRow, RoomRow
from tests.places.small_registers import (
    ADMINISTRATOR,
    ITALY,
    KAZAKH,
    NOW,
    bring_in,
    counts,
    plan,
    row,
    write_register,
)


def facility(session: Session, key: str) -> FacilityRow:
    return session.scalars(select(FacilityRow).where(FacilityRow.source_key == key)).one()


def how_many(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_190_italian_prisons_come_in_and_a_second_time_nothing_changes(session: Session) -> None:
    assert bring_in(session, ITALY) == (190, 0)
    assert how_many(session, AuditRow) == 190
    assert counts(plan(session, ITALY)) == (0, 0, 190, 0)
    assert bring_in(session, ITALY) == (0, 0)
    assert (how_many(session, FacilityRow), how_many(session, AuditRow)) == (190, 190)


def test_the_traps_of_the_italian_register_are_stepped_over(session: Session) -> None:
    bring_in(session, ITALY)
    men, women = facility(session, "MII158895"), facility(session, "MII178501")
    assert [code.code for code in (*men.codes, *women.codes)] == ["BB01", "BB32"]
    assert (men.region_id, men.region_text) == (None, "Lombardia")
    pozzuoli = session.scalars(select(FacilityRow).where(FacilityRow.sort_name == "Pozzuoli")).one()
    capacities = {(c.notion, c.basis): (c.places, c.as_of) for c in pozzuoli.capacities}
    day = date(2025, 7, 1)  # the file says 2025-01-07 on every row
    assert capacities == {
        ("official", "certified_normal"): (98, day),
        ("available", "certified_normal"): (0, day),
    }


def test_the_example_shows_codes_regions_capacities_rooms_and_its_mark(session: Session) -> None:
    assert bring_in(session, KAZAKH) == (8, 0)
    first, remand = facility(session, "D-01"), facility(session, "D-04")
    assert [code.code for code in first.codes] == ["ДМ-901/1", "Учреждение № 901"]
    assert (first.region_id, remand.region_id, remand.security) == ("KZ-11", "KZ-71", None)
    assert {c.notion: (c.basis, c.places) for c in first.capacities} == {
        "official": ("design", 600),
        "available": ("design", 600),
        "operational": ("operational", 780),
    }
    assert [block.name for block in first.blocks] == ["Отряд 1", "Отряд 2", "ШИЗО"]
    assert (first.is_demo, first.names["kk"]) == (True, "ДЕМО № 901 мекеме")
    assert (how_many(session, RoomRow), how_many(session, BlockRow)) == (7, 4)
    assert bring_in(session, KAZAKH) == (0, 0)


def test_one_bad_row_among_190_stores_nothing(session: Session, tmp_path: Path) -> None:
    rows = [row(f"k{n}") for n in range(190)]
    rows[149] |= {"places": "sì", "kind": "castle", "region": "Акмолинск"}
    said = plan(session, write_register(tmp_path, rows))
    assert counts(said) == (189, 0, 0, 3)
    assert {(r.file, r.line, r.column, r.value, r.code) for r in said.refused} == {
        ("main.csv", 151, "places", "sì", "not_whole"),
        ("main.csv", 151, "kind", "castle", "unknown_word"),
        ("main.csv", 151, "region", "Акмолинск", "unknown_region"),
    }
    with pytest.raises(Problems) as refused:
        carry_out(session, ADMINISTRATOR, said, NOW)
    assert len(refused.value.problems) == 3
    session.commit()
    assert (how_many(session, FacilityRow), how_many(session, AuditRow)) == (0, 0)


def test_a_change_is_told_field_by_field_and_stands_in_the_audit(
    session: Session, tmp_path: Path
) -> None:
    bring_in(session, write_register(tmp_path, [row("a"), row("b")]))
    changed = row("a", name="Renamed", old="OLD-1", places="120")
    (change,) = plan(session, write_register(tmp_path, [changed, row("b")])).changes
    assert {field.field: (field.before, field.after) for field in change.fields} == {
        "name.en": ("Facility a", "Renamed"),
        "codes": (["N-a"], ["N-a", "OLD-1"]),
        "capacity.official.2026-01-01": (
            {"places": 100, "basis": "design", "stated_by": None},
            {"places": 120, "basis": "design", "stated_by": None},
        ),
    }
    assert bring_in(session, write_register(tmp_path, [changed, row("b")])) == (0, 1)
    line = session.scalars(select(AuditRow).order_by(AuditRow.id.desc())).first()
    assert line is not None
    assert (line.actor, line.action, line.subject) == (
        "u_admin",
        "facility.changed",
        change.facility,
    )
    assert line.details["changes"]["name.en"] == ["Facility a", "Renamed"]


def test_one_institution_with_two_codes_stays_one(session: Session, tmp_path: Path) -> None:
    mapping = write_register(tmp_path, [row("a", code="Учреждение № 1", old="ИЧ-1/2")])
    bring_in(session, mapping)
    assert [code.code for code in facility(session, "a").codes] == ["ИЧ-1/2", "Учреждение № 1"]
    assert bring_in(session, mapping) == (0, 0)


@pytest.mark.parametrize("where", ["the same file", "the database", "another register"])
def test_a_code_of_another_facility_refuses_the_row_and_merges_nothing(
    session: Session, tmp_path: Path, where: str
) -> None:
    owner, newcomer = row("a", code="X-1"), row("b", old="X-1")
    if where == "another register":
        bring_in(session, write_register(tmp_path / "first", [owner], source="elsewhere"))
    elif where == "the database":
        bring_in(session, write_register(tmp_path, [owner]))
    rows = [newcomer, owner] if where == "the database" else [owner, newcomer]
    if where == "another register":
        rows = [newcomer]
    (refused,) = plan(session, write_register(tmp_path, rows)).refused
    assert (refused.code, refused.column, refused.value) == ("code_taken", "old", "X-1")
    assert "X-1" in str(problem_of(refused))


def test_a_code_may_move_when_its_owner_gives_it_up(session: Session, tmp_path: Path) -> None:
    bring_in(session, write_register(tmp_path, [row("a", code="X-1"), row("b", code="X-2")]))
    swapped = [row("a", code="X-2"), row("b", code="X-1")]
    assert bring_in(session, write_register(tmp_path, swapped)) == (0, 2)
    assert how_many(session, FacilityCodeRow) == 2


def test_what_a_new_edition_does_not_name_is_listed_and_stays(
    session: Session, tmp_path: Path
) -> None:
    rooms = [("a", "B1", "1", "cell"), ("a", "", "2", "dormitory")]
    bring_in(session, write_register(tmp_path, [row("a"), row("b")], rooms))
    later = write_register(tmp_path, [row("a")], rooms[:1])
    said = plan(session, later)
    assert counts(said) == (0, 0, 1, 0)
    assert [(m.key, m.room) for m in said.missing] == [("b", None), ("a", "/2")]
    assert bring_in(session, later) == (0, 0)
    assert (how_many(session, FacilityRow), how_many(session, RoomRow)) == (2, 2)


def test_a_later_capacity_stands_beside_the_earlier_one(session: Session, tmp_path: Path) -> None:
    bring_in(session, write_register(tmp_path, [row("a")]))
    bring_in(session, write_register(tmp_path, [row("a", places="90", as_of="2026-07-01")]))
    stated = [(c.as_of.isoformat(), c.places) for c in facility(session, "a").capacities]
    assert stated == [("2026-01-01", 100), ("2026-07-01", 90)]
    assert how_many(session, CapacityRow) == 2


def test_a_plan_made_before_the_register_moved_on_is_refused(
    session: Session, tmp_path: Path
) -> None:
    bring_in(session, write_register(tmp_path, [row("a")]))
    old = plan(session, write_register(tmp_path, [row("a", name="Older wish")]))
    bring_in(session, write_register(tmp_path, [row("a", name="Newer")]))
    with pytest.raises(Problem, match="has changed since the preview"):
        carry_out(session, ADMINISTRATOR, old, NOW)
    session.rollback()
    assert facility(session, "a").names == {"en": "Newer"}


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.SUPERVISOR, Role.COUNCIL_MEMBER])
def test_nobody_but_an_administrator_changes_the_register(
    session: Session, tmp_path: Path, role: Role
) -> None:
    said = plan(session, write_register(tmp_path, [row("a")]))
    with pytest.raises(Problem) as refused:
        carry_out(session, Actor("u_other", role, frozenset({"KZ-11"})), said, NOW)
    assert refused.value.code == "access.denied"
    assert how_many(session, FacilityRow) == 0


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"places": "12.5"}, "not_whole"),
        ({"places": "-1"}, "not_whole"),
        ({"places": "999999"}, "not_whole"),
        ({"as_of": "01/07/2025"}, "not_day"),
        ({"as_of": ""}, "not_day"),
        ({"name": ""}, "no_value"),
        ({"name": "x" * 201}, "too_long"),
        ({"code": "c" * 61}, "too_long"),
        ({"name": "a\0b"}, "control_character"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_and_said(
    session: Session, tmp_path: Path, cells: dict[str, str], code: str
) -> None:
    (refused,) = plan(session, write_register(tmp_path, [row("a", **cells)])).refused
    assert (refused.code, refused.file, refused.line) == (code, "main.csv", 2)
    assert problem_of(refused).sentence("kk").startswith("main.csv, 2-жол")


def test_rooms_are_refused_by_their_own_line(session: Session, tmp_path: Path) -> None:
    rooms = [("a", "B", "1", "cell"), ("a", "B", "1", "cell"), ("a", "B", "", "cell"),
             ("a", "B", "2", ""), ("a", "B", "3", "tower")]  # fmt: skip
    refused = plan(session, write_register(tmp_path, [row("a")], rooms)).refused
    assert [(r.file, r.line, r.code) for r in refused] == [
        ("rooms.csv", 3, "room_twice"),
        ("rooms.csv", 4, "no_value"),
        ("rooms.csv", 5, "no_value"),
        ("rooms.csv", 6, "unknown_word"),
    ]
