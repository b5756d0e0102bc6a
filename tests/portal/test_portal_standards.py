"""The standards of an old publication: read once, and where they are lost, refused once and clearly."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from inspect_app.domain.canonical import canonical_bytes
from inspect_app.services.portal import Document, NotKept, packs_of, read_document, standards
from tests.portal.published_world import FACILITY, IN_FORCE, demo_result, edition


@cache
def old() -> Document:
    known = read_document(canonical_bytes(edition(IN_FORCE, FACILITY).document))
    return replace(known, packs=tuple((pack, 9, "9" * 64) for pack, _, _ in known.packs))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders in which packs were looked for."""
    looked: list[Path] = []
    monkeypatch.setattr(standards, "kept_packs", lambda folder, _: looked.append(folder))
    return looked


def refuse(data_dir: Path) -> None:
    with pytest.raises(NotKept):
        packs_of(old(), (), data_dir)


def test_lost_standards_are_looked_for_once_and_told_once(
    asked: list[Path], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="inspect_app.portal"):
        for _ in range(5):
            refuse(tmp_path)
    assert asked == [tmp_path]
    (told,) = caplog.messages
    assert IN_FORCE in told
    assert "explained by those of today" in told


def test_standards_that_were_put_back_are_found_again(
    asked: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = [1000.0]
    monkeypatch.setattr(standards, "monotonic", lambda: moment[0])
    refuse(tmp_path)
    packs = tuple(demo_result().standards.packs)
    monkeypatch.setattr(standards, "kept_packs", lambda *_: packs)
    refuse(tmp_path)
    moment[0] += standards.MISSED_SECONDS
    assert packs_of(old(), (), tmp_path) == packs


def test_a_folder_that_cannot_be_read_is_refused_as_one_that_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise PermissionError("no right to read")

    monkeypatch.setattr(standards, "kept_packs", broken)
    refuse(tmp_path)
    assert "no right to read" in caplog.text
