"""Templates for a package that has none: its outlines, in a folder that is there as long as this process."""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.bounded import read_file
from reportgen.dataset import read_package
from reportgen.resources import data_folder

if TYPE_CHECKING:
    from reportgen.dataset import Package

DESCRIPTOR = "datapackage.json"
FOLDER = "outline"
"""What the folder is called in messages."""
_MADE: set[Path] = set()
"""The folders that this process has made."""


def needs_outlines(data: Path) -> bool:
    """Say whether a package is another one than that which the templates of the program are about.

    An edition of that one, as with a further year, has its name. What cannot be read is told by whoever reads it.
    """
    return bool(_name(data) != _name(data_folder()))


def _name(folder: Path) -> Any:
    try:
        found = json.loads(read_file(folder / DESCRIPTOR))
    except (OSError, ValueError):
        return ""
    return found.get("name", "") if isinstance(found, dict) else ""


def outline_folder(data: Path) -> Path:
    """Return a folder with the outlines for a package. Raises DataError as reading the package does."""
    from reportgen.outline import outlines  # and with it the intake; only for a package without templates

    package: Package = read_package(data)
    made = Path(tempfile.mkdtemp(prefix="reportgen-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    folder = made / FOLDER
    folder.mkdir()
    _MADE.add(folder)
    for name, text in outlines(package).items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def outline_in(language: str, folder: Path, data: Path) -> None:
    """Write the outlines of a folder in a language, too, beside those that are there; in no other folder than its own.

    Raises DataError or ReportErrors as reading the package and its translations do.
    """
    if folder not in _MADE:
        return
    from reportgen.outline import outlines  # as above

    for name, text in outlines(read_package(data), language).items():
        (folder / f"{name}.{language}.md").write_text(text, encoding="utf-8")
