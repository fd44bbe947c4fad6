"""Open a template and fill it: styles, lists, links and pictures are added to it as the document asks for them."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_HEADER_FOOTER, WD_ORIENT
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.parts.hdrftr import FooterPart
from docx.shared import Pt
from lxml.etree import QName, tostring

from reportgen.builders.docx.flow import Para
from reportgen.builders.docx.formatting import text_colour
from reportgen.builders.docx.ground import copied, free_name, house_ground, list_of, own_ground, page_of
from reportgen.builders.docx.markup import NAMESPACES, declarations, parsed, quoted, twips, w
from reportgen.builders.docx.numbering_part import LIST_STYLES, SQUARES, abstract_list, list_instance
from reportgen.builders.docx.packaging import HEAD, packaged
from reportgen.builders.docx.stylesheet import Stylesheet
from reportgen.memory import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.section import Section

    from reportgen.builders.docx.flow import Flow
    from reportgen.theme import Page, Theme

W = f"{{{NAMESPACES['w']}}}"
XML = "http://www.w3.org/XML/1998/namespace"
AFTER_FOOTNOTES = frozenset(
    {
        "endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping",
        "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown",
        "smartTagType", "schemaLibrary", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator",
    }
)  # fmt: skip
"""Settings that stand after those of footnotes: the order is Word's."""
AFTER_UPDATE = AFTER_FOOTNOTES | {"hdrShapeDefaults", "footnotePr"}
"""Settings that stand after the wish to renew fields."""


def start_tag(element: Any) -> str:
    """Return the tag with which an element begins, its attributes and the namespaces known in it included."""
    prefixes = {uri: f"{prefix}:" for prefix, uri in element.nsmap.items() if prefix} | {XML: "xml:"}
    named = "".join(f' xmlns{prefix and f":{prefix}"}="{uri}"' for prefix, uri in _namespaces(element))
    attributes = "".join(
        f' {prefixes[name.namespace] if name.namespace else ""}{name.localname}="{quoted(value)}"'
        for name, value in ((QName(key), value) for key, value in element.attrib.items())
    )
    return f"<{_tag(element)}{named}{attributes}>"


def _tag(element: Any) -> str:
    return f"{element.prefix}:{QName(element).localname}" if element.prefix else str(QName(element).localname)


def _namespaces(element: Any) -> Iterator[tuple[str, str]]:
    for prefix, uri in element.nsmap.items():
        yield prefix or "", uri


