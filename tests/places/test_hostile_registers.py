"""Registers that somebody wrote to do harm, or that no column has room for."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from inspect_app.problems import Problems
from tests.places.small_registers import counts, plan, row, write_register


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"key": "a\0b"}, "key"),
        ({"key": "a\x1b[2Jb"}, "key"),
        ({"name": "\x1b]0;all is well\x07"}, "name"),
        ({"code": "N\x9b1"}, "code"),
        ({"region": "KZ-\x7f11"}, "region"),
    ],
)
def test_a_sign_that_is_no_text_refuses_its_row_and_is_not_shown(
    session: Session, tmp_path: Path, cells: dict[str, str], column: str
) -> None:
    said = plan(session, write_register(tmp_path, [row("1") | cells, row("2")]))
    assert counts(said)[0] == 1
    assert [(one.column, one.code) for one in said.refused] == [(column, "control_character")]
    assert said.refused[0].value.isprintable()


@pytest.mark.parametrize(
    ("was", "now", "item"),
    [
        ("country: KZ", "country: Kazakhstan", "country"),
        ("country: KZ", "country: kz", "country"),
        ("source: small", "source: " + "s" * 61, "places / source"),
    ],
)
def test_a_mapping_that_no_column_has_room_for_is_refused_by_line(
    session: Session, tmp_path: Path, was: str, now: str, item: str
) -> None:
    mapping = write_register(tmp_path, [row("1")])
    text = mapping.read_text(encoding="utf-8")
    assert was in text
    mapping.write_text(text.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(Problems) as refused:
        plan(session, mapping)
    told = refused.value.problems
    assert [(one.code, one.details["item"]) for one in told] == [("register.mapping", item)]
