"""Write a file so that nobody ever sees half of it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING
from uuid import uuid4

from reportgen.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PART = ".part"
"""Ending of a file that is being written; what has it after a run was left by one that was killed."""


def write_whole(path: Path, content: bytes, *, shown: str = "") -> Path:
    """Write the content under another name in the same folder, then give it its name; return the path.

    Whatever goes wrong, the final name holds either what it held before or all of the content. Folders are made as
    needed. Raises BuildError, which names the file as `shown`, when the system refuses.
    """
    with opened_whole(path, shown=shown) as file:
        file.write(content)
    return path


@contextmanager
def opened_whole(path: Path, *, shown: str = "") -> Iterator[IO[bytes]]:
    """Give a file to write to, under another name in the same folder; it gets its name when the block ends well."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = _beside(path)
        try:
            with beside.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())  # a rename must not reach the disk before the content does
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise refused("write", error, shown or str(path)) from error


def _beside(path: Path) -> Path:
    """Return a hidden name in the same folder that no other writer has, on this machine or another one."""
    return path.with_name(f".{path.stem[:32]}.{uuid4().hex}{PART}")


def refused(verb: str, error: OSError, where: str) -> BuildError:
    """Return what the system refused as an error with a hint."""
    return BuildError(
        f"cannot {verb}: {(error.strerror or str(error)).lower()}",
        where=where,
        hint="choose another folder with `--out`, or close the program that has the file open",
    )
