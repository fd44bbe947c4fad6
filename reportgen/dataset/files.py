"""The files of a folder: each is read once, so that all who ask see the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.bounded import read_inside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HIDDEN = (".", "__pycache__")
"""How the names of files and folders begin that are nobody's data."""


def is_inside(name: str) -> bool:
    """Say whether a name leads to a file of the folder on every system: no full path, no URL, no way up, not hidden."""
    parts = name.replace("\\", "/").split("/")
    is_full = not parts[0] or parts[0].endswith(":")
    return not is_full and not any(part.startswith(HIDDEN) for part in parts if part != ".")


class FolderFiles:
    """The files of a folder, as they were when each was first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._contents: dict[Path, bytes] = {}

    def content(self, name: str, *, most: int = 0) -> bytes:
        """Return the bytes of the file of that name, from the folder on.

        Raises OSError when it cannot be read, is none, has more than `most` bytes, or a link leads out of the folder.
        """
        path = self.folder / name
        if path not in self._contents:
            self._contents[path] = read_inside(path, self.folder, most=most)
        return self._contents[path]

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and bytes of every file, in the order of their names.

        Hidden files are left out, and so are those that cannot be read.
        """
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder)
            if not path.is_file() or any(part.startswith(HIDDEN) for part in name.parts):
                continue
            try:
                content = self.content(name.as_posix())
            except OSError:
                continue
            yield name.as_posix(), content
