"""Pixels as a PNG, for the page beside the text: no filter is tried for each line, which takes most of the time.

White paper with black letters becomes smaller without, too.
"""

from __future__ import annotations

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
EIGHT_BITS, RGB = 8, 2
SAMPLES = 3
NO_FILTER = b"\0"
COMPRESSION = 1
"""Pictures go no further than to the browser beside."""


def png(pixels: bytes, *, width: int, height: int) -> bytes:
    """Return an image of three bytes a pixel, red, green and blue, line by line from the top."""
    line = SAMPLES * width
    assert len(pixels) == line * height, "as many bytes as pixels"
    lines = b"".join(NO_FILTER + pixels[at : at + line] for at in range(0, line * height, line))
    head = struct.pack(">IIBBBBB", width, height, EIGHT_BITS, RGB, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, COMPRESSION)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
