"""Choose the section of a template whose pages, head and foot the report takes over.

Word files have sections for a cover, for the text, for an annex on its side. A report has one kind of page: that of the
longest upright section, where sections with headings come before those without, and later ones before earlier ones of
the same length. Only a template without upright pages makes a report that lies on its side.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument

REFERENCES = ("w:headerReference", "w:footerReference")
TYPES = ("default", "first", "even")
OF_OTHER_TEXT = ("w:type", "w:cols", "w:vAlign", "w:textDirection", "w:sectPrChange")
"""How a section begins, its columns, how little text stands on its pages: what suits the words that are not kept."""


@dataclass(frozen=True, slots=True)
class ChosenSection:
    """The properties of a section that stand for themselves, and where they come from."""

    properties: Any
    """An element of its own: head and foot that it inherits are its own."""
    number: int
    """Counted from 1."""
    count: int
    """How many sections the template has."""
    columns: int
    """How many columns its text has; a report has one."""


@dataclass(frozen=True, slots=True)
class _Section:
    properties: Any
    words: int
    has_heading: bool


def chosen_section(document: WordDocument) -> ChosenSection:
    """Return the section that a report takes over."""
    sections = tuple(_sections(document))
    best = max(range(len(sections)), key=lambda index: (*_rank(sections[index]), index))
    properties = deepcopy(sections[best].properties)
    columns = properties.find(qn("w:cols"))
    _resolve([section.properties for section in sections[: best + 1]], properties)
    for name in OF_OTHER_TEXT:
        for each in properties.findall(qn(name)):
            properties.remove(each)
    return ChosenSection(properties, best + 1, len(sections), _column_count(columns))


def _rank(section: _Section) -> tuple[bool, bool, int]:
    size = section.properties.find(qn("w:pgSz"))
    width, height = (_length(size, name) for name in ("w:w", "w:h"))
    return height >= width, section.has_heading, section.words


def _length(size: Any, name: str) -> float:
    """Return a length as it is written, in any unit: only two of the same element are compared."""
    digits = "" if size is None else "".join(sign for sign in size.get(qn(name), "") if sign.isdigit() or sign == ".")
    return float(digits or 0)


def _sections(document: WordDocument) -> Iterator[_Section]:
    """Yield the sections in their order, with how much text they hold."""
    headings = _heading_styles(document)
    words, has_heading = 0, False
    for paragraph in document.element.body.iter(qn("w:p")):
        words += sum(len((text.text or "").split()) for text in paragraph.iter(qn("w:t")))
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        has_heading |= style is not None and style.get(qn("w:val")) in headings
        ends = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if ends is not None:
            yield _Section(ends, words, has_heading)
            words, has_heading = 0, False
    last = document.element.body.sectPr
    yield _Section(last if last is not None else OxmlElement("w:sectPr"), words, has_heading)


def _heading_styles(document: WordDocument) -> frozenset[str]:
    styles = document.styles.element.findall(qn("w:style"))
    named = ((each.get(qn("w:styleId"), ""), each.find(qn("w:name"))) for each in styles)
    return frozenset(
        identifier for identifier, name in named if name is not None and _is_heading(name.get(qn("w:val"), ""))
    )


def _is_heading(name: str) -> bool:
    return name.lower().startswith("heading ")


def _resolve(sections: list[Any], properties: Any) -> None:
    """Give a section the heads and feet that it inherits from those before it."""
    for reference in properties.findall(qn(REFERENCES[0])) + properties.findall(qn(REFERENCES[1])):
        properties.remove(reference)
    found = [_nearest(sections, name, kind) for name in REFERENCES for kind in TYPES]
    for place, reference in enumerate(each for each in found if each is not None):
        properties.insert(place, reference)


def _nearest(sections: list[Any], name: str, kind: str) -> Any:
    for section in reversed(sections):
        for reference in section.findall(qn(name)):
            if reference.get(qn("w:type"), "default") == kind:
                return deepcopy(reference)
    return None


def _column_count(columns: Any) -> int:
    if columns is None:
        return 1
    return max(int(columns.get(qn("w:num"), "1")), len(columns.findall(qn("w:col"))), 1)
