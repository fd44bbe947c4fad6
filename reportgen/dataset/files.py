"""The files of a folder: each is read once, so that all who ask see the same bytes."""

from __future__ import annotations

import os
from contextlib import suppress
from operator import itemgetter
from os.path import isdir, lexists
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.bounded import read_inside
from reportgen.project import PLAN

if TYPE_CHECKING:
    from collections.abc import Iterator

HIDDEN = (".", "__pycache__")
"""How the names of files and folders begin that are nobody's data."""


def is_inside(name: str) -> bool:
    """Say whether a name leads to a file of the folder on every system: no full path, no URL, no way up, not hidden."""
    parts = name.replace("\\", "/").split("/")
    is_full = not parts[0] or parts[0].endswith(":")
    return not is_full and not any(part.startswith(HIDDEN) for part in parts if part != ".")


UNREAD = frozenset({".git", ".hg", ".svn", "__pycache__"})
"""Folders of version control and of Python, from which nobody reads data or templates."""


Moment = tuple[int, ...]


class FolderFiles:
    """The files of a folder, as they were when each was first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._contents: dict[Path, bytes] = {}
        self._moments: set[Moment] = set()
        """How the folder was before the first reading and after each."""

    def content(self, name: str, *, most: int = 0) -> bytes:
        """Return the bytes of the file of that name, from the folder on.

        Raises OSError when it cannot be read, is none, has more than `most` bytes, or a link leads out of the folder.
        """
        path = self.folder / name
        if path not in self._contents:
            before = set() if self._moments else {_moment(self.folder)}
            self._contents[path] = read_inside(path, self.folder, most=most)
            self._moments |= {*before, _moment(self.folder)}
        return self._contents[path]

    def are_of_one_moment(self) -> bool:
        """Say whether no file was put in the place of another one while they were read, and nobody was about to."""
        return len(self._moments) < 2 and not any(is_changing for is_changing, *_ in self._moments)

    def names(self, ending: str) -> tuple[str, ...]:
        """Return the names of files with an ending, in the folder and one level below it, but for hidden ones."""
        if not isdir(self.folder):  # noqa: PTH112 - a name that no disk takes is none
            return ()
        found = (path.relative_to(self.folder) for depth in ("*", "*/*") for path in self.folder.glob(depth + ending))
        return tuple(sorted(name.as_posix() for name in found if is_inside(name.as_posix())))

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and bytes of every file that may be read, in the order of their names, however a link leads to it.

        Whatever is asked for by `content`, and more, so that nothing can change unseen. What version control keeps is
        left out, and so is what cannot be read.
        """
        for name, path in sorted(_files(self.folder), key=itemgetter(0)):
            if path is None:
                yield name, b""
            elif path.is_file():
                with suppress(OSError):
                    yield name, self._any_content(name, path)

    def _any_content(self, name: str, path: Path) -> bytes:
        """Return what a file holds, be it out of the folder: whoever is allowed to read it there depends on it."""
        try:
            return self.content(name)
        except OSError:
            return path.read_bytes()


def _moment(folder: Path) -> Moment:
    """Return whether a change of the files of a folder is going on, and when names in it were changed last."""
    try:
        with os.scandir(folder) as entries:
            inside = sorted((one.name, one.stat().st_mtime_ns) for one in entries if one.is_dir())
        is_changing = lexists(folder.absolute().parent / PLAN)
        return (is_changing, folder.stat().st_mtime_ns, *(time for _, time in inside))
    except (OSError, ValueError):
        return (False,)


def _files(folder: Path) -> Iterator[tuple[str, Path | None]]:
    """Yield name and path of every file below a folder, links followed.

    A folder that is reached a second time is told by the name of the first, without a path: links may lead in circles.
    """
    known: dict[str, str] = {}
    for place, folders, names in os.walk(folder, followlinks=True):
        inside = Path(place).relative_to(folder)
        real = os.path.realpath(place)
        if real in known:
            folders.clear()
            yield f"{inside.as_posix()} is {known[real]}", None
            continue
        known[real] = inside.as_posix()
        folders[:] = sorted(name for name in folders if name not in UNREAD)
        yield from (((inside / name).as_posix(), Path(place) / name) for name in names)
