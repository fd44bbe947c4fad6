"""Finish drawn pages as an accessible and archival PDF: structure tree, links, bookmarks, metadata, colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from reportgen.builders.pdf.objects import Objects, numbers, packed, packed_after, text_string
from reportgen.builders.pdf.repeated import page_code, written
from reportgen.builders.pdf.structure import Area, Content, Element, Repeat
from reportgen.builders.pdf.xmp import packet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.builders.pdf.canvas import Drawing
    from reportgen.builders.pdf.claims import Claims
    from reportgen.builders.pdf.objects import Deflated
    from reportgen.builders.pdf.repeated import Written
    from reportgen.builders.pdf.structure import Attribute
    from reportgen.document import Metadata

PRINTED = 4
"""Flags of an annotation: printed, neither hidden nor locked away."""
FIGURES = ("Figure", "Formula")


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line in the outline that viewers show beside the pages."""

    level: int
    text: str
    anchor: str


def finish(drawing: Drawing, metadata: Metadata, *, bookmarks: Sequence[Bookmark], claims: Claims) -> bytes:
    """Return the bytes of the whole file; the same drawing gives the same bytes."""
    finisher = Finisher(drawing)
    entries = [
        finisher.pages(),
        finisher.structure(),
        finisher.bookmarks(bookmarks),
        finisher.promises(metadata, claims),
        "/Type/Catalog/ViewerPreferences<</DisplayDocTitle true>>",
    ]
    root = finisher.objects.add(f"<<{''.join(entries)}>>")
    return finisher.objects.file(root=root, info=finisher.information(metadata))


