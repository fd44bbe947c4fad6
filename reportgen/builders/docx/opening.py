"""Open the Word file of another house: whatever kind it is of, and whichever of the usual parts it lacks."""

from __future__ import annotations

import io
import re
import zipfile
from functools import lru_cache
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PackURI
from docx.parts.numbering import NumberingPart
from docx.parts.styles import StylesPart
from lxml import etree

from reportgen.builders.docx.intake import DAMAGED, HINT, check_archive, check_roots
from reportgen.builders.docx.markup import NAMESPACES, part_text, w
from reportgen.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from docx.document import Document as WordDocument

MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OTHER_MAIN_TYPES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
"""Templates and files with macros: the same as a document, but for the name of the type."""
STRICT = b"http://purl.oclc.org/ooxml/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
STRICT_NAMES = {
    "officeDocument/relationships/extendedProperties": f"{OFFICE}/relationships/extended-properties",
    "officeDocument/relationships/customProperties": f"{OFFICE}/relationships/custom-properties",
    "officeDocument/extendedProperties": f"{OFFICE}/extended-properties",
    "officeDocument/customProperties": f"{OFFICE}/custom-properties",
    "officeDocument/": f"{OFFICE}/",
}
"""Names of the strict kind of Office files, without what they begin with, and the usual ones; the rest is alike."""
SIDES = {"start": "left", "end": "right"}
SIDED = frozenset({"ind", "tab", "jc", "lvlJc", "tblInd"})
SIDED_PARENTS = frozenset({"tblCellMar", "tcMar", "tblBorders", "tcBorders"})


def opened(template: bytes) -> WordDocument:
    """Return an opened template that has the parts every report needs: styles and lists, though they may be empty.

    Raises UsageError when it is no Word file, or one of a kind that cannot be read.
    """
    try:
        document = docx.Document(io.BytesIO(_as_document(template)))
        _add_missing_parts(document)
        check_roots(document)
    except (zipfile.BadZipFile, PackageNotFoundError) as error:
        raise UsageError("the Word template is not a Word file", hint=HINT) from error
    except DAMAGED as error:
        raise UsageError("the Word template cannot be read: it lacks a part every Word file has", hint=HINT) from error
    return document


def _add_missing_parts(document: WordDocument) -> None:
    """Add empty lists and styles to a file without; python-docx makes the other parts itself."""
    part = document.part
    kinds = {relation.reltype for relation in part.rels.values()}
    wanted: tuple[tuple[str, type[StylesPart | NumberingPart], str, str], ...] = (
        (RELATIONSHIP_TYPE.STYLES, StylesPart, "styles", CONTENT_TYPE.WML_STYLES),
        (RELATIONSHIP_TYPE.NUMBERING, NumberingPart, "numbering", CONTENT_TYPE.WML_NUMBERING),
    )
    for relation, kind, name, content_type in wanted:
        if relation not in kinds:
            empty = part_text(w(name), "w").encode()
            part.relate_to(kind.load(PackURI(f"/word/{name}.xml"), content_type, empty, part.package), relation)


# -- what is mended before it is opened -----------------------------------------------------------------------------


@lru_cache(maxsize=4)  # every document of a batch asks for the same
def _as_document(template: bytes) -> bytes:
    """Return the file as a plain document of the usual kind, without relations that lead to parts it does not have."""
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        check_archive(archive)
        names = archive.namelist()
        changes: dict[str, bytes] = {}
        for name, change in _mendings(archive, names):
            content = changes.get(name) or archive.read(name)
            changed = change(content)
            if changed != content:
                changes[name] = changed
        if not changes:
            return template
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in dict.fromkeys(names):
                copy.writestr(name, changes.get(name) or archive.read(name))
    return out.getvalue()


def _mendings(archive: zipfile.ZipFile, names: list[str]) -> Iterator[tuple[str, Callable[[bytes], bytes]]]:
    """Yield what is to be done with each file of the archive, by its name."""
    yield "[Content_Types].xml", _plain_type
    is_strict = any(STRICT in archive.read(name) for name in names if name.endswith("_rels/.rels"))
    for name in names:
        if is_strict and name.endswith((".xml", ".rels")):
            yield name, _transitional
        if name.endswith(".rels"):
            yield name, lambda content, name=name: _without_loose_ends(content, name, frozenset(names))  # type: ignore[misc]


def _plain_type(types: bytes) -> bytes:
    for other in OTHER_MAIN_TYPES:
        types = types.replace(other.encode(), MAIN_TYPE.encode())
    return types


def _transitional(content: bytes) -> bytes:
    """Return a part of a strict Office file in the names of the usual kind, which is what libraries read."""
    if STRICT not in content:
        return content
    for strict, usual in STRICT_NAMES.items():
        content = content.replace(STRICT + strict.encode(), usual.encode())
    named = re.sub(STRICT + rb"(\w+)/(\w+)", rb"http://schemas.openxmlformats.org/\1/2006/\2", content)
    root = etree.fromstring(named)
    for element in root.iter(f"{{{NAMESPACES['w']}}}*"):
        _name_sides(element)
    root.attrib.pop(f"{{{NAMESPACES['w']}}}conformance", None)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _name_sides(element: etree._Element) -> None:
    """Let what a strict file calls start and end be left and right."""
    space = f"{{{NAMESPACES['w']}}}"
    name, parent = etree.QName(element).localname, element.getparent()
    if name in SIDES and parent is not None and etree.QName(parent).localname in SIDED_PARENTS:
        element.tag = f"{space}{SIDES[name]}"
    if name not in SIDED:
        return
    for side, usual in SIDES.items():
        if element.get(f"{space}val") == side:
            element.set(f"{space}val", usual)
        for suffix in ("", "Chars"):
            value = element.attrib.pop(f"{space}{side}{suffix}", None)
            if value is not None:
                element.set(f"{space}{usual}{suffix}", value)


def _without_loose_ends(content: bytes, name: str, names: frozenset[str]) -> bytes:
    """Return relations without those to parts that are not in the file: Word passes over them."""
    root = etree.fromstring(content)
    folder = dirname(dirname(name))
    loose = [each for each in root if not _is_tied(each.attrib, folder, names)]
    if not loose:
        return content
    for each in loose:
        root.remove(each)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _is_tied(relation: Mapping[str, str], folder: str, names: frozenset[str]) -> bool:
    target = relation.get("Target", "")
    if relation.get("TargetMode") == "External":
        return True
    place = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
    return place in names or target.startswith("#")
