"""What comes of an archive that is damaged, or too large: Word files, workbooks and their like are archives."""

from __future__ import annotations

import zipfile
import zlib
from lzma import LZMAError

BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, LZMAError, NotImplementedError, RuntimeError, OSError,
    EOFError, ValueError, KeyError,
)  # fmt: skip
"""What opening an archive, or a part of it, may raise: damaged, locked, packed in an unknown way, or absent."""


def unpacked_size(archive: zipfile.ZipFile) -> int:
    """Return how many bytes all parts have when they are unpacked; no more than that is ever read of them."""
    return sum(each.file_size for each in archive.infolist())
