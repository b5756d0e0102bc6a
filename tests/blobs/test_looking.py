"""What bytes are is decided by looking, and a thumbnail takes over pixels and nothing else."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from PIL import Image

from inspect_app.files.blob_store import blob_path
from inspect_app.files.thumbnails import Look, look_at, make_thumbnail
from tests.blobs.files_to_send import CAMERA, LATITUDE, bomb, photograph, sha256


def kept(folder: Path, content: bytes) -> str:
    path = blob_path(folder, sha256(content))
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return sha256(content)


def seen(folder: Path, content: bytes) -> Look:
    return look_at(blob_path(folder, kept(folder, content)))


def test_a_photograph_is_a_picture_as_large_as_it_is_shown(tmp_path: Path) -> None:
    assert seen(tmp_path, photograph(640, 480)) == Look("image/jpeg", True, 480, 640)


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"OggS\x00\x02", "audio/ogg"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"\x00\x00\x00\x18ftypheic", "image/heic"),
        (b"<script>alert(1)</script>", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_what_is_no_picture_is_named_by_its_first_bytes(
    tmp_path: Path, content: bytes, mime: str
) -> None:
    assert seen(tmp_path, content) == Look(mime)


def test_a_photograph_that_ends_early_is_no_picture_and_stays_as_it_came(tmp_path: Path) -> None:
    half = photograph()[:4000]
    assert seen(tmp_path, half) == Look("image/jpeg")
    assert blob_path(tmp_path, sha256(half)).read_bytes() == half


def test_a_small_file_of_400_million_pixels_is_not_decoded(tmp_path: Path) -> None:
    content = bomb()
    assert len(content) < 100_000
    started = time.process_time()
    assert seen(tmp_path, content) == Look("image/png")
    assert make_thumbnail(tmp_path, sha256(content)) is None
    assert time.process_time() - started < 1


def test_no_byte_of_a_thumbnail_says_where_the_picture_was_taken(tmp_path: Path) -> None:
    content = photograph()
    assert all(planted in content for planted in (b"Exif", CAMERA.encode(), LATITUDE))
    path = make_thumbnail(tmp_path, kept(tmp_path, content))
    assert path is not None
    thumbnail = path.read_bytes()
    assert not any(p in thumbnail for p in (b"Exif", CAMERA.encode(), LATITUDE, b"GPS", b"ICC_"))
    with Image.open(io.BytesIO(thumbnail)) as small:
        assert (small.format, small.size, dict(small.getexif())) == ("JPEG", (240, 320), {})


def test_a_transparent_drawing_gets_a_white_ground(tmp_path: Path) -> None:
    written = io.BytesIO()
    Image.new("RGBA", (900, 300), (0, 0, 0, 0)).save(written, "PNG")
    path = make_thumbnail(tmp_path, kept(tmp_path, written.getvalue()))
    assert path is not None
    with Image.open(path) as small:
        assert (small.size, small.getpixel((5, 5))) == ((320, 107), (255, 255, 255))


def test_a_thumbnail_made_twice_is_the_same_file(tmp_path: Path) -> None:
    sha = kept(tmp_path, photograph())
    first = make_thumbnail(tmp_path, sha)
    assert first is not None
    content = first.read_bytes()
    assert make_thumbnail(tmp_path, sha) == first
    assert first.read_bytes() == content
    assert [path.name for path in first.parent.iterdir()] == [first.name]


def test_a_thumbnail_of_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        make_thumbnail(tmp_path, "ab" * 32)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "\n", ""])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal"):
        blob_path(tmp_path, name)
    with pytest.raises(ValueError, match="64 hexadecimal"):
        make_thumbnail(tmp_path, name)
