"""Conditions of PDF/UA-1 (by their Matterhorn numbers) and PDF/A-2a that can be checked with pikepdf.

`faults(raw)` returns what is wrong with a file. It shares no code with the builder: it reads the finished file.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

STANDARD_TYPES = frozenset(
    (
        *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct"),
        *("Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH"),
        *("TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot"),
        *("Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form"),
    )
)
PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
KIDS = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOC", "TOCI", "Caption"},
}
SYNTAX = {"L": "09-005", "LI": "09-005", "LBody": "09-005", "TOC": "09-006", "TOCI": "09-006"}
SHOWING = frozenset(("Tj", "TJ", "'", '"'))
PAINTING = SHOWING | frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI", "INLINE", "IMAGE"])
FORBIDDEN_ACTIONS = frozenset(
    ("/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/GoTo3DView")
)
HIDDEN_OR_UNPRINTED = 0b100111
EMPTY = Dictionary()


@dataclass(frozen=True, slots=True)
class Fault:
    """One condition that a file does not meet."""

    condition: str
    message: str

    def __str__(self) -> str:
        return f"{self.condition}: {self.message}"


@dataclass(slots=True)
class Reading:
    """What has been read of a file so far."""

    pdf: pikepdf.Pdf
    raw: bytes
    faults: list[Fault] = field(default_factory=list)
    contents: dict[tuple[tuple[int, int], int], Dictionary] = field(default_factory=dict)
    """(page, MCID) -> element."""
    areas: dict[tuple[int, int], tuple[Dictionary, str]] = field(default_factory=dict)
    """Annotation -> element and its type."""
    levels: list[int] = field(default_factory=list)
    identifiers: list[bytes] = field(default_factory=list)
    fonts: dict[tuple[int, int], tuple[Dictionary, set[bytes]]] = field(default_factory=dict)

    def require(self, condition: str, holds: object, message: str) -> None:
        if not holds:
            self.faults.append(Fault(condition, message))


def faults(raw: bytes) -> tuple[Fault, ...]:
    """Return every fault of a PDF, each once, in the order of their conditions."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        reading = Reading(pdf, raw)
        for check in (check_document, check_metadata, check_archive, check_tree, check_parents, check_contents):
            check(reading)
        check_annotations(reading)
        check_fonts(reading)
        return tuple(sorted(set(reading.faults), key=str))


# -- the document ---------------------------------------------------------------------------------------------------


