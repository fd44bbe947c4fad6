"""What a template would fetch from elsewhere when a report is opened: left out of head and foot, or refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from reportgen.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.document import Document as WordDocument

MARGINS = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
RELATED = re.compile(r"\{http://[^}]*/relationships\}")
"""The attributes by which an element names a relation, in either kind of Word file."""
LINK = re.compile(r"\{http://[^}]*/relationships\}link")
EMBED = re.compile(r"\{http://[^}]*/relationships\}embed")
HOLDERS = tuple(qn(f"w:{name}") for name in ("drawing", "pict", "object"))
FETCHING = re.compile(
    r"^\s*(?:INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD)\b", re.IGNORECASE
)
"""Fields that read another file."""
LONGEST = 80


def drop_remote(document: WordDocument) -> Iterator[str]:
    """Drop pictures and fields of head and foot that are fetched, and yield what is said of each.

    Raises UsageError for another part that would fetch something: it cannot be told what would be missing.
    """
    for relation in document.part.rels.values():
        if relation.is_external:
            continue
        part = relation.target_part
        if relation.reltype in MARGINS:
            yield from _without_remote(part)
            for inner in part.rels.values():
                _refuse_remote(inner)
        else:
            _refuse_remote(relation)


def _without_remote(part: Any) -> Iterator[str]:
    for identifier, relation in list(part.rels.items()):
        if relation.is_external and relation.reltype != RELATIONSHIP_TYPE.HYPERLINK:
            for element in [each for each in part.element.iter() if _names(each, identifier)]:
                _take_out(element, identifier)
            del part.rels[identifier]
            elsewhere = relation.target_ref[:LONGEST]
            yield f"its head or foot had a picture or the like that is fetched from `{elsewhere}`; it is left out"
    for instruction in _drop_fields(part.element):
        yield f"its head or foot had a field that reads another file, `{instruction[:LONGEST]}`; it is plain text now"


def _names(element: Any, identifier: str) -> bool:
    return any(value == identifier and RELATED.match(name) for name, value in element.attrib.items())


def _take_out(element: Any, identifier: str) -> None:
    """Take out what holds an element, or only its link where the same picture is in the file, too."""
    embedded = any(EMBED.fullmatch(name) for name in element.attrib)
    linked = [name for name, value in element.attrib.items() if LINK.fullmatch(name) and value == identifier]
    if embedded and linked:
        for name in linked:
            del element.attrib[name]
        return
    holder = next((each for each in element.iterancestors() if each.tag in HOLDERS), element)
    if holder.getparent() is not None:
        holder.getparent().remove(holder)


def _drop_fields(root: Any) -> Iterator[str]:
    """Drop the fields that read another file, and yield their instructions; what they showed last stays as text."""
    for field in list(root.iter(qn("w:fldSimple"))):
        instruction = field.get(qn("w:instr"), "")
        if FETCHING.match(instruction):
            _replace_by_children(field)
            yield instruction.strip()
    opened: list[tuple[list[Any], list[str]]] = []
    for element in list(root.iter(qn("w:fldChar"), qn("w:instrText"))):
        kind = element.get(qn("w:fldCharType"), "")
        if kind == "begin":
            opened.append(([], []))
        if not opened:
            continue
        marks, words = opened[-1]
        marks.append(element)
        words.append(element.text or "" if element.tag == qn("w:instrText") else "")
        if kind == "end":
            opened.pop()
            if FETCHING.match("".join(words)):
                _remove(marks)
                yield "".join(words).strip()


def _replace_by_children(element: Any) -> None:
    parent, at = element.getparent(), element.getparent().index(element)
    parent[at : at + 1] = list(element)


def _remove(elements: Iterable[Any]) -> None:
    for element in elements:
        element.getparent().remove(element)


def _refuse_remote(relation: Any) -> None:
    """Raise UsageError when a part that comes with a relation, or one below it, would fetch something."""
    waiting, seen = [relation], set()
    while waiting:
        found = waiting.pop()
        if found.is_external or id(found.target_part) in seen:
            continue
        seen.add(id(found.target_part))
        for inner in found.target_part.rels.values():
            if inner.is_external and inner.reltype != RELATIONSHIP_TYPE.HYPERLINK:
                raise UsageError(
                    f"the Word template fetches something from `{inner.target_ref[:LONGEST]}` when it is opened",
                    hint="save the template with the picture or the data in it, not with a link to them",
                )
            waiting.append(inner)
