"""What comes of an archive that is damaged: Word files, workbooks and their like are archives."""

from __future__ import annotations

import zipfile
import zlib

BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError,
    ValueError, KeyError,
)  # fmt: skip
"""What opening an archive, or a part of it, may raise: damaged, locked, packed in an unknown way, or absent."""
