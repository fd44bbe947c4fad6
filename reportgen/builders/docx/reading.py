"""Read a finished Word file back: its title and the words it prints."""

from __future__ import annotations

import io
import zipfile
from xml.etree.ElementTree import Element, fromstring

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read(content: bytes) -> tuple[str, str]:
    """Return the title of a Word file and the words of its body. Raises ValueError for a file that is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            body = fromstring(parts.read("word/document.xml"))
            core: Element | None = fromstring(parts.read("docProps/core.xml"))
    except (zipfile.BadZipFile, KeyError, SyntaxError) as error:
        raise ValueError(f"not a Word file: {error}") from error
    title = core.findtext(TITLE) if core is not None else ""
    return title or "", "".join(text.text or "" for text in body.iter(f"{WORD}t"))
