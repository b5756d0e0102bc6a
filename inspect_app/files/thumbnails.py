"""What bytes really are, and small pictures of them with nothing hidden inside.

Bytes from a tablet are evidence and kept whatever they are; what they are is decided here, by
looking, not by what was said. The place where a picture was taken stands in its metadata, which is
why a thumbnail takes over pixels and nothing else.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image, ImageCms, ImageOps

from inspect_app.files.atomic_write import write_whole
from inspect_app.files.blob_store import SHA256, blob_path

EDGE_PX = 320
SCREEN_EDGE_PX = 1600
MOST_PIXELS = 40_000_000
"""The limit of the printed photographs: above it nothing is decoded."""

_FORMATS = ("JPEG", "PNG", "WEBP")
_ON_ITS_SIDE = (5, 6, 7, 8)  # orientations of EXIF in which width and height change places
_JPEG_QUALITY = 80
_HEAD_BYTES = 64
_SRGB = ImageCms.createProfile("sRGB")
_SIGNATURES = (
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"WEBP", 8, "image/webp"),
    (b"%PDF-", 0, "application/pdf"),
    (b"OggS", 0, "audio/ogg"),
    (b"fLaC", 0, "audio/flac"),
    (b"ID3", 0, "audio/mpeg"),
    (b"\x1a\x45\xdf\xa3", 0, "audio/webm"),  # what a browser's recorder writes for voice
    (b"WAVE", 8, "audio/wav"),
    (b"ftypM4A", 4, "audio/mp4"),
    (b"ftypheic", 4, "image/heic"),
    (b"ftypmif1", 4, "image/heic"),
)
UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Look:
    """`is_picture`: it was decoded. Width and height are as shown, in pixels."""

    mime: str
    is_picture: bool = False
    width_px: int | None = None
    height_px: int | None = None


def look_at(path: Path) -> Look:
    """What the file is. Never raises for its content, and decodes nothing of more than 40 million
    pixels."""
    with path.open("rb") as stream:
        mime = _by_signature(stream.read(_HEAD_BYTES))
    try:
        picture = _decoded(path)
    except Exception:  # a decoder given hostile bytes may raise almost anything
        return Look(mime)
    return Look(mime, True, picture.width, picture.height)


def thumbnail_path(data_dir: Path, sha256: str) -> Path:
    """Where the thumbnail lies, if there is one. Raises ValueError for what is no hash."""
    if not SHA256.fullmatch(sha256):
        raise ValueError("a hash is 64 hexadecimal digits in lower case")
    return data_dir / "thumbnails" / sha256[:2] / sha256[2:4] / f"{sha256}.jpg"


def make_thumbnail(data_dir: Path, sha256: str) -> Path | None:
    """A JPEG of at most 320 pixels on its longer edge, written whole; the same when done twice.

    None where the bytes are no picture that can be decoded within the limits. Raises
    FileNotFoundError when the bytes are not there, Problem `file.not_written` on a full disk.
    """
    source = blob_path(data_dir, sha256)
    if not source.is_file():
        raise FileNotFoundError(source)
    try:
        picture = _decoded(source).small()
    except Exception:  # as above
        return None
    place = thumbnail_path(data_dir, sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    write_whole(place, _bare_jpeg(picture))
    return place


def screen_picture(data_dir: Path, sha256: str) -> bytes | None:
    """A JPEG of at most 1600 pixels on its longer edge, made anew from the pixels and kept nowhere.

    None where the bytes are not there, or are no picture that can be decoded within the limits.
    """
    try:
        picture = _decoded(blob_path(data_dir, sha256), SCREEN_EDGE_PX).small(SCREEN_EDGE_PX)
    except Exception:  # as above
        return None
    return _bare_jpeg(picture)


def thumbnail(data_dir: Path, sha256: str) -> bytes | None:
    """The thumbnail, made now where there is none yet; None as for `screen_picture`."""
    try:
        place = thumbnail_path(data_dir, sha256)
        made = place if place.is_file() else make_thumbnail(data_dir, sha256)
    except (FileNotFoundError, ValueError):
        return None
    return made.read_bytes() if made is not None else None


@dataclass(frozen=True, slots=True)
class _Decoded:
    """`picture` may be smaller than the file's; `width` and `height` are the file's, as shown."""

    picture: Image.Image
    profile: bytes | None
    width: int
    height: int

    def small(self, edge_px: int = EDGE_PX) -> Image.Image:
        upright = ImageOps.exif_transpose(self.picture)
        upright.thumbnail((edge_px, edge_px), Image.Resampling.LANCZOS, reducing_gap=2.0)
        return _in_srgb(upright, self.profile)


def _decoded(path: Path, edge_px: int = EDGE_PX) -> _Decoded:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # our own limit is lower than the one that warns
        picture = Image.open(path, formats=_FORMATS)
    with picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise ValueError("too many pixels to decode")
        if picture.getexif().get(ExifTags.Base.Orientation) in _ON_ITS_SIDE:
            width, height = height, width
        picture.draft("RGB", (2 * edge_px, 2 * edge_px))  # lets JPEG decode small
        picture.load()
        return _Decoded(picture, picture.info.get("icc_profile"), width, height)


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
            if converted is not None:
                return converted
        except ImageCms.PyCMSError:
            pass  # a broken profile: take the numbers as they are
    if "A" in picture.getbands() or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        ground = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(ground, layered).convert("RGB")
    return picture.convert("RGB")


def _bare_jpeg(picture: Image.Image) -> bytes:
    bare = Image.new("RGB", picture.size)  # takes the pixels over and none of the metadata
    bare.paste(picture)
    written = io.BytesIO()
    bare.save(written, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    return written.getvalue()


def _by_signature(head: bytes) -> str:
    return next((mime for mark, at, mime in _SIGNATURES if head.startswith(mark, at)), UNKNOWN)
