"""Say what a template brings besides its look, and drop what a report must not carry over: nothing of it in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from reportgen.builders.docx.remote import drop_remote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument
    from docx.opc.rel import Relationships

    from reportgen.builders.docx.chosen_section import ChosenSection

MICROSOFT = "http://schemas.microsoft.com/office"
MACROS = frozenset(
    {
        f"{MICROSOFT}/2006/relationships/vbaProject",
        f"{MICROSOFT}/2006/relationships/keyMapCustomizations",
        f"{MICROSOFT}/2006/relationships/attachedToolbars",
        f"{MICROSOFT}/2006/relationships/ui/extensibility",
        f"{MICROSOFT}/2007/relationships/ui/extensibility",
    }
)
OF_THE_FILE = frozenset(
    {
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
        RELATIONSHIP_TYPE.CUSTOM_PROPERTIES,
    }
)
"""What shows or tells of the template's own text."""
CORE = "/docProps/core.xml"
SIGNATURE = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
DROPPED = {
    "documentProtection": "its protection against changes is not kept",
    "writeProtection": "its advice to open it as read-only is not kept",
    "trackRevisions": "it records changes; the report does not",
    "mailMerge": "its mail merge is not kept",
}
"""Settings that are dropped, and what is said of it."""
DROPPED_IN_SILENCE = ("revisionView", "formsDesign", "linkStyles", "updateFields")
"""Settings that are nothing without the template's own text, or without the template it is attached to."""
REVISIONS = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")
NUMBERS = (
    "pages break elsewhere than in the PDF, so contents and page references stand without page numbers until Word "
    "updates its fields, as it offers to do when the report is opened; in LibreOffice: Tools, Update, Update All"
)
"""What is said of every template, and of a report with other pages in Word."""


def drop_carried(document: WordDocument, section: ChosenSection) -> tuple[str, ...]:
    """Drop what does not belong into a report, and return what there is to say about it, each as half a sentence."""
    return tuple(
        dict.fromkeys(
            (*_settings(document), *_relations(document), *drop_remote(document), *_pages(section), *_left(document))
        )
    )


def _settings(document: WordDocument) -> Iterator[str]:
    settings = document.settings.element
    for name in (*DROPPED, *DROPPED_IN_SILENCE):
        for each in settings.findall(qn(f"w:{name}")):
            settings.remove(each)
            if name in DROPPED and each.get(qn("w:val"), "1") not in ("0", "false", "off"):
                yield DROPPED[name]
    for each in settings.findall(qn("w:attachedTemplate")):
        settings.remove(each)
        yield from _attached(document, each.get(qn("r:id"), ""))
    _drop_external(document)


def _attached(document: WordDocument, identifier: str) -> Iterator[str]:
    """Yield what is said of the template that the template was made from, unless it is the one of every file."""
    relation = _settings_relations(document).get(identifier)
    target = relation.target_ref if relation is not None else ""
    if target and not target.replace("\\", "/").rsplit("/", 1)[-1].lower().startswith("normal.dot"):
        yield f"its link to the template `{target}` is not kept"


def _drop_external(document: WordDocument) -> None:
    """Drop the relations of the settings that lead out of the file: to templates, and to the data of a mail merge."""
    rels = _settings_relations(document)
    for identifier in [key for key, relation in rels.items() if relation.is_external]:
        del rels[identifier]


def _settings_relations(document: WordDocument) -> Relationships:
    found: Relationships = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels
    return found


def _relations(document: WordDocument) -> Iterator[str]:
    package = document.part.package
    for rels in (package.rels, document.part.rels):
        for identifier, relation in list(rels.items()):
            if relation.reltype in MACROS:
                yield "its macros are not kept"
            elif relation.reltype == SIGNATURE:
                yield "its digital signature is not kept: it would no longer be valid"
            elif relation.reltype not in OF_THE_FILE and not _is_misnamed(relation):
                continue
            elif b"_MarkAsFinal" in getattr(relation.target_part, "blob", b""):
                yield "it is marked as final; the report is not"
            del rels[identifier]


def _is_misnamed(relation: Any) -> bool:
    """Say whether these are title and author under a wrong name, as LibreOffice writes it: a file has them once."""
    return not relation.is_external and (
        relation.target_part.partname == CORE and relation.reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES
    )


def _pages(section: ChosenSection) -> Iterator[str]:
    if section.count > 1:
        yield f"of its {section.count} sections, the report has the pages, head and foot of number {section.number}"
    if section.columns > 1:
        yield f"its text has {section.columns} columns; that of the report has one"


def _left(document: WordDocument) -> Iterator[str]:
    """Yield what is said of what stays in head and foot."""
    for relation in document.part.rels.values():
        if relation.is_external or relation.reltype not in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            continue
        part = relation.target_part
        if any(True for _ in part.element.iter(*(qn(name) for name in REVISIONS))):
            yield "head and foot of the report have its tracked changes"
    yield NUMBERS
