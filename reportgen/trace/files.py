"""How the files of the data are named in a trace: `data/figures.csv`, whatever their folder is called."""

from __future__ import annotations

from os.path import commonpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.dataset import Package

FOLDER = "data"


def names_of_files(package: Package) -> Mapping[str, str]:
    """Return the name of each file with figures, by what messages call it."""
    paths = {name: PurePosixPath(name.replace("\\", "/")) for name in package.tables}
    if not paths:
        return {}
    folder = PurePosixPath(commonpath([str(path.parent) for path in paths.values()]))
    return {name: f"{FOLDER}/{path.relative_to(folder)}" for name, path in paths.items()}
