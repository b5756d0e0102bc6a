"""The twelve drawings that stand for photographs."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PIL import Image

from inspect_app.domain.facts import Facts
from inspect_app.domain.terms import EvidenceKind


def test_each_picture_is_named_by_one_item_of_evidence(colony: Facts, colony_dir: Path) -> None:
    drawn = {path.relative_to(colony_dir).as_posix() for path in colony_dir.glob("photos/*")}
    named = [item.file for item in colony.evidence if item.file is not None]
    assert len(named) == 12
    assert sorted(named) == sorted(drawn)


def test_each_picture_has_the_hash_that_is_recorded_with_it(
    colony: Facts, colony_dir: Path
) -> None:
    for item in colony.evidence:
        if item.file is not None:
            content = (colony_dir / item.file).read_bytes()
            assert hashlib.sha256(content).hexdigest() == item.sha256, item.file


def test_each_picture_is_a_small_jpeg_without_metadata(colony_dir: Path) -> None:
    for path in colony_dir.glob("photos/*"):
        assert path.stat().st_size < 150_000, path.name
        with Image.open(path) as picture:
            assert (picture.format, picture.size) == ("JPEG", (1600, 1200))
            assert not picture.getexif()
            assert not {"exif", "comment", "xmp", "photoshop"} & set(picture.info), path.name


def test_the_picture_that_shows_a_person_is_not_to_be_published(colony: Facts) -> None:
    showing = [item for item in colony.evidence if item.shows_person]
    assert [item.file for item in showing] == ["photos/yard.jpg"]
    assert not showing[0].is_publishable
    photos = [item for item in colony.evidence if item.kind is EvidenceKind.PHOTO]
    assert 0 < sum(item.is_publishable for item in photos) < len(photos)


def test_every_item_of_evidence_supports_some_answer(colony: Facts) -> None:
    used = {evidence for answer in colony.answers for evidence in answer.evidence}
    unused = {item.id for item in colony.evidence} - used
    assert not unused
