"""Drawings that stand for photographs."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image

from inspect_app.demo.country.drawings import drawn, picture_for

KEYS = ("dormitory-12-1-1", "cell-4-2-0", "toilet-2", "entrance-0", "thermometer-16", "person-0")
_GPS = 0x8825


@pytest.mark.parametrize("key", KEYS)
def test_each_is_a_small_jpeg(key: str) -> None:
    content = drawn(key)
    assert 30_000 <= len(content) <= 90_000
    with Image.open(BytesIO(content)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1280, 960))


def test_another_process_draws_the_same_bytes() -> None:
    code = (
        "import hashlib; from inspect_app.demo.country.drawings import drawn;"
        "print(hashlib.sha256(drawn('cell-4-2-0')).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == sha256(drawn("cell-4-2-0")).hexdigest()


def test_the_corner_is_marked() -> None:
    """White ground and red letters, which nothing else in a drawing has."""
    for key in KEYS:
        with Image.open(BytesIO(drawn(key))) as picture:
            corner = picture.crop((0, 880, 290, 955)).convert("RGB")
        colours = {colour for _, colour in corner.getcolors(corner.width * corner.height) or ()}
        assert any(min(colour) > 240 for colour in colours)
        assert any(red > 140 and green < 80 and blue < 80 for red, green, blue in colours)


def test_some_carry_what_a_careless_camera_writes() -> None:
    with Image.open(BytesIO(drawn("thermometer-16"))) as picture:
        assert picture.getexif().get_ifd(_GPS)
    with Image.open(BytesIO(drawn("cell-4-2-0"))) as picture:
        assert not picture.getexif()


def test_a_drawing_suits_what_was_found() -> None:
    assert picture_for("toilet", {"toilet_partition": "none"}, 5) == "toilet-0"
    assert picture_for("entrance", {"step_free_entrance": "steps_only"}, 1) == "entrance-0"
    damp = picture_for("cell", {"damp_and_mould": "wet_walls", "daylight_to_read": "no_window"}, 0)
    assert damp == "cell-2-0-1"
