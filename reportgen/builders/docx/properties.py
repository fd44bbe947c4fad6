"""Write what a library or Word itself shows about a file: title, author, language, and the version of the data."""

from __future__ import annotations

from datetime import datetime
from textwrap import shorten
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from reportgen.builders.docx.markup import XML_HEAD, escaped
from reportgen.language import say

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from reportgen.document import Metadata

CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VARIANTS = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
FIRST_ID = 2
MOST = 255
"""Characters of a property."""


def set_core_properties(word: WordDocument, metadata: Metadata) -> None:
    """Fill in the properties every Office file has. Both dates are the document's own."""
    made = datetime(metadata.date.year, metadata.date.month, metadata.date.day)
    properties = word.core_properties
    properties.title = _kept(metadata.title)
    properties.author = properties.last_modified_by = _kept(metadata.author)
    properties.subject = _kept(metadata.subject)
    properties.keywords = _kept("; ".join(metadata.keywords))
    properties.language = metadata.language
    properties.created = properties.modified = made
    properties.revision = 1
    properties.category = properties.comments = properties.content_status = properties.version = ""


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
