"""Write a zip whose bytes depend on nothing but what is in it."""

from __future__ import annotations

import io
import zipfile

EARLIEST = (1980, 1, 1, 0, 0, 0)
PLAIN_FILE = 0o600 << 16
STORED = (".png", ".xlsx")
"""Endings of files that are compressed already."""


def timeless(archive: bytes) -> bytes:
    """Return the archive with the same files in the same order, all of the earliest date a zip can hold."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(entry(name), old.read(name))
    return out.getvalue()


def entry(name: str) -> zipfile.ZipInfo:
    """Return how a file stands in an archive: of the earliest date, and compressed unless it is already."""
    made = zipfile.ZipInfo(name, EARLIEST)
    made.compress_type = zipfile.ZIP_STORED if name.endswith(STORED) else zipfile.ZIP_DEFLATED
    made.external_attr = PLAIN_FILE
    made.create_system = 3
    return made
