"""Photographs are made small and bare, and what only pretends to be one is refused in a sentence."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms

from inspect_app.problems import Problem
from inspect_app.reports.photographs import prepare_photograph
from tests.reports.conftest import jpeg


def png(width: int, height: int, data: bytes | None = None) -> bytes:
    """A PNG whose header says this size, whatever lies behind it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(data if data is not None else bytes((1 + 3 * width) * 4))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def refusal(content: bytes) -> str:
    with pytest.raises(Problem) as caught:
        prepare_photograph("photos/1.jpg", content)
    assert "photos/1.jpg" in caught.value.sentence("kk")
    return caught.value.code


def test_a_photograph_becomes_660_pixels_wide() -> None:
    photograph = prepare_photograph("a.jpg", jpeg((1600, 1200)))
    assert (photograph.width_px, photograph.height_px) == (660, 495)
    assert Image.open(io.BytesIO(photograph.jpeg)).size == (660, 495)


def test_a_small_photograph_is_not_blown_up() -> None:
    assert prepare_photograph("a.jpg", jpeg((300, 200))).width_px == 300


def test_the_hash_is_that_of_the_file_as_given() -> None:
    content = jpeg((300, 200))
    assert (
        prepare_photograph("a.jpg", content).original_sha256 == hashlib.sha256(content).hexdigest()
    )


def test_a_photograph_taken_on_its_side_stands_up() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    photograph = prepare_photograph("a.jpg", jpeg((800, 600), exif=exif))
    assert photograph.width_px < photograph.height_px


def test_the_place_where_it_was_taken_is_gone() -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    exif.get_ifd(0x8825)[1] = "N"
    bare = prepare_photograph("a.jpg", jpeg((800, 600), exif=exif, comment=b"SecretPlace")).jpeg
    assert b"Secret" not in bare
    assert b"Exif" not in bare


def test_colours_of_another_profile_become_those_of_srgb() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    bare = Image.open(io.BytesIO(prepare_photograph("a.jpg", jpeg((90, 90), icc_profile=lab)).jpeg))
    assert "icc_profile" not in bare.info
    assert bare.mode == "RGB"


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "CMYK", "1", "I;16"])
def test_every_kind_of_pixels_becomes_rgb(mode: str) -> None:
    written = io.BytesIO()
    Image.new(mode, (40, 30)).save(written, "JPEG" if mode == "CMYK" else "PNG")
    assert prepare_photograph("a", written.getvalue()).width_px == 40


def test_what_shines_through_is_white() -> None:
    written = io.BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(written, "PNG")
    bare = Image.open(io.BytesIO(prepare_photograph("a", written.getvalue()).jpeg))
    assert bare.getpixel((20, 15)) == (255, 255, 255)


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    assert refusal(png(13_000, 13_000)) == "report.photograph_too_large"
    assert refusal(png(60_000, 60_000)) == "report.photograph_too_large"


def test_a_file_of_many_bytes_is_refused() -> None:
    assert refusal(jpeg((20, 20)) + bytes(40_000_001)) == "report.photograph_too_large"


def test_a_header_that_promises_more_than_is_there_is_refused() -> None:
    assert refusal(png(4_000, 3_000)) == "report.photograph_unreadable"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Guten Tag",
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        jpeg((400, 300))[:700],
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
    ],
)
def test_what_is_no_whole_photograph_is_refused(content: bytes) -> None:
    assert refusal(content) == "report.photograph_unreadable"


def test_the_same_photograph_always_gives_the_same_bytes() -> None:
    content = jpeg((1600, 1200), (12, 200, 90))
    assert prepare_photograph("a", content) == prepare_photograph("b", content)
