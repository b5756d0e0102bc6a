"""What a field of the tablet takes, the server takes as well: a longer text would be set aside there."""

from __future__ import annotations

import re

from inspect_app.domain.projecting import field_values
from tests.twin.node import FRONTEND


def test_free_words_may_be_as_long_on_the_tablet_as_on_the_server() -> None:
    source = (FRONTEND / "src/domain/operations.ts").read_text(encoding="utf-8")
    found = re.search(r"export const LONGEST_WORDS = (\d+);", source)
    assert found is not None
    assert int(found[1]) == field_values.LONGEST_WORDS
    field = (FRONTEND / "src/ui/parts/WordsField.svelte").read_text(encoding="utf-8")
    assert "maxlength={most}" in field
    assert "most = LONGEST_WORDS" in field


def test_a_short_line_is_no_longer_than_a_rooms_number_may_be() -> None:
    line = (FRONTEND / "src/ui/screens/rooms/TextLine.svelte").read_text(encoding="utf-8")
    found = re.search(r'maxlength="(\d+)"', line)
    assert found is not None
    assert int(found[1]) <= field_values.LONGEST_NUMBER
