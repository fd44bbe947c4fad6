"""Open a template and fill it: styles, lists, links and pictures are added to it as the document asks for them."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Pt
from lxml.etree import QName, cleanup_namespaces, tostring

from reportgen.builders.docx.carried import drop_carried
from reportgen.builders.docx.cascade import nearest, size_of, tab_stops_of
from reportgen.builders.docx.chosen_section import chosen_section
from reportgen.builders.docx.flow import Para
from reportgen.builders.docx.formatting import text_colour
from reportgen.builders.docx.house import house_theme
from reportgen.builders.docx.intake import DAMAGED, HINT
from reportgen.builders.docx.markup import NAMESPACES, declarations, quoted, twips, w
from reportgen.builders.docx.numbering_part import LIST_STYLES, SQUARES, abstract_list, list_instance
from reportgen.builders.docx.opening import opened
from reportgen.builders.docx.packaging import packaged
from reportgen.builders.docx.styles import style_id, style_markup, word_styles
from reportgen.builders.docx.theme_part import theme_part
from reportgen.builders.docx.word_style import WordStyle
from reportgen.errors import UsageError
from reportgen.memory import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument
    from docx.section import Section
    from docx.shared import Length

    from reportgen.builders.docx.flow import Flow
    from reportgen.theme import Page, Theme

WORD_2013 = 15
W = f"{{{NAMESPACES['w']}}}"
XML = "http://www.w3.org/XML/1998/namespace"
OF_THE_OLD_TEXT = frozenset(
    {
        RELATIONSHIP_TYPE.IMAGE,
        RELATIONSHIP_TYPE.HYPERLINK,
        RELATIONSHIP_TYPE.CHART,
        RELATIONSHIP_TYPE.COMMENTS,
        RELATIONSHIP_TYPE.FOOTNOTES,
        RELATIONSHIP_TYPE.OLE_OBJECT,
        RELATIONSHIP_TYPE.PACKAGE,
        RELATIONSHIP_TYPE.CONTROL,
        RELATIONSHIP_TYPE.A_F_CHUNK,
        RELATIONSHIP_TYPE.DIAGRAM_DATA,
        RELATIONSHIP_TYPE.DIAGRAM_LAYOUT,
        RELATIONSHIP_TYPE.DIAGRAM_COLORS,
        RELATIONSHIP_TYPE.DIAGRAM_QUICK_STYLE,
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/subDocument",
        "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing",
        "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
        "http://schemas.microsoft.com/office/2011/relationships/people",
        "http://schemas.microsoft.com/office/2016/09/relationships/commentsIds",
        "http://schemas.microsoft.com/office/2018/08/relationships/commentsExtensible",
    }
)
"""What belongs to a template's own text, which is not kept."""
OF_MARGINS = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"


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


def parsed(markup: str) -> Any:
    """Return an element that can be put into a part, from its markup."""
    name_end = min(index for index in (markup.find(" "), markup.find("/"), markup.find(">")) if index > 0)
    element = parse_xml(f"{markup[:name_end]}{declarations(NAMESPACES)}{markup[name_end:]}")
    cleanup_namespaces(element)
    return element


