"""Whether a picture holds as much as its header promises.

Decoders fill what is missing with grey or black and say nothing. In evidence that would be a picture
of something that nobody photographed.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

_PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_INTERLACED_PASSES = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
"""x and y of the first pixel, and the steps to the next ones (ISO/IEC 15948, 8.2)."""

_READ_AT_ONCE = 1 << 20
_MORE_ENTROPY = b"".join(bytes(range(1, 200)) + bytes((0xFF, 0xD0 + n % 8)) for n in range(24))
"""Junk in pieces, with the restart markers that some pictures have between theirs."""

_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xDA)})


def png_is_whole(content: bytes) -> bool:
    """Counts the bytes of all rows against those that the header's size and depth ask for."""
    header, data = b"", []
    for kind, body in _png_chunks(content):
        if kind == b"IHDR":
            header = body
        elif kind == b"IDAT":
            data.append(body)
    if len(header) != 13:
        return False
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    if colour not in _PNG_CHANNELS:
        return False
    bits = depth * _PNG_CHANNELS[colour]
    wanted: int = sum(
        rows * (1 + (columns * bits + 7) // 8)
        for columns, rows in _png_images(width, height, bool(interlaced))
        if columns
    )
    return _inflated_length(b"".join(data), wanted) >= wanted


def with_more_jpeg_data(content: bytes) -> bytes | None:
    """The same file with junk after the first picture's data; None where its end is not found.

    A picture whose data last to its end looks the same with it; one that promises more than it has
    takes the junk for pixels and looks different.
    """
    end = _jpeg_end(content)
    return None if end is None else content[:end] + _MORE_ENTROPY + content[end:]


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 8 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length


def _png_images(width: int, height: int, is_interlaced: bool) -> Iterator[tuple[int, int]]:
    if not is_interlaced:
        yield width, height
        return
    for x, y, step_x, step_y in _INTERLACED_PASSES:
        yield -(-max(0, width - x) // step_x), -(-max(0, height - y) // step_y)


def _inflated_length(data: bytes, enough: int) -> int:
    """How much there is, counted a piece at a time and no further than is asked for."""
    inflate, left, length = zlib.decompressobj(), data, 0
    while left and not inflate.eof and length < enough:
        try:
            length += len(inflate.decompress(left, _READ_AT_ONCE))
        except zlib.error:
            break
        left = inflate.unconsumed_tail
    return length


def _jpeg_end(content: bytes) -> int | None:
    """Where the marker stands that ends the first picture; thumbnails inside segments are skipped."""
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if marker == _END_OF_IMAGE:
            return at
        if marker == 0xFF or marker in _WITHOUT_LENGTH:
            at += 1 if marker == 0xFF else 2
            continue
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == _START_OF_SCAN:
            at = _after_scan(content, at)
    return at if content[at : at + 2] == b"\xff\xd9" else None


def _after_scan(content: bytes, at: int) -> int:
    """The next marker that is neither a stuffed byte nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            return len(content)
        if content[at + 1] == 0 or 0xD0 <= content[at + 1] <= 0xD7:
            at += 2
        else:
            return at
