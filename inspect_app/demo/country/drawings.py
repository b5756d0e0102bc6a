"""Drawings that stand for photographs: rooms as one sees them from the door, and never a person.

A drawing is named by a key, `motif-part-part`, and the same key always gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from io import BytesIO
from random import Random
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from PIL.Image import Exif

from inspect_app.demo.country.scenes import (
    HEIGHT,
    WIDTH,
    camera,
    corridor,
    entrance,
    kitchen,
    notice,
    room,
    thermometer,
    toilet,
    yard,
)

MIME = "image/jpeg"
_QUALITY = 66
_WITH_EXIF = frozenset({"thermometer", "camera"})
"""These carry what a careless camera writes, place and owner, so that its removal can be seen."""
_GPS, _GPS_LATITUDE, _GPS_LATITUDE_REF = 0x8825, 2, 1
_OWNER, _MAKER = 0xA430, 0x010F
_BEDS: Mapping[str, tuple[int, ...]] = {
    "dormitory": (4, 8, 12), "cell": (2, 4, 6), "isolation": (1,), "quarantine": (4,), "ward": (3,),
}  # fmt: skip

_SCENES: Mapping[str, Callable[..., None]] = {
    **dict.fromkeys(_BEDS, room),
    "toilet": toilet,
    "entrance": entrance,
    "camera": camera,
    "yard": yard,
    "kitchen": kitchen,
    "notice": notice,
    "thermometer": thermometer,
    "person": corridor,
}


def picture_for(motif: str, answers: Mapping[str, Any], variant: int) -> str:
    """The key of the drawing that suits what was found there."""
    if motif in _BEDS:
        beds = _BEDS[motif][min(len(_BEDS[motif]) - 1, variant % 3)]
        window = 0 if answers.get("daylight_to_read") == "no_window" else 1 + variant % 2
        damp = int(answers.get("damp_and_mould") in ("large_patches", "wet_walls"))
        return f"{motif}-{beds}-{window}-{damp}"
    if motif == "toilet":
        partitions = ("none", "curtain", "half_height", "full_height_screen", "full_to_ceiling")
        kind = str(answers.get("toilet_partition", "full_to_ceiling"))
        return f"toilet-{partitions.index(kind)}"
    if motif == "entrance":
        ways = ("steps_only", "ramp_without_edges_or_handrails", "ramp_with_edges_and_handrails",
                "level_entrance")  # fmt: skip
        return f"entrance-{ways.index(str(answers['step_free_entrance']))}"
    if motif == "thermometer":
        degrees = int(Fraction(str(answers["room_temperature_celsius"])))
        return f"thermometer-{min(28, max(8, degrees // 2 * 2))}"
    if motif == "yard":
        return f"yard-{int(answers.get('yard_shelter') is True)}"
    return f"{motif}-{variant % 2}"


@cache
def drawn(key: str) -> bytes:
    """The JPEG, 1280 x 960 pixels, 30 to 80 kB."""
    motif, *parts = key.split("-")
    picture = Image.new("RGB", (WIDTH, HEIGHT), "#d9d5cb")
    _SCENES[motif](ImageDraw.Draw(picture), *(int(part) for part in parts))
    picture = _grained(picture, key)
    _marked(picture)
    content = BytesIO()
    picture.save(content, "JPEG", quality=_QUALITY, exif=_exif(motif))
    return content.getvalue()


def _grained(picture: Image.Image, key: str) -> Image.Image:
    """A little grain, as a camera makes it in poor light."""
    chance = Random(key)  # noqa: S311  # a drawing, no secret
    size = (WIDTH // 3, HEIGHT // 3)
    grain = Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))
    grey = Image.merge("RGB", [grain.resize(picture.size, Image.Resampling.BILINEAR)] * 3)
    return Image.blend(picture, grey, 0.03)


def _marked(picture: Image.Image) -> None:
    canvas = ImageDraw.Draw(picture)
    font = ImageFont.load_default(64)
    canvas.rectangle((0, HEIGHT - 96, 300, HEIGHT), fill="#ffffff")
    canvas.text((40, HEIGHT - 86), "DEMO", fill="#a01818", font=font)


def _exif(motif: str) -> Exif:
    exif = Exif()
    if motif in _WITH_EXIF:
        exif[_MAKER] = "DEMO camera"
        exif[_OWNER] = "DEMO owner"
        exif[_GPS] = {_GPS_LATITUDE_REF: "N", _GPS_LATITUDE: (48.0, 0.0, 0.0)}
    return exif
