"""Read a text file that somebody wrote, with an error that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.bounded import read_file, text_of, unreadable
from reportgen.errors import TemplateError
from reportgen.limits import limits
from reportgen.template.controls import check_controls

if TYPE_CHECKING:
    from pathlib import Path


def read_text(path: Path, where: str) -> str:
    """Return the text of a UTF-8 file, without the mark that some editors put in front of it.

    Raises TemplateError, which names `where`, when the file cannot be read, is too large, is not UTF-8, or holds
    control characters.
    """
    try:
        content = read_file(path, most=limits().text_bytes)
    except OSError as error:
        raise unreadable(error, TemplateError, where=where) from error
    # lines end as they do in any text file
    text = text_of(content, TemplateError, where=where).replace("\r\n", "\n").replace("\r", "\n")
    check_controls(text, where=where)
    return text
