"""The folder of this user in which the program keeps what it has worked out, for its next start."""

from __future__ import annotations

import os
import stat
from pathlib import Path

KEPT = "REPORTGEN_CACHE"
"""The environment variable that names another folder; empty, nothing is kept."""


def kept_folder(name: str) -> Path | None:
    """Return a folder to keep something in, made if need be; None where nothing can be kept.

    What is in it is used as it is, compiled templates are run even: so it has to be this user's alone.
    """
    base = _base()
    if base is None:
        return None
    folder = base / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_own = all(_is_own(each) for each in (base, folder))
    except OSError:
        return None
    return folder if is_own else None


def _base() -> Path | None:
    named = os.environ.get(KEPT)
    if named is not None:
        return Path(named).absolute() if named else None
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - no error without a home
    return Path(home) / "reportgen" if os.path.isabs(home) else None  # noqa: PTH117 - what is no path is none


def _is_own(folder: Path) -> bool:
    """Say whether a folder is no link, is this user's, and can be written by nobody else."""
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        return False
    is_mine = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return is_mine and not (hasattr(os, "getuid") and found.st_mode & (stat.S_IWGRP | stat.S_IWOTH))
