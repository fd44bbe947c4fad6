"""Read a finished Word file back: its title and the words it prints."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring

from lxml import etree

from reportgen.archives import BROKEN, unpacked_size
from reportgen.builders.docx.caches import contradictions
from reportgen.builders.docx.intake import PLAIN
from reportgen.limits import limits
from reportgen.said import Said

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
COMPOUND = b"\xd0\xcf\x11\xe0"
"""With which a file begins that holds a locked one, or one of an old Word."""
ENDS = frozenset(f"{WORD}{name}" for name in ("p", "br", "cr"))
"""Elements with which a line begins."""
TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read(content: bytes) -> tuple[str, str]:
    """Return the title of a Word file and the words of its body. Raises ValueError for a file that is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            # every file of a batch is read back: libxml2 takes half as long as Python's own parser
            body = etree.fromstring(parts.read("word/document.xml"), PLAIN)
            core = etree.fromstring(parts.read("docProps/core.xml"), PLAIN)
    except (*BROKEN, SyntaxError) as error:
        raise ValueError(f"not a Word file: {error}") from error
    return core.findtext(TITLE) or "", "".join([text.text or "" for text in body.iter(f"{WORD}t")])


def said(content: bytes) -> Iterator[Said]:
    """Yield what a Word file says: its text, heads and feet, charts with their workbooks, what is heard, properties.

    Raises ValueError for a file that is broken or locked.
    """
    if content.startswith(COMPOUND):
        raise ValueError("it is locked with a password, or of a Word before 2007")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if unpacked_size(parts) > limits().docx_template_unpacked:
                raise ValueError(f"it has more than {limits().docx_template_unpacked:,} bytes when it is unpacked")
            names = set(parts.namelist())
            if "word/document.xml" not in names:
                raise ValueError("not a Word file: it has no text")
            for name in sorted(names, key=_order):
                yield from _said_in(name, parts.read(name))
            for name in sorted(names):
                workbook = name.replace("/charts/", "/embeddings/").replace(".xml", ".xlsx")
                if "/charts/chart" in name and workbook in names:
                    torn = contradictions(parts.read(name), parts.read(workbook))
                    where = name.removeprefix("word/charts/").removesuffix(".xml").replace("chart", "chart ")
                    yield from (Said(where, "torn", each) for each in torn)
    except ValueError:
        raise
    except (*BROKEN, SyntaxError) as error:
        raise ValueError(f"not a Word file: {error}") from error


def _order(name: str) -> tuple[int, str]:
    """Return where a part comes: the text first, the others by their names."""
    return int(name != "word/document.xml"), name


def _said_in(name: str, content: bytes) -> Iterator[Said]:
    kind, number = re.sub(r"\d+", "", PurePosixPath(name).stem), "".join(re.findall(r"\d+", PurePosixPath(name).stem))
    if name.endswith(".xlsx"):
        yield from _in_workbook(content, f"workbook of chart {number}")
    elif name.endswith(".svg"):
        yield Said(f"picture {number}", "drawn", "\n".join(_lettered(fromstring(content))))
    elif not name.endswith(".xml"):
        return
    elif name.startswith("docProps/"):
        yield Said("properties", "about", "\n".join(text for text in fromstring(content).itertext() if text.strip()))
    elif kind in ("document", "footnotes", "endnotes", "comments"):
        root = fromstring(content)
        yield Said("text" if kind == "document" else kind, "printed", _lines(root))
        yield Said("references to footnotes", "label", "\n".join(_note_numbers(root)))
        yield Said("alternative text", "heard", "\n".join(_heard(root)))
    elif kind in ("header", "footer"):
        yield Said("head or foot", "running", _lines(fromstring(content)))
    elif kind == "chart" and name.startswith("word/charts/"):
        yield from _in_chart(fromstring(content), f"chart {number}")
    elif kind == "drawing":
        yield Said(f"chart {number}", "printed", "\n".join(_texts(fromstring(content), f"{DRAWING}t")))


def _lettered(root: Element) -> Iterator[str]:
    """Yield what a picture letters: its outlines have it as their labels."""
    return (label for each in root.iter() if (label := each.get("aria-label")))


def _lines(root: Element) -> str:
    """Return the words of a part, each paragraph on a line of its own, without numbers of footnotes."""
    words: list[str] = []
    for each, is_reference in _within_fields(root):
        if each.tag == f"{WORD}t" and not is_reference:
            words.append(each.text or "")
        elif each.tag in ENDS:
            words.append("\n")
        elif each.tag == f"{WORD}tab":
            words.append(" ")
    return "".join(words)


def _note_numbers(root: Element) -> Iterator[str]:
    """Yield the numbers with which the text refers once more to a footnote that it has referred to before."""
    yield from (
        each.text or "" for each, is_reference in _within_fields(root) if is_reference and each.tag == f"{WORD}t"
    )


def _within_fields(root: Element) -> Iterator[tuple[Element, bool]]:
    """Yield every element, and whether it stands in a field that gives the number of a footnote."""
    is_reference = False
    for each in root.iter():
        if each.tag == f"{WORD}instrText":
            is_reference = "NOTEREF" in (each.text or "")
        elif each.tag == f"{WORD}fldChar" and each.get(f"{WORD}fldCharType") == "end":
            is_reference = False
        yield each, is_reference


def _heard(root: Element) -> Iterator[str]:
    """Yield what stands for drawings and tables where nobody sees them."""
    for each in root.iter():
        yield from (each.attrib[name] for name in ("descr", "title") if name in each.attrib)
        if each.tag in (f"{WORD}tblCaption", f"{WORD}tblDescription"):
            yield each.get(f"{WORD}val", "")


def _in_chart(root: Element, where: str) -> Iterator[Said]:
    values = [value for cache in root.iter(f"{CHART}numCache") for value in _texts(cache, f"{CHART}v")]
    words = [word for cache in root.iter(f"{CHART}strCache") for word in _texts(cache, f"{CHART}v")]
    yield Said(where, "values", "\n".join(values))
    yield Said(where, "printed", "\n".join([*words, *_texts(root, f"{DRAWING}t")]))


def _in_workbook(content: bytes, where: str) -> Iterator[Said]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in sorted(each for each in parts.namelist() if each.startswith("xl/worksheets/")):
            root = fromstring(parts.read(name))
            yield Said(where, "values", "\n".join(_texts(root, f"{SHEET}v")))
            yield Said(where, "printed", "\n".join(_texts(root, f"{SHEET}t")))


def _texts(root: Element, tag: str) -> Iterator[str]:
    yield from (each.text for each in root.iter(tag) if each.text)
