"""Photographs made fit to print: small, upright, in sRGB, and with nothing hidden inside.

Phones write the place where a picture was taken into the file; it must never leave with a report.
The original stays where it is, untouched, and its hash is what the report names.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageFile, ImageOps

from inspect_app.problems import Problem
from inspect_app.reports.whole_pictures import png_is_whole, with_more_jpeg_data

WIDTH_PX = 660
"""300 dots an inch at the 56 mm of a column."""

HEIGHT_PX = 880
MOST_PIXELS = 40_000_000
MOST_BYTES = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
_JPEG_QUALITY = 80
_SRGB = ImageCms.createProfile("sRGB")


@dataclass(frozen=True, slots=True)
class Photograph:
    """`jpeg` is what is printed; `original_sha256` is the hash of the file that was given."""

    jpeg: bytes
    width_px: int
    height_px: int
    original_sha256: str


def prepare_photograph(file: str, content: bytes) -> Photograph:
    """The photograph as it will be printed. `file` is only for the refusal's sentence.

    Raises Problem `report.photograph_too_large` before anything is decoded, and
    `report.photograph_unreadable` for whatever is no whole JPEG, PNG or WebP picture.
    """
    if len(content) > MOST_BYTES:
        raise Problem("report.photograph_too_large", file=file)
    try:
        picture = _upright_srgb(file, content)
    except Problem:
        raise
    except Image.DecompressionBombError as error:
        raise Problem("report.photograph_too_large", file=file) from error
    except Exception as error:  # a decoder given hostile bytes may raise almost anything
        raise Problem("report.photograph_unreadable", file=file) from error
    return Photograph(
        jpeg=_as_jpeg(picture),
        width_px=picture.width,
        height_px=picture.height,
        original_sha256=hashlib.sha256(content).hexdigest(),
    )


def _upright_srgb(file: str, content: bytes) -> Image.Image:
    with _decoded(file, content) as picture:
        if not _is_whole(file, content, picture):
            raise Problem("report.photograph_unreadable", file=file)
        profile = picture.info.get("icc_profile")
        upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((WIDTH_PX, HEIGHT_PX), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _in_srgb(upright, profile)


def _decoded(file: str, content: bytes) -> ImageFile.ImageFile:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # our own limit is lower than the one that warns
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
    if picture.width * picture.height > MOST_PIXELS:
        raise Problem("report.photograph_too_large", file=file)
    picture.draft("RGB", (2 * HEIGHT_PX, 2 * HEIGHT_PX))  # lets JPEG decode small
    picture.load()
    return picture


def _is_whole(file: str, content: bytes, picture: ImageFile.ImageFile) -> bool:
    """WebP pictures that end early are refused by their decoder; the others are filled in silence."""
    if picture.format == "PNG":
        return png_is_whole(content)
    if picture.format == "JPEG":
        more = with_more_jpeg_data(content)
        if more is not None:
            with _decoded(file, more) as again:
                return again.tobytes() == picture.tobytes()
    return True


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
            if converted is not None:
                return converted
        except ImageCms.PyCMSError:
            pass  # a broken profile: take the numbers as they are
    if picture.mode in ("RGBA", "LA", "PA", "P"):
        layered = picture.convert("RGBA")
        ground = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(ground, layered).convert("RGB")
    return picture.convert("RGB")


def _as_jpeg(picture: Image.Image) -> bytes:
    bare = Image.new("RGB", picture.size)  # takes the pixels over and none of the metadata
    bare.paste(picture)
    written = io.BytesIO()
    bare.save(written, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    return written.getvalue()
