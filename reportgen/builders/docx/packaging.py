"""Write a zip whose bytes depend on nothing but what is in it."""

from __future__ import annotations

import io
import zipfile

EARLIEST = (1980, 1, 1, 0, 0, 0)
PLAIN_FILE = 0o600 << 16
STORED = (".png",)
"""Endings of files that are compressed already."""


def timeless(archive: bytes) -> bytes:
    """Return the archive with the same files in the same order, all of the earliest date a zip can hold."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(STORED) else zipfile.ZIP_DEFLATED
            entry.external_attr = PLAIN_FILE
            entry.create_system = 3
            new.writestr(entry, old.read(name))
    return out.getvalue()
