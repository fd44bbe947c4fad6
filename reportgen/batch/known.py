"""Large packages that were read before without a mistake: by the digest of their files they are not checked again."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from reportgen.batch.fingerprints import contents_fingerprint, digest, program_fingerprint
from reportgen.batch.inputs import data_files
from reportgen.dataset import read_package
from reportgen.kept import kept_folder

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.dataset import FolderFiles, Package

FOLDER = "read"
WORTH = 2_000_000
"""Bytes of a package from which on checking it takes longer than to look whether that was done: some 20,000 rows."""
MOST = 200
"""Packages of which it is kept; of more, the oldest are forgotten."""


def read_known(folder: Path, data: FolderFiles) -> Package:
    """Return the package of a folder; whether it keeps its rules is found out once by each version of the program.

    Raises what `read_package` does.
    """
    contents = list(data_files(folder, data))
    kept = kept_folder(FOLDER) if sum(len(content) for _, content in contents) > WORTH else None
    if kept is None:
        return read_package(folder, data)
    mark = kept / digest(f"{contents_fingerprint(contents)} {program_fingerprint()}")
    if mark.exists():
        return read_package(folder, data, are_checked=True)
    package = read_package(folder, data)
    _keep(mark)
    return package


def _keep(mark: Path) -> None:
    """Keep that a package was read; where that is not possible, it is checked again the next time."""
    with suppress(OSError):
        mark.touch()
        for path in sorted(mark.parent.iterdir(), key=os.path.getmtime)[:-MOST]:
            path.unlink(missing_ok=True)
