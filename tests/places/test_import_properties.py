"""Whatever editions of a register follow each other: an edition that came in changes nothing more."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from inspect_app.services.place_import import carry_out
from tests.places.small_registers import ADMINISTRATOR, NOW, counts, plan, row, write_register

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12
)
ROWS = st.fixed_dictionaries(
    {
        "name": TEXTS.map(lambda text: f"N {text}"),
        "old": st.sampled_from(["", "O-1", "O-2"]),
        "kind": st.sampled_from(["colony", "prison"]),
        "region": st.sampled_from(["KZ-11", "KZ-75", ""]),
        "places": st.integers(0, 5000).map(str),
        "as_of": st.sampled_from(["2025-01-01", "2026-01-01"]),
    }
)
ROOMS = st.sets(st.tuples(st.sampled_from(["", "B1", "B2"]), st.sampled_from("123")), max_size=4)
EDITIONS = st.lists(
    st.dictionaries(st.sampled_from("abcd"), st.tuples(ROWS, ROOMS), min_size=1),
    min_size=1,
    max_size=3,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(editions=EDITIONS)
def test_an_edition_that_came_in_changes_nothing_when_it_comes_again(
    engine: Engine, tmp_path: Path, editions
) -> None:
    with Session(engine) as session:
        for edition in editions:
            rows = [row(key, **cells) for key, (cells, _) in edition.items()]
            rooms = [(key, *place, "cell") for key, (_, said) in edition.items() for place in said]
            mapping = write_register(tmp_path, rows, rooms)
            said = plan(session, mapping)
            if said.refused:
                assert {refused.code for refused in said.refused} == {"code_taken"}
                continue
            assert len(said.additions) + len(said.changes) + len(said.unchanged) == len(rows)
            carry_out(session, ADMINISTRATOR, said, NOW)
            assert counts(plan(session, mapping)) == (0, 0, len(rows), 0)
        session.rollback()
