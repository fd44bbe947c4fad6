"""Finish drawn pages as an accessible and archival PDF: structure tree, links, bookmarks, metadata, colours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from reportgen.builders.pdf.structure import Area, Content, Element
from reportgen.builders.pdf.xmp import packet
from reportgen.lengths import settled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.builders.pdf.canvas import Anchor, Drawing
    from reportgen.builders.pdf.claims import Claims
    from reportgen.builders.pdf.structure import Attribute
    from reportgen.document import Metadata

PRINTED = 4
"""Flags of an annotation: printed, neither hidden nor locked away."""
FIGURES = ("Figure", "Formula")
CODE_LINE = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4,6})>")
LINES_A_BLOCK = 100
"""Most lines that a CMap may have between `beginbfchar` and `endbfchar`."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line in the outline that viewers show beside the pages."""

    level: int
    text: str
    anchor: str


def finish(drawing: Drawing, metadata: Metadata, *, bookmarks: Sequence[Bookmark], claims: Claims) -> bytes:
    """Return the bytes of the whole file; the same drawing gives the same bytes."""
    with pikepdf.open(BytesIO(drawing.pdf)) as pdf:
        _write_text_maps(pdf)
        _Finisher(pdf, drawing).write_structure()
        _write_bookmarks(pdf, bookmarks, drawing.anchors)
        _write_catalog(pdf, metadata, claims)
        del pdf.trailer["/ID"]  # reportlab makes it from SOURCE_DATE_EPOCH; what is missing is made from the content
        result = BytesIO()
        pdf.save(
            result,
            deterministic_id=True,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return result.getvalue()


class _Finisher:
    """Writes the structure tree; holds what its parts refer to."""

    def __init__(self, pdf: pikepdf.Pdf, drawing: Drawing) -> None:
        self.pdf, self.drawing = pdf, drawing
        self.pages = [page.obj for page in pdf.pages]
        self.objects: dict[Element, Dictionary] = {}
        self.annotations: dict[Area, Dictionary] = {}
        self.names: dict[str, Name] = {}
        self.attributes: dict[tuple[Attribute, ...], list[Dictionary]] = {}

    def write_structure(self) -> None:
        """Write elements, links and the trees that lead from content to element and from name to note."""
        self._write_links()
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = self._write_element(self.drawing.root, root)
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(self._parents())))
        root.ParentTreeNextKey = len(self.pages) + len(self.drawing.areas)
        names = {element.node.identifier: made for element, made in self.objects.items() if element.node.identifier}
        if names:
            pairs = (part for name in sorted(names) for part in (String(name), names[name]))
            root.IDTree = self.pdf.make_indirect(Dictionary(Names=Array(pairs)))
        self.pdf.Root.StructTreeRoot = root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _write_element(self, element: Element, parent: Dictionary) -> Dictionary:
        made = self._made(element, parent)
        self.objects[element] = made
        kids = [kid if isinstance(kid, int) else self._kid(kid, made) for kid in self._local(element, made)]
        if kids:
            made.K = kids[0] if len(kids) == 1 else Array(kids)
        return made

    def _made(self, element: Element, parent: Dictionary) -> Dictionary:
        """Return the object of an element without its kids."""
        node = element.node
        made = self.pdf.make_indirect(Dictionary({"/S": self._name(node.tag), "/P": parent}))
        if node.attributes or node.tag in FIGURES:
            made.A = self._attributes(element)
        if node.alt:
            made.Alt = String(node.alt)
        if node.expansion:
            made.E = String(node.expansion)
        if node.is_silent:
            made.ActualText = String("")
        if node.identifier:
            made.ID = String(node.identifier)
        return made

    def _local(self, element: Element, made: Dictionary) -> Iterator[Element | Content | Area | int]:
        """Yield the kids of an element; a content on the element's own page is only its number."""
        first = -1
        for kid in element.kids:
            if not isinstance(kid, Content):
                yield kid
                continue
            if first < 0:
                first = kid.page
                made.Pg = self.pages[first]
            yield kid.number if kid.page == first else kid

    def _kid(self, kid: Element | Content | Area, parent: Dictionary) -> Dictionary:
        if isinstance(kid, Element):
            return self._write_element(kid, parent)
        page = self.pages[kid.page]
        if isinstance(kid, Area):
            return Dictionary({"/Type": Name.OBJR, "/Obj": self.annotations[kid], "/Pg": page})
        return Dictionary({"/Type": Name.MCR, "/Pg": page, "/MCID": kid.number})

    def _name(self, tag: str) -> Name:
        found = self.names.get(tag)
        if found is None:
            found = self.names[tag] = Name(f"/{tag}")
        return found

    def _attributes(self, element: Element) -> Dictionary | Array:
        """Return what an element says of itself; elements that say the same share one object."""
        given = element.node.attributes
        found = self.attributes.get(given)
        if found is None:
            found = self.attributes[given] = [
                self.pdf.make_indirect(_owned(owner, given)) for owner in dict.fromkeys(each.owner for each in given)
            ]
        is_figure = element.node.tag in FIGURES
        own = [Dictionary(O=Name.Layout, BBox=_bounds(element), Placement=Name.Block)] if is_figure else []
        both = [*found, *own]
        return both[0] if len(both) == 1 else Array(both)

    def _parents(self) -> Iterator[int | Array | Dictionary]:
        """Yield the parent tree: for each page the elements of its contents, then for each link its element."""
        for index, (page, contents) in enumerate(zip(self.pages, self.drawing.contents, strict=True)):
            page.StructParents = index
            yield index
            yield self.pdf.make_indirect(Array([self.objects[element] for element in contents]))
        for index, (_, element) in enumerate(self.drawing.areas, start=len(self.pages)):
            yield index
            yield self.objects[element]

    def _write_links(self) -> None:
        """Write an annotation for each area of a link, in reading order."""
        for index, (area, _) in enumerate(self.drawing.areas, start=len(self.pages)):
            annotation = self.pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Link,
                    Rect=Array([round(settled(value), 2) for value in area.box]),
                    Border=Array([0, 0, 0]),
                    F=PRINTED,
                    StructParent=index,
                    Contents=String(area.text or area.url),
                )
            )
            if area.url:
                annotation.A = Dictionary(S=Name.URI, URI=String(area.url))
            else:
                annotation.Dest = _destination(self.pages, self.drawing.anchors[area.anchor])
            self.annotations[area] = annotation
        for index, page in enumerate(self.pages):
            here = [self.annotations[area] for area, _ in self.drawing.areas if area.page == index]
            if here:
                page.Annots = Array(here)
            page.Tabs = Name.S


