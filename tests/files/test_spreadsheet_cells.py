"""No cell of a table that we write is run by a spreadsheet."""

from __future__ import annotations

import pytest

from inspect_app.files.spreadsheet_cells import harmless

RUN = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r1", "\nx", " =1", "  \t+1", "\u00a0-1", "\ufeff=1",
       "\u200b@x", "\x00=1", "＝1+1", "＠x")  # fmt: skip


@pytest.mark.parametrize("text", RUN)
def test_what_a_spreadsheet_would_run_becomes_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", " ", "Colony 7", "a=b", "1-2", "<3", ">=3", "'=1", "39.0000"])
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text