class Package:
    """A Word file that is being written. It knows what the template has, and adds what is missing."""

    def __init__(self, template: bytes, theme: Theme, *, is_house: bool = True) -> None:
        """Open a template; `is_house` says that it is that of another house, to which the theme is adapted."""
        # our own has no text and nothing else to drop
        self.document = _prepared(template)[0] if is_house else opened(template)
        self.is_house = is_house
        parts = self.document.part.package.iter_parts() if is_house else ()
        self._taken = frozenset(str(part.partname) for part in parts)
        self._styles = self.document.styles.element
        self.theme = house_theme(self.document, theme, self._paragraph_styles()) if is_house else theme
        self._add_theme()
        # tabs and indents reach to the template's margins
        styles = word_styles(replace(self.theme, page=self.page()))
        self._known = {style.name.lower(): style for style in styles}
        self._ids = dict(self._styles_of_template())
        # known from here on: a document adds a dozen styles, and a template may have hundreds
        self._style_ids = {str(each.get(f"{W}styleId")) for each in self._styles.findall(f"{W}style")}
        self._style_names = {str(each.get(f"{W}val")).lower() for each in self._styles.findall(f"{W}style/{W}name")}
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
        page, section = self.theme.page, self.section
        return replace(
            page,
            width=_points(section.page_width, page.width),
            height=_points(section.page_height, page.height),
            left=_points(section.left_margin, page.left) + _points(section.gutter, 0),
            right=_points(section.right_margin, page.right),
            top=_points(section.top_margin, page.top),
            bottom=_points(section.bottom_margin, page.bottom),
        )

    @property
    def hangs_tables(self) -> bool:
        """Whether Word lets the tables of this template begin left of the margin, by the room in their cells.

        It does so in files of Word 2010 and before, and takes those for such that do not say.
        """
        path = f"{W}compat/{W}compatSetting[@{W}name='compatibilityMode']"
        mode = self.document.settings.element.find(path)
        return mode is None or int(mode.get(f"{W}val")) < WORD_2013

    def end_at_right(self, style: str, width: float) -> None:
        """Let lines of this style end at the right margin, by their only tab stop.

        It is said in the style, because Word sets contents anew by their styles when it renews them.
        """
        stops = self.right_tab(style, width) if self.is_house else ""
        if not stops:
            return
        identifier = self.style(style)
        for each in self._styles.findall(f"{W}style"):
            if each.get(f"{W}styleId") == identifier:
                properties = each.get_or_add_pPr()
                for old in properties.findall(f"{W}tabs"):
                    properties.remove(old)
                properties.get_or_add_tabs().extend(parsed(w("tabs", stops)))

    def right_tab(self, style: str, width: float) -> str:
        """Return the tab stops that a paragraph of this style needs so that its only one is at the right margin.

        Nothing where the style says so itself. The leader of its own last stop, as dots, is kept.
        """
        stops = tab_stops_of(self._styles, self.style(style))
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
        found = nearest(self._styles, first.style, "w:pPr/w:pageBreakBefore") if isinstance(first, Para) else None
        return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off")

    def text_size(self, style: str) -> float:
        """Return the size of text in a style of this file, in points; 0 where it does not say it."""
        return size_of(self._styles, self.style(style))

    # -- styles ---------------------------------------------------------------------------------------------------

    def style(self, name: str) -> str:
        """Return the identifier of a style; one that the template lacks is added, and what it is based on."""
        found = self._ids.get(name.lower())
        return found if found is not None else self._add_style(self._known[name.lower()])

    def _styles_of_template(self) -> Iterator[tuple[str, str]]:
        """Yield name and identifier of the template's styles, without those that are of another kind here."""
        for each in self._styles.findall(f"{W}style[{W}name]"):
            name = str(each.find(f"{W}name").get(f"{W}val")).lower()
            known = self._known.get(name)
            if known is None or (known.kind == each.get(f"{W}type") and self._is_list_if_wanted(known, each)):
                yield name, str(each.get(f"{W}styleId"))

    def _is_list_if_wanted(self, known: WordStyle, style: Any) -> bool:
        """Say whether a template's style of list items has a list; ours takes the place of one that has not."""
        return not self.is_house or not known.list_kind or self._list_of(str(style.get(f"{W}styleId"))) is not None

    def _paragraph_styles(self) -> dict[str, str]:
        """Return the identifiers of the template's paragraph styles by their names."""
        styles = self._styles.findall(f"{W}style[@{W}type='paragraph'][{W}name]")
        return {
            str(each.find(f"{W}name").get(f"{W}val")).lower(): str(each.get(f"{W}styleId")) for each in reversed(styles)
        }

    def _add_theme(self) -> None:
        """Give a template without colours and fonts of its own a theme: our colours, and the fonts of its text."""
        part = self.document.part
        if any(relation.reltype == RELATIONSHIP_TYPE.THEME for relation in part.rels.values()):
            return
        content = theme_part(self.theme).encode()
        part.relate_to(self.new_part("theme/theme1.xml", content, content_type=THEME_TYPE), RELATIONSHIP_TYPE.THEME)

    def _add_style(self, style: WordStyle) -> str:
        if self.is_house and style.kind == "paragraph" and style.based_on == "Normal":
            # its normal text may be justified, indented, numbered, bold: a report's table is not
            style = replace(style, based_on="")
        if style.based_on:
            self.style(style.based_on)
        # two styles of one name, even of different kinds, are one too many for Word
        name = style.name if style.name.lower() not in self._style_names else f"{style.name} Report"
        identifier = style_id(name)
        while identifier in self._style_ids:
            identifier += "0"
        self._style_ids.add(identifier)
        self._style_names.add(name.lower())
        self._ids[style.name.lower()] = identifier
        number = self._list_number(style.list_kind) if style.list_kind else 0
        element = deepcopy(_style_element(replace(style, name=name), number))
        element.set(f"{W}styleId", identifier)
        self._point_to_own(element, style)
        self._styles.append(element)
        return identifier

    def _point_to_own(self, element: Any, style: WordStyle) -> None:
        """Let the style's links lead to the identifiers of this template."""
        for tag, name in (("basedOn", style.based_on), ("next", style.following)):
            link = element.find(f"{W}{tag}")
            if link is not None and name.lower() in self._ids:
                link.set(f"{W}val", self._ids[name.lower()])
            elif link is not None:
                element.remove(link)

    def set_language(self, language: str) -> None:
        """Make this the language of all text."""
        defaults = self._styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if defaults is None:
            markup = "<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>"
            self._styles.insert(0, parsed(markup))
            defaults = self._styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        for old in defaults.findall(f"{W}lang"):
            defaults.remove(old)
        defaults.append(parsed(f'<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/>'))

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
        return self._list_of(self._ids.get(LIST_STYLES[kind].lower(), ""))

    def _list_of(self, identifier: str) -> int | None:
        """Return the list that a style of the template belongs to, if the file has it."""
        number = nearest(self._styles, identifier, "w:pPr/w:numPr/w:numId")
        value = "" if number is None else number.get(f"{W}val", "")
        lists = {each.get(f"{W}numId"): each.find(f"{W}abstractNumId") for each in self._numbering().findall(f"{W}num")}
        return int(value) if value.isdigit() and lists.get(value) is not None else None

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
            named = (each.get(f"{W}val", "") for each in self._styles.iter(f"{W}numId"))
            found += [int(value) for value in named if value.isdigit()]
        return max(found, default=0) + 1

    def _abstract_of(self, number: int) -> int:
        for each in self._numbering().findall(f"{W}num"):
            if int(each.get(f"{W}numId")) == number:
                return int(each.find(f"{W}abstractNumId").get(f"{W}val"))
        raise AssertionError(f"no list {number}")

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
        stem, ending = name.rsplit(".", 1)
        while f"/word/{name}" in self._taken:
            stem += "r"
            name = f"{stem}.{ending}"
        return Part(PackURI(f"/word/{name}"), content_type, content, self.document.part.package)

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
        part, body = self.document.part, self.document.element.body
        missing = {prefix: uri for prefix, uri in NAMESPACES.items() if body.nsmap.get(prefix) != uri}
        old = self.document.element
        around = "".join(
            f"<w:body{declarations(missing)}>{markup}{section}</w:body>" if each is body
            else tostring(each, encoding="unicode", with_tail=False)
            for each in old
        )  # fmt: skip
        # parsed in its place, because a table takes the square of its rows to be moved from one tree to another
        root = parse_xml(f"{start_tag(old)}{around}</{_tag(old)}>")
        cleanup_namespaces(root.body)
        part._element = root
        self.document = part.document

    def save(self) -> bytes:
        """Return the file, without a time in it."""
        return packaged(self.document.part.package)


