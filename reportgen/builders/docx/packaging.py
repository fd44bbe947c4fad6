"""Write a zip whose bytes depend on nothing but what is in it."""

from __future__ import annotations

import io
import zipfile
from struct import pack_into, unpack_from
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip can hold."""
EARLIEST_TIME, EARLIEST_DATE = 0, 1 << 5 | 1
"""The same as it is written: midnight; years from 1980, month and day in 7, 4 and 5 bits."""
PLAIN_FILE = 0o600 << 16
UNIX = 3
END_LENGTH = 22
"""Of the record at the end of a zip without a comment, which says where the list of its files starts."""
LISTED_LENGTH = 46
"""Of what stands in the list for each file, without its names."""


def timeless(archive: bytes) -> bytes:
    """Return the archive with all its files of the earliest date, and of no system in particular.

    Only these bytes are changed: to compress everything again would take as long as to write the archive.
    """
    out = bytearray(archive)
    count, listed = unpack_from("<H4xL", out, len(out) - END_LENGTH + 10)
    for _ in range(count):
        pack_into("<B", out, listed + 5, UNIX)
        pack_into("<HH", out, listed + 12, EARLIEST_TIME, EARLIEST_DATE)
        (start,) = unpack_from("<L", out, listed + 42)
        pack_into("<HH", out, start + 10, EARLIEST_TIME, EARLIEST_DATE)
        listed += LISTED_LENGTH + sum(unpack_from("<3H", out, listed + 28))
    return bytes(out)


def stored(parts: Mapping[str, str]) -> bytes:
    """Return texts by their names as an archive that is not compressed: it is opened at once, or goes into another."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            made = zipfile.ZipInfo(name, EARLIEST)
            made.external_attr = PLAIN_FILE
            made.create_system = UNIX
            archive.writestr(made, text)
    return out.getvalue()