class Package:
    """A Word file that is being written. It knows what the template has, and adds what is missing."""

    def __init__(self, template: bytes | None, theme: Theme) -> None:
        """Open the template of another house, to which the theme is adapted; our own where None is given."""
        ground = own_ground(theme) if template is None else house_ground(template, theme)
        self.document = copied(ground.document)
        self.is_house = template is not None
        self.theme = ground.theme
        self.hangs_tables = ground.hangs_tables
        self._taken = ground.taken
        self._styles = Stylesheet(ground.styles, ground.ours, is_house=self.is_house, list_number=self._list_number)
        self._written: dict[str, bytes] = {}
        self._lists: dict[str, int] = {}
        self._links: dict[str, str] = {}
        self._relations = 0
        self._drawings = 0

    # -- pages ----------------------------------------------------------------------------------------------------

    @property
    def section(self) -> Section:
        """The section of the template whose pages the document takes over."""
        return self.document.sections[-1]

    def page(self) -> Page:
        """Return the sheet and margins of the template, with the theme's for what it does not say."""
        return page_of(self.document, self.theme)

    def end_at_right(self, style: str, width: float) -> None:
        """Let lines of this style end at the right margin, by their only tab stop.

        It is said in the style, because Word sets contents anew by their styles when it renews them.
        """
        stops = self.right_tab(style, width) if self.is_house else ""
        if stops:
            self._styles.set_tab_stops(self.style(style), stops)

    def right_tab(self, style: str, width: float) -> str:
        """Return the tab stops that a paragraph of this style needs so that its only one is at the right margin.

        Nothing where the style says so itself. The leader of its own last stop, as dots, is kept.
        """
        identifier = self.style(style)
        stops = self._styles.cascade.tab_stops(identifier)
        wanted = twips(width)
        leader = next((leader for kind, leader in reversed(tuple(stops.values())) if kind == "right"), "")
        if {place: kind for place, (kind, _) in stops.items()} == {wanted: "right"}:
            return ""
        cleared = {place: w("tab", val="clear", pos=place) for place in stops if place != wanted}
        right = w("tab", val="right", **({"leader": leader} if leader else {}), pos=wanted)
        return "".join(markup for _, markup in sorted({**cleared, wanted: right}.items()))

    def breaks_before(self, flow: Flow) -> bool:
        """Say whether the first paragraph begins a page by its style."""
        first = flow[0] if flow else None
        path = "w:pPr/w:pageBreakBefore"
        found = self._styles.cascade.nearest(first.style, path) if isinstance(first, Para) else None
        return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off")

    def text_size(self, style: str) -> float:
        """Return the size of text in a style of this file, in points; 0 where it does not say it."""
        identifier = self.style(style)
        return self._styles.cascade.size(identifier)

    # -- styles ---------------------------------------------------------------------------------------------------

    def style(self, name: str) -> str:
        """Return the identifier of a style; one that the template lacks is added, and what it is based on."""
        return self._styles.identifier(name)

    # -- lists ----------------------------------------------------------------------------------------------------

    def new_list(self, *, level: int) -> int:
        """Return the number of a numbered list that counts from 1 on this level, counted from 0."""
        numbering = self._numbering()
        number = self._next(numbering, "num", "numId")
        abstract = self._abstract_of(self._list_number("number"))
        numbering.append(parsed(list_instance(number, abstract, restart_level=level)))
        return number

    def _numbering(self) -> Any:
        return self.document.part.numbering_part.element

    def _list_number(self, kind: str) -> int:
        """Return the list to which a template's style of this kind belongs, or one that is added for it."""
        if kind not in self._lists:
            self._lists[kind] = self._list_of_style(kind) or self._add_list(kind)
        return self._lists[kind]

    def _list_of_style(self, kind: str) -> int | None:
        return list_of(self._styles.cascade, self._numbering(), self._styles.found(LIST_STYLES[kind]))

    def _add_list(self, kind: str) -> int:
        numbering = self._numbering()
        abstract = self._next(numbering, "abstractNum", "abstractNumId")
        number = self._next(numbering, "num", "numId")
        first_use = numbering.find(f"{W}num")
        measures = self.theme.measures
        if kind in SQUARES:
            colour = text_colour(self.theme.colours.main, self.theme)
            element = parsed(abstract_list(kind, abstract, indent=measures.point_indent, colour=colour))
        else:
            element = parsed(abstract_list(kind, abstract, indent=measures.list_indent))
        if first_use is None:
            numbering.append(element)
        else:
            first_use.addprevious(element)
        numbering.append(parsed(list_instance(number, abstract)))
        return number

    def _next(self, numbering: Any, tag: str, attribute: str) -> int:
        found = [int(each.get(f"{W}{attribute}")) for each in numbering.findall(f"{W}{tag}")]
        if tag == "num":
            # styles may name lists that the file does not have: a new one must not become theirs
            found += self._styles.lists
        return max(found, default=0) + 1

    def _abstract_of(self, number: int) -> int:
        for each in self._numbering().findall(f"{W}num"):
            if int(each.get(f"{W}numId")) == number:
                return int(each.find(f"{W}abstractNumId").get(f"{W}val"))
        raise AssertionError(f"no list {number}")

    # -- foot -----------------------------------------------------------------------------------------------------

    @property
    def has_foot(self) -> bool:
        """Whether the pages of the template have a foot."""
        reference = self.document.element.body.sectPr.get_footerReference(WD_HEADER_FOOTER.PRIMARY)
        return reference is not None

    def add_foot(self, paragraph: str) -> None:
        """Give the pages a foot, the markup of a paragraph."""
        part = self.document.part
        name = part.package.next_partname("/word/footer%d.xml")
        before, after = _around_foot()
        content = f"{before}{paragraph}{after}".encode()
        foot = Part(name, CONTENT_TYPE.WML_FOOTER, content, part.package)
        relation = part.relate_to(foot, RELATIONSHIP_TYPE.FOOTER)
        self.document.element.body.sectPr.add_footerReference(WD_HEADER_FOOTER.PRIMARY, relation)

    # -- relations ------------------------------------------------------------------------------------------------

    def link(self, url: str) -> str:
        """Return the relation that leads to an address outside; the same one for the same address."""
        if url not in self._links:
            self._links[url] = self.relate(RELATIONSHIP_TYPE.HYPERLINK, url, is_external=True)
        return self._links[url]

    def add_part(self, name: str, content: bytes, *, content_type: str, relation: str) -> str:
        """Return the relation to a new part: `media/figure1.png`, below the folder of the document."""
        return self.relate(relation, self.new_part(name, content, content_type=content_type))

    def new_part(self, name: str, content: bytes, *, content_type: str) -> Part:
        """Return a new part, to which nothing leads yet; under another name where the template has one of this name."""
        return Part(PackURI(free_name(name, self._taken)), content_type, content, self.document.part.package)

    def relate(self, kind: str, target: Any, *, is_external: bool = False) -> str:
        """Return a new relation from the document to a part, or to an address outside."""
        # python-docx looks for a free identifier, and for a like relation, among all of them at every call
        self._relations += 1
        identifier = f"rg{self._relations}"
        self.document.part.rels.add_relationship(kind, target, identifier, is_external=is_external)
        return identifier

    def next_drawing(self) -> int:
        """Return a number that no other picture of the document has."""
        self._drawings += 1
        return self._drawings

    # -- footnotes ------------------------------------------------------------------------------------------------

    def set_footnote_lines(self, numbers: Sequence[int]) -> None:
        """Say under which numbers the lines above footnotes are found among them."""
        settings = self.document.settings.element
        properties = settings.find(f"{W}footnotePr")
        if properties is None:
            properties = parsed("<w:footnotePr/>")
            later = next((each for each in settings if QName(each).localname in AFTER_FOOTNOTES), None)
            if later is None:
                settings.append(properties)
            else:
                later.addprevious(properties)
        for number in numbers:
            properties.append(parsed(w("footnote", id=number)))

    # -- fields ---------------------------------------------------------------------------------------------------

    def ask_to_update(self) -> None:
        """Let Word offer to renew all fields when the file is opened."""
        settings = self.document.settings.element
        wish = parsed(w("updateFields", val="true"))
        later = next((each for each in settings if QName(each).localname in AFTER_UPDATE), None)
        if later is None:
            settings.append(wish)
        else:
            later.addprevious(wish)

    # -- writing --------------------------------------------------------------------------------------------------

    def section_end(self, *, is_first: bool, turned: Page | None, foot: str) -> str:
        """Return the properties of a section of the template's pages, or of its pages turned, with a foot of their own.

        Only the first section has a first page with another head, and numbers pages anew.
        """
        section = deepcopy(self.document.element.body.sectPr)
        if not is_first:
            for each in section.xpath("w:type | w:titlePg"):
                section.remove(each)
            for each in section.findall(f"{W}pgNumType"):
                each.attrib.pop(f"{W}start", None)
        if turned:
            size = section.get_or_add_pgSz()
            size.w, size.h, size.orient = Pt(turned.width), Pt(turned.height), WD_ORIENT.LANDSCAPE
        if turned and foot:
            section.xpath("w:footerReference[@w:type='default']")[0].rId = foot
        return str(tostring(section, encoding="unicode", with_tail=False))

    def set_body(self, markup: str, section: str) -> None:
        """Make this the text of the document, with the properties of its last section."""
        old, body = self.document.element, self.document.element.body
        around = "".join(
            _body(body, f"{markup}{section}") if each is body else tostring(each, encoding="unicode", with_tail=False)
            for each in old
        )
        content = f"{HEAD}{start_tag(old)}{around}</{_tag(old)}>"
        self._written[self.document.part.partname] = content.encode()

    def save(self, language: str) -> bytes:
        """Return the file, with the language of all its text, and without a time in it."""
        styles = self.document.part.part_related_by(RELATIONSHIP_TYPE.STYLES).partname
        return packaged(self.document.part.package, {**self._written, styles: self._styles.content(language)})


@remembered(1)
def _around_foot() -> tuple[str, str]:
    """Return what stands before and after the paragraph of a foot, as python-docx has it."""
    root = parse_xml(FooterPart._default_footer_xml())  # type: ignore[no-untyped-call]
    for child in list(root):
        root.remove(child)
    root.append(parsed("<w:p/>"))
    before, after = serialize_part_xml(root).decode().split("<w:p/>")
    return before, after


OF_SHAPES = "cdr"
"""Prefix of the shapes over charts, which are parts of their own and never stand in the text."""
OF_ATTRIBUTES = ("w", "r")
"""Prefixes of attributes in the text of a document; those of the others have none."""


def _body(body: Any, content: str) -> str:
    """Return the text of a document, with the namespaces declared that it uses and that are not known around it."""
    known = body.nsmap
    missing = {prefix: uri for prefix, uri in NAMESPACES.items() if known.get(prefix) != uri and prefix != OF_SHAPES}
    used = {
        prefix: uri
        for prefix, uri in missing.items()
        if f"<{prefix}:" in content or (prefix in OF_ATTRIBUTES and f" {prefix}:" in content)
    }
    return f"<w:body{declarations(used)}>{content}</w:body>"
