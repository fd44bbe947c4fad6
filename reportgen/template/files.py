"""Read a text file that somebody wrote, with an error that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.errors import TemplateError

if TYPE_CHECKING:
    from pathlib import Path


def read_text(path: Path, where: str) -> str:
    """Return the text of a UTF-8 file, without the mark that some editors put in front of it.

    Raises TemplateError, which names `where`, when the file cannot be read or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise TemplateError(
            f"expected UTF-8, found the byte 0x{error.object[error.start]:02X}",
            where=f"{where}:{line}",
            hint="save the file as UTF-8",
        ) from error
    except OSError as error:
        raise TemplateError(f"cannot be read: {(error.strerror or str(error)).lower()}", where=where) from error
