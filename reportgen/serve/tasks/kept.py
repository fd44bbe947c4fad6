"""What a child process keeps from one task to the next: the data it has read, as long as its files are the same."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import TYPE_CHECKING

from reportgen.resources import inherited

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.dataset import Package

Stamp = tuple[tuple[str, int, int, int, int], ...]
"""Of each file: its name, where it lies, its size, and when it and its entry were changed last."""
_packages: dict[Path, tuple[Stamp, Package]] = {}
"""The last package that was read, by its folder."""


def package_at(folder: Path) -> Package:
    """Return the package of a folder, read again when one of its files has changed. Raises DataError."""
    from reportgen.dataset import read_package

    stamp = stamp_of(folder)
    known = _packages.get(folder)
    if known is None or known[0] != stamp:
        _packages.clear()  # before, so that two are never held
        known = _packages[folder] = (stamp, read_package(folder))
    return known[1]


def shown_place(where: str) -> str:
    """Return a place in the data as short as it is clear: `data/cases.csv:17`, wherever the folder lies."""
    path = PurePath(where)
    return PurePath(*path.parts[-2:]).as_posix() if path.is_absolute() else where


def stamp_of(folder: Path) -> Stamp:
    """Return what tells whether any file of a folder was changed."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    stats = ((path, path.stat()) for path in files)
    return tuple(
        (path.relative_to(folder).as_posix(), stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
        for path, stat in stats
    )


def templates_mark(templates: Path) -> str:
    """Return a digest of all that a template may be made from: reports, macros, themes and profiles."""
    digest = hashlib.sha256()
    for folder in inherited(templates):
        for path in sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".toml", ".py")):
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