def _destination(pages: Sequence[Dictionary], anchor: Anchor) -> Array:
    return Array([pages[anchor.page], Name.XYZ, None, round(settled(anchor.top), 2), None])


def _owned(owner: str, attributes: Sequence[Attribute]) -> Dictionary:
    """Return the attributes that belong to one owner."""
    made = Dictionary(O=Name(f"/{owner}"))
    for attribute in attributes:
        if attribute.owner == owner:
            made[f"/{attribute.name}"] = _attribute_value(attribute)
    return made


def _attribute_value(attribute: Attribute) -> Name | String | Array | int:
    if isinstance(attribute.value, int):
        return attribute.value
    if isinstance(attribute.value, tuple):
        return Array([String(identifier) for identifier in attribute.value])
    return Name(attribute.value) if attribute.value.startswith("/") else String(attribute.value)


def _bounds(element: Element) -> Array:
    assert element.boxes, f"a {element.node.tag} was drawn without saying where"
    left, bottom, right, top = zip(*element.boxes, strict=True)
    return Array([round(settled(float(value)), 2) for value in (min(left), min(bottom), max(right), max(top))])


def _write_text_maps(pdf: pikepdf.Pdf) -> None:
    """Replace the maps from codes to characters, in which reportlab maps unused codes to U+0000."""
    for font in pdf.objects:
        if isinstance(font, Dictionary) and font.get("/Type") == Name.Font and "/ToUnicode" in font:
            font.ToUnicode = pdf.make_stream(_text_map(font.ToUnicode.read_bytes(), str(font.BaseFont)[1:]))


def _text_map(printed: bytes, font: str) -> bytes:
    lines = []
    for code, character in CODE_LINE.findall(printed):
        if int(character, 16):
            lines.append(f"<{code.decode()}> <{chr(int(character, 16)).encode('utf-16-be').hex().upper()}>")
    starts = range(0, len(lines), LINES_A_BLOCK)
    blocks = [lines[start : start + LINES_A_BLOCK] for start in starts]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        f"/CMapName /{font} def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")


def _write_bookmarks(pdf: pikepdf.Pdf, bookmarks: Sequence[Bookmark], anchors: dict[str, Anchor]) -> None:
    pages = [page.obj for page in pdf.pages]
    with pdf.open_outline() as outline:
        open_items: list[pikepdf.OutlineItem] = []
        for bookmark in bookmarks:
            item = pikepdf.OutlineItem(bookmark.text, _destination(pages, anchors[bookmark.anchor]))
            del open_items[bookmark.level - 1 :]
            (open_items[-1].children if open_items else outline.root).append(item)
            open_items.append(item)
    if bookmarks:
        pdf.Root.PageMode = Name.UseOutlines


def _write_catalog(pdf: pikepdf.Pdf, metadata: Metadata, claims: Claims) -> None:
    root = pdf.Root
    root.Lang = String(metadata.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.Metadata = pdf.make_stream(packet(metadata, claims), Type=Name.Metadata, Subtype=Name.XML)
    profile = pdf.make_stream(files("reportgen.builders.pdf").joinpath("srgb.icc").read_bytes(), N=3)
    root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                Info=String("sRGB IEC61966-2.1"),
                DestOutputProfile=profile,
            )
        ]
    )
    _write_information(pdf, metadata)


def _write_information(pdf: pikepdf.Pdf, metadata: Metadata) -> None:
    """Write the old form of the metadata, which says the same as the new one."""
    stamp = String(f"D:{metadata.date:%Y%m%d}000000Z")
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(metadata.title),
            Author=String(metadata.author),
            Subject=String(metadata.subject),
            Keywords=String(", ".join(metadata.keywords)),
            Creator=String("reportgen"),
            Producer=String("reportgen"),
            CreationDate=stamp,
            ModDate=stamp,
        )
    )