def check_document(reading: Reading) -> None:
    root, require = reading.pdf.Root, reading.require
    require("6.1", re.match(rb"%PDF-1\.[0-7]\s", reading.raw), "the header names no version of PDF 1")
    require("6.2", root.get("/MarkInfo", EMPTY).get("/Marked") is True, "not marked as tagged")
    require("01-007", root.get("/MarkInfo", EMPTY).get("/Suspects") is not True, "marked as suspect")
    require("07-001", root.get("/ViewerPreferences", EMPTY).get("/DisplayDocTitle") is True, "title not displayed")
    language = str(root.get("/Lang", ""))
    require("11-006", re.fullmatch(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*", language), f"language `{language}`")
    require("01-006", "/StructTreeRoot" in root, "no structure tree")
    for key in ("/OCProperties", "/AcroForm", "/Collection"):
        require("20, 24, 25", key not in root, f"{key[1:]} in the catalog")
    require("21-001", "/EmbeddedFiles" not in root.get("/Names", EMPTY), "files attached")


def check_metadata(reading: Reading) -> None:
    require = reading.require
    stream = reading.pdf.Root.get("/Metadata")
    require("06-001", isinstance(stream, pikepdf.Stream), "no XMP")
    text = stream.read_bytes().decode() if isinstance(stream, pikepdf.Stream) else ""
    require("06-002", "<pdfuaid:part>1</pdfuaid:part>" in text, "no claim of PDF/UA-1")
    require("06-003", re.search(r"<dc:title>.*?<rdf:li[^>]*>[^<]+<", text, re.DOTALL), "no title")
    claimed = "<pdfaid:part>2</pdfaid:part>" in text and "<pdfaid:conformance>A</pdfaid:conformance>" in text
    require("A 6.6.4", claimed, "no claim of PDF/A-2a")
    described = "http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>" in text
    require("A 6.6.2.3", described, "pdfuaid is not described")


def check_archive(reading: Reading) -> None:
    pdf, require = reading.pdf, reading.require
    intents = [each for each in pdf.Root.get("/OutputIntents", []) if each.get("/S") == Name.GTS_PDFA1]
    require("A 6.2.3", len(intents) == 1 and "/DestOutputProfile" in intents[0], "no output intent")
    require("A 6.1.3", "/ID" in pdf.trailer, "no identifier")
    require("A 6.1.3", "/Encrypt" not in pdf.trailer, "encrypted")
    require("A 6.1.7", not re.search(rb"[^\r\n]endstream", reading.raw), "no end of line before `endstream`")
    for number, thing in enumerate(pdf.objects):
        if isinstance(thing, Dictionary | pikepdf.Stream):
            _check_object(reading, thing, number)


def _check_object(reading: Reading, thing: Dictionary | pikepdf.Stream, number: int) -> None:
    require, where = reading.require, f"object {number}"
    action = str(thing.get("/S", "")) if isinstance(thing.get("/S"), Name) else ""
    require("A 6.5.1", action not in FORBIDDEN_ACTIONS, f"{where}: action {action}")
    require("A 6.5.2", "/AA" not in thing, f"{where}: additional actions")
    require("A 6.2.5", not (thing.get("/Type") == Name.ExtGState and "/TR" in thing), f"{where}: transfer function")
    is_image = thing.get("/Subtype") == Name.Image
    require("A 6.2.8", not (is_image and thing.get("/Interpolate") is True), f"{where}: interpolated image")
    is_form = thing.get("/Subtype") == Name.Form
    require("30-001", not (is_form and "/Ref" in thing), f"{where}: reference to another file")
    require("A 6.2.9", thing.get("/Subtype") != Name.PS and "/PS" not in thing, f"{where}: PostScript")
    if isinstance(thing, pikepdf.Stream):
        require("A 6.1.7.2", "/LZWDecode" not in str(thing.get("/Filter", "")), f"{where}: LZW")
        require("A 6.1.7.1", "/F" not in thing, f"{where}: contents in another file")


# -- the structure tree ---------------------------------------------------------------------------------------------


def kids_of(element: Dictionary) -> list[Dictionary | int]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, Array) else [] if isinstance(kids, list) else [kids]


def attributes(element: Dictionary) -> dict[str, object]:
    given = element.get("/A", [])
    owners = given if isinstance(given, Array | list) else [given]
    return {key: value for owner in owners if isinstance(owner, Dictionary) for key, value in owner.items()}


def check_tree(reading: Reading) -> None:
    root = reading.pdf.Root.get("/StructTreeRoot")
    if root is None:
        return
    for name in root.get("/RoleMap", EMPTY):
        reading.require("02-004", name[1:] not in STANDARD_TYPES, f"standard type {name} is mapped")
    for kid in kids_of(root):
        _check_element(reading, kid, parent=root, parent_type="", page=None)
    _check_headings(reading)
    unique = len(set(reading.identifiers)) == len(reading.identifiers)
    reading.require("19-004", unique, "two notes with one identifier")


def _type_of(reading: Reading, element: Dictionary) -> str:
    kind, seen = str(element.S)[1:], set()
    roles = reading.pdf.Root.StructTreeRoot.get("/RoleMap", EMPTY)
    while kind not in STANDARD_TYPES and f"/{kind}" in roles and kind not in seen:
        seen.add(kind)
        kind = str(roles[f"/{kind}"])[1:]
    reading.require("02-001", kind in STANDARD_TYPES, f"type {kind} is not standard")
    return kind


def _check_element(
    reading: Reading, element: Dictionary, *, parent: Dictionary, parent_type: str, page: Dictionary | None
) -> str:
    kind = _type_of(reading, element)
    page = element.get("/Pg", page)
    linked = element.get("/P") is not None and element.P.objgen == parent.objgen
    reading.require("tree", linked, f"{kind} does not know its parent")
    types: list[str] = []
    for kid in kids_of(element):
        if isinstance(kid, int):
            _note_content(reading, page, kid, element)
        elif kid.get("/Type") == Name.MCR:
            _note_content(reading, kid.get("/Pg", page), int(kid.MCID), element)
        elif kid.get("/Type") == Name.OBJR:
            reading.areas[kid.Obj.objgen] = (element, kind)
        else:
            types.append(_check_element(reading, kid, parent=element, parent_type=kind, page=page))
    _check_syntax(reading, kind, parent_type, types)
    _check_kind(reading, element, kind, types)
    return kind


def _note_content(reading: Reading, page: Dictionary | None, number: int, element: Dictionary) -> None:
    reading.require("tree", page is not None, "content without a page")
    key = (page.objgen if page is not None else (0, 0), number)
    reading.require("tree", key not in reading.contents, f"content {number} in two elements")
    reading.contents[key] = element


def _check_syntax(reading: Reading, kind: str, parent: str, kids: list[str]) -> None:
    condition = SYNTAX.get(kind, "09-004")
    reading.require(condition, parent in PARENTS.get(kind, {parent}), f"{kind} in {parent}")
    strangers = set(kids) - KIDS.get(kind, set(kids))
    reading.require(condition, not strangers, f"{kind} has {', '.join(sorted(strangers))}")
    in_the_middle = "Caption" in kids[1:-1] if kind in ("Table", "L", "TOC") else False
    reading.require(condition, not in_the_middle, f"caption in the middle of {kind}")


def _check_kind(reading: Reading, element: Dictionary, kind: str, kids: list[str]) -> None:
    require = reading.require
    match kind:
        case "Figure" | "Formula":
            condition = "13-004" if kind == "Figure" else "17-002"
            require(condition, str(element.get("/Alt", "")) or "/ActualText" in element, f"{kind} without words")
            require("13-010", "/BBox" in attributes(element), f"{kind} does not say where it stands")
        case "Table":
            _check_table(reading, element)
        case "L":
            _check_list(reading, element)
        case "Note":
            require("19-003", "/ID" in element, "note without identifier")
            reading.identifiers.append(bytes(element.get("/ID", b"")))
        case "Link":
            require("28-011", any(_is_reference(kid) for kid in kids_of(element)), "link without annotation")
        case _ if re.fullmatch("H[1-6]?", kind):
            reading.levels.append(int(kind[1:] or 0))
            require("14-001", kids_of(element), "empty heading")


def _is_reference(kid: Dictionary | int) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR


def _check_list(reading: Reading, element: Dictionary) -> None:
    items = (kid for kid in kids_of(element) if isinstance(kid, Dictionary) and "/S" in kid)
    labelled = any(
        isinstance(part, Dictionary) and part.get("/S") == Name.Lbl for item in items for part in kids_of(item)
    )
    reading.require("16-001", not labelled or "/ListNumbering" in attributes(element), "labels without ListNumbering")


def _check_headings(reading: Reading) -> None:
    levels = [level for level in reading.levels if level]
    reading.require("14-002", not levels or levels[0] == 1, f"the first heading is H{levels[:1]}")
    skips = [(above, below) for above, below in itertools.pairwise(levels) if below > above + 1]
    reading.require("14-003", not skips, f"heading levels skipped: {skips[:1]}")
    reading.require("14-007", not levels or 0 not in reading.levels, "both H and H1")


def _check_table(reading: Reading, table: Dictionary) -> None:
    require = reading.require
    taken: set[tuple[int, int]] = set()
    width = heads = 0
    rows = list(_rows(table))
    for y, row in enumerate(rows):
        x = 0
        for cell in kids_of(row):
            given = attributes(cell)
            while (y, x) in taken:
                x += 1
            spanned = {
                (y + down, x + right)
                for down in range(int(given.get("/RowSpan", 1)))
                for right in range(int(given.get("/ColSpan", 1)))
            }
            require("09-004", not spanned & taken, "cells overlap")
            taken |= spanned
            if cell.S == Name.TH:
                heads += 1
                require("15-003", "/Scope" in given or "/Headers" in given, "head of a table without scope")
            width = max(width, x + int(given.get("/ColSpan", 1)))
    require("15-003", heads, "table without heads")
    require("09-004", len(taken) == width * len(rows), "table with rows of unequal length")


def _rows(table: Dictionary) -> Iterator[Dictionary]:
    for kid in kids_of(table):
        if kid.S == Name.TR:
            yield kid
        elif Name.Caption != kid.S:
            yield from kids_of(kid)


def check_parents(reading: Reading) -> None:
    """The parent tree has to say the same as the tree itself."""
    root = reading.pdf.Root.get("/StructTreeRoot")
    if root is None:
        return
    numbers = dict(pikepdf.NumberTree(root.ParentTree).items()) if "/ParentTree" in root else {}
    by_page: dict[tuple[int, int], dict[int, tuple[int, int]]] = {}
    for (page, number), element in reading.contents.items():
        by_page.setdefault(page, {})[number] = element.objgen
    for index, page in enumerate(reading.pdf.pages):
        listed = numbers.get(int(page.obj.get("/StructParents", -1)), [])
        said = {number: element.objgen for number, element in enumerate(listed) if element is not None}
        agrees = said == by_page.get(page.obj.objgen, {})
        reading.require("tree", agrees, f"page {index + 1}: the parent tree does not agree with the tree")
        for annotation in page.obj.get("/Annots", []):
            element = numbers.get(int(annotation.get("/StructParent", -1)))
            known = reading.areas.get(annotation.objgen)
            right = element is not None and known is not None and known[0].objgen == element.objgen
            reading.require("28-010", right, f"page {index + 1}: an annotation is not in the tree")


# -- the pages ------------------------------------------------------------------------------------------------------


def check_contents(reading: Reading) -> None:
    for index, page in enumerate(reading.pdf.pages):
        seen: set[int] = set()
        resources = page.obj.get("/Resources", EMPTY)
        _check_stream(reading, page.obj, resources, page=page.obj.objgen, number=index + 1, seen=seen)
        missing = {number for at, number in reading.contents if at == page.obj.objgen} - seen
        reading.require("tree", not missing, f"page {index + 1}: contents {sorted(missing)[:3]} are not on it")


def _check_stream(
    reading: Reading, stream: object, resources: Dictionary, *, page: tuple[int, int], number: int, seen: set[int]
) -> None:
    require, where = reading.require, f"page {number}"
    stack: list[str] = []
    font: set[bytes] = set()
    for operands, operator in pikepdf.parse_content_stream(stream):
        match str(operator):
            case "BMC" | "BDC":
                stack.append(_opened(reading, operands, resources, page=page, where=where, stack=stack, seen=seen))
            case "EMC":
                require("nesting", stack, f"{where}: EMC without a beginning")
                if stack:
                    stack.pop()
            case "Tf":
                found = resources.Font[operands[0]]
                font = reading.fonts.setdefault(found.objgen, (found, set()))[1]
            case painting if painting in PAINTING:
                require("01-005", "artifact" in stack or "real" in stack, f"{where}: {painting} is not marked")
                if painting in SHOWING:
                    shown = operands[-1] if painting == "TJ" else [operands[-1]]
                    font.update(bytes(text) for text in shown if isinstance(text, pikepdf.String))
    require("nesting", not stack, f"{where}: marked content is not closed")


def _opened(
    reading: Reading,
    operands: list[object],
    resources: Dictionary,
    *,
    page: tuple[int, int],
    where: str,
    stack: list[str],
    seen: set[int],
) -> str:
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, Name):
        properties = resources.Properties[properties]
    number = properties.get("/MCID") if isinstance(properties, Dictionary) else None
    is_artifact = operands[0] == Name.Artifact
    reading.require("01-003", not (is_artifact and "real" in stack), f"{where}: artifact inside tagged content")
    reading.require("01-004", number is None or "artifact" not in stack, f"{where}: tagged content inside artifact")
    if number is None:
        return "artifact" if is_artifact else ""
    reading.require("tree", number not in seen, f"{where}: content {number} twice")
    reading.require("tree", (page, int(number)) in reading.contents, f"{where}: content {number} is not in the tree")
    element = reading.contents.get((page, int(number)))
    same = element is None or str(element.S) == str(operands[0])
    reading.require("tree", same, f"{where}: content {number} is marked as {operands[0]}")
    seen.add(int(number))
    return "real"


