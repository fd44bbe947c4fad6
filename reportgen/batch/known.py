"""Large packages that were read before without a mistake: they are not checked again, and not parsed again."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from reportgen.batch.fingerprints import contents_fingerprint, digest, program_fingerprint
from reportgen.batch.inputs import data_files
from reportgen.dataset import read_checked, read_package, taken_apart
from reportgen.kept import kept_folder

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.dataset import FolderFiles, Package

FOLDER = "read"
WORTH = 2_000_000
"""Bytes of a package from which on checking it takes longer than to look whether that was done: some 20,000 rows."""
MOST = 40
"""Packages of which it is kept; of more, the oldest are forgotten."""
MOST_BYTES = 64_000_000
"""Of the tables of a package that are kept, taken apart."""


def read_known(folder: Path, data: FolderFiles) -> Package:
    """Return the package of a folder; whether it keeps its rules is found out once by each version of the program.

    Raises what `read_package` does.
    """
    contents = list(data_files(folder, data))
    kept = kept_folder(FOLDER) if sum(len(content) for _, content in contents) > WORTH else None
    if kept is None:
        return read_package(folder, data)
    mark = kept / digest(f"{contents_fingerprint(contents)} {program_fingerprint()}")
    apart = _kept(mark)
    if apart is not None:
        return read_checked(folder, data, apart)
    package = read_package(folder, data)
    # small numbers stand in the files of whoever hides them, and nowhere else
    apart = b"" if package.hidden else taken_apart(data)
    _keep(mark, apart if len(apart) <= MOST_BYTES else b"")
    return package


def _kept(mark: Path) -> bytes | None:
    """Return how a package was read before; None where it was not."""
    try:
        return mark.read_bytes()
    except OSError:
        return None


def _keep(mark: Path, apart: bytes) -> None:
    """Keep that a package was read, and how, whole or not at all; else it is checked again the next time."""
    with suppress(OSError):
        part = mark.with_name(f"{mark.name}.{os.getpid()}.part")
        part.write_bytes(apart)
        part.replace(mark)
        for path in sorted(mark.parent.iterdir(), key=os.path.getmtime)[:-MOST]:
            path.unlink(missing_ok=True)