@remembered(256)  # a document adds twenty styles, the next one the same: a copy takes a fifth of the time
def _style_element(style: WordStyle, number: int) -> Any:
    """Return the element of a style, of which a copy is to be used; its list has this number."""
    return parsed(style_markup(style, numbers={style.list_kind: number} if style.list_kind else {}))


def _points(length: Length | None, otherwise: float) -> float:
    """Return a length in points. Word makes a margin negative when it may not grow with the header."""
    return otherwise if length is None else abs(length.pt)


def check_template(template: bytes, *, where: str) -> tuple[str, ...]:
    """Return what there is to say about a template before it is used, each as half a sentence.

    Raises UsageError, which names `where`, when it is no Word file, or one that cannot be read.
    """
    try:
        return _prepared(template)[1]
    except UsageError as error:
        raise UsageError(error.message, where=where, hint=error.hint) from error
    except DAMAGED as error:
        message = "the Word template cannot be read: one of its parts is damaged"
        raise UsageError(message, where=where, hint=HINT) from error


def _prepared(template: bytes) -> tuple[WordDocument, tuple[str, ...]]:
    """Return a template without its text and all else that a report must not have, and what there is to say of it."""
    document = opened(template)
    section = chosen_section(document)
    _drop_old_text(document, section.properties)
    return document, drop_carried(document, section)


def _drop_old_text(document: WordDocument, section: Any) -> None:
    """Leave nothing of the text but the properties of the section that is taken over."""
    body = document.element.body
    for child in list(body):
        body.remove(child)
    body.append(section)
    for line in document.settings.element.findall(f"{W}footnotePr/{W}footnote"):
        line.getparent().remove(line)
    used = {each.rId for each in section.xpath("w:headerReference | w:footerReference")}
    rels = document.part.rels
    for identifier, relation in list(rels.items()):
        is_unused = relation.reltype in OF_MARGINS and identifier not in used
        if is_unused or relation.is_external or relation.reltype in OF_THE_OLD_TEXT:
            del rels[identifier]