class Finisher:
    """Writes the objects of a file, and holds what they refer to. What the catalog says of each part is returned."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.objects = Objects()
        repeats = [each for sheet in drawing.sheets for each in sheet.contents if isinstance(each, Repeat)]
        # they come first, so that they have the same numbers in most files
        self.repeated = {each: self.objects.reserve_all(each.rows.size) for each in repeats}
        self.written: dict[Repeat, Written] = {}
        self.sheets = [self.objects.reserve() for _ in drawing.sheets]
        self.elements: dict[Element, int] = {}
        self.annotations: dict[Area, int] = {area: self.objects.reserve() for area, _ in drawing.areas}
        self.attributes: dict[tuple[Attribute, ...], list[str]] = {}
        self.entries: dict[int, str] = {}
        """What is said of attributes, by the very tuple of them."""

    def pages(self) -> str:
        """Write the pages with their fonts and links."""
        self._write_links()
        fonts = "".join(
            f"/{name} {font} 0 R"
            for lettering in self.drawing.letterings
            for name, font in lettering.written(self.objects)
        )
        resources = self.objects.add(f"<</Font<<{fonts}>>>>")
        parent = self.objects.reserve()
        for index, (number, sheet) in enumerate(zip(self.sheets, self.drawing.sheets, strict=True)):
            before = [_part(code) for code in sheet.before]
            code = self.objects.packed_stream(packed_after(before, sheet.code.encode("latin-1")))
            links = "".join(f"{self.annotations[area]} 0 R " for area, _ in self.drawing.areas if area.page == index)
            self.objects.put(
                number,
                f"<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 {numbers((sheet.width, sheet.height))}]"
                f"/Resources {resources} 0 R/Contents {code} 0 R/StructParents {index}/Tabs/S"
                + (f"/Annots[{links}]>>" if links else ">>"),
            )
        kids = " ".join(f"{number} 0 R" for number in self.sheets)
        self.objects.put(parent, f"<</Type/Pages/Count {len(self.sheets)}/Kids[{kids}]>>")
        return f"/Pages {parent} 0 R"

    def structure(self) -> str:
        """Write the elements and the trees that lead from content to element and from name to note."""
        root = self.objects.reserve()
        first = self._write_element(self.drawing.root, root)
        parents = self.objects.add(f"<</Nums[{' '.join(self._parents())}]>>")
        names = sorted(
            (element.node.identifier, number) for element, number in self.elements.items() if element.node.identifier
        )
        pairs = "".join(f"{text_string(name)} {number} 0 R" for name, number in names)
        by_name = f"/IDTree {self.objects.add(f'<</Names[{pairs}]>>')} 0 R" if names else ""
        following = len(self.sheets) + len(self.drawing.areas)
        self.objects.put(
            root,
            f"<</Type/StructTreeRoot/K {first} 0 R/ParentTree {parents} 0 R/ParentTreeNextKey {following}{by_name}>>",
        )
        return f"/StructTreeRoot {root} 0 R/MarkInfo<</Marked true>>"

    def _write_element(self, element: Element, parent: int) -> int:
        """Write an element and all below it; a content on the page of its first one is only its number."""
        number = self.elements[element] = self.objects.reserve()
        page = -1
        kids = []
        for kid in element.kids:
            if isinstance(kid, Content):
                if page in (-1, kid.page):
                    page = kid.page
                    kids.append(str(kid.number))
                else:
                    kids.append(f"<</Type/MCR/Pg {self.sheets[kid.page]} 0 R/MCID {kid.number}>>")
            elif isinstance(kid, Element):
                kids.append(f"{self._write_element(kid, number)} 0 R")
            elif isinstance(kid, Repeat):
                kids.append(self._write_rows(kid, number))
            else:
                kids.append(f"<</Type/OBJR/Obj {self.annotations[kid]} 0 R/Pg {self.sheets[kid.page]} 0 R>>")
        own = f"/Pg {self.sheets[page]} 0 R" if page >= 0 else ""
        is_one = len(kids) == 1 and not isinstance(element.kids[0], Repeat)
        listed = f"{own}/K {kids[0]}" if is_one else f"{own}/K[{' '.join(kids)}]" if kids else ""
        self.objects.put(number, f"<</S/{element.node.tag}/P {parent} 0 R{self._described(element)}{listed}>>")
        return number

    def _write_rows(self, repeat: Repeat, parent: int) -> str:
        """Write rows that are the same in other files, and return how the element above names them."""
        rows, start = repeat.rows, self.repeated[repeat]
        described = tuple(self._described(Element(node)) for node in rows.kinds)
        found = self.written[repeat] = written(
            rows, start, parent, self.sheets[repeat.page], repeat.first, described=described
        )
        self.objects.bodies[start : start + rows.size] = found.bodies
        return found.kids

    def _described(self, element: Element) -> str:
        """Return what an element says of itself."""
        node = element.node
        entries = ""
        if node.tag in FIGURES:
            entries = self._attributes(element)
        elif node.attributes:
            given = id(node.attributes)  # which is no other's as long as the node is there; all heads of rows have one
            entries = self.entries.get(given) or self.entries.setdefault(given, self._attributes(element))
        if node.alt:
            entries += f"/Alt{text_string(node.alt)}"
        if node.expansion:
            entries += f"/E{text_string(node.expansion)}"
        if node.language:
            entries += f"/Lang{text_string(node.language)}"
        if node.is_silent:
            entries += "/ActualText()"
        if node.identifier:
            entries += f"/ID{text_string(node.identifier)}"
        return entries

    def _attributes(self, element: Element) -> str:
        """Return what an element says of its form; elements that say the same share one object."""
        given = element.node.attributes
        found = self.attributes.get(given)
        if found is None:
            owners = dict.fromkeys(each.owner for each in given)
            found = self.attributes[given] = [f"{self.objects.add(_owned(owner, given))} 0 R" for owner in owners]
        if element.node.tag in FIGURES:
            found = [*found, f"<</O/Layout/BBox[{_bounds(element)}]/Placement/Block>>"]
        return f"/A {found[0]}" if len(found) == 1 else f"/A[{' '.join(found)}]"

    def _parents(self) -> Iterator[str]:
        """Yield the parent tree: for each page the elements of its contents, then for each link its element."""
        for index, sheet in enumerate(self.drawing.sheets):
            contents = " ".join(map(self._owner, sheet.contents))
            yield f"{index} {self.objects.add(f'[{contents}]')} 0 R"
        for index, (_, element) in enumerate(self.drawing.areas, start=len(self.sheets)):
            yield f"{index} {self.elements[element]} 0 R"

    def _owner(self, content: Element | Repeat) -> str:
        """Return the element of a content, or those of all that are repeated together."""
        return self.written[content].owners if isinstance(content, Repeat) else f"{self.elements[content]} 0 R"

    def _write_links(self) -> None:
        """Write an annotation for each area of a link, in reading order."""
        for index, (area, _) in enumerate(self.drawing.areas, start=len(self.sheets)):
            leads = f"/A<</S/URI/URI{text_string(area.url)}>>" if area.url else f"/Dest{self._destination(area.anchor)}"
            self.objects.put(
                self.annotations[area],
                f"<</Type/Annot/Subtype/Link/Rect[{numbers(area.box)}]/Border[0 0 0]/F {PRINTED}/StructParent {index}"
                f"/Contents{text_string(area.text or area.url)}{leads}>>",
            )

    def _destination(self, name: str) -> str:
        anchor = self.drawing.anchors[name]
        return f"[{self.sheets[anchor.page]} 0 R/XYZ null {numbers((anchor.top,))} null]"

    def bookmarks(self, bookmarks: Sequence[Bookmark]) -> str:
        """Write the outline."""
        if not bookmarks:
            return ""
        root = self.objects.reserve()
        outline = {root: _Place(root)}
        opened: list[_Place] = []
        for bookmark in bookmarks:
            del opened[bookmark.level - 1 :]
            above = opened[-1] if opened else outline[root]
            place = _Place(self.objects.reserve(), above, bookmark, before=above.last)
            outline[place.number] = place
            if above.last:
                outline[above.last].after = place.number
            above.first, above.last = above.first or place.number, place.number
            opened.append(place)
        for place in reversed(outline.values()):  # what stands below is counted first
            if place.above:
                place.above.below += 1 + place.below
            self.objects.put(place.number, self._bookmark(place))
        return f"/Outlines {root} 0 R/PageMode/UseOutlines"

    def _bookmark(self, place: _Place) -> str:
        around = (("Prev", place.before), ("Next", place.after), ("First", place.first), ("Last", place.last))
        links = "".join(f"/{name} {number} 0 R" for name, number in around if number)
        count = f"/Count {place.below}" if place.below else ""
        if place.bookmark is None or place.above is None:
            return f"<</Type/Outlines{links}{count}>>"
        title, leads = text_string(place.bookmark.text), self._destination(place.bookmark.anchor)
        return f"<</Title{title}/Parent {place.above.number} 0 R/Dest{leads}{links}{count}>>"

    def promises(self, metadata: Metadata, claims: Claims) -> str:
        """Write the metadata, with the standards that are met, the language and the colours that are meant."""
        described = self.objects.plain_stream(packet(metadata, claims), "/Type/Metadata/Subtype/XML")
        profile = self.objects.packed_stream(_colours(), "/N 3")
        intent = (
            "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
            f"/DestOutputProfile {profile} 0 R>>"
        )
        return f"/Lang{text_string(metadata.language)}/Metadata {described} 0 R/OutputIntents[{intent}]"

    def information(self, metadata: Metadata) -> int:
        """Write the old form of the metadata, which says the same as the new one, and return its number."""
        said = {
            "Title": metadata.title,
            "Author": metadata.author,
            "Subject": metadata.subject,
            "Keywords": ", ".join(metadata.keywords),
            "Creator": "reportgen",
            "Producer": "reportgen",
            "CreationDate": f"D:{metadata.date:%Y%m%d}000000Z",
            "ModDate": f"D:{metadata.date:%Y%m%d}000000Z",
        }
        return self.objects.add(f"<<{''.join(f'/{name}{text_string(text)}' for name, text in said.items())}>>")


@dataclass(slots=True)
class _Place:
    """A bookmark among the others, which are named by their numbers; 0 is none."""

    number: int
    above: _Place | None = None
    bookmark: Bookmark | None = None
    before: int = 0
    after: int = 0
    first: int = 0
    last: int = 0
    below: int = 0
    """How many stand below it, at any depth."""


def _part(code: str | Repeat) -> bytes | Deflated:
    return page_code(code.rows, code.first) if isinstance(code, Repeat) else code.encode("latin-1")


@cache
def _colours() -> bytes:
    """Return the profile of the colours, compressed."""
    return packed(files("reportgen.builders.pdf").joinpath("srgb.icc").read_bytes())


def _owned(owner: str, attributes: Sequence[Attribute]) -> str:
    """Return the attributes that belong to one owner."""
    own = "".join(f"/{each.name} {_attribute_value(each)}" for each in attributes if each.owner == owner)
    return f"<</O/{owner}{own}>>"


def _attribute_value(attribute: Attribute) -> str:
    value = attribute.value
    if isinstance(value, tuple):
        return f"[{''.join(map(text_string, value))}]"
    return str(value) if isinstance(value, int) or value.startswith("/") else text_string(value)


def _bounds(element: Element) -> str:
    assert element.boxes, f"a {element.node.tag} was drawn without saying where"
    left, bottom, right, top = zip(*element.boxes, strict=True)
    return numbers((min(left), min(bottom), max(right), max(top)))
