"""Open a template and fill it: styles, lists, links and pictures are added to it as the document asks for them."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Pt
from lxml.etree import QName, XMLSyntaxError, cleanup_namespaces, tostring

from reportgen.builders.docx.markup import NAMESPACES, declarations, quoted, w
from reportgen.builders.docx.numbering_part import abstract_list, list_instance
from reportgen.builders.docx.styles import WordStyle, style_id, style_markup, word_styles
from reportgen.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument
    from docx.section import Section
    from docx.shared import Length

    from reportgen.theme import Page, Theme

WORD_2013 = 15
W = f"{{{NAMESPACES['w']}}}"
XML = "http://www.w3.org/XML/1998/namespace"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OTHER_MAIN_TYPES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
"""Templates and files with macros: the same as a document, but for the name of the type."""
OF_THE_OLD_TEXT = frozenset(
    {
        RELATIONSHIP_TYPE.IMAGE,
        RELATIONSHIP_TYPE.HYPERLINK,
        RELATIONSHIP_TYPE.CHART,
        RELATIONSHIP_TYPE.COMMENTS,
        RELATIONSHIP_TYPE.FOOTNOTES,
        RELATIONSHIP_TYPE.OLE_OBJECT,
        RELATIONSHIP_TYPE.PACKAGE,
        "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
    }
)
"""What belongs to a template's own text, which is not kept, and its macros."""


AFTER_FOOTNOTES = frozenset(
    {
        "endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping",
        "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown",
        "smartTagType", "schemaLibrary", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator",
    }
)  # fmt: skip
"""Settings that stand after those of footnotes: the order is Word's."""


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

    def __init__(self, template: bytes, theme: Theme) -> None:
        self.document = _open(template)
        self.theme = theme
        # tabs and indents reach to the template's margins
        styles = word_styles(replace(theme, page=self.page()))
        self._known = {style.name.lower(): style for style in styles}
        self._styles = self.document.styles.element
        self._ids = dict(self._styles_of_template())
        self._lists: dict[str, int] = {}
        self._links: dict[str, str] = {}
        self._relations = 0
        self._drawings = 0
        self._drop_old_text()

    # -- pages ----------------------------------------------------------------------------------------------------

    @property
    def section(self) -> Section:
        """The template's last section, whose pages the document takes over."""
        return self.document.sections[-1]

    def page(self) -> Page:
        """Return the sheet and margins of the template, with the theme's for what it does not say."""
        page, section = self.theme.page, self.section
        return replace(
            page,
            width=_points(section.page_width, page.width),
            height=_points(section.page_height, page.height),
            left=_points(section.left_margin, page.left),
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
            if known is None or known.kind == each.get(f"{W}type"):
                yield name, str(each.get(f"{W}styleId"))

    def _add_style(self, style: WordStyle) -> str:
        if style.based_on:
            self.style(style.based_on)
        taken = {str(each.get(f"{W}styleId")) for each in self._styles.findall(f"{W}style")}
        names = {str(each.get(f"{W}val")).lower() for each in self._styles.findall(f"{W}style/{W}name")}
        # two styles of one name, even of different kinds, are one too many for Word
        name = style.name if style.name.lower() not in names else f"{style.name} Report"
        identifier = style_id(name)
        while identifier in taken:
            identifier += "0"
        self._ids[style.name.lower()] = identifier
        numbers: dict[str, int] = {style.list_kind: self._list_number(style.list_kind)} if style.list_kind else {}
        element = parsed(style_markup(replace(style, name=name), numbers=numbers))
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
        identifier = self._ids.get("list bullet" if kind == "bullet" else "list number")
        for style in self._styles.findall(f"{W}style"):
            number = style.find(f"{W}pPr/{W}numPr/{W}numId")
            if style.get(f"{W}styleId") == identifier and number is not None:
                return int(number.get(f"{W}val"))
        return None

    def _add_list(self, kind: str) -> int:
        numbering = self._numbering()
        abstract = self._next(numbering, "abstractNum", "abstractNumId")
        number = self._next(numbering, "num", "numId")
        first_use = numbering.find(f"{W}num")
        element = parsed(abstract_list(kind, abstract, indent=self.theme.measures.list_indent))
        if first_use is None:
            numbering.append(element)
        else:
            first_use.addprevious(element)
        numbering.append(parsed(list_instance(number, abstract)))
        return number

    def _next(self, numbering: Any, tag: str, attribute: str) -> int:
        return max((int(each.get(f"{W}{attribute}")) for each in numbering.findall(f"{W}{tag}")), default=0) + 1

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
        """Return a new part, to which nothing leads yet."""
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
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _drop_old_text(self) -> None:
        body = self.document.element.body
        if body.sectPr is None:
            body.append(parsed("<w:sectPr/>"))
        for child in list(body):
            if child is not body.sectPr:
                body.remove(child)
        for question in self.document.settings.element.findall(f"{W}updateFields"):
            # the fields have their results: nobody needs to be asked whether to renew them
            self.document.settings.element.remove(question)
        for line in self.document.settings.element.findall(f"{W}footnotePr/{W}footnote"):
            line.getparent().remove(line)
        rels = self.document.part.rels
        for identifier in [key for key, relation in rels.items() if relation.reltype in OF_THE_OLD_TEXT]:
            del rels[identifier]


def _points(length: Length | None, otherwise: float) -> float:
    """Return a length in points. Word makes a margin negative when it may not grow with the header."""
    return otherwise if length is None else abs(length.pt)


def check_template(template: bytes, *, where: str) -> None:
    """Raise UsageError, which names `where`, when a template is no Word file, or one that cannot be read."""
    try:
        _open(template)
    except UsageError as error:
        raise UsageError(error.message, where=where, hint=error.hint) from error


def _open(template: bytes) -> WordDocument:
    """Return an opened template.

    Raises UsageError when it is no Word file, or one of a kind that cannot be read.
    """
    hint = "save the template in Word as `Word Document (*.docx)`"
    try:
        return docx.Document(io.BytesIO(_as_document(template)))
    except (zipfile.BadZipFile, PackageNotFoundError) as error:
        raise UsageError("the Word template is not a Word file", hint=hint) from error
    except (KeyError, ValueError, AttributeError, XMLSyntaxError) as error:
        raise UsageError("the Word template cannot be read: it lacks a part every Word file has", hint=hint) from error


def _as_document(template: bytes) -> bytes:
    """Return the file with the type of a plain document: a template or a file with macros is otherwise the same."""
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        types = archive.read("[Content_Types].xml").decode()
        changed = types
        for other in OTHER_MAIN_TYPES:
            changed = changed.replace(other, MAIN_TYPE)
        if changed == types:
            return template
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in archive.namelist():
                copy.writestr(name, changed if name == "[Content_Types].xml" else archive.read(name))
    return out.getvalue()
