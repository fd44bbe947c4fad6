"""Write a file so that nobody ever sees half of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reportgen.errors import BuildError

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, content: bytes) -> Path:
    """Write the content under another name in the same folder, then give it its name; return the path.

    Whatever goes wrong, the final name holds either what it held before or all of the content. Folders are made as
    needed. Raises BuildError when the system refuses.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(beside, content)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise BuildError(
            f"cannot write: {(error.strerror or str(error)).lower()}",
            where=str(path),
            hint="choose another folder with `--out`, or close the program that has the file open",
        ) from error
    return path


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())  # a rename must not reach the disk before the content does
