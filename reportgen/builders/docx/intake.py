"""Look at a Word template before anything is read from it: is it one, is it whole, and is there not too much of it?"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from lxml import etree

from reportgen.archives import BROKEN
from reportgen.builders.docx.markup import NAMESPACES
from reportgen.errors import UsageError
from reportgen.limits import RAISE, limits

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

HINT = "save the template in Word as `Word Document (*.docx)`"
DAMAGED = (
    *BROKEN, OpcError, etree.LxmlError, LookupError, ValueError, ArithmeticError, AttributeError,
    TypeError, AssertionError, RecursionError, MemoryError,
)  # fmt: skip
"""What the libraries raise for a file that is damaged, or has parts of another kind than their names say."""
XML = (".xml", ".rels")
DOCTYPES = tuple("<!DOCTYPE".encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be"))
ENCRYPTED = 0x1
PLAIN = etree.XMLParser(resolve_entities=False, no_network=True)
ROOTS = {
    RELATIONSHIP_TYPE.STYLES: "styles",
    RELATIONSHIP_TYPE.NUMBERING: "numbering",
    RELATIONSHIP_TYPE.SETTINGS: "settings",
    RELATIONSHIP_TYPE.HEADER: "hdr",
    RELATIONSHIP_TYPE.FOOTER: "ftr",
}
"""What parts of these kinds begin with."""


def check_archive(archive: zipfile.ZipFile) -> None:
    """Read every part once. Raises UsageError for too many or too large ones, for one that is there twice or secret."""
    found, most = archive.infolist(), limits()
    if len(found) > most.docx_template_parts:
        _refuse(f"has {len(found):,} parts, expected {most.docx_template_parts:,} at most", RAISE)
    if sum(each.file_size for each in found) > most.docx_template_unpacked:
        _refuse(f"is larger than {most.docx_template_unpacked:,} bytes when it is unpacked", RAISE)
    names = [each.filename for each in found]
    twice = next((name for name in names if names.count(name) > 1), "") if len(set(names)) < len(names) else ""
    if twice:
        _refuse(f"has the part `{twice}` twice", HINT)
    for each in found:
        is_xml = each.filename.lower().endswith(XML)
        if each.flag_bits & ENCRYPTED:
            _refuse("is protected by a password", "save it without one")
        if is_xml and each.file_size > most.docx_template_part:
            _refuse(f"has a part `{each.filename}` of more than {most.docx_template_part:,} bytes", RAISE)
        content = archive.read(each)
        if is_xml and any(doctype in content for doctype in DOCTYPES):
            _refuse(f"declares entities in `{each.filename}`, which no Word file does", HINT)
        if is_xml:
            etree.fromstring(content, PLAIN)


def check_roots(document: WordDocument) -> None:
    """Raise UsageError when a part that reports are made from is of another kind than its name says."""
    space = f"{{{NAMESPACES['w']}}}"
    root = document.part.element
    if root.tag != f"{space}document" or len(root.findall(f"{space}body")) != 1 or not hasattr(root.body, "sectPr"):
        _refuse("has no text part as Word writes it", HINT)
    for relation in document.part.rels.values():
        expected = ROOTS.get(relation.reltype)
        if expected is None:
            continue
        element: Any = None if relation.is_external else getattr(relation.target_part, "element", None)
        if element is None or element.tag != f"{space}{expected}":
            _refuse(f"has a part of another kind where its `{expected}` should be", HINT)
    if not hasattr(document.core_properties, "title") or not hasattr(document.core_properties._element, "title_text"):
        _refuse("has a part of another kind where title and author should be", HINT)


def _refuse(message: str, hint: str) -> None:
    raise UsageError(f"the Word template {message}", hint=hint)
