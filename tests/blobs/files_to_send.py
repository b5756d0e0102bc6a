"""Files as tablets send them: a photograph that knows where it was taken, and some that are none."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib

from PIL import ExifTags, Image

LATITUDE = b"51\x3107\x3145"
CAMERA = "Planted-Camera-9000"


def photograph(width: int = 640, height: int = 480, *, seed: int = 1) -> bytes:
    """A JPEG with GPS coordinates, a camera's name and a comment inside, and noise for size."""
    noise = bytes_of(width * height * 3 // 64, seed=seed)
    small = Image.frombytes("RGB", (width // 8, height // 8), noise)
    picture = small.resize((width, height), Image.Resampling.NEAREST)
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = CAMERA
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (51.0, 7.0, 45.5)}
    )
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=95, exif=exif, comment=LATITUDE)
    return written.getvalue()


def bytes_of(size: int, *, seed: int = 1) -> bytes:
    return hashlib.shake_128(bytes([seed])).digest(size)


def bomb(edge_px: int = 20_000) -> bytes:
    """A PNG of a few kilobytes that promises 400 million pixels."""
    header = struct.pack(">IIBBBBB", edge_px, edge_px, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(edge_px * (1 + edge_px // 8)), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    )


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
