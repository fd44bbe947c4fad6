"""Write what somebody has asked for under a name that he has typed, and over nothing but a file of his own."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from reportgen.archives import BROKEN
from reportgen.batch.files import irregular, refused, write_whole
from reportgen.batch.inputs import is_input
from reportgen.bounded import read_file
from reportgen.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

HINT = "give another name with `--out`, or leave it out and take the standard output"


def write_export(path: Path, content: bytes, *, data: Path, force: bool = False) -> Path:
    """Write what was made from the data in a folder; return the path.

    An earlier file of the same figures is replaced, and with `force` any file. Raises UsageError for a name under which
    there is something else, or a file of the data: nothing of that is replaced.
    """
    try:
        kind = "a folder" if path.name in ("", "..") else irregular(path)
        is_other = not kind and not force and path.exists() and not _is_earlier(path, content)
    except OSError as error:
        raise refused("write", error, str(path)) from error
    if kind:
        raise UsageError(f"expected the name of a file, found {kind}", where=str(path), hint=HINT)
    if is_input(path, data):
        raise UsageError("this is a file of the data that are read", where=str(path), hint=HINT)
    if is_other:
        hint = "give another name with `--out`, or replace the file with `--force`"
        raise UsageError("expected an earlier file of these figures, found another one", where=str(path), hint=hint)
    return write_whole(path, content)


def _is_earlier(path: Path, content: bytes) -> bool:
    """Say whether a file is an earlier one of the same figures, by how it begins; an empty one is nobody's."""
    found = read_file(path)
    return not found or _beginning(found) == _beginning(content)


def _beginning(content: bytes) -> bytes:
    """Return what all files of one kind and package have in common: the heads of CSV, the name in JSON, a title."""
    if not content.startswith(b"PK"):
        return b"\n".join(content.split(b"\n", 2)[: 2 if content.startswith(b"{") else 1]) or NOTHING
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = TITLE.search(archive.read("docProps/core.xml"))
    except (*BROKEN, KeyError):
        found = None
    return found[0] if found else NOTHING


TITLE = re.compile(rb"<dc:title>[^<]*</dc:title>")
NOTHING = b"\0"
"""What no file of figures begins with."""