def check_annotations(reading: Reading) -> None:
    require = reading.require
    for index, page in enumerate(reading.pdf.pages):
        annotations = list(page.obj.get("/Annots", []))
        where = f"page {index + 1}"
        require("28-008", not annotations or page.obj.get("/Tabs") == Name.S, f"{where}: order of tabs")
        for annotation in annotations:
            if annotation.Subtype == Name.Link:
                kind = reading.areas.get(annotation.objgen, (None, ""))[1]
                require("28-011", kind == "Link", f"{where}: a link is not in a Link")
                require("28-012", str(annotation.get("/Contents", "")), f"{where}: a link does not say where it leads")
            flags = annotation.get("/F")
            printed = flags is not None and int(flags) & HIDDEN_OR_UNPRINTED == 4
            require("A 6.3.2", printed, f"{where}: an annotation is hidden or not printed")


# -- the fonts ------------------------------------------------------------------------------------------------------


def check_fonts(reading: Reading) -> None:
    for font, shown in reading.fonts.values():
        if shown:
            _check_font(reading, font, shown)


def _check_font(reading: Reading, font: Dictionary, shown: set[bytes]) -> None:
    require, name = reading.require, str(font.get("/BaseFont", "?"))[1:]
    descriptor = font.get("/FontDescriptor", EMPTY)
    programs = [key for key in ("/FontFile", "/FontFile2", "/FontFile3") if key in descriptor]
    require("31-009", programs, f"{name} is not embedded")
    require("10-001", "/ToUnicode" in font, f"{name} does not map its codes to characters")
    if font.get("/Subtype") == Name.TrueType:
        is_symbolic = bool(int(descriptor.get("/Flags", 0)) & 4)
        condition = "31-024" if is_symbolic else "31-019"
        require(condition, ("/Encoding" in font) != is_symbolic, f"{name}: symbolic and encoded do not agree")
    codes = {code for text in shown for code in text}
    if "/FontFile2" in descriptor:
        program = TTFont(BytesIO(descriptor.FontFile2.read_bytes()))
        drawn = {
            code & 0xFF for table in program["cmap"].tables for code, glyph in table.cmap.items() if glyph != ".notdef"
        }
        require("31-030", not codes - drawn, f"{name} shows characters that it has no glyphs for")
    if "/ToUnicode" in font:
        mapped = font.ToUnicode.read_bytes()
        require(
            "31-028",
            not re.search(rb"<(0000|FEFF|FFFE)>\s*$", mapped, re.MULTILINE | re.IGNORECASE),
            f"{name} maps to nothing",
        )
        known = {int(code, 16) for code in re.findall(rb"^<([0-9A-F]{2})> <", mapped, re.MULTILINE | re.IGNORECASE)}
        require("10-001", not codes - known, f"{name} shows codes that map to no character")
