"""Where the data and the templates are that come with the program."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def data_folder() -> Path:
    """Return the folder of the Data Package that comes with the program."""
    return _folder("data")


def templates_folder() -> Path:
    """Return the folder of the templates that come with the program."""
    return _folder("templates")


def inherited(folder: Path) -> tuple[Path, ...]:
    """Return where a file beside the reports of a folder is looked for: there, and then where the program's own are."""
    own = templates_folder()
    return (folder,) if folder.absolute() == own.absolute() else (folder, own)


def _folder(name: str) -> Path:
    """Return a folder of an installed wheel, or else the top-level folder of a checkout."""
    installed = PACKAGE / "package" / name
    return _as_typed(installed if installed.is_dir() else PACKAGE.parent / name)


def _as_typed(path: Path) -> Path:
    """Return the path as a user in the current folder would type it, so that errors name it in the shortest way."""
    here = Path.cwd().resolve()
    return Path(os.path.relpath(path, here)) if path.is_relative_to(here) else path
