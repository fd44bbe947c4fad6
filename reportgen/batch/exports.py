"""Write what somebody has asked for under a name that he has typed, and over nothing but a file of his own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.batch.files import irregular, refused, write_whole
from reportgen.batch.inputs import is_input
from reportgen.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

HINT = "give another name with `--out`, or leave it out and take the standard output"


def write_export(path: Path, content: bytes, *, data: Path) -> Path:
    """Write what was made from the data in a folder; return the path.

    Raises UsageError for a name under which there is something else than a file, or a file of the data: nothing of that
    is replaced.
    """
    try:
        kind = "a folder" if path.name in ("", "..") else irregular(path)
    except OSError as error:
        raise refused("write", error, str(path)) from error
    if kind:
        raise UsageError(f"expected the name of a file, found {kind}", where=str(path), hint=HINT)
    if is_input(path, data):
        raise UsageError("this is a file of the data that are read", where=str(path), hint=HINT)
    return write_whole(path, content)
