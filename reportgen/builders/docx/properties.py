"""Write what a library or Word itself shows about a file: title, author, language, and the version of the data."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml.etree import SubElement

from reportgen.builders.docx.markup import XML_HEAD, escaped
from reportgen.language import say

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from reportgen.document import Metadata

PREFIXES = {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}
CORE, DUBLIN_CORE, TERMS = (f"{{{uri}}}" for uri in PREFIXES.values())
INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VARIANTS = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
FIRST_ID = 2
MOST = 255
"""Characters of a property."""


def set_core_properties(word: WordDocument, metadata: Metadata) -> None:
    """Fill in the properties every Office file has. Both dates are the document's own."""
    made = f"{metadata.date.isoformat()}T00:00:00Z"
    author = _kept(metadata.author)
    properties = {
        f"{DUBLIN_CORE}title": _kept(metadata.title),
        f"{DUBLIN_CORE}creator": author,
        f"{CORE}lastModifiedBy": author,
        f"{DUBLIN_CORE}subject": _kept(metadata.subject),
        f"{CORE}keywords": _kept("; ".join(metadata.keywords)),
        f"{DUBLIN_CORE}language": metadata.language,
        f"{TERMS}created": made,
        f"{TERMS}modified": made,
        f"{CORE}revision": "1",
        **dict.fromkeys((f"{CORE}category", f"{DUBLIN_CORE}description", f"{CORE}contentStatus", f"{CORE}version"), ""),
    }
    root = word.core_properties._element
    for name, value in properties.items():
        found = root.find(name)
        (SubElement(root, name, nsmap=PREFIXES) if found is None else found).text = value
    root.set(f"{INSTANCE}once", "")  # so that its namespace is declared there, and not at each date
    for name in ("created", "modified"):
        root.find(f"{TERMS}{name}").set(f"{INSTANCE}type", "dcterms:W3CDTF")
    del root.attrib[f"{INSTANCE}once"]


def _kept(text: str) -> str:
    """Return a property as Word keeps it: no longer than 255 characters, cut at a word."""
    return shorten(text, MOST, placeholder="\u2026") if len(text) > MOST else text


def add_custom_properties(word: WordDocument, metadata: Metadata) -> None:
    """Record of which data the document was made; a template's own custom properties are not kept."""
    named = {
        say("Data version"): metadata.data_version,
        say("Data checksum"): metadata.data_checksum,
        say("Draft"): metadata.draft,
    }
    written = "".join(
        f'<property fmtid="{USER_DEFINED}" pid="{identifier}" name="{name}"><vt:lpwstr>{escaped(value)}</vt:lpwstr>'
        "</property>"
        for identifier, (name, value) in enumerate(
            ((name, value) for name, value in named.items() if value), start=FIRST_ID
        )
    )
    if not written:
        return
    text = f'{XML_HEAD}<Properties xmlns="{CUSTOM}" xmlns:vt="{VARIANTS}">{written}</Properties>'
    package = word.part.package
    old = [key for key, each in package.rels.items() if each.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES]
    for identifier in old:
        del package.rels[identifier]
    part = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, text.encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
