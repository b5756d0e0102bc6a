"""The workbook and the printed report call a thing by the same word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = {"facility_kind": "facility", "room_kind": "room", "reason": "reason"}


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_kinds_and_reasons_have_the_words_of_the_report(language):
    printed = json.loads((ROOT / f"templates/reports/messages/{language}.json").read_text("utf-8"))
    written = json.loads(
        (ROOT / f"inspect_app/files/workbook/words/{language}.json").read_text("utf-8")
    )
    groups = {key: key.partition(".") for key in written}
    shared = {key: f"{SHARED[g]}.{name}" for key, (g, _, name) in groups.items() if g in SHARED}
    assert shared
    assert {key: written[key] for key in shared} == {
        key: printed[other] for key, other in shared.items()
    }
